"""Gathering: from several services' contributions to a network, and what is refused on the way.

A file that can't be put beside the others is refused by name; a scale that differs is pooled among those
that are alike, and the others are listed with what differs.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from evaluation import wording
from evaluation.errors import InputError
from evaluation.exchange.opened import narrowed_to
from evaluation.findings.finding import FAMILY, LEARNER
from evaluation.pooling.alike import sets_of
from evaluation.pooling.building import pooled
from evaluation.pooling.findings import Member, Network
from evaluation.pooling.results import Unions, choices, evidence_of, of_several_editions
from evaluation.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from evaluation.exchange import Contribution
    from evaluation.pooling.findings import PooledFinding

MOST = 2000  # services of one network: our own limit, so that a folder of anything does not run for hours
_Value = TypeVar("_Value")
_DOMAINS = ("relationship", "caregiver", "baby", "goals", "experience", "learning", "other")


def gather(contributions: Iterable[Contribution]) -> Network:
    """Put several services' contributions together.

    Raises InputError, naming the services, where one is there twice, made-up data stand beside real, families
    beside learners, or pairing rule or level of confidence differ.
    """
    every = tuple(sorted(contributions, key=lambda one: (one.service.casefold(), one.service)))
    if not every:
        raise InputError("There is nothing to put together: give the counts of one service or more.")
    if len(every) > MOST:
        raise InputError(f"{len(every)} files are more than the {MOST:,} that are put together at once.")
    _refuse(every)
    given = [(one, evidence_of(one)) for one in every]
    sets, not_pooled = sets_of(given)
    apart = frozenset(found.key for found in sets if found.apart) | of_several_editions(every)
    unions = Unions(every, apart)
    findings = [
        pooled(found, unions.finding([e.service for e in found.entries], found.key)) for found in sets
    ]
    domain = {
        (f.measure, f.scale, f.rater): (not f.firm, _DOMAINS.index(f.domain))
        for _, evidence in given
        for f in evidence.findings
    }
    # What one service alone has comes last: whoever opens a network asks what several show together.
    findings.sort(
        key=lambda f: (len(f.services) < 2, *domain[f.measure, f.scale, f.rater], f.short, f.scale, f.rater)
    )
    return Network(
        members=tuple(map(_member, every)),
        nouns=LEARNER if every[0].noun == "learner" else FAMILY,
        sample=every[0].sample,
        pairing=every[0].pairing.words,
        confidence=every[0].view.confidence,
        version=__version__,
        findings=tuple(findings),
        not_pooled=not_pooled,
        notes=(*_notes(every), *_raters(findings)),
        evidence=unions.evidence(choices(every[0].view)),
        data=unions.everyone,
    )


def _refuse(every: Sequence[Contribution]) -> None:
    """Raises InputError with one sentence for what can't stand side by side."""
    names = Counter(one.service.casefold() for one in every)
    twice = dict.fromkeys(one.service for one in every if names[one.service.casefold()] > 1)
    prints = Counter(one.fingerprint for one in every)
    same = [one.service for one in every if prints[one.fingerprint] > 1]
    if same:
        who = wording.listed(dict.fromkeys(f"'{name}'" for name in same))
        raise InputError(
            f"The same data are there twice ({who}): give each service's counts once, or its families would "
            "be counted again."
        )
    if twice:
        who = wording.listed(f"'{name}'" for name in twice)
        raise InputError(
            f"More than one file is called {who}: give one file a service, each with a name of its own, so "
            "that no family is counted twice."
        )
    _alike(every, lambda one: one.sample, lambda s: "made-up sample data" if s else "real data", "hold")
    _alike(every, lambda one: one.noun, lambda noun: "learners" if noun == "learner" else "families", "count")
    _alike(every, lambda one: one.pairing.words, str, "compare the")
    _alike(
        every,
        lambda one: one.view.confidence,
        lambda level: f"{wording.level(level)} intervals",
        "have",
    )


def _alike(
    every: Sequence[Contribution],
    of: Callable[[Contribution], _Value],
    words: Callable[[_Value], str],
    verb: str,
) -> None:
    """Raises InputError that says which services differ in what, unless all are alike."""
    kinds: dict[_Value, list[str]] = {}
    for one in every:
        kinds.setdefault(of(one), []).append(one.service)
    if len(kinds) < 2:
        return
    told = "; ".join(
        f"{_some(names)} {verb if len(names) > 1 else _singular(verb)} {words(kind)}"
        for kind, names in sorted(kinds.items(), key=lambda entry: len(entry[1]))
    )
    raise InputError(
        f"These can't be put together: {told}. Leave some out, or have them share again with "
        "the same choices."
    )


def _singular(verb: str) -> str:
    first, *rest = verb.split(" ")
    return " ".join(["has" if first == "have" else f"{first}s", *rest])


def _some(names: Sequence[str]) -> str:
    """A few names, and how many more."""
    if len(names) <= 5:
        return wording.listed(f"'{name}'" for name in names)
    return wording.listed([*(f"'{name}'" for name in names[:4]), f"{len(names) - 4} others"])


def _member(one: Contribution) -> Member:
    return Member(
        service=one.service,
        fingerprint=one.fingerprint,
        version=one.version,
        made_on=one.made_on,
        protection=one.view.protection,
        rows=one.rows,
        used=one.used,
        set_aside=one.set_aside,
        narrowed=narrowed_to(one.view),
    )


def _notes(every: Sequence[Contribution]) -> tuple[str, ...]:
    """What services chose differently and is still put together, in words."""
    notes = []
    narrowed = [f"{one.service} ({said})" for one in every if (said := narrowed_to(one.view))]
    if narrowed:
        who = "Every service counts" if len(narrowed) == len(every) else "Some services count"
        notes.append(f"{who} only some of their families: {'; '.join(narrowed)}.")
    versions = sorted({one.version for one in every})
    if len(versions) > 1:
        notes.append(
            f"The counts were made by different versions of Attune ({wording.listed(versions)}); "
            "questionnaires that they define otherwise are not put together."
        )
    looked = {one.service for one in every if one.view.measures or one.view.raters}
    if looked:
        notes.append(f"Not all questionnaires or raters are in the counts of {_some(sorted(looked))}.")
    return tuple(notes)


def _raters(findings: Sequence[PooledFinding]) -> tuple[str, ...]:
    """The scales that different people rated, which are never put together, and at which services."""
    raters: dict[str, dict[str, str]] = {}
    for finding in findings:
        where = _some([one.service for one in finding.services])
        raters.setdefault(finding.title, {})[finding.rater] = f"{finding.rater} at {where}"
    return tuple(
        f"{title} stands apart for each kind of rater ({'; '.join(found[name] for name in sorted(found))}), "
        "as scores by different people are never put together."
        for title, found in raters.items()
        if len(found) > 1
    )
