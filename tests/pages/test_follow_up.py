"""The list of answers about risk, and the questions about the questionnaires in a file."""

from __future__ import annotations

from tests.pages.conftest import opened
from tests.test_alerts import RISK

PBQ = (
    b"Family ID,PBQ before,PBQ after,PHQ-9 before,PHQ-9 after\n"
    b"A,30,12,14,6\nB,22,20,9,9\nC,18,25,12,10\nD,40,11,20,8\n"
)
CORE10 = (
    "Family ID," + ",".join(f"CORE-10 Q{i} {stage}" for stage in ("before", "after") for i in range(1, 11))
).encode() + b"".join(b"\nF%d,%s" % (n, b",".join([b"1"] * 20)) for n in range(3))


def test_the_latest_answers_come_first_and_earlier_ones_apart(dashboard):
    dashboard.upload("risk.csv", RISK)
    assert any(
        "2 answers about risk ask for a clinician’s look" in box.value for box in dashboard.app.warning
    )
    dashboard.use("risk.csv", RISK).open("follow_up").sound()
    assert dashboard.headings[0] == "2 answers ask for a clinician’s look"
    labels = [expander.label for expander in dashboard.app.main.expander]
    assert labels[:2] == [
        "1 earlier answer was above the mark too, and the question has been answered again since",
        "Why these are listed",
    ]


def test_the_three_lists_are_there_and_the_risk_comes_first(dashboard):
    dashboard.use("risk.csv", RISK).open("follow_up").sound()
    heads = [header.value for header in dashboard.app.main.header]
    assert heads == ["Answers about risk", "Missing second scores", "Got worse"]


def test_when_a_second_score_is_due_is_a_choice_that_a_link_keeps(root):
    page = opened(root, weeks="200")
    page.app.switch_page("pages/follow_up.py").run()
    page.sound()
    assert page.app.number_input("weeks").value == 200
    assert "0 families with an open case have a second score overdue, 14 have one due later" in page.text
    page.app.number_input("weeks").set_value(4).run()
    assert "14 families with an open case have a second score overdue" in page.text


def test_ids_stand_on_the_screen_while_the_file_is_open_and_not_in_the_data_set(dashboard):
    text = "Family ID,PHQ-9 before,PHQ-9 after\nZebra-17,14,\nZebra-18,9,18\nZebra-19,12,4\n"
    dashboard.use("own.csv", text.encode()).open("follow_up").sound()
    shown = "".join(html.value for html in dashboard.app.html)
    assert "Zebra-17" in shown  # no second score
    assert "Zebra-18" in shown  # got worse
    assert "Zebra-19" not in shown
    data = dashboard.app.session_state.attune.data
    assert "Zebra" not in str(vars(data.responses.episodes))


def test_one_worker_s_families_can_be_looked_at_alone(dashboard):
    dashboard.open("follow_up").choose("waiting of", "P03").sound()
    listed = next(html.value for html in dashboard.app.html if "Second scores that are missing" in html.value)
    assert ">P03<" in listed
    assert ">P01<" not in listed


def test_totals_alone_say_what_can_t_be_seen(dashboard):
    dashboard.use("families.csv", PBQ).open("follow_up").sound()
    assert dashboard.headings[0] == "No answer about risk was found that asks for a look"
    assert "PHQ-9 and PBQ: in the file, or at one stage of it, there are totals, no answers" in dashboard.text


def test_a_shared_name_is_asked_about_and_the_answer_kept(dashboard):
    dashboard.upload("pbq.csv", PBQ)
    box = next(box for box in dashboard.app.selectbox if box.label.startswith("PBQ"))
    assert box.value == ""
    assert "PBQ total, rated by the parent: 4 families scored twice" not in dashboard.text
    box.set_value("pbq_2006").run()
    assert "4 families scored twice" in dashboard.text
    dashboard.press("Show my results")
    dashboard.open("overview").sound()
    assert "PBQ" in dashboard.text


def test_how_reversed_answers_are_held_can_be_said(dashboard):
    dashboard.upload("core.csv", CORE10)
    radio = next(radio for radio in dashboard.app.radio if radio.label.startswith("CORE"))
    assert radio.value == "printed"
    radio.set_value("scored").run()
    dashboard.press("Show my results")
    # All ones: 10 as they stand, where the form's own numbers would give 14 (8 × 1 + 2 × 3).
    assert set(dashboard.app.session_state.attune.data.scores.sets[0].score) == {10.0}
