"""How questionnaires were defined when a data set was saved, and what has become of that since."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evaluation.measures import registry
from evaluation.measures.loading import built
from evaluation.measures.own_files import plain_values

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure


def as_saved(measure: Measure) -> dict[str, Any]:
    """A questionnaire as a data set keeps it: its definition, and whether it was Attune's own."""
    known = not measure.local and _known(measure.id) is not None
    return {"id": measure.id, "short": measure.short, "known": known, "is": plain_values(measure)}


def as_it_was(saved: dict[str, Any]) -> Measure:
    """A questionnaire as it was defined when it was saved."""
    was: Measure = built(saved["is"], "saved data")
    return was


def as_now(saved: dict[str, Any]) -> tuple[Measure, str]:
    """A questionnaire as it is defined now, and what differs from when it was saved ("" for nothing).

    One of the service's own is as it was saved, and so is one that Attune knows no longer.
    """
    was = as_it_was(saved)
    if not saved["known"]:
        return was, ""
    now = _known(was.id)
    if now == was:
        return was, ""
    if now is None:
        return (
            was,
            f"{was.short} is no longer among Attune's questionnaires: it is scored as when it was saved.",
        )
    if not _reads(now, was):
        return was, f"{was.short} has other questions or scores now: it is scored as when it was saved."
    return (
        now,
        f"{was.short} is defined differently than when these data were saved: it is scored as it is now.",
    )


def _reads(now: Measure, was: Measure) -> bool:
    """Whether answers and totals kept under an earlier definition can be scored under this one."""
    questions = [measure.items.count if measure.items else 0 for measure in (now, was)]
    return questions[0] == questions[1] and {scale.id for scale in was.scales} <= {s.id for s in now.scales}


def _known(measure_id: str) -> Measure | None:
    return next((measure for measure in registry() if measure.id == measure_id), None)
