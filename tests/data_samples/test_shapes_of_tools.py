"""The shapes that tools and people give their files: committed files are current and hold their traps."""

from __future__ import annotations

import csv
import hashlib
import re
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

import data_samples
from data_samples import SEED, SHAPES, Sample
from data_samples.shapes.visits import in_words, visits
from evaluation.errors import InputError


def rows_of(path: Path) -> list[list[list[str]]]:
    """Every sheet's rows as text, "" for a blank cell."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [
            [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
            for sheet in book.worksheets
        ]
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [list(csv.reader(file, delimiter="\t" if path.suffix == ".tsv" else ","))]


def committed(name: str) -> list[list[list[str]]]:
    return rows_of(data_samples.path(f"shape_{name}"))


def column(name: str, header: str) -> list[str]:
    """The cells below a header of a shape's first sheet."""
    head, *rows = committed(name)[0]
    return [row[head.index(header)] for row in rows]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_committed_file_is_what_the_generator_writes(shape: Sample, tmp_path):
    again = data_samples.make(
        shape.name, families=shape.families, seed=SEED, out=tmp_path / f"again{shape.extension}"
    )
    there = data_samples.path(shape.name)
    assert there.parent.name == "shapes"
    assert rows_of(there) == rows_of(again)
    assert there.stat().st_size < 20_000
    assert 12 <= shape.families <= 60


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("families", [1, 2, 12])
def test_any_small_size_can_be_made(shape: Sample, families: int, tmp_path):
    out = data_samples.make(shape.name, families=families, seed=0, out=tmp_path / f"s{shape.extension}")
    assert rows_of(out)[0]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_another_seed_gives_other_families(shape: Sample, tmp_path):
    def digest(seed: int, name: str) -> str:
        out = tmp_path / f"{name}{shape.extension}"
        data_samples.make(shape.name, families=20, seed=seed, out=out)
        return hashlib.sha256(out.read_bytes()).hexdigest()

    assert digest(1, "first") == digest(1, "second")
    assert digest(1, "first") != digest(2, "third")


def test_merged_areas_are_written_in_order_so_that_every_run_gives_the_same_bytes():
    # openpyxl keeps them in a set, whose order differs from one run of Python to the next.
    with zipfile.ZipFile(data_samples.path("shape_merged_groups")) as packed:
        content = packed.read("xl/worksheets/sheet1.xml").decode()
    areas = re.findall(r'<mergeCell ref="([^"]+)"', content)
    assert len(areas) == 6
    assert areas == sorted(areas)


@pytest.mark.parametrize("name", ["google_forms", "lamplight_like", "attendance"])
def test_text_and_workbook_hold_the_same_cells(name: str, tmp_path):
    made = [
        data_samples.make(f"shape_{name}", families=15, seed=3, out=tmp_path / f"x{kind}")
        for kind in (".csv", ".tsv", ".xlsx")
    ]
    tables = [rows_of(path)[0] for path in made]
    assert tables[0] == tables[1]
    filled = [[[bool(cell) for cell in row] for row in table] for table in tables]
    widths = {len(row) for row in tables[2]}
    padded = [[*row, *([False] * (max(widths) - len(row)))] for row in filled[0]]
    assert padded == filled[2]


def test_a_shape_of_several_sheets_is_no_text_file(tmp_path):
    with pytest.raises(InputError, match=r"'shape_kobo' cannot be written as 'x\.csv'; use \.xlsx"):
        data_samples.make("shape_kobo", families=2, seed=1, out=tmp_path / "x.csv")


def test_no_cell_of_a_shape_is_a_formula():
    for shape in SHAPES:
        if shape.extension == ".xlsx":
            for sheet in openpyxl.load_workbook(data_samples.path(shape.name)).worksheets:
                assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_every_shape_is_described():
    readme = (Path(data_samples.__file__).parent / "README.md").read_text(encoding="utf-8")
    for shape in SHAPES:
        assert shape.description
        assert f"`{data_samples.path(shape.name).name}`" in readme


def test_addresses_are_those_kept_for_examples():
    # RFC 5737 keeps 192.0.2.0/24 for documentation, RFC 2606 example.org.
    for name in ("qualtrics", "survey_monkey", "smart_survey"):
        header = {"qualtrics": "IPAddress"}.get(name, "IP Address")
        start = {"qualtrics": 2, "survey_monkey": 1}.get(name, 0)
        assert all(cell.startswith("192.0.2.") for cell in column(name, header)[start:])
    assert set(column("google_forms", "Email address")) == {"made-up@example.org"}


def test_words_stand_for_the_numbers_that_the_questionnaire_gives_them():
    families = data_samples.families.make_families(8, 1)
    visit = visits(families, ("phq9",))[0]
    words = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
    told = [None if answer is None else words[answer] for answer in visit.answers["phq9"]]
    assert in_words("phq9", visit.answers["phq9"]) == told


# Each shape holds what makes it hard


