"""The page of saved data: nothing is kept unless a lead says so; what is kept can be got at, and rid of."""

from __future__ import annotations

import pytest

from evaluation import load
from evaluation.brand import Brand
from evaluation.store import Store
from tests.pages.conftest import opened

HEAD = "Family ID,Site,KPCS pre,KPCS post,PHQ-9 before,PHQ-9 after\n"
SPRING = HEAD + "A1,North,30,40,14,6\nA2,South,31,,9,\nA3,North,28,33,20,12\n"
SUMMER = HEAD + "A4,South,20,,18,\nA1,North,30,40,14,7\nA2,South,31,36,9,5\nA3,North,28,33,20,12\n"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """A store of its own for each test."""
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def store(folder):
    return Store.at(folder, catalogue="")


@pytest.fixture
def two(store):
    """Two data sets, saved before the app is opened."""
    spring = load(SPRING.encode(), name="spring.csv")
    store.save(spring, "Spring")
    store.save(load(SUMMER.encode(), name="summer.csv"), "Summer")
    store.mappings.keep("Spring", spring.mapping)
    return store


def test_before_anything_is_saved_the_page_says_why_and_what_next(dashboard, folder):
    dashboard.open("saved").sound()
    assert dashboard.headings == ["Nothing is saved yet"]
    assert "forgotten when you close the tab" in dashboard.text
    for page in ("import_data", "measures", "overview"):
        dashboard.open(page).sound()
    assert not folder.exists()


def test_using_data_saves_nothing(dashboard, folder):
    dashboard.use("spring.csv", SPRING.encode()).open("saved").sound()
    assert "Open and not saved" in dashboard.text
    assert "Not kept are names, ids, dates of birth" in dashboard.text
    assert not folder.exists()


def test_what_is_saved_opens_in_another_tab_with_the_same_figures(dashboard, store):
    dashboard.use("spring.csv", SPRING.encode())
    said = dashboard.open("overview").text
    dashboard.open("saved").press("Save this data set").sound()
    assert dashboard.headings == ["1 data set is saved"]
    assert "“spring” is saved, and its mapping with it." in dashboard.text
    assert "Open and not saved" not in dashboard.text
    other = opened(dashboard.root).open("saved")
    assert "spring" in other.text
    other.press("Open")
    assert other.open("overview").sound().text == said
    assert [saved.name for saved in store.list()] == ["spring"]
    assert "The file itself is not saved" in other.open("rows").sound().text
    for page in ("follow_up", "quality", "report", "methods"):
        other.open(page).sound()


def test_on_the_import_page_it_can_be_saved_at_once(dashboard, store):
    dashboard.upload("spring.csv", SPRING.encode()).press("Save this data set").sound()
    assert "“spring” is saved" in dashboard.text
    assert [saved.families for saved in store.list()] == [3]
    assert [named.name for named in store.mappings.list()] == ["spring"]
    dashboard.press("Show my results")
    assert "Open and not saved" not in dashboard.open("saved").sound().text
    assert "(open)" in dashboard.text


@pytest.mark.usefixtures("two")
def test_a_saved_mapping_is_used_for_the_next_file_in_another_tab(dashboard):
    dashboard.upload("summer.csv", SUMMER.encode()).sound()
    assert "These headers were seen before" in dashboard.text


@pytest.mark.usefixtures("two")
def test_next_quarter_is_compared_with_what_was_saved(dashboard):
    dashboard.open("saved")
    next(b for b in dashboard.app.button if b.label == "Open" and "Spring" in b.help).click().run()
    dashboard.upload("summer.csv", SUMMER.encode()).sound()
    assert (
        "Compared with the file before: 1 new family, 2 new second scores, 1 changed score." in dashboard.text
    )


@pytest.mark.usefixtures("two")
def test_two_saved_ones_are_compared(dashboard):
    dashboard.open("saved").press("Compare them").sound()
    assert (
        "Compared with the file before: 1 new family, 2 new second scores, 1 changed score." in dashboard.text
    )


def test_rename_and_delete_say_what_they_did(two, dashboard):
    dashboard.open("saved")
    spring = two.find("Spring").id
    dashboard.app.text_input(f"name {spring}").set_value("First quarter").run()
    dashboard.app.button(f"rename {spring}").click().run()
    assert "“Spring” is called “First quarter” now." in dashboard.sound().text
    dashboard.app.text_input(f"name {spring}").set_value("summer").run()
    dashboard.app.button(f"rename {spring}").click().run()
    assert dashboard.sound().errors == ["Other data are saved as “summer”: choose another name."]
    assert "This deletes **First quarter** for good: the scores of 3 families" in dashboard.text
    dashboard.app.button(f"delete {spring}").click().run()
    assert "“First quarter” is deleted." in dashboard.sound().text
    assert [saved.name for saved in two.list()] == ["Summer"]


