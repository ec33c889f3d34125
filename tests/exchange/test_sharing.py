"""What a service sends: figures as those of its rows, of whom its view keeps, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from evaluation.counting.folding import added
from evaluation.dataset import CountedData
from evaluation.errors import InputError
from evaluation.exchange import counted_data, from_bytes, to_bytes
from evaluation.exchange.contribution import EXACT, PROTECTED
from evaluation.exchange.sharing import share
from evaluation.view import View
from tests.exchange.shapes import DAY, service, table
from tests.packs.shapes import SHAPES
from tests.tables_of_text import dataset

PERSONAL = ("Jones", "Smith", "Smithson", "Family ID", "GP name", "Trainee", "Its id comes again")


@pytest.fixture(scope="module")
def data():
    return service()


@pytest.fixture(scope="module")
def by_site(data):
    """Its exact counts by site and month."""
    return share(data, View(), service="Riverside", keep=("Site",), by_month=True, made_on=DAY)


@pytest.fixture(scope="module")
def printed(data):
    return share(data, View(protection="nhs"), service="Riverside", made_on=DAY)


def figures(evidence):
    """What a finding prints of its scores, for comparing rows with counts of them."""
    return [
        (
            f.key,
            f.n,
            f.description,
            f.mean_change,
            f.effects,
            f.rates,
            f.bins,
            f.moves,
            f.period,
            f.flow,
            f.sentence,
        )
        for f in evidence.findings
    ]


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(filters={"Site": ("North",)}),
        View(start=date(2025, 5, 1), end=date(2025, 7, 31)),
        View(raters=("parent",), measures=("phq9",), confidence=0.9),
    ],
)
def test_the_file_gives_the_figures_that_the_rows_give(data, view):
    sent = share(data, view, service="Riverside", made_on=DAY)
    opened = counted_data(from_bytes(to_bytes(sent)))
    core = View(measures=view.measures, raters=view.raters, confidence=view.confidence)
    assert figures(opened.evidence(core, parts=())) == figures(data.evidence(view, parts=()))
    assert sent.view == view
    assert len(sent.editions) == len(opened.measures) == (1 if view.measures else 2)


def test_a_filter_on_a_kept_column_and_month_gives_what_the_rows_give(data, by_site):
    view = View(filters={"Site": ("South",)}, start=date(2025, 5, 1), end=date(2025, 8, 31))
    opened = counted_data(by_site)
    assert figures(opened.evidence(view, parts=())) == figures(data.evidence(view, parts=()))


def test_unless_asked_for_there_are_neither_columns_nor_months_nor_days_of_one_family(data):
    made = share(data, View(), service="Riverside", made_on=DAY)
    assert made.cells is not None
    assert (made.columns, made.cells.by_month, made.warning) == ((), False, EXACT)
    document = json.loads(to_bytes(made))
    assert document["warning"] == EXACT
    for scale in document["counts"]["scales"]:
        assert scale["month"] is None
        assert len({*scale["earliest"], *scale["latest"]} - {None}) == 2  # the period, on each of them


def test_rows_are_told_as_numbers_alone(data, by_site):
    assert (by_site.rows, by_site.used, by_site.set_aside) == (91, 89, 2)
    assert by_site.fingerprint == data.fingerprint


@pytest.mark.parametrize("view", [View(), View(protection="nhs"), View(protection="strict")])
def test_no_id_no_name_of_the_file_no_row_and_no_column_not_asked_for_is_in_it(data, view):
    assert "Smithson" in data.source.name
    said = to_bytes(share(data, view, service="Riverside", made_on=DAY)).decode()
    for word in (*PERSONAL, "Onlyonevillage", "Upper", "Village", "North"):
        assert word not in said


def test_a_village_that_is_kept_is_named_and_one_that_the_view_leaves_out_is_not(data):
    view = View(filters={"Village": ("Upper",)})
    said = to_bytes(share(data, view, service="R", keep=("Village",), made_on=DAY)).decode()
    assert "Upper" in said
    assert "Onlyonevillage" not in said


def test_under_a_preset_it_is_the_printed_evidence_and_nothing_else(data, printed):
    evidence = data.evidence(View(protection="nhs"))
    sent = printed.evidence
    assert printed.cells is None
    assert printed.warning == PROTECTED
    assert sent is not None
    assert (sent.needs, sent.flow, sent.view) == (evidence.needs, evidence.flow, evidence.view)
    for mine, theirs in zip(sent.findings, evidence.findings, strict=True):
        whole = mine if mine.missing is None else replace(mine, missing=theirs.missing)
        assert whole == theirs
    assert set(sent.suppressions) < set(evidence.suppressions)
    assert all(text.startswith(("PHQ-9 total", "GAD-7 total")) for text in sent.suppressions)
    assert (sent.notes, sent.trends, sent.reach, sent.groups) == ((), (), None, None)
    assert (printed.rows, printed.used, printed.set_aside) == (90, 90, None)


@pytest.mark.parametrize("shape", ["sites within regions", *list(SHAPES)[:3]])
def test_every_number_of_people_under_a_preset_is_hidden_or_rounded(shape):
    made = share(dataset(SHAPES[shape][0]), View(protection="nhs"), service="Riverside", made_on=DAY)
    counts = {"n", "of", "before", "after", "rows", "used", "without", "with_both"}
    seen = [n for key, n in walk(json.loads(to_bytes(made))) if key in counts and type(n) is int]
    assert len(seen) > 10
    assert all(n >= 5 and n % 5 == 0 for n in seen)


def walk(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)
    else:
        yield key, value


def test_what_a_view_compares_by_is_not_sent(data):
    view = View(protection="nhs", group_by="Village")
    made = share(data, view, service="Riverside", made_on=DAY)
    assert made.view.group_by == ""
    assert "Village" not in to_bytes(made).decode()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (
            {"keep": ("Trainee",)},
            "'Trainee' can't be handed on with counts; the columns that can: 'Site' and",
        ),
        ({"keep": ("GP name",)}, "'GP name' can't be handed on"),
        ({"keep": ("Family ID",)}, "'Family ID' can't be handed on"),
        ({"view": View(filters={"Trainee": ("T1",)})}, "portfolio"),
        ({"view": View(filters={"Borough": ("X",)})}, "no column 'Borough'"),
        ({"view": View(start=date(2025, 5, 2))}, "period of whole months"),
        ({"view": View(protection="nhs"), "keep": ("Site",)}, "kept in exact counts alone"),
        ({"view": View(protection="strict"), "by_month": True}, "kept in exact counts alone"),
        ({"service": "  "}, "Give it a name"),
        ({"service": "a\u202eb"}, "can't be seen"),
    ],
)
def test_what_can_not_be_shared_is_said(data, how, says):
    asked = {"view": View(), "service": "Riverside", "made_on": DAY} | how
    view = asked.pop("view")
    with pytest.raises(InputError, match=says):
        share(data, view, **asked)


@pytest.mark.parametrize(
    ("view", "keep"),
    [
        (View(), ("GP name",)),
        (View(filters={"GP name": ("Dr Smith",)}), ()),
        (View(filters={"GP name": ("Dr Smith",)}, protection="nhs"), ()),
    ],
)
def test_a_column_named_like_personal_data_is_not_handed_on_and_not_filtered_by(data, view, keep):
    columns = tuple(replace(c, use="attribute") if c.header == "GP name" else c for c in data.mapping.columns)
    opened = dataset(table(), columns=columns)
    assert "GP name" in opened.names
    with pytest.raises(InputError, match="'GP name' can't be handed on"):
        share(opened, view, service="R", keep=keep, made_on=DAY)


def test_counts_can_be_shared_again_of_fewer_families_and_columns(data, by_site):
    again = share(
        counted_data(by_site),
        View(filters={"Site": ("North",)}, end=date(2025, 7, 31)),
        service="North alone",
        made_on=DAY,
    )
    once = share(
        data, View(filters={"Site": ("North",)}, end=date(2025, 7, 31)), service="North alone", made_on=DAY
    )
    assert to_bytes(again) == to_bytes(once)


def test_what_was_narrowed_once_stays_so_in_the_file(data):
    north = share(data, View(filters={"Site": ("North",)}), service="R", made_on=DAY, by_month=True)
    opened = counted_data(north)
    assert opened.notes == ("These counts are of those with Site: North alone.",)
    again = share(opened, View(start=date(2025, 5, 1)), service="R", made_on=DAY)
    assert again.view == View(filters={"Site": ("North",)}, start=date(2025, 5, 1))
    hidden = share(opened, View(protection="nhs"), service="R", made_on=DAY)
    assert hidden.view.filters == {"Site": ("North",)}
    assert from_bytes(to_bytes(hidden)).view == hidden.view


def test_months_that_were_not_kept_can_not_be_handed_on(data):
    opened = counted_data(share(data, View(), service="R", made_on=DAY))
    with pytest.raises(InputError, match="No months are kept in these counts"):
        share(opened, View(), service="R", by_month=True, made_on=DAY)


def test_printed_figures_are_no_data_set(printed):
    with pytest.raises(InputError, match="'Riverside' holds printed figures alone"):
        counted_data(printed)


def test_services_added_up_give_the_figures_of_all_their_rows_together():
    tables = [table(40 + 10 * i, seed=i).replace("Jones", f"S{i}-") for i in range(3)]
    sent = [
        (f"Service {i}", share(dataset(text), View(), service=f"Service {i}", made_on=DAY).cells)
        for i, text in enumerate(tables)
    ]
    whole = added([(name, cells) for name, cells in sent if cells is not None])
    head, *_ = tables[0].splitlines()
    union = dataset("\n".join([head, *(line for text in tables for line in text.splitlines()[1:])]))
    pooled = CountedData(name="Network", fingerprint="ab", cells=whole, rows=156, used=153)
    flows = zip(pooled.evidence(View()).findings, union.evidence(View()).findings, strict=True)
    for one, other in flows:
        assert (one.n, one.rates, one.bins, one.moves) == (other.n, other.rates, other.bins, other.moves)
        assert one.description == other.description
        assert one.effects == other.effects
        assert one.flow == other.flow
        assert one.period == other.period
