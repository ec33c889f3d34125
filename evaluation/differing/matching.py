"""Which filled-in questionnaires of two data sets are the same, and what became of the others.

Everything is compared as numbers: texts and groups of columns by their 64-bit hashes, which for a
million questionnaires are alike by chance once in ten million times.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from evaluation.stages import BASELINE, RETROSPECTIVE, occasion_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from evaluation.dataset import Dataset
    from evaluation.scoring import ScoreSet

_WHOSE = ["episode", "asked"]


@dataclass(frozen=True)
class Asked:
    """What was filled in and by whom; `scored` is False for forms whose answers give no score."""

    short: str
    rater: str
    scored: bool


@dataclass(frozen=True, eq=False)
class Filled:
    """The filled-in questionnaires of a data set.

    `forms` has one line a questionnaire, all in numbers: `subject` and `episode` (marks, which two
    data sets of one run share), `asked`, `occasion`, `date` (seconds, as numpy counts them), `row`
    and `content`, which is alike where all scores are. `scores` has one line a score: `form` (a line
    of `forms`), the `label` that tells it from others of its form, and the `score`. The three
    dictionaries say what the hashes stand for.
    """

    forms: pd.DataFrame
    scores: pd.DataFrame
    asked: dict[int, Asked]
    occasions: dict[int, str]
    labels: dict[int, str]


def filled_in(data: Dataset, *, by_referral: bool) -> Filled:
    """The questionnaires of a data set; without `by_referral` those of one person's referrals are one's."""
    asked: dict[int, Asked] = {}
    occasions: dict[int, str] = {}
    labels: dict[int, str] = {}
    frames = []
    for entry in (*data.scores.sets, *data.scores.answers):
        frame = _scores(entry, data, by_referral=by_referral)
        scored = entry.scale.score != "answers"
        (code,) = _hashed([f"{entry.measure.id}\x1f{entry.rater}"])
        asked[code] = Asked(entry.measure.short, entry.rater, scored)
        occasion, occasions = _coded([str(text) for text in entry.occasion], occasions)
        label, labels = _coded(_labels(entry), labels)
        frames.append(frame.assign(asked=np.uint64(code), occasion=occasion, label=label))
    scores = pd.concat(frames, ignore_index=True)
    _, first, form = np.unique(
        _combined(scores, ["row", "asked", "occasion"]), return_index=True, return_inverse=True
    )
    by_row = np.lexsort((first, scores["row"].to_numpy()[first]))
    first, form = first[by_row], np.argsort(by_row)[form]
    forms = scores.iloc[first].drop(columns=["label", "score"]).reset_index(drop=True)
    in_order = np.argsort(form, kind="stable")
    starts = np.flatnonzero(np.diff(form[in_order], prepend=-1))
    # The sum wraps round: it is one more hash.
    forms["content"] = np.add.reduceat(_combined(scores, ["label", "score"])[in_order], starts)
    return Filled(forms, scores[["label", "score"]].assign(form=form), asked, occasions, labels)


def _scores(entry: ScoreSet, data: Dataset, *, by_referral: bool) -> pd.DataFrame:
    marks = data.responses.episodes.marks
    return pd.DataFrame(
        {
            "subject": marks.subject[entry.episode],
            "episode": (marks.episode if by_referral else marks.subject)[entry.episode],
            "date": entry.date.astype("datetime64[s]").astype(np.int64),
            "row": entry.row,
            "score": entry.score + 0.0,  # never -0.0, whose bits are others
        }
    )


def _labels(entry: ScoreSet) -> list[str]:
    """What tells each score from the others of its questionnaire."""
    title = entry.scale.title.removeprefix(entry.measure.short).strip()
    named = title if len(entry.measure.scales) > 1 else ""
    kind = "goal" if entry.scale.unit == "goal" else "question"
    parts = {part: f"{named} {kind} {part}".strip() if part else named for part in set(entry.part.tolist())}
    return [parts[part] for part in entry.part.tolist()]


def _coded(texts: list[str], known: dict[int, str]) -> tuple[NDArray[np.uint64], dict[int, str]]:
    """Texts as hashes, and what the hashes stand for, with those known before."""
    places, distinct = pd.factorize(np.array(texts, dtype=object))
    hashes = _hashed([str(text) for text in distinct])
    return hashes[places], known | dict(zip(hashes.tolist(), map(str, distinct), strict=True))


def _hashed(texts: Sequence[str]) -> NDArray[np.uint64]:
    return np.asarray(pd.util.hash_array(np.array(texts, dtype=object), categorize=False), dtype=np.uint64)


def _combined(frame: pd.DataFrame, columns: list[str]) -> NDArray[np.uint64]:
    """One hash a line of several columns of numbers."""
    return np.asarray(pd.util.hash_pandas_object(frame[columns], index=False), dtype=np.uint64)


@dataclass(frozen=True, eq=False)
class Matched:
    """Questionnaires of two data sets side by side, by their place in `Filled.forms`.

    The three kinds of change are pairs, one line each: old, new. `gone` are old ones without a
    counterpart and `new` new ones.
    """

    scores: NDArray[np.int64]
    dates: NDArray[np.int64]
    stages: NDArray[np.int64]
    gone: NDArray[np.int64]
    new: NDArray[np.int64]


def matched(old: Filled, new: Filled, *, one_each: bool) -> Matched:
    """Find each questionnaire of one data set in the other, by whose it is, by whom, and when.

    Where the scores are the same, another date or another stage is a correction of it. `one_each`
    says that both files have one questionnaire a stage (wide ones), so that it is the same one
    though date and scores have both changed.
    """
    passes = [
        ("same", [*_WHOSE, "occasion", "date", "content"]),
        ("scores", [*_WHOSE, "occasion", "date"]),
        ("dates", [*_WHOSE, "occasion", "content"]),
        ("stages", [*_WHOSE, "date", "content"]),
        *([("scores", [*_WHOSE, "occasion"])] if one_each else []),
    ]
    found: dict[str, list[NDArray[np.int64]]] = {"same": [], "scores": [], "dates": [], "stages": []}
    before, after = np.arange(len(old.forms)), np.arange(len(new.forms))
    for kind, on in passes:
        sides = [_distinct(filled.forms.iloc[at], on) for filled, at in ((old, before), (new, after))]
        _, i, j = np.intersect1d(sides[0], sides[1], assume_unique=True, return_indices=True)
        pairs = np.column_stack([before[i], after[j]])
        found[kind].append(pairs[np.argsort(pairs[:, 1])])
        before, after = np.delete(before, i), np.delete(after, j)
    return Matched(
        np.concatenate(found["scores"]), found["dates"][0], found["stages"][0], gone=before, new=after
    )


def _distinct(forms: pd.DataFrame, on: list[str]) -> NDArray[np.uint64]:
    """A key of each questionnaire; of several that agree the first, the second and so on have their own."""
    key = pd.Series(_combined(forms, on))
    return _combined(pd.DataFrame({"key": key, "nth": key.groupby(key).cumcount()}), ["key", "nth"])


def place_in_time(filled: Filled) -> NDArray[np.int64]:
    """Whether each questionnaire is its family's first of that kind (0), second (1) or a later one.

    One that is not called a first one is none, even where it is the only one there is.
    """
    forms, stages = filled.forms, filled.occasions
    ranks = {code: n for n, code in enumerate(sorted(stages, key=lambda code: occasion_order(stages[code])))}
    ordered = forms.assign(rank=forms["occasion"].map(ranks)).sort_values(
        [*_WHOSE, "rank", "date"], kind="stable"
    )
    place = ordered.groupby(_WHOSE).cumcount().reindex(forms.index).to_numpy()
    starts = forms["occasion"].isin(
        [code for code, stage in stages.items() if stage.startswith((BASELINE, RETROSPECTIVE))]
    )
    named = forms["occasion"].isin([code for code, stage in stages.items() if stage])
    found: NDArray[np.int64] = np.where(starts, 0, np.where(named, np.maximum(place, 1), place))
    return found


def told(filled: Filled, forms: NDArray[np.int64]) -> dict[int, dict[str, float]]:
    """What each of some questionnaires says: its scores by the label that tells them apart."""
    wanted = filled.scores[filled.scores["form"].isin(forms)]
    found: dict[int, dict[str, float]] = {}
    columns = (wanted[name].tolist() for name in ("form", "label", "score"))
    for form, label, score in zip(*columns, strict=True):
        found.setdefault(form, {})[filled.labels[label]] = score
    return found


def unlike(old: dict[str, float], new: dict[str, float]) -> Iterator[tuple[str, float | None, float | None]]:
    """The scores that differ between two readings of one questionnaire, None where there is none."""
    for label in dict.fromkeys((*old, *new)):
        if old.get(label) != new.get(label):
            yield label, old.get(label), new.get(label)
