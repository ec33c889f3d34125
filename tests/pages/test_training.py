"""The training pages with each made-up set, with training files of one's own, and beside families."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

import data_samples
from evaluation.courses.vocabulary import LEVELS
from evaluation.programme import load_programme
from evaluation.training.choices import TrainingView
from tests.pages.conftest import TRAINING_PAGES, opened
from tests.pages.test_every_page import collect
from tests.test_architecture import ROOT

SETS = {one.name: one for one in data_samples.training_sets()}
SHOWN = TRAINING_PAGES[:-1]  # those that show figures
BOOKINGS = (
    b"Learner ID,Course,Date,Attended,Job role\n"
    + b"".join(b"L%d,Attachment,2026-01-14,Yes,%s\n" % (n, (b"Midwife", b"Nurse")[n % 2]) for n in range(12))
    + b"L99,Attachment,not a day,perhaps,Nurse\n"
)


@pytest.fixture(scope="module")
def walked():
    """What each page says and draws with each set: one tab a set."""
    found = {}
    for name, one in SETS.items():
        app = opened(ROOT, training_set=one.label)
        for page in SHOWN:
            app.open(page).sound()
            levels: list[int] = []
            for element in app.app.main:
                collect(element, levels)
            found[name, page] = (app.text, len(app.charts), levels, app.warnings, app.headings[0])
    return found


@pytest.mark.parametrize("page", SHOWN)
@pytest.mark.parametrize("name", SETS)
def test_every_set_shows_on_every_page(walked, name, page):
    text, _, levels, warnings, _ = walked[name, page]
    assert "Made-up sample data, for courses" in text
    assert warnings == ""
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert "Nobody can read" not in text


@pytest.mark.parametrize("name", SETS)
def test_the_overview_says_what_python_says(walked, name):
    evidence = load_programme(SETS[name].files, sample=True).evidence(TrainingView())
    text = walked[name, "training"][0]
    assert evidence.sentence.rstrip(".") in text
    for level, (called, _) in LEVELS.items():
        asked = any(change.level == level for change in evidence.changes)
        assert (f"Level {level} of 4, {called.lower()}" in text) == asked


def test_the_strategy_has_its_coverage_and_the_others_say_what_is_missing(walked):
    assert "have come" in walked["borough_strategy", "coverage"][0]
    assert walked["borough_strategy", "coverage"][1] >= 1
    said = walked["three_workshops", "coverage"][0]
    assert "no file says how many work" in said
    assert "headcount" in said


def test_training_stands_beside_families_of_the_same_sample_alone(walked):
    assert "Nothing here shows that one led to the other" in walked["borough_strategy", "training"][0]
    assert "Beside our work" not in walked["three_workshops", "training"][0]


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A tab with training files of one's own dropped on it."""
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path))
    app = opened(ROOT).open("training_files")
    app.app.file_uploader("training upload").upload("bookings.csv", BOOKINGS).run()
    return app.sound()


def test_own_files_are_checked_before_they_are_used(own):
    assert "12 places of 12 people on 1 course" in own.text
    assert "1 row is set aside" in [expander.label for expander in own.app.expander]
    kinds = [box for box in own.app.selectbox if box.label == "This sheet is"]
    assert [box.value for box in kinds] == ["bookings"]
    own.press("Show my training results").sound()
    own.open("training").sound()
    assert "Made-up" not in own.text
    assert "12 people" in own.text


def test_a_sheet_taken_for_nothing_leaves_nothing(own):
    box = next(box for box in own.app.selectbox if box.label == "This sheet is")
    box.set_value("ignore").run()
    own.sound()
    assert "12 places" not in own.text
    assert own.errors or "No row of these files can be used" in own.text


def test_how_files_are_read_is_saved_and_used_again(own):
    own.app.text_input("training mapping name").set_value("Our bookings")
    own.press("Save this mapping").sound()
    assert "Our bookings" in own.text
    again = opened(ROOT).open("training_files")
    again.app.file_uploader("training upload").upload("bookings spring.csv", BOOKINGS).run()
    again.sound()
    assert "Sheets like these were seen before" in again.text


def test_own_training_never_stands_beside_made_up_families(own):
    own.press("Show my training results").open("report").sound()
    assert not own.app.get("segmented_control")
    assert "Made-up" not in own.text
    own.open("training").sound()
    assert "Beside our work" not in own.text


def test_own_training_stands_beside_own_families_in_a_report(own):
    own.press("Show my training results").use("families_wide.xlsx").open("report").sound()
    (asked,) = own.app.get("button_group")
    assert asked.options == ["Families", "Families and training", "Training alone"]
    assert "Made-up" not in own.text


def test_own_families_never_stand_beside_made_up_training(dashboard):
    dashboard.use("families_wide.xlsx").open("training").sound()
    assert "Made-up sample data, for courses" in dashboard.text
    assert "Beside our work" not in dashboard.text
    dashboard.open("report").sound()
    assert not dashboard.app.get("button_group")


def test_a_preset_hides_small_numbers_of_learners():
    app = opened(ROOT, numbers="NHS: hide under 5").open("training").sound()
    exact = opened(ROOT).open("training").text
    assert re.search(r"about \d", app.text)
    assert not re.search(r"about \d", exact)


def test_dates_without_a_course_say_so():
    app = opened(ROOT, held_from="2031-01-01").open("training").sound()
    assert "Widen the days" in app.text
    for page in ("course", "learners"):
        assert "days" in app.open(page).sound().text


def test_a_damaged_file_is_one_sentence(dashboard):
    dashboard.open("training_files")
    dashboard.app.file_uploader("training upload").upload("b.xlsx", b"\x89PNG\r\n\x1a\n" * 20).run()
    dashboard.sound()
    assert len(dashboard.errors) == 1
    assert "Traceback" not in dashboard.text
