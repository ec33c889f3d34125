"""What can be done with saved data sets: list, find, rename, delete, keep small things beside them."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from evaluation import load
from evaluation.courses.mapping import ColumnUse, SheetUse, TrainingMapping
from evaluation.differing import differences
from evaluation.errors import InputError
from evaluation.measures import Own, own_measure
from evaluation.reports.plan import Part, Plan
from evaluation.store import KeptPlan, KeptView, Store
from evaluation.store.layout import default_catalogue, default_folder
from evaluation.view import View
from tests.store.conftest import SPRING, SUMMER


def test_nothing_is_made_before_the_first_save(tmp_path):
    store = Store.at(tmp_path / "deep" / "kept", catalogue="")
    assert (store.list(), store.size, store.marks_key, store.damaged, store.erasures) == ((), 0, b"", (), ())
    assert (store.mappings.list(), store.views.list(), store.measures.list()) == ((), (), ())
    assert store.brand.organisation == ""
    assert list(tmp_path.iterdir()) == []


def test_the_newest_stands_first_and_says_what_it_is(store, spring, summer):
    store.save(spring, "  Spring   2026 ")
    store.save(summer)
    newest, oldest = store.list()
    assert (newest.name, oldest.name) == ("summer.csv", "Spring 2026")
    assert (oldest.file, oldest.families, oldest.rows, oldest.used) == ("spring.csv", 4, 4, 4)
    assert (oldest.noun, oldest.measures) == ("family", ("PHQ-9", "KPCS"))
    assert oldest.bytes > 1000
    assert store.size > newest.bytes + oldest.bytes


def test_what_is_saved_already_is_not_saved_again(store, spring):
    first = store.save(spring, "Spring")
    assert store.saved_as(spring) == first
    assert store.save(spring, "Another name") == first
    assert len(store.list()) == 1


def test_another_reading_of_the_same_file_is_another_data_set(store, spring):
    columns = spring.mapping.columns
    other = spring.mapping.with_column(type(columns[1])(index=1, header=columns[1].header))
    store.save(spring, "Spring")
    assert store.saved_as(load(SPRING.encode(), name="spring.csv", mapping=other)) is None


def test_a_name_that_is_taken_gets_a_number(store, spring, summer):
    store.save(spring, "Data")
    assert store.save(summer, "data").name == "data (2)"


def test_a_data_set_is_found_by_name_in_any_case_and_by_id(store, spring):
    saved = store.save(spring, "Spring")
    assert store.find("SPRING") == store.find(saved.id) == saved
    with pytest.raises(InputError, match=r"No data are saved under the name “Autumn”\. Saved are: “Spring”"):
        store.open("Autumn")


@pytest.mark.parametrize(
    "name",
    [
        "../x",
        "..",
        "/etc/passwd",
        "C:\\x",
        "a/b",
        "Ŝpring ’26 — nord",
        "'; drop table data_sets; --",
        "%s",
        "con",
    ],
)
def test_odd_names_are_names_and_no_places(store, spring, name):
    before = set(store.folder.parent.rglob("*"))
    store.save(spring, name)
    assert [saved.name for saved in store.list()] == [name]
    assert store.open(name).fingerprint == spring.fingerprint
    outside = {
        path for path in set(store.folder.parent.rglob("*")) - before if store.folder not in path.parents
    }
    assert outside == {store.folder}
    store.rename(name, "plain")
    store.rename("plain", name)
    store.delete(name)
    assert store.list() == ()


@pytest.mark.parametrize("name", ["", "   ", "a\x00b", "a\u202eb", "x" * 101])
def test_a_name_that_nobody_could_read_is_refused(store, spring, name):
    saved = store.save(spring, "Spring")
    with pytest.raises(InputError, match="name"):
        store.rename("Spring", name)
    assert store.list() == (saved,)


@pytest.mark.parametrize("wrong", ["../../x", "0" * 23, "", "..", "g" * 24])
def test_an_id_that_is_none_reaches_no_folder(store, spring, wrong):
    store.save(spring, "Spring")
    with pytest.raises(InputError):
        store.open(wrong)
    with pytest.raises(InputError):
        store.delete(wrong)
    with pytest.raises(InputError, match="not the id"):
        store._folder(wrong)


def test_rename_keeps_the_data_and_refuses_a_name_that_is_taken(store, spring, summer):
    store.save(spring, "Spring")
    store.save(summer, "Summer")
    assert store.rename("Spring", "First quarter").name == "First quarter"
    assert store.rename("First quarter", "first quarter").name == "first quarter"
    with pytest.raises(InputError, match="Other data are saved as “summer”"):
        store.rename("first quarter", "summer")
    assert {saved.name for saved in store.list()} == {"first quarter", "Summer"}


def test_deleted_data_leave_no_file(store, spring, summer):
    one = store.save(spring, "Spring")
    store.save(summer, "Summer")
    assert store.delete("Spring") == one
    assert [path.name for path in (store.folder / "data").iterdir()] == [store.find("Summer").id]
    assert list((store.folder / "work").iterdir()) == []
    with pytest.raises(InputError, match="No data are saved"):
        store.open("Spring")


def test_two_saved_data_sets_can_be_compared_in_another_run(store):
    """A file read later with the store's key has the same marks, so families are followed."""
    store.save(load(SPRING.encode(), name="spring.csv"), "Spring")
    key = Store.at(store.folder, catalogue="").marks_key
    later = load(SUMMER.replace("Zq81-A,North,14,7,30,40\n", "").encode(), name="summer.csv", marks_key=key)
    store.save(later, "Summer")
    found = differences(store.open("Spring"), store.open("Summer"))
    assert found.sentence == "Compared with the file before: 1 new family."


