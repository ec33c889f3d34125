"""One walk over every file of the registry: what must hold whatever the questionnaire is."""

from __future__ import annotations

import dataclasses
import re

import pytest

from evaluation.importing.vocabulary import tokens
from evaluation.measures import registry
from evaluation.measures.definition import Fact, Measure
from evaluation.measures.names import normalised
from evaluation.measures.shared_names import shared_names
from tests.measures.forms import scored_form, typed_in
from tests.measures.tables import table

MEASURES = registry().measures
EVERY = pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.id)
WITH_ITEMS = pytest.mark.parametrize("measure", [m for m in MEASURES if m.items], ids=lambda m: m.id)

# What the facts sheet calls its sources and tags; a reader has no such list.
SHEET_KEYS = re.compile(r"\bS\d\d?[a-e]?\b|\[(V2?|R[+-]?|C)\]|facts/")
QUOTATION = re.compile(r"“([^”]*)”|\"([^\"]*)\"|‘([^’]*)’")
LONGEST_QUOTATION = 4  # words


def walked(value, where=""):
    """Every dataclass within a measure, and every text, with where it stands."""
    yield where, value
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walked(getattr(value, field.name), f"{where}.{field.name}")
    elif isinstance(value, tuple):
        for i, one in enumerate(value):
            yield from walked(one, f"{where}[{i}]")


def texts(measure):
    return [(where, value) for where, value in walked(measure) if isinstance(value, str)]


def items_of(measure, scale):
    """The items that a scale is made of, its parts' where it adds up others."""
    parts = [measure.scale(part) for part in scale.parts]
    return [item for one in (parts or [scale]) for item in one.items]


def answer_for(measure, item, *, high):
    """What a file holds where an item scores the highest (or lowest) that it can."""
    items = measure.items
    options = next((entry for entry in items.options if item in entry.items), None)
    if options:
        end = max(options.scores) if high else min(options.scores)
        wanted = end if items.stored == "scored" else options.codes[options.scores.index(end)]
    else:
        turned = item in items.reversed and items.stored == "printed"
        wanted = items.maximum if high != turned else items.minimum
    if items.by_label:
        return next(word for word, code in items.labels if code == wanted)
    return f"{wanted:g}"


def sheet(measure, *, best):
    """A form on which every item is answered as well (or as badly) as its scale can take it."""
    better = {
        item: scale.better for scale in measure.scales for item in items_of(measure, scale) if not scale.parts
    }
    return [
        answer_for(measure, item, high=(better.get(item, "higher") == "higher") == best)
        for item in range(1, measure.items.count + 1)
    ]


@WITH_ITEMS
@pytest.mark.parametrize("best", [True, False], ids=["best", "worst"])
def test_all_best_and_all_worst_answers_reach_the_ends_of_every_scale(measure, best):
    found = scored_form(measure, sheet(measure, best=best))
    expected = {}
    for scale in measure.scales:
        end = scale.maximum if (scale.better == "higher") == best else scale.minimum
        parts = scale.items if scale.score in {"each", "answers"} else [0]
        if items_of(measure, scale):
            expected[scale.id] = dict.fromkeys(parts, pytest.approx(end, abs=1e-9))
    assert found.scores == expected
    assert not found.reasons
    assert not found.problems


@EVERY
def test_scores_that_are_typed_in_are_taken_at_both_ends_and_refused_beyond_them(measure):
    for scale in measure.scales:
        if scale.score in {"each", "answers"}:
            continue
        assert typed_in(measure, scale.id, scale.minimum) == [scale.minimum]
        assert typed_in(measure, scale.id, scale.maximum) == [scale.maximum]
        assert typed_in(measure, scale.id, scale.minimum - scale.step) == []
        assert typed_in(measure, scale.id, scale.maximum + scale.step) == []


@WITH_ITEMS
def test_every_item_is_scored_once_or_it_is_said_why_not(measure):
    times = dict.fromkeys(range(1, measure.items.count + 1), 0)
    for scale in measure.scales:
        for item in scale.items:
            times[item] += 1
    unscored = {item for item, n in times.items() if n == 0}
    twice = {item for item, n in times.items() if n > 1}
    assert unscored == set(table("UNSCORED").get(measure.id, {}))
    assert twice == set(table("TWICE").get(measure.id, {}))


