"""The mapping proposed for each made-up file, and for spreadsheets that could be misread."""

from __future__ import annotations

import pytest

from data_samples import path
from evaluation.errors import InputError
from evaluation.importing import read_workbook, recognise
from evaluation.importing.sheets import Sheet, Workbook, grid
from evaluation.measures import registry
from tests.tables_of_text import mapped, recognised, used

CASE = {
    "family_id": ("id",),
    "site": ("attribute",),
    "programme": ("attribute",),
    "practitioner": ("attribute",),
    "referral_date": ("start",),
    "first_contact": ("first_contact",),
    "second_contact": ("second_contact",),
    "end_date": ("end",),
    "status": ("attribute",),
    "severe_mental_illness": ("attribute",),
    "abuse_neglect_loss": ("attribute",),
    "deprivation_quintile": ("attribute",),
    "baby_age_months": ("attribute",),
}


def both(header, measure, scale, first="before", second="after"):
    return {
        f"{header}_{first}": ("score", measure, scale, "baseline"),
        f"{header}_{second}": ("score", measure, scale, "end"),
    }


def items(measure, count, *stages):
    return {
        f"{measure}_{item}{suffix}": ("item", measure, item, *occasion)
        for suffix, *occasion in stages
        for item in range(1, count + 1)
    }


