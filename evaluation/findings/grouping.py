"""Groups from counts: each scale's pairs cut by one attribute, exact; disclosure control comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.change import offered_rules, rules_for
from evaluation.change.rule import make_rate
from evaluation.effects import baseline_sd
from evaluation.errors import InputError
from evaluation.findings.ends import held
from evaluation.findings.group_words import NO_VERDICT, OWN_SPREAD, REPEATS
from evaluation.findings.grouped import AMONG, COMPLETION, STARTED, Group, Grouped, GroupedScale, judged
from evaluation.findings.of_scale import names_of
from evaluation.findings.sentences import verbs
from evaluation.groups import UNRECORDED, Attribute, Comparison, attribute, in_order
from evaluation.groups.attributes import QUARTER
from evaluation.tallies import number, spread
from evaluation.trends import Period, numbers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.change import Rule
    from evaluation.counting import Counted
    from evaluation.estimates import Estimate
    from evaluation.findings.finding import Evidence, Finding
    from evaluation.tables import ChangeTable
    from evaluation.view import View

_THREE = frozenset({"improved", "no_change", "worse"})


def grouped(counted: Counted, evidence: Evidence) -> Grouped | None:
    """Every finding of a view by the groups of its `group_by`; None where it names none.

    Raises InputError where the data have no such column.
    """
    name = evidence.view.group_by
    if not name:
        return None
    columns = counted.episodes.names
    by_quarter = name == QUARTER and name not in columns
    if name not in columns and not by_quarter:
        known = ", ".join(f"'{column}'" for column in columns) or "none"
        raise InputError(f"The data have no column '{name}' to compare groups by; they have {known}.")
    words = attribute(name)
    if by_quarter:
        words = replace(words, label="Quarter of the second score")
    scales = tuple(
        _scale(counted, counted.place(f.measure, f.scale, f.rater), f, evidence.view, words)
        for f in evidence.findings
    )
    caveats = [NO_VERDICT]
    if any(group.effect is not None for scale in scales for group in scale.groups):
        caveats.append(OWN_SPREAD)
    if any(scale.most_each > 1 for scale in scales):
        caveats.append(REPEATS)
    return judged(Grouped(attribute=words, scales=scales, comparisons=0, note="", caveats=tuple(caveats)))


def _scale(counted: Counted, i: int, finding: Finding, view: View, words: Attribute) -> GroupedScale:
    keep = counted.mask(view.filters, view.start, view.end, i)
    names, code = _coded(counted, i, keep, words.name)
    table = counted.table(i, keep)
    scale = counted.coded[i].paired.scores.scale
    rule = next(
        r for r in (*rules_for(scale), *offered_rules(scale, table, view)) if r.id == finding.headline_rule
    )
    return GroupedScale(
        **names_of(finding),
        most_each=finding.most_each,
        rule=finding.rule(finding.headline_rule),
        got_better=verbs(finding)[0],
        groups=_groups(counted, i, keep, names, code, finding, rule, view.confidence),
        funnel=None,
        sentence="",
    )


def _groups(
    counted: Counted,
    i: int,
    keep: NDArray[np.bool_],
    names: list[str],
    code: NDArray[np.int64],
    finding: Finding,
    rule: Rule,
    confidence: float,
) -> tuple[Group, ...]:
    paired = counted.coded[i].paired
    has_pair = counted.has_pair(i)
    entries = counted.coded[i].entries
    everyone, before, both = (
        spread(entries, code, len(names), keep & mask).tolist()
        for mask in (np.ones(len(keep), bool), paired.has_before | has_pair, has_pair)
    )
    total = number(entries, keep)
    people = finding.flow.steps[0].label.split(" ")[0].lower()
    who = finding.headline()[0].who if finding.headline() else f"{finding.nouns.many} with both scores"
    tables = counted.tables(i, keep, code, len(names))
    return tuple(
        Group(
            name=name,
            recorded=name != UNRECORDED,
            among=make_rate(AMONG, "in", everyone[g], total, people, confidence),
            started=make_rate(STARTED, "scored", before[g], everyone[g], people, confidence),
            completion=make_rate(COMPLETION, "both", both[g], everyone[g], people, confidence),
            n=table.n,
            rates=tuple(r for r in rule.rates(table, who, confidence) if r.outcome in _THREE),
            effect=None if finding.ordinal or not table.n else _effect(table, finding, confidence),
            comparison=Comparison(value=None, confidence=confidence),
        )
        for g, (name, table) in enumerate(zip(names, tables, strict=True))
    )


def _effect(table: ChangeTable, finding: Finding, confidence: float) -> Estimate:
    (found,) = held(table, finding.minimum, finding.maximum, [baseline_sd(table, confidence)])
    return found


def _coded(
    counted: Counted, i: int, keep: NDArray[np.bool_], name: str
) -> tuple[list[str], NDArray[np.int64]]:
    """The groups of those kept in order, blanks last, and each episode's place among them (-1: not kept)."""
    entries = counted.coded[i].entries
    if name in entries.names:
        coded = entries.coded(name)
        codes, texts = coded.code, ["" if text == UNRECORDED else text for text in coded.values]
        recorded = in_order({text for text in texts if text})
    else:
        if ("quarters", i) not in counted.kept:
            counted.kept["quarters", i] = pd.factorize(numbers(counted.dates(i), "quarter"))
        codes, found = counted.kept["quarters", i]
        texts = [Period("quarter", int(number)).short if number >= 0 else "" for number in found]
        recorded = [Period("quarter", int(n)).short for n in sorted(found) if n >= 0]
    present = {texts[code] for code in np.flatnonzero(np.bincount(codes.compress(keep)))}
    names = [text for text in recorded if text in present]
    order = {text: place for place, text in enumerate(names)}
    if "" in present:
        order[""] = len(names)
        names.append(UNRECORDED)
    place = np.array([order.get(text, -1) for text in texts], dtype=np.int64)
    return names, np.where(keep, place[codes], -1) if len(place) else np.full(len(keep), -1)
