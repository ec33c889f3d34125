"""Contributions as files: exact round trips, and one sentence for whatever can't be opened."""

from __future__ import annotations

import gzip
import json
import random
import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.counting.folding import folded
from evaluation.errors import InputError
from evaluation.exchange import counted_data, file_name, from_bytes, is_counts, to_bytes
from evaluation.exchange import files as files_room
from evaluation.exchange.sharing import share
from evaluation.measures.editions import edition_of
from evaluation.measures.own import local_measure
from evaluation.view import View
from tests.cells_made_up import Family, cells_of, plain
from tests.examples import examples
from tests.exchange.shapes import DAY, counted, exact, service


@pytest.fixture(scope="module")
def made():
    return counted()


@pytest.fixture(scope="module")
def file(made):
    return to_bytes(made)


@pytest.fixture(scope="module")
def printed():
    """What a small service sends with small numbers hidden."""
    return share(service(), View(protection="nhs"), service="Riverside", made_on=DAY)


def written(document):
    """The file of a document that somebody has changed, with a right sum."""
    head = {"kind", "format", "warning", "sum"}
    document["sum"] = files_room._sum({key: value for key, value in document.items() if key not in head})
    return json.dumps(document).encode()


families = st.builds(
    Family,
    site=st.text(max_size=8).filter(lambda text: not re.search(r"[\ud800-\udfff]", text)),
    contacts=st.integers(0, 7),
    before=st.none() | st.floats(0, 27),
    after=st.none() | st.floats(0, 27),
    day=st.none() | st.dates(DAY.replace(year=1900), DAY),
    goals=st.lists(st.tuples(st.floats(0, 10), st.floats(0, 10)), max_size=3).map(tuple),
)


@settings(max_examples=examples(30), deadline=None)
@given(st.lists(families, max_size=12), st.booleans())
def test_exact_counts_come_back_exactly_and_give_the_same_bytes(several, compressed):
    made = exact(cells_of(several, ("Site",)))
    data = to_bytes(made, compressed=compressed)
    again = from_bytes(data)
    assert again.cells is not None
    assert made.cells is not None
    assert plain(again.cells) == plain(made.cells)
    assert replace(again, cells=None).__dict__ == replace(made, cells=None).__dict__
    assert to_bytes(again, compressed=compressed) == data


def test_printed_figures_come_back_exactly(printed):
    data = to_bytes(printed)
    again = from_bytes(data)
    assert again.__dict__ == printed.__dict__
    assert to_bytes(again) == data


def test_the_order_in_which_families_stand_is_not_told():
    one = [
        Family(site="A", before=5, after=3),
        Family(site="B", before=7),
        Family(site="A", before=9, after=9),
    ]
    assert to_bytes(exact(cells_of(one))) == to_bytes(exact(cells_of(one[::-1])))


def test_how_long_counting_a_large_table_took_is_kept(made):
    told = replace(made, engine="duckdb", cells=replace(made.cells, seconds=151.4))
    again = from_bytes(to_bytes(told))
    assert again.cells is not None
    assert (again.engine, again.cells.seconds) == ("duckdb", 151)
    with pytest.raises(InputError):
        from_bytes(to_bytes(replace(made, engine="excel")))


def test_a_compressed_file_is_the_same_and_smaller(file, made):
    packed = to_bytes(made, compressed=True)
    assert gzip.decompress(packed) == file
    assert packed == to_bytes(made, compressed=True)
    assert len(packed) < len(file) / 2
    assert is_counts(packed)
    assert is_counts(file)