SAMPLES = {
    "first_run": {
        **CASE,
        "before_date": ("date", "baseline"),
        "after_date": ("date", "end"),
        **both("pir_gas", "pir_gas", "rating"),
        **both("mors_warmth", "mors_sf", "warmth"),
        **both("mors_invasion", "mors_sf", "invasion"),
        **both("kpcs", "kpcs", "total"),
        **both("phq9", "phq9", "total"),
        **both("gad7", "gad7", "total"),
    },
    "families_scores": {
        **CASE,
        "before_date": ("date", "baseline"),
        "after_date": ("date", "end"),
        **both("phq9", "phq9", "total"),
        **both("gad7", "gad7", "total"),
        **both("kpcs", "kpcs", "total"),
        **both("pir_gas", "pir_gas", "rating"),
    },
    "families_wide": {
        "Family no.": ("id",),
        "Site": ("attribute",),
        "Programme": ("attribute",),
        "Worker": ("attribute",),
        "Referral date": ("start",),
        "First contact": ("first_contact",),
        "Second contact": ("second_contact",),
        "End date": ("end",),
        "Status": ("attribute",),
        "Severe mental illness": ("attribute",),
        "Background of severe abuse, neglect or loss": ("attribute",),
        "Deprivation quintile (1 = most deprived)": ("attribute",),
        "Baby's age at start (months)": ("attribute",),
        "Before: Date": ("date", "baseline"),
        "After: Date": ("date", "end"),
        **{
            f"{group}: {name}": ("score", measure, scale, occasion)
            for group, occasion in (("Before", "baseline"), ("After", "end"))
            for name, measure, scale in (
                ("PHQ-9", "phq9", "total"),
                ("KPCS", "kpcs", "total"),
                ("PIR-GAS", "pir_gas", "rating"),
                ("MORS warmth", "mors_sf", "warmth"),
                ("MORS invasion", "mors_sf", "invasion"),
            )
        },
    },
    "families_long": {
        "Client ID": ("id",),
        "Referral ID": ("episode",),
        "Site": ("attribute",),
        "Programme": ("attribute",),
        "Worker": ("attribute",),
        "Referral Date": ("start",),
        "First Contact Date": ("first_contact",),
        "Second Contact Date": ("second_contact",),
        "End Date": ("end",),
        "Questionnaire": ("measure",),
        "Stage": ("occasion",),
        "Date Completed": ("date",),
        "Completed By": ("rater",),
        **{f"Q{item}": ("item", item) for item in range(1, 16)},
        "Total": ("score",),
    },
    "families_items_wide": {
        **CASE,
        "date_pre": ("date", "baseline"),
        "date_post": ("date", "end"),
        **items("phq9", 9, ("_pre", "baseline"), ("_post", "end")),
        **items("kpcs", 15, ("_pre", "baseline"), ("_post", "end")),
        **items("mors_sf", 14, ("_pre", "baseline"), ("_post", "end")),
        **both("pir_gas", "pir_gas", "rating", "pre", "post"),
    },
    "families_redcap": {
        "record_id": ("id",),
        "redcap_event_name": ("occasion",),
        "redcap_data_access_group": ("attribute",),
        **{
            k: v
            for k, v in CASE.items()
            if k.endswith(("date", "contact", "illness", "loss", "quintile", "months"))
        },
        "visit_date": ("date",),
        **items("phq9", 9, ("",)),
        **items("gad7", 7, ("",)),
        **items("swemwbs", 7, ("",)),
        **items("core10", 10, ("",)),
    },
    "families_gbo": {
        "Family": ("id",),
        "Site": ("attribute",),
        "Programme": ("attribute",),
        "Worker": ("attribute",),
        "First contact": ("first_contact",),
        "Second contact": ("second_contact",),
        "Date at start": ("date", "baseline"),
        "Date at end": ("date", "end"),
        **{
            f"Goal {goal} {end}": ("item", "gbo", goal, occasion)
            for goal in (1, 2, 3)
            for end, occasion in (("start", "baseline"), ("end", "end"))
        },
    },
    "course_forms": {
        "Completion time": ("date",),
        "Learner code": ("id",),
        "Workshop": ("episode",),
        "Role": ("attribute",),
        "Service": ("attribute",),
        "Did you bring a case?": ("attribute",),
        **{
            f"{words} {when} the workshop": ("score", "training_self_rating", scale, occasion)
            for words, scale in (
                ("Knowledge of infant mental health", "knowledge"),
                ("Confidence in working with parents and babies", "confidence"),
            )
            for when, occasion in (("before", "baseline"), ("after", "end"))
        },
    },
}
SHAPES = {
    "first_run": ("wide", (1,), "family", False),
    "families_scores": ("wide", (1,), "family", False),
    "families_wide": ("wide", (3, 4), "family", False),
    "families_long": ("long", (1,), "family", False),
    "families_items_wide": ("wide", (1,), "family", False),
    "families_redcap": ("long", (1,), "family", False),
    "families_gbo": ("wide", (1,), "family", False),
    "course_forms": ("wide", (1,), "learner", False),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_each_made_up_file_is_recognised_column_by_column(name):
    found = recognise(read_workbook(path(name)), registry()).mapping
    assert used(found) == SAMPLES[name]
    assert (found.layout, found.header_rows, found.noun, found.decimal_comma) == SHAPES[name]
    assert found.locals == ()


def test_the_stages_and_questionnaires_that_cells_name_are_listed():
    long = recognise(read_workbook(path("families_long")), registry()).mapping
    assert dict(long.occasions) == {"Initial": "baseline", "Review": "review", "Final": "end"}
    assert dict(long.measures) == {
        "KPCS": "kpcs",
        "MORS-SF": "mors_sf",
        "PHQ-9": "phq9",
        "PIR-GAS": "pir_gas",
    }
    redcap = recognise(read_workbook(path("families_redcap")), registry()).mapping
    assert dict(redcap.occasions) == {
        "baseline_arm_1": "baseline",
        "end_of_work_arm_1": "end",
        "followup_6m_arm_1": "follow-up 6 months",
    }


def test_personal_data_is_left_out_by_name_and_by_content():
    found = recognised(
        """
        Family ID,Mother's name,Contact,Where,Number,PHQ-9 before,PHQ-9 after
        F1,A B,a@example.org,OX1 2JD,943 476 5919,12,6
        F2,C D,c@example.org,OX4 3AA,943 476 5870,9,9
        """
    )
    private = [c.header for c in found.mapping.columns if c.use == "private"]
    assert private == ["Mother's name", "Contact", "Where", "Number"]
    assert "Left out because they look like personal data: 'Mother's name'" in found.notes[-1]


# What could be misread without a word


def test_two_columns_of_one_score_are_both_asked_about():
    found = recognised("Family ID,PHQ9_M_pre,PHQ9_M_post,PHQ9_F_pre,PHQ9_F_post\n1,10,5,20,20\n2,11,6,21,21")
    assert [c.header for c in found.needs_you] == ["PHQ9_M_pre", "PHQ9_M_post", "PHQ9_F_pre", "PHQ9_F_post"]


def test_two_raters_named_in_headers_are_kept_apart():
    found = mapped(
        "Family ID,PHQ-9 mother pre,PHQ-9 father pre,PHQ-9 mother post,PHQ-9 father post\n"
        "1,10,5,20,20\n2,3,4,5,6"
    )
    assert used(found) == {
        "Family ID": ("id",),
        "PHQ-9 mother pre": ("score", "phq9", "total", "baseline", "mother"),
        "PHQ-9 father pre": ("score", "phq9", "total", "baseline", "father"),
        "PHQ-9 mother post": ("score", "phq9", "total", "end", "mother"),
        "PHQ-9 father post": ("score", "phq9", "total", "end", "father"),
    }


def test_session_by_session_columns_are_asked_about_and_not_taken_for_one_score():
    found = recognised("Client,PHQ9 session 1,PHQ9 session 6\nA,10,5\nB,11,6")
    assert [c.header for c in found.needs_you] == ["PHQ9 session 1", "PHQ9 session 6"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("PHQ-9", "PHQ-9 post"),
        ("First PHQ-9", "Second PHQ-9"),
        ("PHQ-9 1st", "PHQ-9 2nd"),
        ("PHQ-9 T0", "PHQ-9 T1"),
        ("PHQ-9 T1", "PHQ-9 T2"),
        ("Pre PHQ-9 score", "Post PHQ-9 score"),
        ("Baseline: PHQ9 (total)", "End of therapy: PHQ9 (total)"),
    ],
)
def test_first_and_second_score_by_many_names(first, second):
    found = mapped(f"Client,{first},{second}\nA,10,5\nB,11,6")
    assert [c.occasion for c in found.using("score")] == ["baseline", "end"]


