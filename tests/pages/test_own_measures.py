"""A questionnaire of one's own on the pages: added, listed, changed, brought in, used on an upload."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.measures import Own, own_measure, read_own, registry, to_toml

WORRY = own_measure(Own(name="Worry thermometer", minimum=0, maximum=10, better="lower"))
FILE = b"Family ID,Worry thermometer before,Worry thermometer after\nA,8,3\nB,7,7\nC,9,4\n"
UNKNOWN = "Family,Calm baseline,Calm 6 months\n" + "".join(
    f"F{i},{2 + i % 5},{3 + i % 6}\n" for i in range(30)
)


def alone():
    """The part of the page that adds questionnaires, by itself."""
    from pages.shared.own_measures import show_own_measures

    show_own_measures()


@pytest.fixture
def form():
    """The part just opened."""
    return AppTest.from_function(alone, default_timeout=60).run()


def box(app, kind, label):
    """The widget of that label; the form's questions come before those of anything else."""
    return next(entry for entry in getattr(app, kind) if entry.label == label)


def fill(app, **said):
    """Fill the first part of the form."""
    box(app, "text_input", "Its name, as the headers of your file have it").set_value(said["name"])
    of = "answer" if "questions" in said else "score"
    if of == "score":
        box(app, "radio", "Your file holds").set_value("One score a person").run()
    else:
        box(app, "number_input", "How many questions").set_value(said["questions"])
    box(app, "number_input", f"Lowest possible {of}").set_value(said["low"])
    box(app, "number_input", f"Highest possible {of}").set_value(said["high"])
    box(app, "selectbox", "Which is better?").set_value(said["better"])
    return app.run()


def press(app, label):
    """Press the button of that label."""
    return box(app, "button", label).click().run()


def said(app):
    """What the part says, Markdown's marks taken out."""
    kinds = ("markdown", "caption", "info", "success", "error")
    return "\n".join(e.value for kind in kinds for e in getattr(app, kind)).replace("\\", "")


def own(app):
    """The session's own questionnaires, by id."""
    return app.session_state["attune"].own


def test_a_questionnaire_is_added_with_the_first_part_alone(form):
    fill(form, name="Our scale", questions=10, low=1.0, high=5.0, better="higher")
    assert not form.exception
    assert "Scores run from 10 to 50; higher is better; the sum of 10 questions." in said(form)
    press(form, "Add this questionnaire")
    assert not form.exception
    assert own(form)["own_our_scale"].scale("total").maximum == 50
    assert "Our scale is added. It is recognised in headers such as “Our scale Q1 before”." in said(form)
    assert box(form, "text_input", "Its name, as the headers of your file have it").value == ""


def test_what_stands_under_more_is_taken_up(form):
    box(form, "text_input", "Questions that are reversed").set_value("2, 5")
    box(form, "text_area", "Answers in words and their numbers").set_value("Never = 1\nAlways = 5")
    box(form, "number_input", "First score that counts as a concern").set_value(20.0)
    box(form, "text_input", "What such a score means").set_value("support is offered")
    box(form, "number_input", "Points that you count as a change").set_value(4.0)
    fill(form, name="Our scale", questions=10, low=1.0, high=5.0, better="higher")
    assert "2 of them reversed; 20 or less: support is offered; a change of 4 points" in said(form)
    press(form, "Add this questionnaire")
    measure = own(form)["own_our_scale"]
    assert measure.items.reversed == (2, 5)
    assert measure.items.labels == (("never", 1), ("always", 5))
    assert measure.scale("total").change_rules[0].status == "convention"


def test_nothing_is_scolded_before_anything_is_typed(form):
    assert not form.error
    assert "Not ready yet" not in said(form)


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("PHQ 9", {}, "'PHQ 9' is already here as PHQ-9: use that, or give yours another name."),
        ("Our scale", {"low": 9.0}, "lowest score of 'Our scale' (9) must be below its highest (5)"),
        ("Our scale", {"better": ""}, "The better direction of 'Our scale' is missing."),
        ("", {}, "A measure of your own needs a name."),
        ("<b>*_", {"low": None}, "The lowest possible score of '<b>*_' is missing."),
    ],
)
def test_nonsense_is_one_sentence_when_added(form, name, change, sentence):
    fill(form, **({"name": name, "low": 1.0, "high": 5.0, "better": "lower"} | change))
    press(form, "Add this questionnaire")
    assert not form.exception
    assert [sentence in e.value.replace("\\", "") for e in form.error] == [True]
    assert own(form) == {}


@pytest.mark.parametrize(
    ("kind", "label", "text", "sentence"),
    [
        ("text_input", "Questions that are reversed", "two", "'two' is no number of a question"),
        ("text_area", "Answers in words and their numbers", "Never", "The answer 'Never' has no number"),
    ],
)
def test_a_box_that_can_t_be_read_is_said(form, kind, label, text, sentence):
    box(form, kind, label).set_value(text)
    fill(form, name="Our scale", questions=10, low=1.0, high=5.0, better="higher")
    assert f"Not ready yet. {sentence}" in said(form)
    press(form, "Add this questionnaire")
    assert own(form) == {}


def test_it_is_changed_and_removed(form):
    fill(form, name="Worry thermometer", low=0.0, high=10.0, better="lower")
    press(form, "Add this questionnaire")
    press(form, "Change")
    high = box(form, "number_input", "Highest possible score")
    assert high.value == 10
    high.set_value(12.0).run()
    press(form, "Save the change")
    assert [m.scale("total").maximum for m in own(form).values()] == [12]
    assert "The change counts from the next file that you open." in said(form)
    press(form, "Change")
    press(form, "Leave it as it was")
    press(form, "Remove")
    assert own(form) == {}
    assert "Worry thermometer is removed from the list." in said(form)


