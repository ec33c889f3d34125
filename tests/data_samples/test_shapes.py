"""Each sample has the shape that its tool exports. Small sizes, read back with other libraries."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

import data_samples
from data_samples import SEED
from data_samples.answers import fill
from data_samples.families import make_families
from data_samples.forms import form

if TYPE_CHECKING:
    from pathlib import Path


def as_text(path: Path, sep: str = ",", encoding: str = "utf-8") -> pd.DataFrame:
    return pd.read_csv(path, sep=sep, encoding=encoding, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(data_samples.path("families_wide"))


def test_first_run_is_one_clean_row_a_family():
    frame = as_text(data_samples.path("first_run"))
    assert len(frame) == 240
    assert frame["family_id"].is_unique
    measures = [name.removesuffix("_before") for name in frame.columns if name.endswith("_before")]
    assert measures == ["pir_gas", "mors_warmth", "mors_invasion", "kpcs", "phq9", "gad7"]
    started = frame["first_contact"] != ""
    for measure in measures:
        both = (frame[f"{measure}_before"] != "") & (frame[f"{measure}_after"] != "")
        assert 0.58 <= both.sum() / started.sum() <= 0.75
        numbers = frame.loc[both, [f"{measure}_before", f"{measure}_after"]]
        assert numbers.apply(lambda column: column.str.fullmatch(r"\d+")).all().all()
    assert (frame["status"] == "Open").any()


def test_wide_workbook_has_titles_groups_headers_foot_and_notes(workbook):
    sheet = workbook["Families"]
    assert workbook.sheetnames == ["Families", "Notes"]
    assert "made-up" in sheet["A1"].value
    assert sorted(str(area) for area in sheet.merged_cells.ranges) == ["Q3:V3", "W3:AB3"]
    assert (sheet["Q3"].value, sheet["W3"].value) == ("Before", "After")
    headers = [cell.value for cell in sheet[4]]
    assert headers[16:22] == headers[22:28]  # told apart by the group above only
    assert [headers[column].strip() for column in (17, 18, 19)] == ["PHQ-9", "KPCS", "PIR-GAS"]
    assert headers[20] == "MORS\xa0warmth"
    assert [sheet.cell(row, 1).value for row in (sheet.max_row - 1, sheet.max_row)] == ["Total", "Average"]
    assert sheet.max_row == 4 + 90 + 2


def test_wide_workbook_totals_are_the_sums_of_the_cells_above(workbook):
    sheet = workbook["Families"]
    for column in (11, 18, 19, 24, 28):
        cells = [sheet.cell(row, column).value for row in range(5, sheet.max_row - 1)]
        numbers = [value for value in cells if isinstance(value, int)]
        assert sheet.cell(sheet.max_row - 1, column).value == sum(numbers)
        assert sheet.cell(sheet.max_row, column).value == round(sum(numbers) / len(numbers), 1)


def test_wide_workbook_has_each_planted_mistake(workbook):
    sheet = workbook["Families"]
    rows = list(sheet.iter_rows(min_row=5, max_row=sheet.max_row - 2, values_only=True))
    ids = [row[0] for row in rows]
    assert ids.count(None) == 1
    named = [value for value in ids if value is not None]
    twice = {value for value in named if named.count(value) == 2}
    assert len(twice) == 1
    pair = [row for row in rows if row[0] in twice]
    assert pair[0][1:] != pair[1][1:]
    phq9 = [row[17] for row in rows]
    assert 31 in phq9
    assert "12 (approx)" in phq9
    written = {value for row in rows for value in (*row[17:22], *row[23:28]) if isinstance(value, str)}
    assert {"n/a", "DNA"} <= written
    assert any(999 in row[17:] for row in rows)
    assert any(isinstance(row[3], str) and row[3].endswith(" ") for row in rows)
    assert any("\xa0" in str(row[0]) or "\xa0" in str(row[4]) for row in rows)
    assert all(isinstance(row[6], datetime) for row in rows)
    assert all(row[1].startswith("Made-up ") and row[2].startswith("ZZ99 ") for row in rows)


def test_wide_workbook_is_the_tidy_data_but_for_what_was_planted(tmp_path):
    tidy = data_samples.make(
        "families_scores",
        families=90,
        seed=SEED,
        out=tmp_path / "tidy.csv",
        measures=("phq9", "kpcs", "pir_gas", "mors_sf"),
    )
    clean = as_text(tidy)["pir_gas_after"].tolist()
    sheet = openpyxl.load_workbook(data_samples.path("families_wide"))["Families"]
    kept = [sheet.cell(row, 26).value for row in range(5, 95)]
    given = [(str(cell), truth) for cell, truth in zip(kept, clean, strict=True) if truth]
    assert len(given) > 50
    assert all(cell == truth for cell, truth in given)


def test_tiny_workbooks_carry_no_planted_mistakes(tmp_path):
    out = data_samples.make("families_wide", families=1, seed=1, out=tmp_path / "one.xlsx")
    sheet = openpyxl.load_workbook(out)["Families"]
    assert [sheet.cell(row, 1).value for row in (5, 6, 7)] == ["F0001", "Total", "Average"]


def test_long_export_has_a_row_a_questionnaire():
    path = data_samples.path("families_long")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    frame = as_text(path, encoding="utf-8-sig")
    assert list(frame.columns[-16:]) == [*(f"Q{item}" for item in range(1, 16)), "Total"]
    assert set(frame["Stage"]) == {"Initial", "Review", "Final"}
    assert set(frame["Questionnaire"]) == {"PHQ-9", "KPCS", "MORS-SF", "PIR-GAS"}
    assert frame["Date Completed"].str.fullmatch(r"\d\d/\d\d/\d{4}").all()
    rated = frame["Questionnaire"] == "PIR-GAS"
    assert (frame["Completed By"] == "Practitioner").tolist() == rated.tolist()
    assert frame["Client ID"].nunique() < frame["Referral ID"].nunique()  # one came back
    assert not frame.duplicated(["Referral ID", "Questionnaire", "Stage"]).any()
    assert (frame.loc[frame["Questionnaire"] == "MORS-SF", "Total"] == "").all()


def test_long_export_totals_are_their_answers_added_up(tmp_path):
    out = data_samples.make("families_long", families=400, seed=3, out=tmp_path / "long.csv")
    frame = as_text(out, encoding="utf-8-sig")
    checked = 0
    for questionnaire, items in (("PHQ-9", 9), ("KPCS", 15)):
        rows = frame[frame["Questionnaire"] == questionnaire]
        answers = rows[[f"Q{item}" for item in range(1, items + 1)]].replace("N/A", "2")
        whole = (answers != "").all(axis=1)
        assert (rows.loc[~whole, "Total"] == "").all()
        assert (~whole).any()
        added = answers[whole].astype(int).sum(axis=1)
        assert (added == rows.loc[whole, "Total"].astype(int)).all()
        checked += int(whole.sum())
    assert checked > 500


def test_items_export_needs_its_own_encoding_and_delimiter():
    path = data_samples.path("families_items_wide")
    content = path.read_bytes()
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    frame = as_text(path, sep=";", encoding="cp1252")
    assert "Café Lane Family Hub" in set(frame["site"])
    for item in range(1, 10):
        assert {f"phq9_{item}_pre", f"phq9_{item}_post"} <= set(frame.columns)
    assert "N/A" in set(frame["kpcs_1_pre"]) | set(frame["kpcs_9_pre"])
    answers = frame[[f"phq9_{item}_pre" for item in range(1, 10)]]
    assert set(answers.to_numpy().ravel()) == {"", "0", "1", "2", "3"}
    partly = (answers != "").any(axis=1) & (answers == "").any(axis=1)
    assert 0 < partly.sum() < 10


def test_redcap_export_is_long_by_event():
    frame = as_text(data_samples.path("families_redcap"))
    assert set(frame["redcap_event_name"]) == {"baseline_arm_1", "end_of_work_arm_1", "followup_6m_arm_1"}
    assert not frame.duplicated(["record_id", "redcap_event_name"]).any()
    again = frame["record_id"].duplicated()
    assert (frame.loc[again, ["deprivation_quintile", "first_contact"]] == "").all().all()
    assert (frame.loc[~again, "deprivation_quintile"] != "").all()
    for name, items in (("phq9", 9), ("gad7", 7), ("swemwbs", 7), ("core10", 10)):
        answers = frame[[f"{name}_{item}" for item in range(1, items + 1)]]
        state = frame[f"{name}_complete"]
        assert (state[(answers != "").all(axis=1)] == "2").all()
        assert (state[(answers == "").all(axis=1)] == "0").all()
    # REDCap leaves events without data out.
    assert (frame["redcap_event_name"] == "end_of_work_arm_1").sum() < frame["record_id"].nunique()


def test_redcap_core10_is_printed_with_items_2_and_3_the_other_way_round(tmp_path):
    out = data_samples.make("families_redcap", families=3000, seed=8, out=tmp_path / "r.parquet")
    frame = pd.read_parquet(out)
    first = frame[frame["redcap_event_name"] == "baseline_arm_1"]
    answers = first[[f"core10_{item}" for item in range(1, 11)]].astype("Float64")
    others = answers.drop(columns=["core10_2", "core10_3"]).sum(axis=1, skipna=False)
    assert answers["core10_2"].corr(others) < -0.2
    assert answers["core10_3"].corr(others) < -0.2
    scored = answers.assign(core10_2=4 - answers["core10_2"], core10_3=4 - answers["core10_3"])
    # Primary-care counselling, n=1,835: mean 19.7 (five standard errors here).
    assert scored.sum(axis=1, skipna=False).mean() == pytest.approx(19.7, abs=5 * 7.7 / 2700**0.5)


def test_goals_export_leaves_goals_that_were_never_set_blank():
    frame = as_text(data_samples.path("families_gbo"), sep="\t")
    begun = frame["Goal 1 start"] != ""
    for number in (1, 2, 3):
        scores = frame[[f"Goal {number} start", f"Goal {number} end"]].to_numpy().ravel()
        assert {int(score) for score in scores if score} <= set(range(11))
    assert (frame.loc[frame["Goal 3 start"] != "", "Goal 2 start"] != "").all()
    assert 0 < (frame["Goal 3 start"] != "").sum() < (frame["Goal 2 start"] != "").sum() < begun.sum()


def test_course_export_has_a_row_a_learner_and_workshop():
    sheet = openpyxl.load_workbook(data_samples.path("course_forms")).worksheets[0]
    headers = [str(cell.value) for cell in sheet[1]]
    assert headers[:5] == ["ID", "Start time", "Completion time", "Email", "Name"]
    assert any("\n" in header for header in headers)
    assert any("\xa0" in header for header in headers)
    frame = pd.DataFrame(sheet.iter_rows(min_row=2, values_only=True), columns=headers)
    assert not frame.duplicated(["Learner code", "Workshop\xa0"]).any()
    assert sorted(set(frame["Workshop\xa0"].str[:10])) == ["Workshop 1", "Workshop 2", "Workshop 3"]
    assert set(frame["Did you bring a case?"]) == {"Yes", "No"}
    assert (frame["Completion time"] > frame["Start time"]).all()
    ratings = frame[headers[-4:]]
    cells = {value for value in ratings.to_numpy().ravel() if isinstance(value, int | str)}
    assert {1, 2, 3, 4, 5} <= cells
    assert "4 - High" in cells
    before, after = ratings.iloc[:, 0], ratings.iloc[:, 1]
    assert before.notna().all()
    assert 0 < after.isna().sum() < len(after) / 4


def test_answers_in_the_items_export_are_the_generators_own(tmp_path):
    out = data_samples.make("families_items_wide", families=60, seed=9, out=tmp_path / "i.parquet")
    frame = pd.read_parquet(out)
    families = make_families(60, seed=9)
    phq9 = form("phq9")
    drawn = families.scores(phq9.scores[0])
    sheet = fill(families.stream("answers phq9 pre"), phq9, (drawn.before,))
    held, _ = families.held(phq9.scores[0])
    whole = held & ~sheet.blank.any(axis=1)
    answers = frame.loc[whole, [f"phq9_{item}_pre" for item in range(1, 10)]]
    assert answers.sum(axis=1).tolist() == drawn.before[whole].tolist()
