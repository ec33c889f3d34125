"""What happens if somebody goes on with a file: who is analysed, and why each of the others is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation import wording
from evaluation.importing.duplicates import REPEATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.findings.finding import Nouns
    from evaluation.importing.ledger import Ledger, Problem, Repair
    from evaluation.importing.responses import Responses
    from evaluation.pairing import Rule
    from evaluation.scoring import Scores

# Why somebody has no two scores to compare: one and several, the first that holds is said.
_WHY = {
    "repeated": (
        "has an id that comes again with different answers",
        "have an id that comes again with different answers",
    ),
    "outside": ("has a score out of range", "have a score out of range"),
    "unread": ("has a score that can't be read", "have a score that can't be read"),
    "unscored": ("has too few answers for a score", "have too few answers for a score"),
    "no_second": ("has no second score", "have no second score"),
    "no_first": ("has a second score but no first", "have a second score but no first"),
    "unpaired": ("has scores that don't belong together", "have scores that don't belong together"),
    "unplaced": ("has scores at other stages alone", "have scores at other stages alone"),
    "only_said": ("has answers about the service alone", "have answers about the service alone"),
    "no_score": ("has no score at all", "have no score at all"),
}
_FAULTS: dict[Repair, str] = {
    "outside": "outside",
    "doubtful column": "outside",
    "not a number": "unread",
    "answer in words": "unread",
    "numbering": "unread",
}
_LISTED = 4  # reasons for which rows are set aside that the sentence names
_FIRST, _SECOND, _ANY, _NEITHER = 1, 2, 0, -1


@dataclass(frozen=True, kw_only=True)
class Consequence:
    """How many of those in a file will be analysed, and why each of the others will not.

    `analysed` and the counts of `reasons` (key, how many) add up to `everyone`. `rows` are the reasons
    for which rows were set aside, with how many each. `only_said` says that the file has answers about
    the service and no two scores.
    """

    everyone: int
    analysed: int
    nouns: Nouns
    reasons: tuple[tuple[str, int], ...]
    rows: tuple[tuple[str, int], ...]
    only_said: bool = False

    @property
    def sentence(self) -> str:
        """The consequence in words, for whoever holds the data."""
        if self.only_said:
            said = "If you continue: what was said about the service will be counted."
        else:
            verb = "has" if self.analysed == 1 else "have"
            everyone = wording.plural(self.everyone, self.nouns.one, self.nouns.many)
            said = (
                f"If you continue: {wording.count(self.analysed)} of {everyone} {verb} both scores on at "
                f"least one measure and will be analysed{self._others()}."
            )
        return f"{said} {self._rows()}".strip()

    def _others(self) -> str:
        if not self.reasons:
            return ""
        left = wording.count(self.everyone - self.analysed)
        if len(self.reasons) == 1:
            key, n = self.reasons[0]
            return f"; {left} will not: {'they' if n > 1 else 'it'} {_WHY[key][n > 1]}"
        why = [f"{wording.count(n)} {_WHY[key][n > 1]}" for key, n in self.reasons]
        return f"; {left} will not: {wording.listed(why)}"

    def _rows(self) -> str:
        if not self.rows:
            return ""
        many = sum(n for _, n in self.rows)
        if len(self.rows) == 1:
            reason, n = self.rows[0]
            return f"{wording.plural(n, 'row is', 'rows are')} set aside: {_running(reason)}."
        why = [f"{wording.count(n)} – {_running(reason)}" for reason, n in self.rows[:_LISTED]]
        if self.rows[_LISTED:]:
            why.append(f"{wording.count(sum(n for _, n in self.rows[_LISTED:]))} for other reasons")
        return f"{wording.plural(many, 'row is', 'rows are')} set aside: {'; '.join(why)}."

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "analysed": self.analysed,
            "of": self.everyone,
            "reasons": [{"reason": key, "n": n} for key, n in self.reasons],
            "sentence": self.sentence,
        }


def consequence(
    responses: Responses,
    scores: Scores,
    ledger: Ledger,
    problems: tuple[Problem, ...],
    counted: Counted,
    nouns: Nouns,
) -> Consequence:
    """What becomes of everybody in a file, under the pairing rule by which `counted` was made."""
    n = len(counted.episodes)
    why = np.full(n, "no_score", dtype=object)
    for key, mask in reversed(list(_reasons(responses, scores, ledger, problems, counted))):
        why[mask] = key
    others = why[~counted.any_pair]
    totals = {key: int((others == key).sum()) for key in _WHY}
    analysed = n - len(others)
    return Consequence(
        everyone=n,
        analysed=analysed,
        nouns=nouns,
        reasons=tuple(sorted(((k, v) for k, v in totals.items() if v), key=lambda item: -item[1])),
        rows=ledger.reasons,
        only_said=not analysed and bool(scores.answers),
    )


def _reasons(
    responses: Responses,
    scores: Scores,
    ledger: Ledger,
    problems: tuple[Problem, ...],
    counted: Counted,
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Each reason with the episodes to which it may apply, in the order in which the first one counts."""
    n = len(counted.episodes)
    numbers = [
        responses.places.number(e.sheet, e.row) for e in ledger.set_aside if e.reason.startswith(REPEATED)
    ]
    numbers += [row for p in problems if p.fault.repair == "repeated id" for row in p.rows]
    yield "repeated", _marked(responses.whose.of(numbers), n)
    yield from _faults(responses, scores, problems, counted.rule, n)
    before, after, any_score = np.zeros(n, bool), np.zeros(n, bool), np.zeros(n, bool)
    for coded in counted.coded:
        before |= coded.paired.has_before
        after |= coded.paired.has_after
        any_score |= coded.paired.has_score
    yield "no_second", before & ~after
    yield "no_first", after & ~before
    yield "unpaired", before & after
    yield "unplaced", any_score
    said = [entry.episode[np.isfinite(entry.score)] for entry in scores.answers]
    yield "only_said", _marked(np.concatenate(said) if said else np.empty(0, np.int64), n)


