"""Which earlier packs must be withdrawn before a new one is published, and where it is refused until then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from evaluation.errors import InputError
from evaluation.packs.earlier import check, clashes
from evaluation.packs.publishing import publish
from evaluation.packs.shelf import Shelf
from evaluation.view import View
from tests.packs.shapes import rows_of
from tests.tables_of_text import dataset


def of_other_data(pack, **changes):
    cuts = tuple(
        replace(c, evidence=replace(c.evidence, source=replace(c.evidence.source, fingerprint="x")))
        for c in pack.cuts
    )
    return replace(pack, id="another-pack", cuts=cuts, **changes)


def under(pack, **view):
    cuts = tuple(
        replace(c, evidence=replace(c.evidence, view=c.evidence.view.with_(**view))) for c in pack.cuts
    )
    return replace(pack, id="another-pack", cuts=cuts)


def of_so_many(many, dates=False):
    """A pack of everybody, of a service with so many families; the first of them are the same ones."""
    table = rows_of(3, [("R", "A", "x", many)], better=0.4, dates=dates)
    return publish(dataset(table), View(protection="nhs"), title=str(many), made_on=date(2026, 5, 1))


@pytest.fixture(scope="module")
def small():
    """A service of 60 families."""
    return of_so_many(60)


def test_the_same_cuts_of_the_same_file_clash_with_nothing(pack):
    assert clashes(pack, [pack, replace(pack, id="another-pack", title="Under another title")]) == ()


def test_other_rules_other_columns_and_another_version_of_the_same_file_do(pack):
    def why(**changes):
        return clashes(pack, [replace(pack, id="another-pack", **changes)])[0].reason

    assert "other rules" in why(preset="strict")
    assert "other columns" in why(comparisons=pack.comparisons[:1])
    assert "in another order" in why(comparisons=pack.comparisons[::-1])
    assert "another version" in why(version="0.0.1")


@pytest.mark.parametrize(
    "view",
    [
        {"filters": {"Kind": ("x",)}},
        {"end": date(2026, 1, 1)},
        {"measures": ("phq9",)},
        {"improved": "any_change"},
        {"every": "month"},
    ],
)
def test_another_view_of_the_same_file_does(pack, view):
    assert "under other choices" in clashes(pack, [under(pack, **view)])[0].reason


def test_a_line_in_a_chart_is_no_other_view(pack):
    assert clashes(pack, [under(pack, target=60.0)]) == ()


def test_a_new_version_of_the_file_clashes_whatever_its_title(pack):
    (clash,) = clashes(pack, [of_other_data(pack, title="Autumn")])
    assert "earlier version of these data" in clash.reason


def test_one_family_more_clashes(small):
    assert clashes(of_so_many(61), [small])


def test_many_more_families_in_every_figure_do_not(small):
    """60 and 3,000: of each printed number of the first there are some fifty times as many."""
    large = of_so_many(3000)
    assert clashes(large, [small]) == ()
    assert clashes(small, [large]) == ()


def test_many_more_families_in_all_but_one_group_do(small):
    """The same 60, but 53 to 57 of them (the nearest 5 is 55) are all that have both scores in each."""
    large = of_so_many(3000)
    (old,) = small.cuts[0].evidence.findings
    (new,) = large.cuts[0].evidence.findings
    few = replace(large.cuts[0].evidence, findings=(replace(new, flow=old.flow),))
    assert clashes(replace(large, cuts=(replace(large.cuts[0], evidence=few),)), [small])


def test_a_quarter_that_both_show_may_have_one_family_more_and_clashes():
    assert clashes(of_so_many(3000, dates=True), [replace(of_so_many(2950, dates=True), id="another-pack")])


def test_two_organisations_and_made_up_data_beside_real_do_not(pack):
    ours = replace(pack, organisation="Oxpip")
    assert clashes(ours, [of_other_data(pack, organisation="Norpip")]) == ()
    assert clashes(ours, [of_other_data(pack, organisation=" OXPIP ")])
    assert clashes(ours, [of_other_data(pack)]), "an organisation that is not named may be the same"
    assert clashes(ours, [of_other_data(pack, sample=True)]) == ()


def test_publishing_is_refused_until_the_earlier_pack_is_withdrawn(pack, tmp_path):
    shelf = Shelf(tmp_path)
    old = replace(pack, id="earlier-pack", comparisons=pack.comparisons[:1], title="Winter")
    shelf.put(old)
    with pytest.raises(InputError, match=r"Withdraw .* 'Winter' \(earlier-pack\)"):
        shelf.put(pack)
    assert [entry.id for entry in shelf.list()] == ["earlier-pack"]
    shelf.put(pack, withdrawing=[clash.id for clash in shelf.clashes(pack)])
    assert [entry.id for entry in shelf.list()] == [pack.id]


def test_a_write_that_fails_withdraws_nothing(pack, tmp_path, monkeypatch):
    shelf = Shelf(tmp_path)
    shelf.put(replace(pack, id="earlier-pack", version="0.0.1"))

    def fails(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(InputError, match="No space left"):
        shelf.put(pack, withdrawing=["earlier-pack"])
    assert [entry.id for entry in shelf.list()] == ["earlier-pack"]


def test_the_check_names_every_pack_in_one_sentence(pack):
    check(pack, [])
    with pytest.raises(InputError, match=r"'Spring' \(a-first-one\), 'Spring' \(a-second-one\)\.$"):
        check(pack, [replace(pack, id=name, version="0") for name in ("a-first-one", "a-second-one")])
