"""Several sheets, or several files, read as one: every row keeps its own sheet and row."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing import Mapping, read_workbook, recognise
from evaluation.importing.gathering import together
from evaluation.importing.ledger import SetAside
from evaluation.importing.places import STEP, Places
from evaluation.importing.sheets import Sheet, Workbook, grid
from evaluation.measures import registry
from evaluation.view import View
from tests.tables_of_text import pairs


def book(**sheets):
    return Workbook("may.xlsx", "", tuple(Sheet(name, grid(rows)) for name, rows in sheets.items()), ())


def opened(workbook, **changes):
    mapping = replace(recognise(workbook, registry()).mapping, **changes)
    return Dataset.read(workbook, mapping, registry())


WIDE = ["ID", "PHQ9 pre", "PHQ9 post"]


def workers():
    return book(
        Asha=[WIDE, ["A1", 12, 6], ["A2", 9, 9]],
        Ben=[["Ben's families"], WIDE, ["B1", 12, ""], ["B2", 20, 9], [], ["B3", 8, 8], ["Total", 40, 17]],
        Lookup=[["Site", "Town"], ["1", "Oxford"]],
    )


def test_one_sheet_a_site_is_one_list_that_can_be_compared_by_site():
    north = [WIDE, ["A1", 12, 6], ["A2", 9, 9]]
    data = opened(book(North=north, South=[["South families"], WIDE, ["B1", 20, 9], ["B2", 8, 8]]))
    assert pairs(data, "phq9") == [(8, 8), (9, 9), (12, 6), (20, 9)]
    assert [(f.name, f.values) for f in data.filters] == [("Sheet", ("North", "South"))]


def test_a_row_set_aside_is_named_by_its_own_sheet_and_row():
    data = opened(workers())
    assert data.ledger.set_aside == (
        SetAside("Ben", 5, "The row is empty"),
        SetAside("Ben", 7, "It looks like a total or an average, not a family"),
    )
    assert data.ledger.rows == data.ledger.used + 2 == 7


def test_it_is_said_which_sheets_are_read_and_how_many_rows_each_has():
    notes = recognise(workers(), registry()).notes
    assert notes[0] == "2 sheets are read together: 'Asha' (2 rows), 'Ben' (4 rows)."
    assert notes[1] == "Sheets 'Asha' and 'Ben' are read; the file has 3 sheets."


def test_cells_that_can_t_be_used_are_said_with_their_sheet():
    several = book(
        Asha=[WIDE, ["A1", 12, 6], ["A2", 99, 9]], Ben=[WIDE, ["B1", 12, 6], ["B2", 41, 9], ["B3", 8, 8]]
    )
    said = " ".join(problem.message for problem in opened(several).problems)
    assert "row 3 of 'Ben'" in said
    assert "row 3 of 'Asha'" in said


def test_sheets_pre_and_post_meet_by_id():
    several = book(
        Pre=[
            ["Family ID", "PHQ-9 total", "Site"],
            ["A1", 12, "North"],
            ["A2", 9, "South"],
            ["A3", 5, "South"],
        ],
        Post=[["Family ID", "PHQ-9 total"], ["A2", 4], ["A1", 6], ["A9", 7]],
    )
    data = opened(several)
    assert data.mapping.layout == "long"
    assert pairs(data, "phq9") == [(9, 4), (12, 6)]
    assert data.evidence(View(filters={"Site": ("South",)})).findings[0].n == 1


def test_a_sheet_of_families_tells_where_they_are_and_who_has_no_score():
    several = book(
        Families=[["Family ID", "Site"], ["A1", "North"], ["A2", "South"], ["A3", "South"]],
        Scores=[["Family ID", "PHQ9 pre", "PHQ9 post"], ["A1", 12, 6], ["A2", 9, 4]],
    )
    data = opened(several)
    assert pairs(data, "phq9") == [(9, 4), (12, 6)]
    assert data.ledger.set_aside == ()
    assert data.evidence(View()).flow.n("all") == 3
    assert data.evidence(View(filters={"Site": ("North",)})).findings[0].n == 1


def test_before_and_after_come_in_a_file_each():
    pre = read_workbook(b"Family ID,PHQ-9\nA1,12\nA2,9\n", "pre 2026.csv")
    post = read_workbook(b"Family ID,PHQ-9\nA1,6\nA2,10\n", "post 2026.csv")
    both = together([pre, post])
    assert both.name == "pre 2026.csv and post 2026.csv"
    assert pairs(opened(both), "phq9") == [(9, 10), (12, 6)]


def test_the_same_file_twice_is_refused():
    one = read_workbook(b"Family ID,PHQ-9\nA1,12\n", "pre.csv")
    with pytest.raises(InputError, match="given twice"):
        together([one, one])


def test_one_file_stays_as_it_is():
    one = read_workbook(b"Family ID,PHQ-9\nA1,12\n", "pre.csv")
    assert together([one]) is one


def test_sheets_of_other_people_and_other_headers_stay_apart():
    several = book(
        Scores=[WIDE, ["A1", 12, 6], ["A2", 9, 9]],
        Staff=[["ID", "Post", "Start date"], ["S1", "Therapist", "2024-01-02"], ["S2", "Lead", "2024-01-03"]],
    )
    assert recognise(several, registry()).mapping.more_sheets == ()


def test_hidden_sheets_are_not_read_together():
    several = book(Asha=[WIDE, ["A1", 12, 6], ["A2", 9, 9]], Ben=[WIDE, ["B1", 12, 6]])
    hidden = replace_sheet(several, "Ben")
    assert recognise(hidden, registry()).mapping.more_sheets == ()


def replace_sheet(workbook, name):
    sheets = tuple(replace(s, hidden=True) if s.name == name else s for s in workbook.sheets)
    return replace(workbook, sheets=sheets)


def test_the_mapping_of_several_sheets_survives_its_file_and_fits_moved_headers():
    mapping = recognise(workers(), registry()).mapping
    kept = Mapping.from_dict(json.loads(json.dumps(mapping.to_dict())))
    assert kept == mapping
    moved = book(
        Asha=[["Updated in June"], WIDE, ["A1", 12, 6], ["A2", 9, 9]],
        Ben=[WIDE, ["B1", 12, 7], ["B2", 20, 9]],
        Cara=[WIDE, ["C1", 1, 1]],
    )
    data = Dataset.read(moved, kept, registry())
    assert pairs(data, "phq9") == [(9, 9), (12, 6), (12, 7), (20, 9)]
    assert any("1 row on 'Cara' with the same headers is not in these figures" in note for note in data.notes)


def test_a_sheet_that_is_gone_is_said():
    mapping = recognise(workers(), registry()).mapping
    fewer = book(Asha=[WIDE, ["A1", 12, 7], ["A2", 20, 9]], Notes=[["x"], ["y"]])
    data = Dataset.read(fewer, mapping, registry())
    assert "The mapping names a sheet 'Ben' that is not there." in data.notes


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 5_000_000)), min_size=1, max_size=8, unique=True))
def test_a_row_s_number_gives_back_its_sheet_and_row(places):
    sheets = Places(("North", "South", "East", "West"))
    numbers = sorted(place * STEP + row for place, row in places)
    assert [sheets.of(number) for number in numbers] == [
        (sheets.sheets[place], row) for place, row in sorted(places)
    ]
    assert sheets.listed(numbers).count("'") // 2 == len({place for place, _ in sorted(places)[:3]})


@pytest.mark.parametrize("split", [1, 2, 3])
def test_cutting_a_list_into_sheets_changes_no_figure(split):
    rows = [[f"F{i}", 5 + i % 20, 3 + i % 9] for i in range(12)]
    whole = opened(book(All=[WIDE, *rows]))
    parts = opened(book(**{f"Part {i}": [WIDE, *rows[i::split]] for i in range(split)}))
    assert pairs(whole, "phq9") == pairs(parts, "phq9")


def test_the_header_row_that_was_found_may_be_named_without_losing_its_headings():
    several = book(Scores=[["", "Before", "After"], ["ID", "PHQ9", "PHQ9"], ["A1", 12, 6], ["A2", 9, 9]])
    assert recognise(several, registry(), header_row=2) == recognise(several, registry())


def test_sheets_called_after_people_give_nothing_to_compare_by_until_somebody_says_so():
    rows = [["A1", 12, 6], ["A2", 9, 9]]
    named = {
        "Sarah Jones": [WIDE, *rows],
        "Emma Smith": [WIDE, ["B1", 12, 6]],
        "Jane Brown": [WIDE, ["C1", 8, 8]],
    }
    data = opened(book(**named))
    assert pairs(data, "phq9") == [(8, 8), (9, 9), (12, 6), (12, 6)]
    assert data.filters == ()
    assert "called after people" in data.mapping.columns[-1].why


def test_a_blank_sheet_to_be_copied_is_not_read():
    several = book(North=[WIDE, ["A1", 12, 6], ["A2", 9, 9]], Blank=[["Copy me"], WIDE, ["", "", ""]])
    assert recognise(several, registry()).mapping.more_sheets == ()
