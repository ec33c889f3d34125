"""Checks that no small number follows from cuts published side by side, and hides more where one would.

Whatever is counted of everybody is the sum of what is counted of a column's cuts and of the rest. What is
printed of all but some of them leaves the others a range. A range that holds one number alone, or
that lies between 1 and the threshold, gives somebody away; then the smallest figure beside it goes too.
As figures of other kinds may narrow a range further, it is judged here by twice the threshold.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.disclosure.printed import GROUPS, MANY, UNKNOWN, Range, blocks_of, cells_of, rates_of
from evaluation.disclosure.withholding import (
    without_bins,
    without_composite,
    without_first_scores,
    without_flow,
    without_missing,
    without_moves,
    without_question,
    without_rates,
    without_scales,
    without_trend,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.disclosure.presets import Preset
    from evaluation.disclosure.printed import Block, Cells
    from evaluation.findings.finding import Evidence


@dataclass(frozen=True)
class Relation:
    """A published cut, parts of it that share nobody, and whether anybody is in none of these."""

    whole: str
    parts: tuple[str, ...]
    rest: bool


@dataclass(frozen=True)
class AlsoHidden:
    """A block that was hidden in one cut, as a number could be worked out from it."""

    key: str
    block: Block


def audited(
    evidence: dict[str, Evidence], relations: tuple[Relation, ...], preset: Preset
) -> tuple[dict[str, Evidence], tuple[AlsoHidden, ...]]:
    """The evidence of each cut with more hidden where a small number would follow, and what that was."""
    shown = dict(evidence)
    blocks = {key: blocks_of(found, preset) for key, found in shown.items()}
    record: list[AlsoHidden] = []
    for one, cells in list(blocks.items()):
        for block in _told_alone(cells, preset.threshold):
            shown[one] = hidden_block(shown[one], block, preset)
            record.append(AlsoHidden(one, block))
        blocks[one] = blocks_of(shown[one], preset)
    pending = True
    while pending:
        pending = False
        for relation in relations:
            for block in blocks[relation.whole]:
                known = _narrowed(relation, block, blocks, shown, preset)
                key = _to_hide(relation, block, known, preset.threshold)
                if key is None or AlsoHidden(key, block) in record:
                    continue
                shown[key] = hidden_block(shown[key], block, preset)
                blocks[key] = blocks_of(shown[key], preset)
                record.append(AlsoHidden(key, block))
                pending = True
    return shown, tuple(dict.fromkeys(record))


def _told_alone(blocks: dict[Block, Cells], least: int) -> list[Block]:
    """The blocks of one cut in which a hidden number follows from those beside it."""
    found = []
    for block, cells in blocks.items():
        kind, of, _ = block
        if kind == "rates" and any(cell.shown for name, cell in cells.items() if name != "of"):
            gaps = [cell for name, cell in cells.items() if name != "of" and not cell.shown]
            if any(given_away(cell.low, cell.high, least) for cell in gaps):
                found.append(block)
        elif kind in {"bins", "moves"}:
            sizes = blocks.get(("size", of, ""), {})
            whole = sizes.get("pairs") or sizes.get("both")
            sides = ("before ", "after ") if kind == "bins" else ("",)
            every = [[cell for name, cell in cells.items() if name.startswith(side)] for side in sides]
            if whole is not None and any(_rest_told(side, whole, least) for side in every):
                found.append(block)
    return found


def _rest_told(cells: list[Range], whole: Range, least: int) -> bool:
    """Whether the hidden cells of a list that adds up to a printed size are told together."""
    shown = [cell for cell in cells if cell.shown]
    if len(shown) in {0, len(cells)} or whole.high >= MANY:
        return False
    low = max(0, whole.low - sum(cell.high for cell in shown))
    return given_away(low, whole.high - sum(cell.low for cell in shown), 2 * least)


def _narrowed(
    relation: Relation,
    block: Block,
    blocks: dict[str, dict[Block, Cells]],
    shown: dict[str, Evidence],
    preset: Preset,
) -> dict[str, dict[Block, Cells]]:
    """What is printed of each cut of a relation, where denominators that add up tell more of each other."""
    keys = (relation.whole, *relation.parts)
    if not rates_of(shown[relation.whole], block):
        return blocks
    of = {key: _cell(blocks[key], block, "of") for key in keys}
    sure = {key: Range(found.low, found.high) for key, found in of.items()}
    for key in keys * 2:
        others = [sure[part] for part in relation.parts if part != key]
        low, high = sum(one.low for one in others), sum(one.high for one in others)
        one, whole = sure[key], sure[relation.whole]
        if key == relation.whole:
            least, most = low, MANY if relation.rest else high
        else:
            least, most = 0 if relation.rest else whole.low - high, whole.high - low
        if max(one.low, least) <= min(one.high, most):
            sure[key] = Range(max(one.low, least), min(one.high, most))
    found = dict(blocks)
    for key in keys:
        rates = rates_of(shown[key], block)
        if rates and sure[key] != Range(of[key].low, of[key].high):
            found[key] = {**blocks[key], block: cells_of(rates, preset, sure[key])}
    return found


def _to_hide(
    relation: Relation, block: Block, blocks: dict[str, dict[Block, Cells]], least: int
) -> str | None:
    """The cut whose block has to go, as a number in it or beside it follows from the others; None if none."""
    left: dict[str, tuple[int, int]] = {}
    beside: dict[str, dict[str, Range]] = {}
    for cell, whole in blocks[relation.whole][block].items():
        if whole.high >= MANY:
            continue
        parts = {key: _cell(blocks[key], block, cell) for key in relation.parts}
        known = {key: found for key, found in parts.items() if found.high < MANY and found.shown}
        if len(known) < len(parts) + relation.rest and any(found.high for found in known.values()):
            beside[cell] = {key: found for key, found in known.items() if found.high}
            left[cell] = (
                max(0, whole.low - sum(found.high for found in known.values())),
                whole.high - sum(found.low for found in known.values()),
            )
    for cell, (low, high) in _adding_up(left, set(blocks[relation.whole][block])).items():
        # Other blocks may narrow an outcome further; that sizes are apart is known from exact counts.
        if given_away(low, high, least if cell in GROUPS else 2 * least):
            large = beside[cell]
            return min(large, key=lambda key: (large[key].high, key))
    return None


def _adding_up(left: dict[str, tuple[int, int]], cells: set[str]) -> dict[str, tuple[int, int]]:
    """The ranges of what is left, those of a definition made narrower by adding up to their denominator.

    Only where just the same cuts are hidden in all of them do they add up; elsewhere this hides a
    little more than it must.
    """
    if "of" not in cells or set(left) != cells:
        return left
    found = dict(left)
    parts = [cell for cell in found if cell != "of"]
    for _ in found:
        low, high = found["of"]
        total = [sum(found[cell][end] for cell in parts) for end in (0, 1)]
        found["of"] = (max(low, total[0]), min(high, total[1]))
        for cell in parts:
            least, most = found[cell]
            found[cell] = (
                max(least, found["of"][0] - (total[1] - most)),
                min(most, found["of"][1] - (total[0] - least)),
            )
            total = [sum(found[other][end] for other in parts) for end in (0, 1)]
    return found


def given_away(low: int, high: int, least: int) -> bool:
    """Whether a hidden count between these gives somebody away.

    >>> [given_away(*ends, 5) for ends in ((0, 3), (1, 4), (2, 2), (1, 9), (0, 0))]
    [False, True, True, False, True]
    """
    return 0 <= high < least and (low >= 1 or low == high)


def _cell(blocks: dict[Block, Cells], block: Block, cell: str) -> Range:
    """What is known of a cell of one cut: nobody, where it has no such entry at all."""
    cells = blocks.get(block)
    if cells is None:
        kind, of, _ = block
        whole = any(other[0] == kind and other[1] == of for other in blocks)
        return UNKNOWN if whole or kind in {"trend", "missing"} else Range(0, 0)
    return cells.get(cell, UNKNOWN)


def hidden_block(evidence: Evidence, block: Block, preset: Preset) -> Evidence:
    """The evidence with one block hidden."""
    kind, of, part = block
    scale = (of[0], of[1], of[2]) if len(of) == 3 else ("", "", "")
    how: dict[str, Callable[[], Evidence]] = {
        "rates": lambda: without_rates(evidence, scale, part),
        "bins": lambda: without_bins(evidence, scale),
        "moves": lambda: without_moves(evidence, scale),
        "missing": lambda: without_missing(evidence, {scale}),
        "trend": lambda: without_trend(evidence, scale),
        "first": lambda: without_first_scores(evidence, {scale}, preset),
        "answers": lambda: without_question(evidence, scale, int(part)),
        "composite": lambda: without_composite(evidence, of[0], part),
        "flow": lambda: without_flow(evidence, scale if of else None),
        "size": lambda: without_scales(evidence, {scale}, preset),
    }
    return how[kind]()