def _faults(
    responses: Responses, scores: Scores, problems: tuple[Problem, ...], rule: Rule, n: int
) -> Iterator[tuple[str, NDArray[np.bool_]]]:
    """Cells and forms that gave no score, where with them there would have been two of one questionnaire."""
    held: dict[str, _Held] = {}
    for entry in scores.sets:
        found = held.setdefault(entry.measure.id, _Held(n))
        once = np.unique(np.column_stack([entry.episode, entry.row, _placed(entry.occasion, rule)]), axis=0)
        found.add(once[:, 0], once[:, 2])
    wanting: dict[str, dict[str, NDArray[np.bool_]]] = {}
    for kind, measure, episode, place in _wanting(responses, scores, problems, rule):
        held.setdefault(measure, _Held(n)).add(episode, place)
        kinds = wanting.setdefault(measure, {})
        kinds[kind] = kinds.get(kind, np.zeros(n, bool)) | _marked(episode, n)
    for kind in ("outside", "unread", "unscored"):
        mask = np.zeros(n, bool)
        for measure, kinds in wanting.items():
            if kind in kinds:
                mask |= kinds[kind] & held[measure].two
        yield kind, mask


class _Held:
    """Of one questionnaire, how many scores each episode has or would have, by place in the pairing."""

    def __init__(self, n: int) -> None:
        self.counts = {place: np.zeros(n, np.int64) for place in (_FIRST, _SECOND, _ANY)}

    def add(self, episode: NDArray[np.int64], place: NDArray[np.int64]) -> None:
        for which in self.counts:
            found = np.bincount(episode[place == which], minlength=len(self.counts[which]))
            self.counts[which] = self.counts[which] + found

    @property
    def two(self) -> NDArray[np.bool_]:
        """Whether there would be a first and a second; a score of unknown stage may be either."""
        first, second, loose = (self.counts[place] for place in (_FIRST, _SECOND, _ANY))
        missing = (first == 0).astype(np.int64) + (second == 0)
        found: NDArray[np.bool_] = loose >= missing
        return found


def _wanting(
    responses: Responses, scores: Scores, problems: tuple[Problem, ...], rule: Rule
) -> Iterator[tuple[str, str, NDArray[np.int64], NDArray[np.int64]]]:
    """Scores there would be but for a fault: its kind, the questionnaire, each episode and place."""
    for problem in problems:
        kind = _FAULTS.get(problem.fault.repair)
        if kind is None:
            continue
        episode = responses.whose.of(problem.rows)
        for column in problem.columns:
            stage = np.full(len(episode), responses.columns[column].occasion, dtype=object)
            yield kind, problem.fault.measure, episode, _placed(stage, rule)
    missed: dict[str, list[int]] = {}
    for one in scores.unscored:
        missed.setdefault(one.measure, []).append(one.row)
    for block in responses.blocks:
        rows = missed.get(block.measure.id, [])
        at = np.isin(block.row, rows)
        for entry in scores.sets:  # one scale of several may have a score
            if at.any() and entry.measure.id == block.measure.id:
                same = np.isin(entry.occasion, np.unique(block.occasion[at]))
                at &= ~np.isin(block.row, entry.row[same])
        yield "unscored", block.measure.id, block.episode[at], _placed(block.occasion[at], rule)


def _placed(stages: NDArray[np.object_], rule: Rule) -> NDArray[np.int64]:
    """Whether a score at each stage can be the first or the second of a pair, or (unknown) either."""
    if rule.name != "occasions":
        return np.full(len(stages), _ANY)
    found = np.select(
        [stages == rule.before, stages == rule.after, stages == ""], [_FIRST, _SECOND, _ANY], _NEITHER
    )
    return found.astype(np.int64)


def _marked(episodes: NDArray[np.int64], n: int) -> NDArray[np.bool_]:
    found = np.zeros(n, bool)
    found[episodes] = True
    return found


def _running(reason: str) -> str:
    """A reason as it stands within a sentence; a name in capitals keeps them."""
    return reason[:1].lower() + reason[1:] if reason[1:2].islower() or reason[1:2] == " " else reason