@pytest.mark.parametrize(
    "data", [b"", b"Family ID,PHQ-9", b"\x1f\x8b\x08broken", gzip.compress(b"a,b", mtime=0), b"{}"]
)
def test_other_files_are_not_taken_for_counts(data):
    assert not is_counts(data)
    with pytest.raises(InputError, match="This is no file of counts"):
        from_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda d: d[: len(d) // 2], "damaged"),
        (lambda d: gzip.compress(d)[:-20], "damaged"),
        (lambda d: gzip.compress(d) + b"more", "damaged"),
        (lambda d: d.replace(b"Riverside", b"Hilltop"), "changed after it was made"),
        (lambda d: d.replace(b'"format":1', b'"format":2'), "newer version of Attune"),
        (lambda d: d.replace(b'"format":1', b'"format":"1"'), "damaged"),
        (lambda d: d.replace(b'"format":1', b'"format":NaN'), "damaged"),
        (lambda d: d.replace(b'"format":1', b'"format":1,"format":1'), "damaged"),
        (lambda _: b'{"kind":"Attune counts",' + b"[" * 100_000, "damaged"),
        (lambda _: b'{"kind":"Attune evidence pack","format":1}', "no file of counts"),
    ],
)
def test_what_is_damaged_or_newer_is_refused_in_one_sentence(file, spoil, says):
    with pytest.raises(InputError, match=says):
        from_bytes(spoil(file))


def scale(document, which=1):
    return document["counts"]["scales"][which]


IMPOSSIBLE = [
    (lambda d: scale(d)["n"].__setitem__(0, -1), "n: -1 is not between 1"),
    (lambda d: scale(d)["n"].__setitem__(0, 0), "n: 0 is not between 1"),
    (lambda d: scale(d)["n"].__setitem__(0, 2.5), "no whole number"),
    (lambda d: scale(d)["n"].__setitem__(0, 10**15), "is not between 1"),
    (lambda d: scale(d)["n"].__setitem__(0, 9), "not of the same people"),
    (lambda d: scale(d)["n"].append(1), "no list of the same length"),
    (lambda d: scale(d)["first"].__setitem__(-1, 28), "28 is no score from 0 to 27"),
    (lambda d: scale(d)["first"].__setitem__(-1, True), "neither text nor number"),
    (lambda d: scale(d)["first"].__setitem__(-1, None), "a first score is missing"),
    (
        lambda d: scale(d)["first"].__setitem__(slice(None), [3] * len(scale(d)["n"])),
        "a first score is missing",
    ),
    (
        lambda d: scale(d)["after"].__setitem__(slice(None), [None] * len(scale(d)["n"])),
        "second score is missing",
    ),
    (lambda d: scale(d)["standing"].__setitem__(0, "paired"), "'paired' is none of neither"),
    (lambda d: scale(d)["value"][0].__setitem__(0, 2), "2 is not between -1 and 1"),
    (lambda d: scale(d)["value"].pop(), "a column for each attribute"),
    (lambda d: scale(d)["month"].__setitem__(0, "2025-13"), "'2025-13' is no month such as 2025-04"),
    (lambda d: scale(d)["month"].__setitem__(0, "0000-01"), "is no month"),
    (lambda d: scale(d)["earliest"].__setitem__(0, "2025-02-30"), "'2025-02-30' is none that there can be"),
    (lambda d: scale(d)["earliest"].__setitem__(0, "2025-W09-7"), "is no day such as 2025-04-01"),
    (lambda d: scale(d)["earliest"].__setitem__(-1, "2026-01-01"), "an earliest day is after the latest"),
    (lambda d: scale(d)["contacts"].__setitem__(0, 8), "8 is not between 0 and 7"),
    (lambda d: scale(d).update(rater=""), "rater: it is no text"),
    (lambda d: scale(d).update(measure="gbo", scale="goal"), "no score from 0 to 10|one is there twice"),
    (lambda d: scale(d, 0)["pairs"]["n"].__setitem__(0, 50), "too few pairs, or too many"),
    (lambda d: scale(d, 0)["pairs"]["before"].__setitem__(0, None), "a pair has one score alone"),
    (lambda d: scale(d).update(rows=[{"id": "F1"}]), "scales: it does not hold"),
    (lambda d: d["counts"]["overall"]["scored"].__setitem__(0, 8), "8 is not between 0 and 7"),
    (lambda d: d["counts"].update(people=0), "people: 0 is not between 1 and 5"),
    (lambda d: d["counts"].update(people=6), "people: 6 is not between 1 and 5"),
    (lambda d: d["counts"].update(by_month=1), "by_month: it is neither"),
    (lambda d: d["counts"]["attributes"][0]["values"].append(7), "is no text"),
    (lambda d: d["counts"]["attributes"][0].update(values=["A", "A"]), "a value of 'Site' is there twice"),
    (lambda d: d["counts"]["attributes"][1].update(name="Site"), "one is there twice"),
    (lambda d: d["counts"]["measures"].pop(), "editions: they are not those"),
    (
        lambda d: d["counts"]["measures"][1]["scales"][0].update(maximum=99),
        "the items give 0 to 27, not 0 to 99",
    ),
    (lambda d: d["editions"].update(phq9="0" * 12), "editions: that of 'phq9'"),
    (lambda d: d["view"].update(pairing="mine"), "The view's 'pairing' is 'mine'"),
    (lambda d: d["view"].update(protection="nhs"), "neither exact counts nor protected figures"),
    (lambda d: d.update(counts=None), "neither exact counts nor protected figures"),
    (lambda d: d["pairing"].update(name="mine"), "no rule is called that"),
    (lambda d: d.update(noun="client"), "none of the words"),
    (lambda d: d.update(made_on="today"), "it is no date"),
    (lambda d: d.update(rows=9), "rows: they are not those used"),
    (lambda d: d.update(used=-1), "used: -1 is not between 0"),
    (lambda d: d.update(service=" "), "service: it is no name"),
    (lambda d: d.update(service="River\x00side"), "service: it is no name"),
    (lambda d: d.update(fingerprint="../etc"), "fingerprint: it is none"),
    (lambda d: d.update(more=1), "'more' is not known"),
    (lambda d: d.pop("sample"), "'sample' is not known, or not there"),
]