def test_data_read_before_the_store_was_there_can_be_saved_and_erased_and_not_compared(store):
    one = load(SPRING.encode(), name="spring.csv", marks_key=b"1" * 32)
    two = load(SUMMER.encode(), name="summer.csv", marks_key=b"2" * 32)
    store.save(one, "Spring")
    store.save(two, "Summer")
    assert store.marks_key == b"1" * 32
    found = differences(store.open("Spring"), store.open("Summer"))
    assert not found.followed
    assert "upload one of the files again" in found.sentence
    assert store.erase("Zq83-C").changed == ("Summer", "Spring")


def test_folder_and_keys_are_for_their_owner_alone(store, spring):
    store.save(spring)
    if os.name == "nt":
        pytest.skip("Windows keeps a person's folder to that person by other means")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in store.folder.iterdir()}
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert modes["marks.json"] == modes["catalogue.db"] == 0o600
    assert store.marks_key.hex() in (store.folder / "marks.json").read_text()


def test_how_training_files_were_read_is_kept_by_name(store):
    column = ColumnUse(index=0, header="Learner ID", use="learner")
    sheet = SheetUse(file="b.csv", sheet="b", header_rows=(1,), kind="bookings", columns=(column,))
    mapping = TrainingMapping(sheets=(sheet,))
    store.training_mappings.keep("Bookings", mapping)
    assert Store.at(store.folder, catalogue="").training_mappings.get("Bookings") == mapping


def test_mappings_views_and_questionnaires_are_kept_by_name(store, spring):
    own = own_measure(Own(name="Worry scale", minimum=1, maximum=7, better="lower"))
    view = KeptView(
        view=View(filters={"Site": ("North",)}, start=date(2026, 1, 1), protection="nhs"),
        address=(("only Site", ("North",)), ("from", ("2026-01-01",))),
    )
    store.mappings.keep("Quarterly export", spring.mapping)
    store.views.keep("North", view)
    store.views.keep("../x", KeptView(view=View()))
    store.measures.keep("Worry scale", own)
    again = Store.at(store.folder, catalogue="")
    assert again.mappings.get("Quarterly export") == spring.mapping
    assert again.views.get("North") == view
    assert [named.name for named in again.views.list()] == ["../x", "North"]
    assert again.measures.get("Worry scale") == own
    again.views.drop("North")
    assert [named.name for named in store.views.list()] == ["../x"]
    with pytest.raises(InputError, match="Nothing is saved under the name “North”"):
        store.views.get("North")