def test_the_reasons_for_items_scored_otherwise_are_of_measures_that_there_are():
    for name in ("UNSCORED", "TWICE"):
        assert set(table(name)) <= {measure.id for measure in MEASURES}
        assert all(why.strip() for reasons in table(name).values() for why in reasons.values())


@EVERY
def test_every_fact_has_a_source_in_words(measure):
    assert measure.citations
    assert measure.licence.text
    assert measure.licence.source
    assert all(scale.source for scale in measure.scales)
    assert measure.items is None or measure.items.source
    for where, fact in walked(measure):
        if isinstance(fact, Fact):
            assert fact.source.strip(), where
            assert fact.status in {"verified", "secondary", "recalled", "convention"}, where
    for where, text in texts(measure):
        assert not SHEET_KEYS.search(text), f"{where} has a key of the facts sheet: {text}"


@EVERY
def test_no_question_is_quoted(measure):
    """Wording is copyright for most and shipped for none: quotations are answers, or on the list."""
    answers = {word for _, value in walked(measure) for word in _labels(value)}
    for where, text in texts(measure):
        for found in QUOTATION.finditer(text):
            quoted = next(filter(None, found.groups()), "")
            short = len(quoted.split()) <= LONGEST_QUOTATION
            assert short or quoted in answers or quoted in table("QUOTED"), f"{where}: {quoted}"


def _labels(value):
    if isinstance(value, Measure) or not dataclasses.is_dataclass(value):
        return []
    return [word for word, _ in getattr(value, "labels", ())]


@EVERY
def test_labels_are_answers_and_no_questions(measure):
    for _, value in walked(measure):
        for word in _labels(value):
            assert len(word.split()) <= 7
            assert not re.search(r"[?.!]$|\b(i|my|me)\b", word)


def test_every_quotation_that_is_allowed_occurs():
    everything = " ".join(text for measure in MEASURES for _, text in texts(measure))
    assert [quoted for quoted in table("QUOTED") if quoted not in everything] == []
    assert all(why.strip() for why in table("QUOTED").values())


@EVERY
def test_weak_facts_stay_behind(measure):
    """Recalled facts and conventions are never firm, nor the default; a weak scale has no default."""
    for where, fact in walked(measure):
        if isinstance(fact, Fact) and fact.status in {"recalled", "convention"}:
            assert not fact.firm, where
            assert not getattr(fact, "default", False), where
    for scale in measure.scales:
        defaults = [rule for rule in scale.change_rules if rule.default]
        assert len(defaults) <= 1
        assert all(rule.firm for rule in defaults)
        assert scale.change_rule == (defaults[0] if defaults else None)
        assert scale.cut_off is None or scale.cut_off.firm
        assert scale.firm or not defaults, "a scale that is not verified has a default rule"
        assert scale.claims or not scale.change_rules


def test_no_two_measures_or_scales_answer_to_one_name():
    owner: dict[object, str] = {}
    for measure in MEASURES:
        own = {measure.id, measure.name, measure.short, *measure.aliases}
        named = [(measure.id, own)]
        named += [(f"{measure.id}.{s.id}", {s.title, *s.aliases}) for s in measure.scales]
        for who, called in named:
            # As a name is looked up, and as a header is searched for it.
            for key in {normalised(text) for text in called} | {tokens(text) for text in called}:
                assert owner.setdefault(key, who) == who, f"{key} is a name of both"


def test_names_that_several_measures_share_belong_to_none_of_them():
    for entry in shared_names():
        for alias in (entry.id, *entry.aliases):
            found = [
                measure.id
                for measure in MEASURES
                for text in (measure.id, measure.name, measure.short, *measure.aliases)
                if normalised(text) == normalised(alias)
            ]
            assert found == [], alias
        assert set(entry.measures) <= {measure.id for measure in MEASURES}
        assert len(set(entry.measures)) > 1
