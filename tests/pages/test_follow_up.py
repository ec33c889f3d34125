"""The list of answers about risk, and the questions about the questionnaires in a file."""

from __future__ import annotations

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
    assert labels == [
        "1 earlier answer was above the mark too, and the question has been answered again since"
    ]


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