def test_a_score_without_a_stage_beside_one_with_is_noted_as_a_guess():
    found = recognised("Family ID,Date,PHQ-9,PHQ-9 post\n1,2024-01-01,10,5\n2,2024-01-01,11,6")
    assert found.mapping.layout == "wide"
    column = next(c for c in found.mapping.columns if c.header == "PHQ-9")
    assert (column.occasion, column.confidence) == ("baseline", "suggested")
    assert any("read as the first score because of 'PHQ-9 post'" in note for note in found.notes)


def test_numbers_that_the_questionnaire_cannot_give_are_not_taken_for_it():
    found = recognised("Learner code,Confidence before,Confidence after\nL1,3,8\nL2,4,9\nL3,2,10")
    assert found.mapping.locals[0].name == "Confidence"
    assert {c.confidence for c in found.mapping.using("score")} == {"needs you"}


def test_codes_for_missing_and_single_slips_do_not_make_a_score_doubtful():
    cells = "\n".join(f"F{i},{i % 20},{i % 17}" for i in range(30))
    found = mapped(f"Family ID,PHQ-9 before,PHQ-9 after\nF98,999,4\nF99,31,999\n{cells}")
    assert {c.confidence for c in found.using("score")} == {"matched"}


def test_answers_counted_from_1_are_not_read_as_answers_counted_from_0():
    header = ",".join(f"phq9_{i}_pre" for i in range(1, 10))
    found = recognised(f"Family ID,{header}\nF1,1,2,3,4,1,2,3,4,1\nF2,1,1,1,1,2,2,2,2,4")
    assert found.mapping.using("item") == ()
    assert any("answers start at 1 and go up to 4; PHQ-9 counts them 0 to 3" in note for note in found.notes)


def test_a_confidence_score_of_parents_is_not_the_self_rating_of_a_course():
    found = recognised(
        "Family ID,Parenting confidence before,Parenting confidence after\nF1,3,4\nF2,2,5\nF3,1,1"
    )
    assert found.mapping.noun == "family"
    assert [entry.name for entry in found.mapping.locals] == ["Parenting confidence"]


def test_row_numbers_are_not_ids_where_there_is_a_better_one():
    found = mapped("No.,Client,Stage,PHQ-9\n1,A,Pre,10\n2,A,Post,5\n3,B,Pre,11\n4,B,Post,9")
    assert used(found)["Client"] == ("id",)
    assert "No." not in used(found)


def test_names_of_people_who_rated_are_never_raters():
    found = recognised("Client,Stage,Completed by,PIR-GAS\nA,Pre,Jane Smith,40\nA,Post,Bob Jones,50")
    assert found.mapping.using("rater") == ()
    assert any("names or codes, not roles" in note for note in found.notes)


