"""What a file of counts holds under its head, as plain values, and back: what can't be is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from evaluation.disclosure import PRESETS
from evaluation.errors import InputError
from evaluation.exchange.columns import MOST, ImpossibleError, whole
from evaluation.exchange.contribution import Contribution
from evaluation.exchange.counts import from_counts, to_counts
from evaluation.exchange.printed import check_numbers, check_printed
from evaluation.findings.finding import Evidence
from evaluation.measures import registry
from evaluation.measures.editions import edition, edition_of
from evaluation.measures.own_files import own_from_plain
from evaluation.names import checked_name
from evaluation.packs.codec import from_plain, to_plain
from evaluation.pairing import Rule
from evaluation.view import View

if TYPE_CHECKING:
    from evaluation.counting.cells import Cells
    from evaluation.measures.definition import Measure

_HEX = re.compile("[0-9a-f]{6,128}")
_WORDS = 300  # characters of a version or the name of a stage
_ENGINES = {"", "pandas", "duckdb", "spark"}
_RULES = {"occasions", "first_last", "national", "course"}
_KEYS = {
    *("service", "fingerprint", "version", "made_on", "view", "noun", "one_form", "sample", "rows", "used"),
    *("set_aside", "editions", "pairing", "engine", "seconds", "counts", "evidence"),
}


def plain_of(made: Contribution) -> dict[str, Any]:
    """Plain values of a contribution, the same for the same one."""
    return {
        "service": made.service,
        "fingerprint": made.fingerprint,
        "version": made.version,
        "made_on": made.made_on.isoformat(),
        "view": made.view.to_dict(),
        "noun": made.noun,
        "one_form": made.one_form,
        "sample": made.sample,
        "rows": made.rows,
        "used": made.used,
        "set_aside": made.set_aside,
        "editions": dict(sorted(made.editions)),
        "pairing": {"name": made.pairing.name, "before": made.pairing.before, "after": made.pairing.after},
        "engine": made.engine,
        "seconds": round(made.cells.seconds) if made.cells else 0,
        "counts": to_counts(made.cells) if made.cells is not None else None,
        "evidence": to_plain(made.evidence),
    }


def contribution_of(body: dict[str, Any]) -> Contribution:
    """The contribution that plain values stand for.

    Raises ImpossibleError, ShapeError or InputError that say what can't be, and whatever else reading raises.
    """
    if unknown := set(body) ^ _KEYS:
        raise ImpossibleError(f"'{min(unknown)[:40]}' is not known, or not there")
    view = View.from_dict(body["view"])
    if body["engine"] not in _ENGINES:
        raise ImpossibleError("engine: there is none called that")
    seconds = int(whole([body["seconds"]], "seconds", 1, 0, MOST)[0])
    plain, evidence = body["counts"], None
    editions = _editions(body["editions"])
    rule = _rule(body["pairing"])
    cells = from_counts(plain, rule, _measures(plain["measures"], editions)) if plain is not None else None
    if cells is not None and (view.start, view.end) == (None, None) and not _of_the_same(cells):
        raise ImpossibleError("counts: the scales are not of the same people")
    if cells is not None:
        cells = replace(cells, seconds=seconds)
    if body["evidence"] is not None:
        evidence = _evidence(body["evidence"], view)
    if (cells is None) == (evidence is None) or (cells is None) == (view.protection == "exact"):
        raise ImpossibleError("it has neither exact counts nor protected figures, or not those it says")
    rows, used, set_aside = (_count(body[name], name) for name in ("rows", "used", "set_aside"))
    if cells is not None and (rows is None or used is None or set_aside is None or rows != used + set_aside):
        raise ImpossibleError("rows: they are not those used and those set aside")
    if not _HEX.fullmatch(_text(body["fingerprint"], "fingerprint")):
        raise ImpossibleError("fingerprint: it is none")
    return Contribution(
        service=_service(body["service"]),
        fingerprint=body["fingerprint"],
        version=_text(body["version"], "version"),
        made_on=from_plain(date, body["made_on"]),
        view=view,
        noun=from_plain(Literal["family", "learner"], body["noun"]),
        one_form=from_plain(bool, body["one_form"]),
        sample=from_plain(bool, body["sample"]),
        rows=rows,
        used=used,
        set_aside=set_aside,
        editions=tuple(sorted(editions.items())),
        pairing=rule,
        engine=body["engine"],
        cells=cells,
        evidence=evidence,
    )


def _of_the_same(cells: Cells) -> bool:
    """Whether every scale tells of all episodes, as it does at any time."""
    return all(int(scale.n.sum()) == cells.episodes for scale in cells.scales)


def _text(value: Any, what: str) -> str:
    if type(value) is not str or not 0 < len(value) <= _WORDS:
        raise ImpossibleError(f"{what}: it is no text, or too long")
    return value


def _service(value: Any) -> str:
    try:
        name = checked_name(_text(value, "service"))
    except InputError as error:
        raise ImpossibleError("service: it is no name") from error
    if name != value:
        raise ImpossibleError("service: it is no name")
    return name


def _count(value: Any, what: str) -> int | None:
    return None if value is None else int(whole([value], what, 1, 0, MOST)[0])


def _rule(plain: Any) -> Rule:
    rule: Rule = from_plain(Rule, plain)
    if rule.name not in _RULES or max(len(rule.before), len(rule.after)) > _WORDS:
        raise ImpossibleError("pairing: no rule is called that")
    return rule


def _editions(plain: Any) -> dict[str, str]:
    found: dict[str, str] = from_plain(dict[str, str], plain)
    for name, code in found.items():
        if not _text(name, "editions") or not _HEX.fullmatch(code):
            raise ImpossibleError(f"editions: '{code[:40]}' is none")
    return found


def _measures(plain: Any, editions: dict[str, str]) -> dict[str, Measure]:
    """The definitions of questionnaires: Attune's own where they are the same, else as the sender's own.

    Nobody can bring in a verified threshold by a file.
    """
    known = {measure.id: measure for measure in registry()}
    found = {}
    for entry in plain:
        measure = known.get(entry["id"])
        if measure is None or edition(measure) != edition_of(entry):
            measure = own_from_plain(entry, f"questionnaire '{str(entry['id'])[:40]}'")
        if editions.get(measure.id) != edition_of(entry):
            raise ImpossibleError(f"editions: that of '{measure.id[:40]}' is not its definition's")
        found[measure.id] = measure
    if set(found) != set(editions) or len(found) != len(plain):
        raise ImpossibleError("editions: they are not those of the questionnaires")
    return found


def _evidence(plain: Any, view: View) -> Evidence:
    """Printed figures; raises ImpossibleError where the view's preset would not have printed them."""
    preset = PRESETS[view.protection]
    check_numbers(plain)
    evidence: Evidence = from_plain(Evidence, plain)
    if evidence.view != view or not preset.threshold:
        raise ImpossibleError("evidence: it is not of the view that the file names")
    check_printed(evidence, preset)
    return evidence
