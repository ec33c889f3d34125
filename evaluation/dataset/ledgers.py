"""The ledger and the problems as they stand after scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation.importing.ledger import Fault, Problem, SetAside, Spot
from evaluation.importing.places import ROWS_SHOWN

if TYPE_CHECKING:
    from evaluation.importing.ledger import Ledger
    from evaluation.importing.places import Places
    from evaluation.importing.responses import Responses
    from evaluation.scoring import Scores


def final_ledger(responses: Responses, scores: Scores) -> Ledger:
    """After scoring: a questionnaire row none of whose scores could be computed is set aside too."""
    if not responses.long or not scores.unscored:
        return responses.ledger
    scored = {int(row) for entry in (*scores.sets, *scores.answers) for row in entry.row}
    return responses.ledger.with_more(
        tuple(
            SetAside(*responses.places.of(entry.row), f"{entry.title}: {entry.reason}")
            for entry in scores.unscored
            if entry.row not in scored
        )
    )


def unscored_problems(scores: Scores, places: Places) -> tuple[Problem, ...]:
    """What can't be scored, one problem for each reason on each questionnaire."""
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for entry in scores.unscored:
        grouped.setdefault((entry.title, entry.reason, entry.measure), []).append(entry.row)
    return tuple(
        Problem(
            f"{title} can't be scored on {places.listed(sorted(rows))}: {reason}.",
            tuple(sorted(rows)),
            fault=Fault("not scored", measure, title, detail=reason),
            examples=tuple(
                Spot(sheet=sheet, row=row) for sheet, row in map(places.of, sorted(rows)[:ROWS_SHOWN])
            ),
        )
        for (title, reason, measure), rows in grouped.items()
    )
