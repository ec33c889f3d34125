"""Files in the shapes that tools and people give them are scored as a person would by hand."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_samples import SHAPES, path
from evaluation import inspect, load
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.importing import read_workbook as read
from evaluation.importing import recognise
from evaluation.importing.gathering import together
from evaluation.importing.naming import Aliases, column_named
from evaluation.importing.origins import origin_of
from evaluation.measures import registry
from tests.importing import shape_truths
from tests.reference import shared
from tests.tables_of_text import column, dataset, mapped, recognised, table, used

# An attendance list holds no score, and one file of two has only one stage: each has a test of its own.
NOT_ALONE = {"attendance", "before_file", "after_file"}
READ = [name for name in (shape.name.removeprefix("shape_") for shape in SHAPES) if name not in NOT_ALONE]
# What the rooms that read rows have to learn yet; whoever teaches them takes these marks off.


def tidy(data: Dataset) -> pd.DataFrame:
    """One row a score: whose (a number), scale, rater, stage, day, score."""
    parts = [
        pd.DataFrame(
            {
                "family": entry.episode,
                "scale": f"{entry.measure.id}.{entry.scale.id}",
                "rater": entry.rater,
                "stage": entry.occasion,
                "day": entry.date.astype("datetime64[D]"),
                "score": entry.score,
            }
        )
        for entry in data.scores.sets
    ]
    return pd.concat(parts, ignore_index=True)


def families(scores: pd.DataFrame) -> list[tuple[tuple[str, ...], ...]]:
    """What each family has, without its id: a list of its scores in order; families in order of that."""
    plain = scores.assign(
        day=[("" if pd.isna(day) else str(pd.Timestamp(day).date())) for day in scores["day"]],
        score=[f"{score:.2f}" for score in scores["score"]],
    )
    return sorted(
        tuple(sorted(map(tuple, own[["scale", "rater", "stage", "day", "score"]].to_numpy().tolist())))
        for _, own in plain.groupby("family")
    )


def opened(*names: str) -> Dataset:
    """The data set of shapes read together, with nothing corrected."""
    book = together([read(path(f"shape_{name}")) for name in names])
    return Dataset.read(book, recognise(book, registry()).mapping, registry())


@pytest.mark.parametrize("name", READ)
def test_scores_of_every_family_are_those_worked_out_by_hand(name):
    truth = getattr(shape_truths, name)()
    assert len(truth) >= 24
    assert families(tidy(load(path(f"shape_{name}")))) == families(truth)


def test_before_and_after_in_two_files_meet_by_id():
    assert families(tidy(opened("before_file", "after_file"))) == families(shape_truths.two_files())


# Tools


TOOLS = {
    "ms_forms": ("Microsoft Forms", "Family code (on your letter)", "Completion time"),
    "google_forms": ("Google Forms", "Family code", "Timestamp"),
    "survey_monkey": ("SurveyMonkey", "Your family code", "End Date"),
    "smart_survey": ("SmartSurvey", "Q1. Family ID", "Ended"),
    "qualtrics": ("Qualtrics", "Family ID", "EndDate"),
    "redcap_raw": ("REDCap", "record_id", "contact_date"),
    "redcap_labels": ("REDCap (labels)", "Record ID", "Survey Timestamp"),
    "kobo": ("KoboToolbox", "about/family_code", "end"),
}


@pytest.mark.parametrize("name", TOOLS)
def test_a_tool_is_known_by_its_headers_and_its_own_columns_are_told_from_questions(name):
    found = recognise(read(path(f"shape_{name}")), registry()).mapping
    origin, family, date = TOOLS[name]
    known = origin_of(c.header for c in found.columns)
    assert known is not None
    assert known.name == origin
    assert [c.header for c in found.using("id")] == [family]
    assert [c.header for c in found.using("date") if not c.measure] == [date]
    assert {c.use for c in found.columns if known.own(c.header)} <= {"ignore", "private", "date"}
    assert {c.header for c in found.using("start", "end")} <= {"referral_date", "Date of referral"}
    assert len(found.using("occasion")) == 1


@pytest.mark.parametrize("name", [name for name in READ if name not in TOOLS])
def test_a_sheet_of_nobodys_making_is_no_export_of_a_tool(name):
    found = recognise(read(path(f"shape_{name}")), registry()).mapping
    assert origin_of(c.header for c in found.columns) is None


def test_a_number_that_a_tool_gives_each_form_is_nobodys_id_even_if_there_is_no_other():
    head = "ID,Start time,Completion time,Email,Name,Which form is this?,PHQ-9"
    rows = [
        (i, "2025-01-02", "2025-01-02", "anonymous", "", "First" if i % 2 else "Last", i) for i in range(8)
    ]
    with pytest.raises(InputError, match=r"No column of sheet 'upload' looks like the id of a family"):
        dataset(table(head, *rows))


def test_forms_about_the_service_need_no_id_as_nothing_is_compared():
    head = "ID,Start time,Completion time,Email,Name,CHI-ESQ Q1,CHI-ESQ Q2"
    rows = [
        (i, "2025-01-02", "2025-01-02", "anonymous", "", "Certainly true", "Partly true") for i in range(8)
    ]
    assert used(mapped(table(head, *rows)))["ID"] == ("id",)
    with pytest.raises(InputError, match="looks like the id of a family"):
        dataset(table(f"{head},PHQ-9", *((*row, 4) for row in rows)))


def test_a_family_code_that_many_left_blank_is_still_the_id():
    head = "Respondent ID,Collector ID,Start Date,End Date,IP Address,Family code,PHQ-9"
    rows = [
        (100 + i, 7, "01/13/2025", "01/13/2025", "192.0.2.1", f"F{i}" if i % 2 else "", i) for i in range(9)
    ]
    found = mapped(table(head, *rows))
    assert [c.header for c in found.using("id")] == ["Family code"]
    assert column(found, "Respondent ID").why == "SurveyMonkey writes it for itself"


def test_an_end_date_is_the_end_of_work_unless_a_form_tool_wrote_it():
    kept = mapped("Family ID,Start date,End date,PHQ-9 before,PHQ-9 after\nF1,2025-01-02,2025-03-02,9,4")
    assert used(kept)["End date"] == ("end",)
    assert used(kept)["Start date"] == ("start",)


def test_forms_that_the_team_tried_out_are_set_aside_with_the_reason():
    data = load(path("shape_qualtrics"))
    assert [(entry.row, entry.reason) for entry in data.ledger.set_aside[:2]] == [
        (4, "It is a try of the form, not a family"),
        (5, "It is a try of the form, not a family"),
    ]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [
        ("google_forms", "PHQ-9 [Question 3]", "PHQ-9 [Question 3]"),
        ("kobo", "feelings/phq9_3", "wellbeing/phq9_3"),
    ],
)
def test_a_question_that_moved_within_a_form_is_one_question_in_two_columns(name, first, second):
    found = recognise(read(path(f"shape_{name}")), registry())
    both = [c for c in found.mapping.columns if c.header in {first, second}]
    assert [(c.use, c.measure, c.item) for c in both] == [("item", "phq9", 3)] * 2
    assert both[1].why == f"goes on where '{first}'{' (column G)' if first == second else ''} ends"
    assert found.needs_you == ()


def test_two_columns_of_one_question_that_are_both_filled_are_asked_about():
    found = recognised("Family ID,PHQ-9,PHQ-9\nF1,9,\nF2,4,3\nF3,,2")
    assert len(found.needs_you) == 2


def test_a_box_that_may_be_ticked_is_no_question_of_a_questionnaire():
    raw = mapped("record_id,redcap_event_name,phq9___1,phq9___2\n1,baseline,0,1\n1,end,1,1")
    labels = mapped("Record ID,Event Name,PHQ-9 why not (choice=2)\n1,Baseline,Checked\n1,End,Unchecked")
    assert {c.use for c in (*raw.columns[2:], *labels.columns[2:])} == {"attribute"}


# What headers say


@pytest.mark.parametrize(
    ("header", "item"),
    [
        ("Q7. PHQ-9: question 3", 3),
        ("12) PHQ-9 - Question 9", 9),
        ("feelings/phq9_3", 3),
        ("phq9/phq9_4", 4),
        ("about_you/phq9/q5", 5),
        ("PHQ-9 [Question 6]", 6),
        ("PHQ-9:\xa0question 2\n", 2),
    ],
)
def test_the_question_of_a_questionnaire_is_told_from_the_number_on_the_form(header, item):
    found = column_named(0, "", header, lambda words: words, Aliases(registry()))
    assert (found.use, found.measure, found.item) == ("item", "phq9", item)


ALIASES = Aliases(registry())


@given(number=st.integers(1, 99), item=st.integers(1, 7), group=st.sampled_from(["", "start/", "page_2/"]))
def test_a_number_on_the_form_or_a_group_before_it_never_changes_the_item(number, item, group):
    for header in (f"Q{number}. GAD-7: question {item}", f"{number}. GAD-7 Q{item}", f"{group}gad7_{item}"):
        found = column_named(0, "", header, lambda words: words, ALIASES)
        assert (found.use, found.measure, found.item) == ("item", "gad7", item), header


@pytest.mark.parametrize(
    "header", ["PHQ-9: over the last 2 weeks", "PHQ-9 (past two weeks)", "In the last fortnight: PHQ-9"]
)
def test_the_time_that_a_question_asks_about_is_no_stage(header):
    assert column_named(0, "", header, lambda words: words, ALIASES).occasion == ""


def test_a_time_after_the_start_is_still_a_stage():
    assert (
        column_named(0, "", "PHQ-9 at 2 weeks", lambda words: words, ALIASES).occasion == "follow-up 2 weeks"
    )


STAGES = "Family code,Date,{},PHQ-9\nF1,2025-01-02,{},9\nF1,2025-04-02,{},4\nF2,2025-01-02,{},8"


@pytest.mark.parametrize(
    ("header", "first", "last"),
    [
        ("Is this form from the start or the end of our work?", "The start", "The end"),
        ("Q2. Pre or post?", "Pre", "Post"),
        ("Which form is this?", "Our first form", "Our last form"),
        ("about/stage", "start_of_work", "end_of_work"),
        ("Point in time", "Start", "End"),
    ],
)
def test_the_stage_is_found_in_a_forms_own_question(header, first, last):
    found = mapped(STAGES.format(header, first, last, first))
    assert dict(found.occasions) == {first: "baseline", last: "end"}
    assert (found.layout, used(found)[header]) == ("long", ("occasion",))


@pytest.mark.parametrize(
    ("header", "one", "two"),
    [("Case", "Open", "Closed"), ("Was it better before or after?", "Yes", "No"), ("Kind", "First", "Home")],
)
def test_entries_that_are_not_all_stages_name_none(header, one, two):
    assert mapped(STAGES.format(header, one, two, one)).using("occasion") == ()


def test_questionnaires_are_found_in_a_column_of_any_name():
    rows = "\n".join(
        f"F{i},2025-01-02,{name},{i}" for i in range(6) for name in ("PHQ-9", "GAD-7", "Goal met")
    )
    found = mapped(f"Family code,Date,What,Score\n{rows}")
    assert used(found)["What"] == ("measure",)
    assert dict(found.measures) == {"GAD-7": "gad7", "Goal met": "", "PHQ-9": "phq9"}


def test_a_service_user_is_a_person_and_no_service():
    assert used(mapped("Service user ID,PHQ-9 pre,PHQ-9 post\nS1,9,4"))["Service user ID"] == ("id",)


# Case systems, returns, lists


def test_a_family_asked_again_after_a_second_referral_has_two_episodes():
    episodes = load(path("shape_iaptus_like")).responses.episodes
    assert max(Counter(episodes.subject.tolist()).values()) == 2


def test_two_parents_of_one_family_are_scored_apart_and_so_are_twins():
    data = load(path("shape_lamplight_like"))
    raters = {entry.rater for entry in data.scores.sets if entry.measure.id == "phq9"}
    assert raters == {"mother", "father"}
    twins = {str(row[1]) for row in shape_truths.sheet("shape_lamplight_like") if "Twin" in str(row[2])}
    assert twins
    assert data.ledger.set_aside == ()
    assert "'Baby': families have rows for several children" in " ".join(data.reading)


def test_what_else_is_said_of_a_child_does_not_tell_children_apart():
    rows = [("A", 1, "PHQ-9", "Start", 12, "Girl"), ("A", 1, "PHQ-9", "Start", 9, "Boy")]
    head = "Family ID,Visit no,Questionnaire,Stage,Score,Baby sex"
    found = recognised(table(head, *rows, ("B", 1, "PHQ-9", "Start", 8, "Boy"))).mapping
    assert not found.using("episode")


def test_a_return_with_pre_and_post_scores_says_which_rows_are_no_questionnaire_and_how_totals_are_read():
    data = load(path("shape_family_hubs"))
    others = [row for row in shape_truths.text("shape_family_hubs") if row[3] == "Other"]
    assert Counter(e.reason for e in data.ledger.set_aside) == {
        "'Other' is not a questionnaire Attune knows": len(others)
    }
    assert any("'Pre score', 'Post score': read as raw totals" in note for note in data.notes)


def test_an_attendance_list_is_told_to_be_one_and_what_to_upload_instead():
    with pytest.raises(InputError) as refused:
        load(path("shape_attendance"))
    assert str(refused.value) == (
        "Sheet 'Attendance' is an attendance list: 'Session 1 (13/01/2026)' and 5 more say who came, and no "
        "column holds a score, so there is nothing to evaluate. Upload the file that holds the "
        "questionnaires; to compare results by attendance, add a column such as 'Sessions attended' to it."
    )


def test_a_sheet_of_yes_and_no_is_no_attendance_list():
    with pytest.raises(InputError, match="No score or questionnaire was recognised"):
        dataset("Family ID,Has a car,Has a garden\nF1,Y,N\nF2,N,N")


def test_a_sheet_of_families_gives_their_particulars_to_the_scores_of_another_sheet():
    data = load(path("shape_families_and_scores"))
    rows = shape_truths.sheet("shape_families_and_scores", "Families")[1:]
    attributes = data.responses.episodes.attributes
    assert Counter(attributes["Site"]) == Counter(str(row[1]) for row in rows)
    assert Counter(attributes["Worker"]) == Counter(str(row[2]) for row in rows)
    assert data.has_contacts


def test_the_names_of_sheets_that_list_the_same_families_are_nothing_to_compare():
    data = load(path("shape_families_and_scores"))
    assert "Sheet" not in data.responses.episodes.attributes.columns


def test_the_tool_that_a_sheet_comes_from_is_said():
    assert "This looks like an export from Qualtrics." in inspect(path("shape_qualtrics")).notes


# What is no list of families' scores


def test_figures_that_are_added_up_already_are_told_from_scores_of_families():
    head = "org,phq|mean|start,phq|mean|end,recovery|count,recovery|percentage"
    text = f"{head}\nA,14.2,9.1,1155,49\nB,15,9,90,51\n"
    with pytest.raises(InputError, match="added up already"):
        load(text.encode(), name="proms.csv")


def test_questions_that_speak_of_a_workshop_make_no_attendance_list():
    head = (
        "Code,Did you come to the workshop with somebody else from your team?,"
        "Would you tell others to come to such a workshop again?"
    )
    with pytest.raises(InputError, match="No score or questionnaire was recognised"):
        load(f"{head}\nA,Yes,No\nB,No,Yes\nC,Yes,Yes\n".encode(), name="after.csv")


def test_a_row_with_the_moment_of_a_form_is_no_header():
    """A real export whose answers name more that Attune knows than its headers do."""
    file = shared("data/coderefinery_pre_indico_helsinki-may.csv")
    assert recognise(read(file), registry()).mapping.header_rows == (1,)