@pytest.mark.parametrize(("change", "says"), IMPOSSIBLE)
def test_impossible_values_under_a_right_sum_are_refused_and_named(file, change, says):
    document = json.loads(file)
    change(document)
    with pytest.raises(InputError, match=says) as said:
        from_bytes(written(document))
    assert "\n" not in str(said.value)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda e: e["findings"][0].update(n=7), "7 is not printed under 'nhs'"),
        (lambda e: e["findings"][0]["rates"][0].update(n=-5), "n: -5 is below 0"),
        (lambda e: e["view"].update(confidence=0.9), "not of the view that the file names"),
        (lambda e: e["findings"][0].update(rows=[]), "'rows' is not known"),
        (lambda e: e["findings"][0].update(n="40"), "no whole number"),
        (lambda e: e["findings"][0].update(most_each=10**12), "nobody has 1000000000000 pairs"),
        (lambda e: e["findings"][0]["effects"][0].update(value=1e300), "1e\\+300 is larger than any figure"),
        (lambda e: e["findings"][0]["effects"][0].update(low=1e9, value=None), "not within its interval"),
        (lambda e: e["findings"][0]["effects"][0].update(confidence=0), "of another confidence"),
        (lambda e: e["findings"][0]["rates"][0].update(printed_share=3), "no share"),
        (lambda e: e["findings"][0]["rates"][0].update(n=5000), "more than all"),
        (lambda e: e["findings"][0]["rates"][0].update(n=None, of=7), "7 is not printed under 'nhs'"),
        (lambda e: e["findings"][0]["rates"][0].update(high=None), "one end alone"),
        (lambda e: e["findings"][0].update(headline_rule="another"), "are not all there"),
        (lambda e: e["flow"]["steps"][0].update(n=73), "the flow: 73 is not printed under 'nhs'"),
    ],
)
def test_printed_figures_that_no_preset_prints_are_refused(printed, change, says):
    document = json.loads(to_bytes(printed))
    change(document["evidence"])
    with pytest.raises(InputError, match=says):
        from_bytes(written(document))


def test_what_is_quoted_of_a_file_is_cut_short(file):
    document = json.loads(file)
    document["view"]["cut_off"] = "x" * 5000
    with pytest.raises(InputError) as said:
        from_bytes(written(document))
    assert len(str(said.value)) < 400