def test_a_second_of_the_same_name_is_refused(form):
    for _ in range(2):
        fill(form, name="Worry thermometer", low=0.0, high=10.0, better="lower")
        press(form, "Add this questionnaire")
    assert "already here as Worry thermometer" in said(form)


def test_a_file_is_brought_in_as_the_service_s_own(form):
    claims = to_toml(WORRY).replace('status = "convention"', 'status = "verified"')
    form.file_uploader[0].upload("worry.toml", claims.encode()).run()
    assert not form.exception
    assert own(form) == {WORRY.id: WORRY}
    assert "Its numbers are taken as your own, whatever the file says." in said(form)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff\xfe\x00", "it can't be read as TOML"),
        (b'id = "x"', "ours.toml: name: is missing"),
        (to_toml(registry().get("phq9")).encode(), "'PHQ-9' is already here as PHQ-9"),
    ],
)
def test_a_file_that_can_t_be_brought_in_is_one_sentence(form, content, sentence):
    form.file_uploader[0].upload("ours.toml", content).run()
    assert not form.exception
    assert [sentence in e.value.replace("\\", "") for e in form.error] == [True]
    assert own(form) == {}


def test_a_file_with_more_than_the_form_holds_is_listed_without_a_way_to_change_it(form):
    written = to_toml(WORRY).replace("[[scales]]", '[[citations]]\ntext = "A leaflet"\n\n[[scales]]')
    form.file_uploader[0].upload("worry.toml", written.encode()).run()
    assert "It holds more than the form below" in said(form)
    assert not any(button.label == "Change" for button in form.button)


def with_own(dashboard, *measures):
    """The app in which these questionnaires were added before."""
    for measure in measures:
        dashboard.app.session_state["attune"].own[measure.id] = measure
    return dashboard


def test_one_of_the_session_is_recognised_in_an_upload(dashboard):
    with_own(dashboard, WORRY).upload("worry.csv", FILE).sound()
    assert dashboard.errors == []
    assert (
        "Worry thermometer is a questionnaire of your own. Scores run from 0 to 10"
        in dashboard.text.replace("**", "")
    )
    dashboard.press("Show my results").sound()
    assert "3 of 3 families" in dashboard.text
    assert "the service's own score" in dashboard.open("outcomes").sound().text


def test_the_next_upload_of_the_same_headers_uses_the_definition_as_it_is_now(dashboard):
    with_own(dashboard, WORRY).upload("worry.csv", FILE).press("Show my results")
    other = own_measure(Own(name="Worry thermometer", minimum=0, maximum=20, better="lower"))
    with_own(dashboard, other).upload("next.csv", FILE + b"D,18,2\n").sound()
    assert dashboard.app.session_state["attune"].draft.mapping.own == (other,)
    assert "4 of 4 families" in dashboard.text


def test_a_saved_mapping_brings_its_own_questionnaires_along(dashboard):
    from evaluation.evaluating import inspect

    plain = inspect(FILE, name="worry.csv", measures=[WORRY]).mapping.to_dict()
    dashboard.upload("worry.csv", FILE)
    saved = next(e for e in dashboard.app.file_uploader if e.label.startswith("Use a mapping"))
    saved.upload("mapping.json", json.dumps(plain).encode()).run()
    dashboard.sound()
    assert dashboard.app.session_state["attune"].own == {WORRY.id: WORRY}
    assert "3 of 3 families" in dashboard.text


def described(dashboard, **more):
    """An unknown score with its range and direction given on the import page."""
    dashboard.upload("calm.csv", UNKNOWN.encode())
    app = dashboard.app
    box(app, "number_input", "Lowest possible score").set_value(0.0)
    box(app, "number_input", "Highest possible score").set_value(10.0)
    box(app, "selectbox", "Which is better?").set_value("higher")
    for label, value in more.items():
        box(app, "text_area", label.replace("_", " ")).set_value(value)
    app.run()
    return dashboard


def test_a_score_described_on_import_can_be_kept(dashboard):
    described(dashboard).press("Keep this as a questionnaire of our own").sound()
    session = dashboard.app.session_state["attune"]
    (measure,) = session.own.values()
    assert (measure.id, measure.scale("total").maximum) == ("own_calm", 10)
    assert session.draft.mapping.locals == ()
    assert {c.measure for c in session.draft.mapping.using("score")} == {"own_calm"}
    assert read_own(to_toml(measure).encode(), "calm.toml") == measure
    dashboard.press("Show my results").sound()
    assert "30 of 30 families" in dashboard.text
    dashboard.upload("next.csv", UNKNOWN.encode()).sound()
    assert dashboard.errors == []


def test_answers_in_words_can_be_given_on_import(dashboard):
    described(dashboard, Answers_in_words_and_their_numbers="Calm = 9\nNot calm = 1")
    (local,) = dashboard.app.session_state["attune"].draft.corrected.locals
    assert local.labels == (("Calm", 9), ("Not calm", 1))
    described(dashboard, Answers_in_words_and_their_numbers="Calm")
    assert "'Calm' has no number" in " ".join(dashboard.errors)


def test_it_has_its_place_on_the_page_of_questionnaires(dashboard):
    with_own(dashboard, WORRY).open("measures").sound()
    assert "Questionnaires of your own" in dashboard.text
    assert "Scores run from 0 to 10; lower is better." in dashboard.text
    dashboard.open("measure", name=WORRY.id).sound()
    assert dashboard.headings == ["Worry thermometer"]
