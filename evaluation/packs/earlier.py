"""Packs published earlier of the same families, beside which a new one could be compared.

A pack holds no exact count and no mark of a family. So of the same data only the same cuts under the same
choices may lie side by side. Of other data, which may be a later version of the same, everything that
both packs print must be surely far apart: where rounded figures leave it open, they clash.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.disclosure.auditing import given_away
from evaluation.disclosure.coarse import DETAILED
from evaluation.disclosure.presets import PRESETS
from evaluation.disclosure.printed import blocks_of, is_size
from evaluation.errors import InputError
from evaluation.packs.training import clash

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TypeAlias

    from evaluation.disclosure.presets import Preset
    from evaluation.disclosure.printed import Block, Range
    from evaluation.packs.pack import Pack

    Printed: TypeAlias = Mapping[tuple[str, Block, str], Range]  # by cut, block and cell

# What of a view bears on no figure: a line in a chart, and groups that a pack has by its own columns.
_SHOWN_ONLY = ("target", "group_by")


@dataclass(frozen=True, kw_only=True)
class Clash:
    """An earlier pack that has to be withdrawn before a new one is published, and why."""

    id: str
    title: str
    reason: str

    def __str__(self) -> str:
        return f"'{self.title}': {self.reason}"


def clashes(pack: Pack, earlier: Iterable[Pack]) -> tuple[Clash, ...]:
    """The earlier packs that a new one must not lie beside.

    Of the same file: all but those of the same cuts under the same choices, which print the same. Of
    another file: all that may be of a version of the same data with few families more or less anywhere.
    Made-up data and real, and packs under two organisations' names, are never of the same families.
    """
    found = ((one, _why(pack, one)) for one in earlier if one.id != pack.id)
    return tuple(Clash(id=one.id, title=one.title, reason=why) for one, why in found if why)


def check(pack: Pack, earlier: Iterable[Pack]) -> None:
    """Raises InputError, in one sentence, where earlier packs have to be withdrawn first."""
    found = clashes(pack, earlier)
    if found:
        titles = ", ".join(f"'{clash.title}' ({clash.id})" for clash in found)
        raise InputError(
            f"Withdraw what was published before of these families first, as comparing could find a few of "
            f"them: {titles}."
        )


def _why(pack: Pack, one: Pack) -> str:
    new, old = pack.cuts[0].evidence.source, one.cuts[0].evidence.source
    if new.fingerprint == old.fingerprint:
        return _of_the_same_file(pack, one) or clash(pack.training, one.training)
    names = {_plain(pack.organisation), _plain(one.organisation)}
    if pack.sample != one.sample or (len(names) == 2 and "" not in names):
        return ""
    if reason := clash(pack.training, one.training):
        return reason
    if _same_choices(pack, one) and _far_apart(pack, one):
        return ""
    least = max(PRESETS[found.preset].threshold for found in (pack, one))
    return (
        "It may be of an earlier version of these data, and where the two differ by fewer than "
        f"{least} families, comparing could find them. If they are another organisation's families, give "
        "each pack its organisation's name."
    )


def _of_the_same_file(pack: Pack, one: Pack) -> str:
    mapping, before = pack.cuts[0].evidence.source.mapping, one.cuts[0].evidence.source.mapping
    if pack.columns != one.columns:
        return (
            "It shows the same families by other columns, or by the same in another order, and the cuts of "
            "two packs are not compared with each other: publish all that is wanted as one pack."
        )
    if pack.preset != one.preset:
        return (
            "It shows the same families under other rules for small numbers, and each may show what the "
            "other hides."
        )
    if mapping != before or not _same_choices(pack, one):
        return (
            "It shows the same families under other choices (filters, dates, questionnaires, definitions, "
            "what the columns mean, or another version of Attune), and comparing the two could find a few of "
            "them."
        )
    return ""


def _same_choices(pack: Pack, one: Pack) -> bool:
    """Whether two packs were made by the same view, columns, rules and version."""
    return (_choices(pack), pack.columns, pack.preset, pack.version) == (
        _choices(one),
        one.columns,
        one.preset,
        one.version,
    )


def _choices(pack: Pack) -> dict[str, object]:
    return {name: value for name, value in pack.view.to_dict().items() if name not in _SHOWN_ONLY}


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _far_apart(pack: Pack, one: Pack) -> bool:
    """Whether all that came in between two versions could be published by itself, in every cut.

    Groups differ by twice the threshold for certain, all of them the same way, and so do those whom a
    column's cuts leave; no other count between the two is given away.
    """
    preset = PRESETS[pack.preset]
    new, old = _printed(pack, preset), _printed(one, preset)
    if {cut.key for cut in pack.cuts} != {cut.key for cut in one.cuts}:
        return False
    more = [_between(new[name], old[name]) for name in new.keys() & old.keys() if _is_size(name)]
    more += [_rest(pack, column, new, old) for column in pack.columns]
    least = DETAILED * preset.threshold
    if not more or not _both_show_everybody(new, old):
        return False
    if all(high <= -least for _, high in more):
        new, old = old, new
    elif not all(low >= least for low, _ in more):
        return False
    counts = (_between(new[name], old[name]) for name in new.keys() & old.keys() if not _is_size(name))
    return not any(high < 0 or given_away(max(0, low), high, least) for low, high in counts)


def _printed(pack: Pack, preset: Preset) -> Printed:
    """Every count that a pack prints, as what it tells of the exact one."""
    return {
        (cut.key, block, name): told
        for cut in pack.cuts
        for block, cells in blocks_of(cut.evidence, preset).items()
        for name, told in cells.items()
        if told.shown
    }


def _is_size(name: tuple[str, Block, str]) -> bool:
    return is_size(name[2])


_EVERYBODY: tuple[str, Block, str] = ("all", ("flow", (), ""), "all")


def _both_show_everybody(new: Printed, old: Printed) -> bool:
    return _EVERYBODY in new and _EVERYBODY in old


def _between(one: Range, other: Range) -> tuple[int, int]:
    """The least and the most by which one count can be above another."""
    return one.low - other.high, one.high - other.low


def _rest(pack: Pack, column: str, new: Printed, old: Printed) -> tuple[int, int]:
    """How many more can be in none of a column's cuts in one pack than in another."""
    keys = [cut.key for cut in pack.cuts if cut.column == column]
    _, block, cell = _EVERYBODY
    names = [(key, block, cell) for key in keys]
    if not all(name in found for name in (_EVERYBODY, *names) for found in (new, old)):
        return 0, 0
    low, high = _between(new[_EVERYBODY], old[_EVERYBODY])
    cuts = [_between(new[name], old[name]) for name in names]
    return low - sum(most for _, most in cuts), high - sum(least for least, _ in cuts)