def test_a_plan_of_a_report_is_kept_with_the_view_it_was_made_with(store):
    words = "=1+1 <script>\n\nTwo paragraphs, \u202eand one of them odd 👶."
    kept = KeptPlan(
        plan=Plan(layout="annual", title="Our year", parts=(Part(id="learnt", on=False, text=words),)),
        view=KeptView(view=View(measures=("phq9",), group_by="Site"), address=(("from", ("2026-01-01",)),)),
    )
    store.plans.keep("Annual report", kept)
    again = Store.at(store.folder, catalogue="")
    assert again.plans.get("Annual report") == kept
    assert again.views.list() == ()
    again.plans.drop("Annual report")
    assert store.plans.list() == ()


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        '{"plan": {"layout": "annual"}}',
        '{"plan": {"layout": 1}, "view": {}, "address": {}}',
        '{"plan": {}, "view": {"pairing": "dice"}, "address": {}}',
    ],
)
def test_a_damaged_plan_is_left_out_and_the_others_are_there(store, content):
    store.plans.keep("Sound", KeptPlan(plan=Plan(), view=KeptView(view=View())))
    store._catalogue.keep("plan", "Damaged", "2026-01-01T00:00:00+00:00", content)
    assert [named.name for named in store.plans.list()] == ["Sound"]


def test_what_is_kept_again_takes_the_place_of_what_had_its_name(store):
    store.views.keep("Mine", KeptView(view=View()))
    store.views.keep("Mine", KeptView(view=View(improved="any_change")))
    assert [named.thing.view.improved for named in store.views.list()] == ["any_change"]


def test_the_environment_says_where(monkeypatch, tmp_path):
    monkeypatch.setenv("ATTUNE_STORE", str(tmp_path / "here"))
    monkeypatch.setenv("ATTUNE_CATALOGUE", f"sqlite:///{tmp_path / 'elsewhere.db'}")
    assert default_folder() == tmp_path / "here"
    store = Store.at()
    store.save(load(SPRING.encode(), name="spring.csv"))
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "here" / "catalogue.db").exists()
    assert [saved.name for saved in Store.at().list()] == ["spring.csv"]
    monkeypatch.delenv("ATTUNE_STORE")
    monkeypatch.delenv("ATTUNE_CATALOGUE")
    assert default_folder() == Path.home() / ".attune"
    assert default_catalogue() == ""


def test_a_definition_that_has_changed_since_is_said_and_scores_follow_it(store, spring, monkeypatch):
    """PHQ-9 is given other words after saving, then other questions."""
    from dataclasses import replace

    from evaluation.measures import registry
    from evaluation.store import definitions

    store.save(spring, "Spring")
    phq9 = registry().get("phq9")
    newer = replace(phq9, asks="Another sentence?")
    monkeypatch.setattr(definitions, "_known", lambda one: newer if one == "phq9" else registry().get(one))
    data = store.open("Spring")
    assert data.redefined == (
        "PHQ-9 is defined differently than when these data were saved: it is scored as it is now.",
    )
    assert newer in {block.measure for block in data.responses.blocks}
    assert phq9.items is not None
    other = replace(phq9, items=replace(phq9.items, count=8))
    monkeypatch.setattr(definitions, "_known", lambda one: other if one == "phq9" else registry().get(one))
    data = store.open("Spring")
    assert data.redefined == ("PHQ-9 has other questions or scores now: it is scored as when it was saved.",)
    assert phq9 in {block.measure for block in data.responses.blocks}