def test_roles_of_people_who_rated_are_raters():
    assert mapped("Client,Stage,Completed by,PHQ-9\nA,Pre,Mother,4\nA,Post,Key worker,5").using("rater")


def test_an_unknown_score_at_two_stages_is_offered_for_description():
    found = recognised("Family ID,HOPE-A before,HOPE-A after,Bonding before\nF1,10,4,3\nF2,9,9,2")
    assert [(entry.id, entry.name, entry.described) for entry in found.mapping.locals] == [
        ("hope_a", "HOPE-A", False)
    ]
    assert [c.header for c in found.needs_you] == ["HOPE-A before", "HOPE-A after"]


def test_two_follow_ups_of_an_unknown_score_are_no_before_and_after():
    assert mapped("Family ID,ses_6m,ses_1y\nF1,1,2\nF2,2,2").locals == ()


def test_an_item_of_the_longer_form_is_not_the_total_of_the_shorter():
    found = mapped("Family ID,wemwbs_7_pre,wemwbs_7_post\nF1,1,2\nF2,3,5\nF3,4,4")
    assert all(c.measure != "swemwbs" for c in found.columns)


def test_totals_of_a_converted_scale_are_read_as_raw_only_when_whole():
    raw = mapped("Family ID,SWEMWBS before,SWEMWBS after\nF1,21,25\nF2,19,30")
    assert {c.entered for c in raw.using("score")} == {"raw"}
    metric = mapped("Family ID,SWEMWBS before,SWEMWBS after\nF1,19.25,22.35\nF2,17.98,27.03")
    assert {c.entered for c in metric.using("score")} == {"converted"}
    assert {c.confidence for c in metric.using("score")} == {"suggested"}


def test_retrospective_ratings_are_a_stage_of_their_own():
    found = mapped("Learner code,Knowledge retrospective pre,Knowledge post\nL1,2,4\nL2,3,4")
    assert [c.occasion for c in found.using("score")] == ["retrospective baseline", "end"]


def test_one_form_with_before_and_after_asks_whether_before_was_given_looking_back():
    found = recognised("Learner code,Knowledge before,Knowledge after\nL1,2,4\nL2,3,4")
    assert any("looking back" in note for note in found.notes)


def test_change_and_severity_columns_are_not_scores():
    found = mapped("ID,PHQ-9 pre,PHQ-9 post,PHQ-9 change,PHQ-9 severity\n1,10,5,-5,mild\n2,11,6,-5,mild")
    assert [c.header for c in found.using("score")] == ["PHQ-9 pre", "PHQ-9 post"]


# Sheets


def book(*sheets):
    return Workbook("team.xlsx", "f" * 64, tuple(Sheet(n, grid(rows), hidden=h) for n, rows, h in sheets), ())


SCORES = [["Family ID", "PHQ-9 before", "PHQ-9 after"], ["F1", 12, 6], ["F2", 9, 9]]


def test_the_sheet_with_scores_is_read_wherever_it_lies():
    found = recognise(
        book(("Notes", [["About this file"], ["Ask Sam"]], False), ("Data", SCORES, False)), registry()
    )
    assert found.mapping.sheet == "Data"
    assert "Sheet 'Data' is read; the file has 2 sheets." in found.notes


def test_a_hidden_sheet_is_not_chosen():
    with_hidden = book(("Old", [*SCORES, ["F3", 1, 1]], True), ("Data", SCORES, False))
    assert recognise(with_hidden, registry()).mapping.sheet == "Data"


def test_a_sheet_can_be_named_and_an_unknown_one_is_said():
    two = book(("A", SCORES, False), ("B", SCORES, False))
    assert recognise(two, registry(), sheet="B").mapping.sheet == "B"
    with pytest.raises(InputError, match=r"There is no sheet 'C' in team.xlsx; it has 'A', 'B'"):
        recognise(two, registry(), sheet="C")


def test_a_header_row_can_be_named():
    rows = [
        ["Family ID", "PHQ-9 before", "PHQ-9 after"],
        ["Family ID", "PHQ-9 before", "PHQ-9 after"],
        ["F1", 1, 2],
    ]
    assert recognise(book(("A", rows, False)), registry(), header_row=1).mapping.header_rows == (1,)