def test_exact_counts_that_call_themselves_protected_are_refused(file, printed):
    document, protected = json.loads(file), json.loads(to_bytes(printed))
    document.update(evidence=protected["evidence"], view=protected["view"])
    with pytest.raises(InputError, match="neither exact counts nor protected figures"):
        from_bytes(written(document))


def test_spoilt_bytes_give_a_sentence_or_the_same_contribution(file):
    chance = random.Random(5)  # noqa: S311 the same cases every time
    for _ in range(300):
        data = bytearray(file if chance.random() < 0.7 else gzip.compress(file))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(data))
            data[at : at + chance.randint(0, 3)] = chance.randbytes(chance.randint(0, 3))
        assert opened(bytes(data)) is None or to_bytes(opened(bytes(data))) == file


def opened(data):
    """The contribution of a file, None where it is refused in a sentence; anything else fails."""
    try:
        return from_bytes(data)
    except InputError:
        return None


ODD: list[Any] = [
    None,
    True,
    -1,
    0,
    3.5,
    1e300,
    10**30,
    "",
    "x",
    "2025-04",
    [],
    [1],
    {},
    {"a": 1},
    [[]],
    [None],
]


def test_odd_values_anywhere_give_a_sentence_or_counts_that_add_up(file):
    """Every kind of value in place of every entry at random, under a right sum."""
    chance = random.Random(7)  # noqa: S311 as above
    for _ in range(150):
        document = json.loads(file)
        holder, key = chance.choice(list(places(document)))
        holder[key] = chance.choice(ODD)
        found = opened(written(document))
        if found is not None:
            counted_data(found).evidence(View(), parts=())


def places(value):
    """Where something stands in a document: its holder and its key there."""
    keys = list(value) if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from places(value[key])


def test_a_small_file_that_unpacks_to_a_large_one_is_not_unpacked(monkeypatch, file):
    monkeypatch.setattr(files_room, "LARGEST", 1_000_000)
    bomb = gzip.compress(b'{"kind":"Attune counts",' + b" " * 30_000_000)
    assert len(bomb) < 50_000
    with pytest.raises(InputError, match="too large"):
        from_bytes(bomb)
    monkeypatch.setattr(files_room, "LARGEST", len(file) - 1)
    with pytest.raises(InputError, match="too large"):
        from_bytes(file)
    with pytest.raises(InputError, match="keep fewer columns"):
        to_bytes(counted())


def test_a_questionnaire_of_the_services_own_travels_with_its_definition():
    worry = local_measure("worry", "Worry", 1, 7, "lower")
    cells = cells_of([Family(before=5, after=3), Family(before=2, after=7)])
    own = replace(cells.scales[1], measure=worry, scale=worry.scales[0])
    made = exact(replace(cells, scales=(own,)))
    again = from_bytes(to_bytes(made))
    assert again.cells is not None
    assert again.cells.scales[0].measure == worry
    assert to_bytes(again) == to_bytes(made)


def test_nobody_brings_in_a_verified_threshold_by_a_file(file):
    """A known questionnaire by another definition is taken as the sender's own, without a firm rule."""
    document = json.loads(file)
    phq9 = document["counts"]["measures"][1]
    phq9["scales"][0]["cut_offs"][0]["at"] = 3
    document["editions"]["phq9"] = edition_of(phq9)
    found = from_bytes(written(document)).cells
    assert found is not None
    measure = found.scales[1].measure
    assert measure.local
    assert not any(rule.firm for rule in (*measure.scales[0].cut_offs, *measure.scales[0].change_rules))


def test_a_file_is_named_after_its_service():
    assert file_name("Süd & Co: team 2") == "Süd-Co-team-2.counts.json"
    assert file_name("../..") == "service.counts.json"


def test_counts_without_columns_and_months_say_so():
    made = exact(folded(cells_of([Family(site="A", before=5, after=3)]), (), by_month=False))
    document = json.loads(to_bytes(made))
    assert document["counts"]["attributes"] == []
    assert document["counts"]["overall"]["month"] is None
    assert made.columns == ()
    assert "entitled" in document["warning"]
