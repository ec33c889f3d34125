"""The page Report: arranged by a person, kept for next time, and what it prints is what was arranged."""

from __future__ import annotations

import base64
import io
import json
from datetime import date

import docx
import pytest
from streamlit.elements.widgets.button import ButtonMixin

from evaluation import View, load
from evaluation.brand import Brand
from evaluation.packs.publishing import publish
from evaluation.packs.shelf import Shelf
from evaluation.reports import FORMATS
from evaluation.reports.plan import Part, Plan
from evaluation.store import Store
from tests.brand.test_brand import SVG, png
from tests.pages.conftest import opened

HOSTILE = "=1+1 <script>alert(1)</script> *bold* \u202egnirts 👶"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A store of its own for each test."""
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def taken(monkeypatch):
    """What each download button would give, by its key."""
    found = {}
    marshall = ButtonMixin._download_button

    def note(self, **how):
        data = how["data"]
        found[how["key"] or how["label"]] = data if callable(data) else lambda: data
        return marshall(self, **how)

    monkeypatch.setattr(ButtonMixin, "_download_button", note)
    return found


@pytest.fixture
def page(dashboard, taken):
    """The page as a lead finds it, with the made-up data."""
    assert taken == {}
    return dashboard.open("report").sound()


def paragraphs(taken):
    """Title, headings and paragraphs of the report as JSON, which takes no drawing."""
    report = json.loads(taken["report json"]())
    said = [report["title"]]
    for section in report["sections"]:
        said += [section["heading"], *(block.get("text", "") for block in section["blocks"])]
    return said


def tell(page, part_id, words):
    page.app.text_area(f"report words {part_id}").set_value(words).run()


def on(page, part_id, layout="annual"):
    return page.app.checkbox(f"report on {layout} {part_id}")


def press(page, key):
    page.app.button(key).click().run()


def test_a_report_is_there_at_once_in_every_format(page, taken):
    assert page.app.selectbox("report layout").value == "annual"
    assert "For: Trustees, supporters and the Charity Commission" in page.text
    assert {f"report {kind}" for kind in FORMATS} | {"report everything", "report findings"} <= set(taken)
    said = paragraphs(taken)
    document = docx.Document(io.BytesIO(taken["report docx"]()))
    assert {"Our impact", *filter(None, said)} <= {entry.text for entry in document.paragraphs}
    assert "Our impact" in said
    assert "What we set out to do" not in said  # nothing was written there
    assert "Left out until you write something: “What we set out to do”" in page.text
    assert "These figures are exact" in page.warnings
    assert json.loads(taken["report findings"]())["scales"]


def test_learners_get_the_training_report_first(dashboard):
    dashboard.use("course_forms.xlsx").open("report").sound()
    assert dashboard.app.selectbox("report layout").value == "training"


def test_the_service_s_words_stand_in_the_document_and_outlive_other_layouts_and_pages(page, taken):
    tell(page, "learnt", "We ask twice.\n\nAnd we ask early.")
    page.sound()
    said = paragraphs(taken)
    place = said.index("What we learnt and what we will do next")
    assert said[place + 1 : place + 3] == ["We ask twice.", "And we ask early."]
    page.choose("report layout", "commissioner").sound()
    assert "We ask twice." not in paragraphs(taken)
    page.open("overview").open("report").choose("report layout", "annual").sound()
    assert "We ask twice." in paragraphs(taken)
    assert page.app.text_area("report words learnt").value == "We ask twice.\n\nAnd we ask early."


def test_words_can_be_added_to_any_part(page, taken):
    page.choose("report words more", "Who we reached")
    tell(page, "reached", "We mean to reach fathers too.")
    assert "We mean to reach fathers too." in paragraphs(taken)


def test_a_part_is_switched_off_moved_and_renamed_and_the_layout_s_own_come_back(page, taken):
    own = paragraphs(taken)
    assert own.index("Who we reached") < own.index("Who got worse, and what we did")
    on(page, "reached").uncheck().run()
    assert "Who we reached" not in paragraphs(taken)
    before = [box.key for box in page.app.checkbox if box.key.startswith("report on")]
    page.choose("report part annual", "worse")
    press(page, "report Move up annual")
    after = [box.key for box in page.app.checkbox if box.key.startswith("report on")]
    place = before.index("report on annual worse")
    assert (after.index("report on annual worse"), sorted(after)) == (place - 1, sorted(before))
    page.app.text_input("report heading annual worse").set_value("When it got harder").run()
    said = paragraphs(page.sound() and taken)
    assert "When it got harder" in said
    assert "Who got worse, and what we did" not in said
    page.open("overview").open("report").sound()
    assert paragraphs(taken) == said
    press(page, "report restore")
    assert paragraphs(taken) == own


def test_what_makes_figures_readable_can_not_be_switched_off(page):
    assert on(page, "reading").disabled
    assert on(page, "provenance").disabled


def test_the_first_part_stays_first_when_it_is_moved_up(page, taken):
    own = paragraphs(taken)
    page.choose("report part annual", "headline")
    press(page, "report Move up annual")
    assert "It is part 1 of" in page.sound().text
    assert paragraphs(taken) == own


def test_measures_and_groups_are_chosen_where_the_layout_has_a_place_for_them(page, taken):
    page.app.multiselect("report measures").set_value(["PHQ-9"]).run()
    assert not any("MORS" in line for line in paragraphs(taken))
    page.choose("report layout", "one_page").sound()
    assert page.app.selectbox("report groups").disabled
    page.choose("report layout", "full").choose("report groups", "Site").sound()
    assert "Groups compared" in paragraphs(taken)
    page.open("overview").open("report").sound()
    assert page.app.selectbox("report groups").value == "Site"
    assert page.app.multiselect("report measures").value == ["PHQ-9"]


def test_the_preview_is_the_document_and_is_drawn_when_it_is_opened(page, taken, monkeypatch):
    assert page.app.get("iframe") == []
    page.app.session_state["report tab"] = "Preview"
    page.app.run()
    (frame,) = page.sound().app.get("iframe")
    kind, _, held = frame.proto.src.partition(",")
    assert kind == "data:text/html;charset=utf-8;base64"  # an origin of its own
    assert base64.b64decode(held) == taken["report html"]()
    assert frame.proto.alt == "Preview of the report Our impact"

    def refuse(*_args):
        raise AssertionError("drawn again")

    monkeypatch.setattr("pages.shared.preview.render", refuse)
    page.app.run()
    assert page.sound().app.get("iframe")


def test_a_hostile_title_and_organisation_are_words(page, taken):
    page.app.text_input("report title annual").set_value(HOSTILE).run()
    page.app.text_input("report organisation").set_value(HOSTILE).run()
    page.sound()
    assert HOSTILE in paragraphs(taken)
    assert b"<script>alert" not in taken["report html"]()
    page.app.session_state["report tab"] = "Preview"
    page.app.run()
    page.sound()
    press(page, "save brand")
    assert page.sound().errors == ["The name holds a character that can't be seen: type it again."]


def test_without_a_finding_the_page_says_why_and_the_report_is_still_one(dashboard, taken):
    dashboard.use("first.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,\nA2,9,\nA3,12,\n")
    dashboard.open("report").sound()
    assert "have two scores to compare" in dashboard.warnings
    assert "Our impact" in paragraphs(taken)


def test_a_report_is_saved_and_makes_the_same_document_again_in_another_tab(page, taken, folder):
    page.app.text_input("report title annual").set_value("Our year").run()
    page.app.text_input("report organisation").set_value("Example trust").run()
    page.app.multiselect("report measures").set_value(["PHQ-9"]).run()
    page.only("site", "Riverside")
    tell(page, "story", "One family came in spring.")
    on(page, "methods").check().run()
    page.choose("report part annual", "story")
    press(page, "report Move up annual")
    page.app.text_input("report kept name").set_value("Annual report").run()
    press(page, "save report")
    assert "The report “Annual report” is saved." in page.sound().text
    document = taken["report docx"]()
    other = opened(page.root).open("report")
    assert taken["report docx"]() != document
    other.app.text_input("report title annual").set_value("Something else").run()
    press(other, "use report Annual report")
    assert "“Annual report” is arranged again" in other.sound().text
    assert taken["report docx"]() == document
    assert other.app.multiselect("only site").value == ["Riverside"]
    press(other, "report undo")
    assert other.sound().app.text_input("report title annual").value == "Something else"
    press(other, "remove report Annual report")
    assert "“Annual report” is removed." in other.sound().text
    assert Store.at(folder, catalogue="").plans.list() == ()


def test_a_saved_report_says_what_the_open_data_do_not_have(page):
    page.only("site", "Riverside")
    page.app.multiselect("report measures").set_value(["PHQ-9", "GAD-7"]).run()
    page.choose("report layout", "full").choose("report groups", "Programme")
    page.app.text_input("report kept name").set_value("Quarterly").run()
    press(page, "save report")
    page.use("own.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\nA3,12,3\n").open("report")
    press(page, "use report Quarterly")
    assert "These data do not have “Site”, “GAD-7” and “Programme”." in page.sound().text
    assert page.app.multiselect("report measures").value == ["PHQ-9"]


def test_a_plan_file_goes_out_and_in_and_says_what_its_layout_no_longer_has(page, taken):
    tell(page, "impact", "Lasting.")
    text = taken["report plan file"]()
    plan = Plan.from_json(text)
    assert (plan.layout, [part.text for part in plan.parts if part.text]) == ("annual", ["Lasting."])
    parts = (Part(id="gone", heading="Old part", text="Words of old."), *plan.parts)
    other = opened(page.root).open("report")
    upload = other.app.file_uploader("report plan upload")
    upload.upload("plan.json", plan.with_(title="Again", parts=parts).to_json().encode()).run()
    assert "The report is arranged as plan.json says." in other.sound().text
    assert "The layout “Annual impact report” no longer has “Old part”" in other.text
    assert "What you had written there: Words of old." in other.text
    assert {"Again", "Lasting."} <= set(paragraphs(taken))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "The report's plan is not JSON"),
        (b"\xff\xfe\x00", "This file is no plan"),
        (b'{"layout": "nothing"}', "There is no layout 'nothing'"),
    ],
)
def test_a_file_that_is_no_plan_is_one_sentence_and_changes_nothing(page, taken, content, said):
    before = paragraphs(taken)
    page.app.file_uploader("report plan upload").upload("plan.json", content).run()
    assert page.sound().errors[0].startswith(said)
    assert paragraphs(taken) == before


def test_the_brand_is_told_shown_printed_and_saved(page, taken, folder):
    page.app.text_input("report organisation").set_value("Example trust").run()
    page.app.color_picker("brand colour").set_value("#FFDD00").run()
    page.app.selectbox("brand font").set_value("Georgia").run()
    page.app.file_uploader("brand file 0").upload("logo.svg", SVG).run()
    page.sound()
    brand = Brand(organisation="Example trust", logo=SVG, colour="#FFDD00", font="Georgia")
    assert brand.remarks[0] in page.text
    assert f"color: {brand.heading}" in page.text
    assert "Logo of Example trust" in page.text
    assert f"--heading: {brand.heading}".encode() in taken["report html"]()
    assert Brand.from_json(taken["brand download"]()) == brand
    assert not folder.exists(), "nothing is kept unless a lead says so"
    press(page, "save brand")
    assert "The name, logo, colours and font are saved" in page.sound().text
    assert Store.at(folder, catalogue="").brand == brand
    other = opened(page.root).open("report").sound()
    assert other.app.text_input("report organisation").value == "Example trust"
    assert Brand.from_json(taken["brand download"]()) == brand
    press(other, "brand no logo")
    assert Brand.from_json(taken["brand download"]()).logo == b""
    assert other.sound().app.file_uploader("brand file 1").value is None


def test_lines_may_have_a_colour_of_their_own(page, taken):
    page.app.checkbox("brand lines apart").check().run()
    page.app.color_picker("brand accent").set_value("#28A197").run()
    assert Brand.from_json(taken["brand download"]()).accent == "#28A197"
    page.open("overview").open("report").app.checkbox("brand lines apart").uncheck().run()
    assert Brand.from_json(taken["brand download"]()).accent == ""


def test_a_brand_file_is_used_and_one_that_is_none_is_one_sentence(page, taken):
    brand = Brand(organisation="Other trust", logo=png(), colour="#801650", accent="#28A197", font="Verdana")
    box = page.app.file_uploader("brand upload")
    box.upload("brand.json", brand.to_json().encode()).run()
    assert "The brand of brand.json is in use." in page.sound().text
    assert Brand.from_json(taken["brand download"]()) == brand
    page.app.file_uploader("brand upload").upload("brand.json", b"[]").run()
    assert page.sound().errors == ["This is no brand that Attune saved, or it is damaged."]
    assert Brand.from_json(taken["brand download"]()) == brand


def test_a_logo_that_could_run_something_is_refused(page, taken):
    active = SVG.replace(b"<rect", b"<script>1</script><rect")
    page.app.file_uploader("brand file 0").upload("logo.svg", active).run()
    assert "more than a picture" in page.sound().errors[0]
    assert Brand.from_json(taken["brand download"]()).logo == b""


def test_readers_of_a_pack_choose_a_layout_and_the_words_are_the_publisher_s(
    root, folder, monkeypatch, taken
):
    monkeypatch.setenv("ATTUNE_SERVE", "packs")
    data = load(root / "data_samples" / "first_run.csv")
    words = "What <b>we</b> did."
    view, day = View(protection="nhs"), date(2026, 7, 1)
    pack = publish(data, view, title="Our outcomes", organisation="Us", words=words, made_on=day)
    Shelf(folder / "packs").put(pack)
    page = opened(root, pack=pack.id).open("report").sound()
    assert page.app.main.text_input.len == page.app.main.text_area.len == page.app.color_picker.len == 0
    assert page.app.selectbox("pack layout").value == "full"
    assert "BBC Children in Need" not in page.app.selectbox("pack layout").options  # no place for the words
    page.choose("pack layout", "one_page").sound()
    assert {"Our outcomes", words} <= set(paragraphs(taken))
    page.app.toggle("pack report preview").set_value(True).run()
    assert page.sound().app.get("iframe")
