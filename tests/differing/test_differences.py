"""What differs between two data sets: counted, worded, and each with its place in the file."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evaluation import differences as of_files
from evaluation.dataset import Dataset
from evaluation.differing import Change, differences
from evaluation.errors import InputError
from evaluation.importing import read_workbook, recognise
from evaluation.measures import registry
from tests.tables_of_text import dataset

HEAD = "Family ID,Site,PHQ-9 before,PHQ-9 after\n"
SPRING = HEAD + "A1,North,14,6\nA2,South,9,\nA3,North,20,12"
LONG = "Client,Referral ID,Site,End date,Stage,Date,PHQ-9,MORS warmth,MORS invasion\n"
VISITS = LONG + (
    "C1,R1,North,,Pre,2025-01-10,12,20,5\n"
    "C1,R1,North,,Post,2025-06-01,6,25,4\n"
    "C2,R2,South,,Pre,2025-02-10,14,10,10"
)


def kinds(found) -> list[tuple[str, int]]:
    """Which differences there are, and on which row."""
    return [(change.kind, change.row) for change in found.changes]


def since(before: str, after: str, **changes: object):
    return differences(dataset(before, **changes), dataset(after, **changes))


def test_the_same_file_has_no_differences():
    found = since(SPRING, SPRING)
    assert found.nothing
    assert found.changes == ()
    assert found.sentence == "Nothing has changed: this is the same file."


def test_the_same_content_in_another_order_and_another_file_has_none_either():
    found = since(SPRING, HEAD + "a3,North,20,12\nA1 ,North,14,6\n\nA2,South,9,")
    assert not found.same_file
    assert found.nothing
    assert found.sentence == "The same families and scores as before."


def test_new_and_gone_families_new_and_changed_scores_are_told_apart():
    found = since(SPRING, HEAD + "A4,South,18,7\nA1,North,14,7\nA2,South,9,5")
    assert found.sentence == (
        "Compared with the file before: 1 new family, 1 family gone, 1 new second score, 1 changed score."
    )
    assert found.changes == (
        Change(kind="new family", sheet="upload", row=2, after="PHQ-9 baseline 18; PHQ-9 end 7"),
        Change(kind="family gone", sheet="upload", row=4, before="PHQ-9 baseline 20; PHQ-9 end 12"),
        Change(
            kind="score changed",
            sheet="upload",
            row=3,
            about="PHQ-9",
            rater="parent",
            occasion="end",
            before="6",
            after="7",
        ),
        Change(
            kind="new second score",
            sheet="upload",
            row=4,
            about="PHQ-9",
            rater="parent",
            occasion="end",
            after="5",
        ),
    )


def test_a_score_that_is_gone_has_its_row_in_the_file_before():
    found = since(SPRING, HEAD + "A3,North,20,12\nA2,South,9,\nA1,North,14,")
    assert kinds(found) == [("score gone", 2)]
    assert found.changes[0].before == "6"
    assert found.sentence == "Compared with the file before: 1 score gone."


def test_a_first_score_and_a_further_one_are_called_so():
    later = VISITS + "\nC2,R2,South,,Follow-up,2025-09-01,9,,\nC1,R1,North,,Follow-up,2025-12-01,7,,"
    found = since(VISITS, later + "\nC2,R2,South,,Post,2025-04-01,10,,")
    assert kinds(found) == [
        ("new further score", 5),
        ("new further score", 6),
        ("new second score", 7),
    ]
    found = since(HEAD + "A1,N,,6\nA2,N,9,3", HEAD + "A1,N,14,6\nA2,N,9,3")
    assert kinds(found) == [("new first score", 2)]


def test_a_questionnaire_with_several_scores_is_one_difference_that_names_those_that_changed():
    found = since(VISITS, VISITS.replace("6,25,4", "6,26,4"))
    assert kinds(found) == [("score changed", 3)]
    assert (found.changes[0].before, found.changes[0].after) == ("warmth 25", "warmth 26")
    assert found.changes[0].about == "MORS-SF"


def test_a_corrected_date_or_stage_is_no_new_score():
    found = since(VISITS, VISITS.replace("2025-06-01", "2025-06-11"))
    assert [(c.kind, c.before, c.after) for c in found.changes] == [
        ("date changed", "1 June 2025", "11 June 2025")
    ] * 2
    assert found.sentence == "Compared with the file before: 2 changed dates."
    found = since(VISITS, VISITS.replace("Post", "Review"))
    assert [(c.kind, c.before, c.after) for c in found.changes] == [("stage changed", "end", "review")] * 2


def test_in_a_wide_file_a_later_score_in_the_place_of_the_last_is_a_changed_one():
    head = "Family ID,PHQ-9 before,PHQ-9 after,Date after\n"
    found = since(
        head + "A1,14,6,2025-06-01\nA2,9,9,2025-06-01", head + "A1,14,3,2025-09-01\nA2,9,9,2025-06-01"
    )
    assert [(c.kind, c.before, c.after) for c in found.changes] == [("score changed", "6", "3")]


def test_details_and_dates_of_a_referral_are_compared():
    found = since(VISITS, VISITS.replace("South,,Pre", "East,2025-08-01,Pre"))
    assert [(c.kind, c.about, c.before, c.after) for c in found.changes] == [
        ("detail changed", "Site", "South", "East"),
        ("detail changed", "end date", "", "1 August 2025"),
    ]
    assert found.sentence == "Compared with the file before: 2 changed details."


def test_a_second_referral_of_somebody_known_is_no_new_family():
    found = since(VISITS, VISITS + "\nC2,R9,South,,Pre,2026-01-10,15,,")
    assert kinds(found) == [("new referral", 5), ("new first score", 5)]


def test_without_a_column_of_referrals_in_one_file_people_are_compared():
    plain = "\n".join(",".join(line.split(",")[:1] + line.split(",")[2:]) for line in VISITS.splitlines())
    found = since(plain, VISITS)
    assert found.changes == ()
    assert [c.header for c in found.columns.new] == ["Referral ID"]
    assert found.sentence == "Compared with the file before: 1 new column; the same families and scores."


def test_columns_that_are_renamed_new_or_gone_are_counted():
    before = "Family ID,Site,KPCS pre,KPCS post\nA1,N,30,40\nA2,S,31,33\nA3,S,31,33"
    after = before.replace("KPCS pre", "KPCS score pre").replace("Site", "Borough")
    assert since(before, after).sentence == (
        "Compared with the file before: 1 column renamed, 1 new column, 1 column gone; the same families and "
        "scores."
    )


def test_a_column_that_is_probably_renamed_and_not_used_is_called_so():
    before = dataset("Family ID,KPCS pre,KPCS post\nA1,30,40\nA2,31,33")
    book = read_workbook(b"Family ID,KPCS score pre,KPCS post\nA1,30,40\nA2,31,33", "upload.csv")
    found = differences(before, Dataset.read(book, before.mapping, registry()))
    assert found.sentence == (
        "Compared with the file before: 2 scores gone, 1 column probably renamed and not used."
    )
    assert "not used until the mapping says so: 'KPCS pre' to 'KPCS score pre'" in str(found)


def test_when_every_id_is_another_that_is_said():
    found = since(SPRING, SPRING.replace("A", "B"))
    assert found.sentence == (
        "Compared with the file before: 3 new families, 3 families gone. No family is in both files: look "
        "whether their ids have changed."
    )


def test_rows_without_ids_are_compared_only_while_rows_were_added_and_nothing_else():
    rows = "Site,PHQ-9 before,PHQ-9 after\nNorth,14,6\nSouth,9,\n"
    same = since(rows, rows + "North,20,12\n", subjects="one_per_row")
    assert same.sentence == "Compared with the file before: 1 new family."
    found = since(
        rows, "Site,PHQ-9 before,PHQ-9 after\nNorth,20,12\n" + rows.split("\n", 1)[1], subjects="one_per_row"
    )
    assert found.changes == ()
    assert not found.nothing
    assert found.sentence == (
        "Compared with the file before: there were 2 families with 3 scores, there are 3 families with 5 "
        "scores now. Without an id column nobody can tell which families are the same."
    )


def test_learners_are_called_learners():
    found = since(SPRING, SPRING + "\nA4,South,18,7", noun="learner")
    assert found.sentence == "Compared with the file before: 1 new learner."
    assert "New learner, row 5" in str(found)


def test_the_same_file_read_another_way_says_so():
    book = read_workbook(SPRING.encode(), "upload.csv")
    mapping = recognise(book, registry()).mapping
    other = replace(
        mapping,
        columns=tuple(replace(c, use="ignore") if c.header == "PHQ-9 after" else c for c in mapping.columns),
    )
    found = differences(Dataset.read(book, mapping, registry()), Dataset.read(book, other, registry()))
    assert found.sentence == "The same file read another way: 2 scores gone."


def test_answers_about_the_service_are_counted_as_forms():
    head = "Family ID," + ",".join(f"CHI-ESQ Q{i}" for i in range(1, 13)) + "\n"
    once = head + "A1" + ",Certainly true" * 12
    again = head + "A1" + ",Certainly true" * 11 + ",Don't know\nA2" + ",Partly true" * 12
    found = since(once + "\nA2" + "," * 12, again)
    changed = found.changes[0]
    assert (changed.kind, changed.about) == ("answers changed", "CHI-ESQ")
    assert (changed.before, changed.after) == ("question 12 2", "question 12 not scored")
    assert (
        found.sentence
        == "Compared with the file before: 1 new form with answers, 1 form with changed answers."
    )


def test_the_json_is_plain_and_holds_no_id():
    found = since(SPRING, HEAD + "A9,South,18,7\nA1,North,14,7\nA2,South,9,5")
    text = json.dumps(found.to_dict(), allow_nan=False)
    assert json.loads(text)["counts"] == {
        "new family": 1,
        "family gone": 1,
        "new second score": 1,
        "score changed": 1,
    }
    assert not any(name in text or name in str(found) for name in ("A9", "A3", "a9", "a3"))


def test_sheets_read_together_tell_which_sheet_a_difference_is_on(tmp_path):
    def book(name, score):
        openpyxl = pytest.importorskip("openpyxl")
        made = openpyxl.Workbook()
        made.active.title = "Asha"
        made.create_sheet("Ben")
        for sheet, family in (("Asha", "A1"), ("Ben", "B1")):
            for row in (
                ["Family ID", "PHQ-9 before", "PHQ-9 after"],
                [family, 14, score if family == "B1" else 6],
            ):
                made[sheet].append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    found = of_files(book("one.xlsx", 9), book("two.xlsx", 8))
    assert [(c.kind, c.sheet, c.row) for c in found.changes] == [("score changed", "Ben", 2)]


def test_two_files_are_compared_with_one_mapping_or_with_their_own(tmp_path):
    old, new = tmp_path / "old.csv", tmp_path / "new.csv"
    old.write_text(SPRING, encoding="utf-8")
    new.write_text(SPRING + "\nA4,South,18,", encoding="utf-8")
    found = of_files(old, new)
    assert (found.name_before, found.name) == ("old.csv", "new.csv")
    assert found.sentence == "Compared with the file before: 1 new family."
    mapping = recognise(read_workbook(old), registry()).mapping
    assert of_files(old, new, mapping=mapping).changes == found.changes
    with pytest.raises(InputError, match="another file"):
        of_files(
            old,
            old,
            mapping=replace(
                mapping,
                columns=tuple(
                    replace(c, header=f"Bond {c.index}") if c.use == "score" else c for c in mapping.columns
                ),
            ),
        )