def test_forms_have_odd_spaces_and_points_beside_each_answer():
    head = committed("ms_forms")[0][0]
    assert any("\xa0" in name for name in head)
    assert any(name.endswith("\n") for name in head)
    assert "Column1" in head
    asked = [name for name in head if name.startswith("PHQ-9")]
    assert len(asked) == 9
    assert all(f"Points - {name}" in head and f"Feedback - {name}" in head for name in asked)
    assert any(cell.endswith("\xa0") for cell in column("ms_forms", "Family code\xa0(on your letter)"))


def test_google_keeps_a_question_that_was_put_back_in_a_second_column():
    head, *rows = committed("google_forms")[0]
    places = [i for i, name in enumerate(head) if name == "PHQ-9 [Question 3]"]
    assert len(places) == 2
    filled = [tuple(bool(row[i]) for i in places) for row in rows]
    assert {(True, False), (False, True)} <= set(filled)
    assert (True, True) not in filled
    assert any(
        "Talking, with other parents, " in row[head.index("What helped? (tick all that apply)")]
        for row in rows
    )
    assert max(Counter((row[2], row[3]) for row in rows).values()) == 2  # a form sent twice


def test_survey_monkey_and_qualtrics_have_their_rows_of_headers():
    first, second, *_ = committed("survey_monkey")[0]
    assert {"Response", "Open-Ended Response"} <= set(second)
    assert first.count("") > 10
    names, texts, imports, *rows = committed("qualtrics")[0]
    assert names[17:20] == ["Q1", "Q2", "Q3_1"]
    assert texts[19] == "PHQ-9 - Question 1"
    assert all(cell.startswith('{"ImportId"') for cell in imports)
    assert Counter(row[2] for row in rows)["Survey Preview"] == 2


def test_redcap_has_repeats_boxes_missing_codes_and_absent_events():
    head, *rows = committed("redcap_raw")[0]
    assert {"redcap_repeat_instrument", "worries___1", "phq9_complete"} <= set(head)
    assert any("-9" in row for row in rows)
    asked = [row for row in rows if not row[head.index("redcap_repeat_instrument")]]
    assert set(Counter(row[0] for row in asked).values()) == {1, 2}
    labels = committed("redcap_labels")[0][0]
    assert labels.count("Complete?") == 3
    assert any("(choice=" in name for name in labels)


def test_kobo_has_two_versions_of_the_form_and_a_sheet_of_repeats():
    main, babies = committed("kobo")
    assert "_parent_index" in babies[0]
    versions = Counter(row[main[0].index("__version__")] for row in main[1:])
    assert len(versions) == 2
    moved = [i for i, name in enumerate(main[0]) if name.endswith("/phq9_3")]
    assert not [row for row in main[1:] if all(row[i] for i in moved)]


def test_case_systems_have_second_referrals_codes_two_parents_and_twins():
    head, *rows = committed("iaptus_like")[0]
    referrals: dict[str, set[str]] = {}
    for row in rows:
        referrals.setdefault(row[0], set()).add(row[1])
    assert max(map(len, referrals.values())) == 2
    assert "999" in column("iaptus_like", "Total Score")
    assert "DNA" in column("iaptus_like", "Attendance")
    assert {"Mother", "Father", "Worker"} == set(column("lamplight_like", "Completed by"))
    assert {"Twin A", "Twin B", "Baby"} == set(column("lamplight_like", "Baby"))
    assert head


def test_workbooks_kept_by_hand_have_totals_merged_groups_and_hidden_sheets():
    cells = committed("merged_groups")[0]
    ends = [row[0] for row in cells if row[0].startswith(("Subtotal", "Total", "Average"))]
    assert len(ends) == 6
    said = {cell for row in cells for cell in row}
    assert {"DNA", "n/a", "999"} <= said
    merged = (
        openpyxl.load_workbook(data_samples.path("shape_merged_groups")).worksheets[0].merged_cells.ranges
    )
    assert {str(area).split(":")[0] for area in merged} == {"D6", "U6", "E7", "N7", "V7", "AE7"}
    workers = openpyxl.load_workbook(data_samples.path("shape_sheet_a_worker"))
    assert [sheet.title for sheet in workers.worksheets if sheet.sheet_state == "hidden"] == ["Old"]
    assert len({tuple(sheet[0]) for sheet in committed("sheet_a_site")}) > 1  # columns in another order


def test_pre_and_post_and_the_two_files_hold_other_families_in_part():
    for one, other in (committed("pre_and_post"), (*committed("before_file"), *committed("after_file"))):
        before, after = ({row[0].strip().upper() for row in rows[1:]} for rows in (one, other))
        assert before & after
        assert before - after


def test_the_return_has_a_row_a_measure_and_the_attendance_list_no_score():
    assert {"PHQ-9", "GAD-7", "KPCS", "SWEMWBS", "Other"} == set(column("family_hubs", "Measure"))
    assert all(cell.startswith("Q") for cell in column("family_hubs", "Quarter of post score") if cell)
    assert set(committed("attendance")[0][5][2:]) <= {"Y", "N", "DNA", "Apologies"}
