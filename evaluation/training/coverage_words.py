"""What coverage of the workforce says in words, made from its evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat
from evaluation.training.figures import number, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.training.evidence import Cover, Coverage

HEADCOUNTS = Caveat(
    key="headcounts",
    text="How many work where is as the workforce list says. Somebody who came and has left since is still "
    "counted as having come, so a share can be too high.",
)
MATCHED = Caveat(
    key="matched",
    text="Roles and boroughs are compared with the workforce list by name: capitals, spaces, plurals and "
    "words such as “London Borough of” don't count.",
)
SEVERAL_LISTS = Caveat(
    key="several_lists",
    text="More than one sheet gives a headcount for the same role and borough: the last by name of file and "
    "sheet is used.",
)
_COUNTED = {"outside", "more_than_all"}
_MOST_NAMED = 5


def coverage_sentence(found: Coverage) -> str:
    """How many of the workforce have come, and where the share is lowest, which is no verdict."""
    whole = f"{told(found.whole, 'people')} who work in these roles and boroughs"
    head = f"{whole} {'has' if found.whole.n == 1 else 'have'} come to a course"
    lowest = [text for text in (_lowest(found.by_role, "for"), _lowest(found.by_borough, "in")) if text]
    return wording.capital(f"{head}; the share is lowest {wording.listed(lowest)}" if lowest else head)


def coverage_caveats(found: Coverage) -> tuple[Caveat, ...]:
    """Its caveats, those that hold a count made again from the counts as they stand."""
    made = []
    before = {caveat.key for caveat in found.caveats}
    if found.outside or (found.outside is None and "outside" in before):
        people = number(found.outside, "person", "people", rounded=found.rounded)
        verb = "is" if found.outside == 1 else "are"
        made.append(
            Caveat(
                key="outside",
                text=f"{wording.capital(people)} who came {verb} of no role and borough with a headcount, or "
                "of none that is recorded: they are in no share here.",
            )
        )
    where = "in at least one role and borough" if found.rounded else _more_than_all(found.cells)
    if where and (not found.rounded or "more_than_all" in before):
        made.append(
            Caveat(
                key="more_than_all",
                text=f"More people came than the workforce list has {where}: the headcount may be of another "
                "date, or people may have moved on.",
            )
        )
    return (*(caveat for caveat in found.caveats if caveat.key not in _COUNTED), *made)


def _more_than_all(cells: Sequence[Cover]) -> str:
    """In which cells more came than work there; empty where in none."""
    over = [cell for cell in cells if cell.trained.n and (cell.trained.of or 0) < cell.trained.n]
    named = [
        f"{cell.role} in {cell.borough} ({wording.count(cell.trained.n)} of {wording.count(cell.trained.of)})"
        for cell in over
        if cell.trained.of is not None
    ]
    if len(named) > _MOST_NAMED:
        named = [*named[:_MOST_NAMED], f"{wording.count(len(named) - _MOST_NAMED)} more"]
    return f"for {wording.listed(named)}" if named else ""


def _lowest(covers: Sequence[Cover], word: str) -> str:
    """The one role or borough with the lowest share, where all are shown and one alone is lowest."""
    shares = [cover.trained.share for cover in covers if cover.trained.of != 0]
    known = [share for share in shares if share is not None]
    if len(known) < 2 or len(known) < len(shares):
        return ""
    found = [cover for cover in covers if cover.trained.share == min(known)]
    if len(found) > 1:
        return ""
    share = found[0].trained
    about = "about " if share.rounded else ""
    return f"{word} {found[0].role or found[0].borough} ({about}{wording.share(share.share)})"
