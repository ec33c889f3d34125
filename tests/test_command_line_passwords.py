"""A protected workbook on the command line: its password from a file or typed, never in the command."""

from __future__ import annotations

import getpass
import json
import sys

import pytest

from evaluation.command_line import main
from tests.importing.sealing import locked_families

WORDS = " Dandelion 7"


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    path = tmp_path_factory.mktemp("locked") / "families.xlsx"
    path.write_bytes(locked_families(WORDS))
    return path


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def at_a_terminal(monkeypatch, answer):
    asked = []

    def typed(prompt):
        asked.append(prompt)
        return answer()

    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(getpass, "getpass", typed)
    return asked


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_password_file_opens_the_workbook(capsys, locked, tmp_path, ending):
    file = tmp_path / "password.txt"
    file.write_bytes(f"\ufeff{WORDS}{ending}".encode())  # as Notepad saves it
    code, out, err = run(capsys, "evaluate", locked, "--json", "-", "--password-file", file)
    assert (code, err) == (0, "")
    assert json.loads(out)["scales"][0]["n"] == 2
    assert WORDS not in out


@pytest.mark.parametrize("verb", ["inspect", "evaluate"])
def test_at_a_terminal_the_password_is_asked_for(capsys, monkeypatch, locked, verb):
    asked = at_a_terminal(monkeypatch, lambda: WORDS)
    code, out, err = run(capsys, verb, locked)
    assert (code, err, len(asked)) == (0, "", 1)
    assert out


def test_a_wrong_password_is_one_sentence(capsys, monkeypatch, locked, tmp_path):
    file = tmp_path / "password.txt"
    file.write_text("daisy")
    at_a_terminal(monkeypatch, lambda: "daisy")
    for more in ((), ("--password-file", file)):
        code, out, err = run(capsys, "evaluate", locked, *more)
        assert (code, out) == (2, "")
        assert (
            err
            == "That password does not open families.xlsx. Check capitals and spaces, and give it again.\n"
        )


def interrupted():
    raise EOFError


@pytest.mark.parametrize("answer", [str, interrupted])
def test_no_answer_is_one_sentence(capsys, monkeypatch, locked, answer):
    at_a_terminal(monkeypatch, answer)
    code, out, err = run(capsys, "evaluate", locked)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--password-file" in err


def test_a_script_is_not_kept_waiting(capsys, monkeypatch, locked):
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    code, _, err = run(capsys, "inspect", locked)
    assert (code, err.count("\n")) == (2, 1)


def test_a_password_file_that_cannot_be_used_is_named(capsys, locked, tmp_path):
    empty, no_text = tmp_path / "empty.txt", tmp_path / "no.txt"
    empty.write_bytes(b"\n")
    no_text.write_bytes(b"\xff\xfe\x00\xd8")
    for file, words in ((empty, "is empty"), (no_text, "is no text"), (tmp_path / "none", "can't be opened")):
        code, _, err = run(capsys, "evaluate", locked, "--password-file", file)
        assert (code, err.count("\n")) == (2, 1)
        assert words in err


def test_no_argument_takes_the_password_itself(capsys, locked):
    with pytest.raises(SystemExit):
        main(["evaluate", str(locked), "--password", WORDS])
    capsys.readouterr()
