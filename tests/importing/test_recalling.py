"""A mapping made before on the next file: which one is taken up, and what is asked about it."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import pytest

from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing import ingest, read_workbook, recognise
from evaluation.importing.recalling import recall, recall_best
from evaluation.measures import registry
from evaluation.view import View
from tests.tables_of_text import column, mapped, workbook

SPRING = "Family ID,Site,KPCS pre,KPCS post\nF1,North,30,40\nF2,South,31,36\nF3,North,28,33"
LONG = "Client,Stage,Form,Score\nC1,Wk0,Mood form,12\nC1,Wk8,Mood form,7"


def recalled(text: str, earlier, name: str = "summer.csv"):
    return recall(workbook(text, name), earlier, registry())


def book(*sheets):
    made = openpyxl.Workbook(write_only=True)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_a_corrected_mapping_is_the_same_on_the_same_headers():
    earlier = mapped(SPRING).with_column(
        replace(mapped(SPRING).columns[1], use="ignore", why="chosen by you")
    )
    found = recalled(SPRING.replace("30", "25"), earlier)
    assert found.changes.same
    assert found.mapping == replace(earlier, sheet="summer")


def test_the_same_file_read_with_its_own_mapping_again_gives_the_same_figures():
    book = workbook(SPRING)
    first = Dataset.read(book, mapped(SPRING), registry())
    again = Dataset.read(book, recalled(SPRING, first.mapping, "upload.csv").mapping, registry())
    assert again.mapping_fingerprint == first.mapping_fingerprint
    assert again.evidence(View()) == first.evidence(View())


def test_of_several_mappings_the_one_with_these_headers_is_taken():
    other = mapped("Family ID,GAD-7 pre,GAD-7 post\nF1,9,3")
    nearly = mapped(SPRING.replace("KPCS post", "KPCS end score").replace("Site", "Borough"))
    same = replace(mapped(SPRING), noun="learner")
    upload = workbook(SPRING)
    here = recognise(upload, registry())
    best, second = (recall_best(upload, [other, nearly, *more], registry(), here) for more in ([same], []))
    assert best is not None
    assert best.mapping.noun == "learner"
    assert second is not None
    assert [pair.old.header for pair in second.changes.renamed] == ["KPCS end score"]
    assert recall_best(upload, [other], registry(), here) is None
    assert recall_best(upload, [], registry(), here) is None


def test_a_renamed_column_is_joined_only_when_somebody_says_so_and_parted_again():
    found = recalled(SPRING.replace("KPCS pre", "KPCS score pre"), mapped(SPRING))
    (pair,) = found.changes.renamed
    assert not found.takes(found.mapping, pair)
    joined = found.with_pair(found.mapping, pair, same=True)
    assert found.takes(joined, pair)
    assert column(joined, "KPCS score pre").occasion == "baseline"
    assert found.with_pair(joined, pair, same=False) == found.mapping


def test_new_columns_are_used_as_recognised_only_when_somebody_says_so():
    wider = "\n".join(
        f"{line},{more}" for line, more in zip(SPRING.splitlines(), ["GAD-7 pre", "9", "8", "7"], strict=True)
    )
    found = recalled(wider, mapped(SPRING))
    assert [c.header for c in found.new_in_use] == ["GAD-7 pre"]
    assert not found.takes_new(found.mapping)
    used = found.with_new(found.mapping, used=True)
    assert found.takes_new(used)
    assert column(used, "GAD-7 pre").measure == "gad7"
    assert found.with_new(used, used=False) == found.mapping


def test_a_new_score_of_one_s_own_comes_with_what_must_be_said_of_it():
    wider = "\n".join(
        f"{line},{more}"
        for line, more in zip(SPRING.splitlines(), ["Bond pre,Bond post", "3,4", "5,5", "2,6"], strict=True)
    )
    found = recalled(wider, mapped(SPRING))
    used = found.with_new(found.mapping, used=True)
    assert [entry.id for entry in used.locals] == [column(used, "Bond pre").measure]


def test_new_words_for_stages_and_questionnaires_are_read_as_recognised_and_old_ones_as_said():
    earlier = replace(
        mapped(LONG), occasions=(("Wk0", "baseline"), ("Wk8", "end")), measures=(("Mood form", "phq9"),)
    )
    later = LONG + "\nC1,Follow-up,PHQ-9,5\nC2,Wk0,GAD-7,9"
    found = recalled(later, earlier).mapping
    assert dict(found.occasions) == {"Wk0": "baseline", "Wk8": "end", "Follow-up": "follow-up"}
    assert dict(found.measures) == {"Mood form": "phq9", "PHQ-9": "phq9", "GAD-7": "gad7"}


def test_the_sheet_that_was_read_is_read_again_though_another_comes_first():
    one = [["Family ID", "PHQ-9 before", "PHQ-9 after"], ["A", 14, 6], ["B", 9, 9], ["C", 9, 9]]
    two = [["Family ID", "GAD-7 before", "GAD-7 after"], ["A", 14, 6]]
    upload = read_workbook(book(("One", one), ("Two", two)), "two.xlsx")
    earlier = recognise(upload, registry(), sheet="Two", with_sheets=()).mapping
    again = recall(upload, earlier, registry(), recognise(upload, registry()))
    assert again.mapping == earlier


def test_a_header_row_that_has_moved_is_found():
    found = recalled("Export of June,,,\n,,,\n" + SPRING, mapped(SPRING))
    assert found.mapping.header_rows == (3,)
    assert ingest(workbook("Export of June,,,\n,,,\n" + SPRING), found.mapping, registry()).ledger.used == 3


def test_a_mapping_for_another_file_is_refused_in_one_sentence():
    with pytest.raises(InputError) as error:
        recalled("Family ID,GAD-7 pre,GAD-7 post\nF1,9,3", mapped(SPRING))
    assert str(error.value) == (
        "This mapping is for another file: 1 of the 4 columns that it uses is in sheet 'summer' of "
        "summer.csv, and none of its scores. Use this file's own mapping, or none."
    )


def test_without_its_id_column_it_is_taken_up_and_asked_about():
    found = recalled(SPRING.replace("Family ID", "Family reference"), mapped(SPRING))
    (pair,) = found.changes.renamed
    assert "'Family ID' is gone and 'Family reference' is new" in pair.question
    assert found.mapping.first("id") is None
    assert found.with_pair(found.mapping, pair, same=True).first("id").header == "Family reference"
