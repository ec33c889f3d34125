"""Codes in place of ids. Oracle: base 32 of the HMAC by Python's own base64, in another alphabet."""

from __future__ import annotations

import base64
import hmac
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.command_line import main
from evaluation.errors import InputError
from evaluation.evaluating import evaluate, inspect
from evaluation.importing import Mapping
from evaluation.importing.privacy.pseudonyms import new_key, pseudonyms, read_key
from tests.tables_of_text import mapped, responses, table

KEY = "seven grey herons"
STANDARD, OURS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def codes(*ids, key=KEY):
    return pseudonyms(np.array(ids, dtype=object), read_key(key)).tolist()


@given(st.text("abcxyz0123456789-_/@.é", min_size=1))
def test_a_code_is_the_beginning_of_a_keyed_hash_in_base_32(text):
    plain = text[:-2] if text.endswith(".0") and text[:-2].isdigit() else text
    if len(plain.replace("-", "")) == 10 and plain.replace("-", "").isdigit():
        return  # an NHS number, below
    digest = hmac.digest(KEY.encode(), plain.encode(), "sha256")
    expected = base64.b32encode(digest).decode()[:12].translate(str.maketrans(STANDARD, OURS))
    assert codes(text) == [expected]


def test_the_same_id_however_it_is_written_has_one_code():
    assert len(set(codes("A12", "a12", " A 12 "))) == 1
    assert len(set(codes("226", "226.0"))) == 1
    assert len(set(codes("943 476 5919", "9434765919", "943-476-5919"))) == 1
    assert len(set(codes("A12", "A1-2", "A21", "001", "1"))) == 5


def test_another_key_gives_other_codes():
    assert not set(codes("A1", "A2")) & set(codes("A1", "A2", key="eight grey herons"))


def test_a_short_key_is_refused_in_a_sentence():
    with pytest.raises(InputError, match=r"too short \(3 of at least 16 characters\)"):
        read_key(" abc \n")
    assert read_key(new_key())


def test_a_key_with_a_line_end_is_the_same_key():
    assert read_key(f"{KEY}\r\n") == read_key(KEY)


ROWS = [("9434765919", 12, 6), ("943 476 5870", 9, 9), ("4010232137", 15, 3), ("9876543210", 8, 10)]
TEXT = table("NHS Number,PHQ-9 before,PHQ-9 after", *ROWS)


def test_without_a_key_the_sentence_offers_one():
    with pytest.raises(InputError, match=r"'NHS Number' was left out .* make one from it with a key"):
        responses(TEXT)


def test_an_nhs_number_serves_as_the_id_through_codes_and_is_nowhere_afterwards():
    found = evaluate(TEXT.encode(), name="nhs.csv", id_key=KEY)
    assert found.evidence.findings[0].n == 4
    said = json.dumps(found.to_dict()) + json.dumps(
        inspect(TEXT.encode(), name="nhs.csv", id_key=KEY).to_dict()
    )
    assert not any(number in said or number.replace(" ", "") in said for number, *_ in ROWS)
    assert "Codes made with a key stand for the ids in 'NHS Number'." in said
    assert "Left out because" not in said
    assert KEY not in said


def test_codes_change_no_figure():
    rows = [(f"F{i % 20:03}", "Pre" if i < 20 else "Post", (i * 7) % 27) for i in range(40)]
    text = table("Family ID,Stage,PHQ-9", *rows).encode()
    plain, coded = (evaluate(text, name="a.csv", id_key=key).to_dict() for key in ("", KEY))
    assert coded["scales"] == plain["scales"]
    assert coded["flow"] == plain["flow"]
    other = evaluate(text, name="a.csv", id_key=new_key()).to_dict()
    assert other == coded  # nothing of the key is left


def test_no_note_quotes_an_id_where_codes_stand_for_ids():
    text = table("ID,Stage,PHQ9", ("001", "Pre", 9), ("1", "Post", 4), ("002", "Pre", 9), ("2", "Post", 3))
    mapping = replace(mapped(text), ids="keyed")
    notes = evaluate(text.encode(), name="a.csv", mapping=mapping, id_key=KEY).dataset.notes
    (note,) = [note for note in notes if "zeros in front" in note]
    assert "001" not in note
    assert note.startswith("2 ids differ from another only by zeros in front (such as on rows 2 and 3)")


def test_a_mapping_with_codes_wants_its_key():
    mapping = replace(mapped(table("Family ID,PHQ-9 before,PHQ-9 after", ("A", 12, 6))), ids="keyed")
    again = Mapping.from_dict(json.loads(json.dumps(mapping.to_dict())))
    assert again.ids == "keyed"
    with pytest.raises(InputError, match="there is no key: give its file with --id-key"):
        responses(table("Family ID,PHQ-9 before,PHQ-9 after", ("A", 12, 6)), ids="keyed")


def test_names_are_never_taken_for_the_id_by_themselves():
    rows = [("Emma Jones", 12, 6), ("Fatima Begum", 9, 9), ("Tom Brown", 9, 3)]
    with pytest.raises(InputError, match="'Name' was left out because it is personal data"):
        evaluate(table("Name,PHQ-9 before,PHQ-9 after", *rows).encode(), name="a.csv", id_key=KEY)


def test_the_command_line_takes_the_key_from_a_file(tmp_path, capsys):
    (tmp_path / "nhs.csv").write_text(TEXT, "utf-8")
    (tmp_path / "key.txt").write_text(f"{KEY}\n", "utf-8")
    command = ["evaluate", str(tmp_path / "nhs.csv"), "--json", "-"]
    assert main(command) == 2
    assert "with a key" in capsys.readouterr().err
    assert main([*command, "--id-key", str(tmp_path / "key.txt")]) == 0
    assert json.loads(capsys.readouterr().out)["scales"][0]["n"] == 4
    assert main([*command, "--id-key", str(tmp_path / "none.txt")]) == 2
    assert "can't be opened" in capsys.readouterr().err
    (tmp_path / "key.txt").write_text("", "utf-8")
    assert main([*command, "--id-key", str(tmp_path / "key.txt")]) == 2
    assert "too short" in capsys.readouterr().err
