"""What the tool prints of data, the data bear out; with a digit changed they don't. Oracle: the samples."""

from __future__ import annotations

import re

import pytest

import data_samples
from evaluation.claims import check_claim
from evaluation.claims.own import own, plain
from evaluation.claims.subjects import subjects
from evaluation.errors import InputError
from evaluation.findings.lengths import lengths
from evaluation.findings.sentences import short_sentence
from evaluation.opening import load
from evaluation.view import View

FOLDER = data_samples.path("first_run").parent
FILES = sorted(
    path
    for path in [*FOLDER.iterdir(), *(FOLDER / "shapes").iterdir()]
    if path.suffix in {".csv", ".tsv", ".xlsx"}
)


@pytest.fixture(scope="module")
def held():
    """The evidence of every sample that can be evaluated alone, exact and protected."""
    found = {}
    for path in FILES:
        try:
            data = load(path)
        except InputError:  # an attendance list has no scores
            continue
        found[path.name, "exact"] = data.evidence(View(), ())
        found[path.name, "nhs"] = data.evidence(View(protection="nhs"))
        if path.name in {"first_run.csv", "survey_monkey.csv"}:
            found[path.name, "strict"] = data.evidence(View(protection="strict"))
    return found


def printed(evidence):
    """Every sentence that is printed of the findings and national rules."""
    said = [text for composite in evidence.composites for text in (composite.sentence,)]
    for finding in evidence.findings:
        said += [finding.sentence, short_sentence(finding), *lengths(finding).to_dict().values()]
    return said


def test_every_sentence_of_every_sample_is_supported(held):
    assert {"survey_monkey.csv", "first_run.csv"} <= {name for name, _ in held}
    assert len(held) >= 2 * 20
    count = 0
    for (name, preset), evidence in held.items():
        for text in printed(evidence):
            assert check_claim(text, evidence).verdict == "supported", (name, preset, text)
            count += 1
    assert count > 600


def test_with_one_digit_changed_none_is(held):
    """The digits of three samples to the next one; of the many, every seventh."""
    texts = [
        (held[name, preset], text)
        for name in ("families_gbo.tsv", "course_forms.xlsx", "iaptus_like.csv")
        for preset in ("exact", "nhs")
        for text in printed(held[name, preset])
    ]
    digits = [(evidence, text, digit) for evidence, text in texts for digit in re.finditer(r"\d", text)]
    assert len(digits) > 600
    for evidence, text, digit in digits[::7]:
        other = (int(digit.group()) + 1) % 10
        changed = f"{text[: digit.start()]}{other}{text[digit.end() :]}"
        assert check_claim(changed, evidence).verdict != "supported", changed


def test_a_number_in_the_place_of_a_hidden_one_is_not_confirmed(held):
    evidence = held["survey_monkey.csv", "strict"]
    hidden = [text for text in printed(evidence) if text.startswith("[c] of")]
    assert hidden
    for text in hidden[:2]:
        for guess in ("0", "3", "7"):
            answer = check_claim(text.replace("[c]", guess, 1), evidence)
            assert answer.verdict == "not supported"
            assert f"It says {guess} where the data give [c]" in " ".join(answer.reasons)


def test_what_differs_is_named(held):
    evidence = held["first_run.csv", "exact"]
    text = next(f for f in evidence.findings if f.short == "GAD-7").sentence
    answer = check_claim(text.replace("38% to 54%", "38% to 64%"), evidence)
    assert (answer.verdict, answer.reasons) == ("not supported", ("It says 64 where the data give 54.",))
    dated = check_claim(text.replace("2024", "2021"), evidence)
    assert dated.reasons == ("It says 2021 where the data give 2024.",)


def test_a_finer_percentage_is_no_other_number(held):
    """69 of 149 is 46.3%."""
    evidence = held["first_run.csv", "exact"]
    found = next(f for f in evidence.findings if f.short == "GAD-7")
    text = lengths(found).tile
    assert check_claim(text.replace("46%", "46.3%"), evidence).verdict == "supported"
    assert check_claim(text.replace("46%", "46.4%"), evidence).verdict != "supported"


def test_word_processors_marks_do_not_matter(held):
    evidence = held["first_run.csv", "exact"]
    text = lengths(evidence.findings[2]).paragraph
    changed = f"\u201c{text.replace(chr(39), chr(0x2019)).replace(' ', chr(0xA0), 3)}\u201d"
    assert plain(changed) != plain(text)
    found = own(changed, subjects(evidence))
    assert found is not None
    assert found.differs == ()
