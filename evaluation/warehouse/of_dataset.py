"""A spreadsheet that was read in memory as a held table, so that the same pass counts both."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from evaluation.warehouse.engines import PandasEngine
from evaluation.warehouse.held import AsideList, AsideRows, Held, HeldBlock

if TYPE_CHECKING:
    import narwhals as nw
    from numpy.typing import NDArray

    from evaluation.importing.blocks import Block
    from evaluation.importing.episodes import Episodes
    from evaluation.importing.ledger import Ledger
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.responses import Responses
    from evaluation.warehouse.engines import Engine

_SHOWN = 3  # rows that are named for each reason
_DATES = ("first_contact", "second_contact", "start", "end")


class Read(Protocol):
    """A data set that was read in memory: what of it is needed here."""

    name: str
    fingerprint: str
    mapping: Mapping
    responses: Responses


def held(data: Read, engine: Engine | None = None) -> Held:
    """The responses of a data set as frames on an engine: on pandas, in memory, unless given."""
    if engine is None:
        engine = PandasEngine()
    responses = data.responses
    names = _numbered(len(responses.episodes))
    return Held(
        name=data.name,
        fingerprint=data.fingerprint,
        engine=engine,
        mapping=data.mapping,
        blocks=tuple(_block(block, names, engine) for block in responses.blocks),
        episodes=_episodes(responses.episodes, names, engine),
        attributes=responses.episodes.names,
        rows=responses.ledger.rows,
        aside=_aside(responses.ledger),
        problems=tuple(problem.message for problem in responses.problems),
        notes=responses.notes,
        aside_rows=_aside_rows(responses, engine),
    )


def _numbered(n: int) -> NDArray[np.object_]:
    """A name for each episode: its number."""
    return np.array([str(number) for number in range(n)], dtype=object)


def _block(block: Block, names: NDArray[np.object_], engine: Engine) -> HeldBlock:
    columns: dict[str, object] = {
        "episode": names[block.episode],
        "occasion": block.occasion,
        "date": block.date.astype("datetime64[s]"),
        "rater": block.rater,
        "row": block.row,
    }
    items = () if block.items is None else tuple(range(1, block.items.shape[1] + 1))
    if block.items is not None:
        columns |= {f"item_{item}": block.items[:, item - 1] for item in items}
    columns |= {f"typed_{place}": scores for place, (_, _, scores) in enumerate(block.totals)}
    return HeldBlock(
        measure=block.measure,
        frame=engine.small(pd.DataFrame(columns)),
        items=items,
        totals=tuple((scale, entered) for scale, entered, _ in block.totals),
        stored=block.stored,
    )


def _episodes(episodes: Episodes, names: NDArray[np.object_], engine: Engine) -> nw.LazyFrame[Any]:
    columns: dict[str, object] = {"episode": names, "subject": episodes.subject.astype(str).astype(object)}
    columns |= {name: getattr(episodes, name).astype("datetime64[s]") for name in _DATES}
    columns |= {
        f"a{place}": episodes.attributes[name].to_numpy(dtype=object)
        for place, name in enumerate(episodes.names)
    }
    return engine.small(pd.DataFrame(columns))


def _aside(ledger: Ledger) -> tuple[AsideRows, ...]:
    rows: dict[str, list[tuple[str, int]]] = {}
    for entry in ledger.set_aside:
        rows.setdefault(entry.reason.split(" (")[0], []).append((entry.sheet, entry.row))
    return tuple(
        AsideRows(reason=reason, n=n, examples=tuple(sorted(rows[reason])[:_SHOWN]))
        for reason, n in ledger.reasons
    )


def _aside_rows(responses: Responses, engine: Engine) -> AsideList:
    """Every row set aside, with the place of its reason among those that occur."""
    places = responses.places
    reasons = tuple(dict.fromkeys(entry.reason for entry in responses.ledger.set_aside))
    rows = [places.number(entry.sheet, entry.row) for entry in responses.ledger.set_aside]
    why = [reasons.index(entry.reason) for entry in responses.ledger.set_aside]
    frame = pd.DataFrame({"row": rows, "reason": why}, dtype=np.int64)
    return AsideList(engine.small(frame), reasons, places.of)
