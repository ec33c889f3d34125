"""Publishing as a lead does it, and what the same process shows of a pack and to whom."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from evaluation.packs.files import from_bytes
from evaluation.packs.shelf import Shelf
from pages.shared import looking
from pages.shared.audience import Audience


@pytest.fixture(autouse=True)
def shelf(tmp_path, monkeypatch):
    """A shelf of the test's own."""
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path))
    return Shelf(tmp_path / "packs")


@pytest.fixture
def previewed(dashboard):
    """The page Publish with a preview of the sample by site."""
    dashboard.open("publish").sound()
    dashboard.app.multiselect("publish by").set_value(["Site"])
    dashboard.app.text_input("publish organisation").set_value("Oxpip *trust*")
    return dashboard.press("Preview").sound()


def sidebar(dashboard):
    """What the sidebar says."""
    texts = [*dashboard.app.sidebar.markdown, *dashboard.app.sidebar.caption, *dashboard.app.sidebar.info]
    return "\n".join(entry.value for entry in texts).replace("\\", "")


def test_exact_figures_are_never_offered(dashboard):
    dashboard.open("publish")
    assert list(dashboard.app.radio("publish preset").options) == [
        "NHS: hide under 5",
        "Strict: hide under 10",
    ]
    assert "Nothing is published yet" in dashboard.text


def test_the_preview_is_made_of_the_pack_and_says_what_is_hidden_and_why(previewed, shelf):
    assert shelf.list() == (), "a preview published something"
    said = previewed.text
    assert "About" in said
    assert "Not published" in said
    assert "Numbers below 5" in said
    everybody = [chart.alt for chart in previewed.charts]
    previewed.choose("publish preview of", previewed.app.selectbox("publish preview of").options[0])
    assert [chart.alt for chart in previewed.charts] == everybody


def test_publish_puts_the_pack_on_the_shelf_and_gives_its_link(previewed, shelf):
    previewed.press("Publish").sound()
    (entry,) = shelf.list()
    assert (entry.title, entry.organisation, entry.preset) == ("Outcomes", "Oxpip *trust*", "nhs")
    links = [code.value for code in previewed.app.code]
    assert links == [f"/?pack={entry.id}"] * 2  # said at once, and in the list
    data = next(b for b in previewed.app.get("download_button") if b.proto.label == "Download the pack")
    assert data is not None
    assert from_bytes((shelf.folder / f"{entry.id}.pack.json").read_bytes()).id == entry.id


def test_the_same_families_by_other_columns_are_published_only_in_place_of_the_earlier_pack(previewed, shelf):
    previewed.press("Publish")
    (first,) = shelf.list()
    previewed.app.multiselect("publish by").set_value([])
    previewed.press("Preview").sound()
    assert "can't be published beside" in previewed.warnings
    assert "the same families by other columns" in previewed.text
    assert not any(button.label == "Publish" for button in previewed.app.button)
    previewed.press("Withdraw the earlier pack and publish this one").sound()
    (second,) = shelf.list()
    assert (second.id != first.id, second.cuts) == (True, 1)


def test_a_changed_choice_asks_for_the_preview_again(previewed):
    previewed.app.text_input("publish title").set_value("Another").run()
    assert "The choices have changed since the preview" in previewed.text
    assert not any(button.label == "Publish" for button in previewed.app.button)


def test_a_lead_sees_every_page_as_readers_will_and_comes_back(previewed):
    previewed.press("See every page as readers will")
    previewed.open("overview").sound()
    assert "This is what readers of the link see" in sidebar(previewed)
    assert "Published by Oxpip *trust*" in sidebar(previewed)
    assert not previewed.app.sidebar.multiselect, "readers have no filters"
    assert previewed.app.selectbox("cut").options[0] == "Everybody"
    everybody = previewed.text
    previewed.app.selectbox("cut").select_index(1).run()
    assert previewed.sound().text != everybody
    previewed.open("groups").sound()
    previewed.press("Back to my own data")
    previewed.open("overview").sound()
    assert "This is what readers of the link see" not in sidebar(previewed)
    assert "168 of 240 families (70%)" in previewed.text


def test_a_withdrawn_pack_opens_no_more(previewed, shelf):
    previewed.press("Publish")
    (entry,) = shelf.list()
    previewed.press("Yes, withdraw it").sound()
    assert shelf.list() == ()
    assert "Nothing is published yet" in previewed.text
    previewed.app.query_params["pack"] = entry.id
    previewed.open("overview")
    assert "the pack has been withdrawn" in previewed.warnings


@pytest.mark.parametrize("kind", ["visitor", "commissioner", "stranger"])
def test_nobody_but_a_lead_gets_a_page_that_shows_rows(dashboard, monkeypatch, kind):
    monkeypatch.setattr(looking, "audience", lambda: Audience(kind=kind, why="Because.", packs="none"))
    dashboard.app.run()
    for page in ("import_data", "rows", "follow_up", "quality", "saved", "publish", "portfolio"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            dashboard.open(page)


@pytest.mark.parametrize("kind", ["visitor", "commissioner", "stranger"])
def test_a_page_that_shows_rows_ends_for_others_even_if_it_were_run(monkeypatch, kind):
    def page():
        import streamlit as st

        from pages.shared import looking

        looking.look()
        looking.lead()
        st.title("Rows")

    assert [title.value for title in AppTest.from_function(page).run().title] == ["Rows"]
    seen = Audience(kind=kind, why="Because.", packs="none")
    monkeypatch.setattr(looking, "audience", lambda: seen)
    app = AppTest.from_function(page).run()
    assert [*app.title, *app.exception] == []


def test_a_visitor_sees_the_sample_and_no_way_to_data(dashboard, monkeypatch):
    monkeypatch.setattr(
        looking, "audience", lambda: Audience(kind="visitor", why="Because.", packs="by link")
    )
    dashboard.open("overview").sound()
    assert "Made-up sample data, for a service that does not exist." in dashboard.text
    assert "Use my own data" not in dashboard.text + sidebar(dashboard)


def test_a_commissioner_who_signed_in_chooses_from_the_list(previewed, monkeypatch):
    previewed.press("Publish")
    seen = Audience(kind="commissioner", why="", packs="listed", name="c@icb.example")
    monkeypatch.setattr(looking, "audience", lambda: seen)
    previewed.open("overview")
    assert previewed.headings == ["Published results"]
    assert "Signed in as c@icb.example" in previewed.text
    previewed.press("Open")
    assert "Published by Oxpip *trust*" in sidebar(previewed)
    previewed.press("All published results")
    assert previewed.headings == ["Published results"]