def test_a_family_is_erased_after_a_look_and_a_click(two, dashboard):
    dashboard.open("saved")
    dashboard.app.button("open " + two.find("Spring").id).click().run()
    dashboard.open("saved").app.text_input("erase id").set_value("a1").run()
    dashboard.press("Look where it is").sound()
    assert "2 rows will go, with all that was noted of them." in dashboard.warnings
    assert "To be written anew without the family: “Summer” and “Spring”." in dashboard.warnings
    assert len(two.open("Spring").responses.episodes) == 3
    dashboard.press("Erase this family for good").sound()
    assert "2 rows went, with all that was noted of them." in dashboard.text
    assert "Families were erased on" in dashboard.text
    assert dashboard.app.text_input("erase id").value == ""
    assert len(two.open("Spring").responses.episodes) == 2
    assert "Made-up sample data" in dashboard.open("overview").text  # the open data had the family in them


@pytest.mark.usefixtures("two")
def test_another_id_needs_another_look(dashboard):
    dashboard.open("saved").app.text_input("erase id").set_value("A1").run()
    dashboard.press("Look where it is")
    dashboard.app.text_input("erase id").set_value("A2").run()
    assert "Erase this family for good" not in [button.label for button in dashboard.app.button]
    dashboard.app.text_input("erase id").set_value("nobody").run()
    dashboard.press("Look where it is").sound()
    assert "No family of that id was found in 2 saved data sets" in dashboard.text


def test_a_view_is_saved_and_makes_the_same_choices_when_it_is_opened(two, dashboard):
    dashboard.open("saved").press("Open").open("saved").only("Site", "North")
    assert "Site: North" in dashboard.text
    dashboard.app.text_input("view name").set_value("The north").run()
    dashboard.press("Save this view").sound()
    assert "The view “The north” is saved." in dashboard.text
    (kept,) = two.views.list()
    assert kept.thing.view.filters == {"Site": ("North",)}
    assert dict(kept.thing.address)["only Site"] == ("North",)
    reopened = opened(dashboard.root)
    reopened.open("saved").press("Open")
    reopened.open("saved").press("Open this view")
    assert reopened.open("overview").sound().text == dashboard.open("overview").text
    dashboard.open("saved")
    dashboard.press("Remove “The north”").sound()
    assert two.views.list() == ()


def test_a_questionnaire_of_one_s_own_is_there_in_every_tab(two, dashboard):
    from evaluation.measures import Own, own_measure

    two.measures.keep("Worry", own_measure(Own(name="Worry scale", minimum=1, maximum=7, better="lower")))
    text = "Family ID,Worry scale before,Worry scale after\nA,6,2\nB,5,5\n"
    dashboard.upload("worry.csv", text.encode()).sound()
    assert any(button.label == "Show my results" for button in dashboard.app.button)
    assert "Worry scale" in opened(dashboard.root).open("measures").sound().text


def test_the_saved_organisation_stands_on_reports_and_packs(dashboard, store):
    store.keep_brand(Brand(organisation="Example trust"))
    assert dashboard.open("report").app.text_input("report organisation").value == "Example trust"
    assert dashboard.open("publish").app.text_input("publish organisation").value == "Example trust"


def test_what_can_not_be_read_is_one_sentence_and_the_rest_of_the_app_goes_on(two, dashboard):
    (two.folder / "store.json").write_text('{"format": 99, "version": "9"}')
    dashboard.open("saved").sound()
    assert dashboard.headings == ["What is saved can't be read"]
    assert "newer version of Attune" in dashboard.errors[0]
    dashboard.upload("spring.csv", SPRING.encode()).sound()
    assert any(button.label == "Show my results" for button in dashboard.app.button)


def test_damaged_data_are_told_and_do_not_open(two, dashboard):
    place = two.folder / "data" / two.find("Spring").id
    (place / "rows.parquet").write_bytes(b"")
    dashboard.open("saved").app.button("open " + two.find("Spring").id).click().run()
    assert dashboard.sound().errors == [
        "The file rows.parquet of these saved data is damaged, so they can't be opened."
    ]
    assert "Made-up sample data" in dashboard.open("overview").text
