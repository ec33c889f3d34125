"""Scales that answers in words are on: which one the words of a column belong to, and their numbers.

A scale is recognised only where all words of a column stand on it, in the order that is written here.
The lists are conventions of form tools; none is a published instrument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.importing.values import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.vocabulary import QuestionKind

# One line a scale, lowest first; a bar parts words for the same answer.
_AGREEMENT = (
    (
        "strongly disagree|disagree strongly|completely disagree, disagree|tend to disagree, "
        "neither agree nor disagree|neither agree or disagree|neither|neutral|not sure|unsure|undecided, "
        "agree|tend to agree, strongly agree|agree strongly|completely agree"
    ),
    "strongly disagree, disagree, agree, strongly agree",
    (
        "strongly disagree, disagree, slightly disagree|somewhat disagree, neither agree nor "
        "disagree|neutral|"
        "neither, slightly agree|somewhat agree, agree, strongly agree"
    ),
    (
        "strongly disagree, somewhat disagree|slightly disagree, neither agree nor disagree|neutral|neither, "
        "somewhat agree|slightly agree, strongly agree"
    ),
)
_RATINGS = (
    # How much, alone or before what it is of ("Slightly confident"); the star is that alone ("Confident").
    "not at all, slightly|a little|a bit, somewhat|moderately|fairly, quite|mostly, very|very much",
    "not at all, slightly|a little|a bit, moderately|somewhat, very|quite, extremely|completely",
    (
        "not at all, slightly|a little|not very, somewhat|moderately, fairly|quite|mostly, "
        "completely|fully|very|"
        "extremely"
    ),
    "not at all, not very, somewhat|neutral|neither, fairly|quite, very|extremely",
    "not at all, not very|slightly|a little, fairly|quite|moderately|somewhat, very",
    (
        "not at all, to a small extent|to a little extent|a little, to some extent|somewhat|to a moderate "
        "extent, "
        "to a large extent|to a great extent|a lot|quite a lot, completely|fully|to a very great extent"
    ),
    "not at all, a little, somewhat|moderately|some, quite a bit|a lot|quite a lot, a great deal|very much",
    (
        "very unconfident|not confident at all, unconfident|not confident, neutral|neither confident nor "
        "unconfident|"
        "neither, confident, very confident"
    ),
    "not|not at all, slightly|a little|a bit|not very, somewhat|fairly|moderately, *|quite, very|extremely",
    (
        "very poor, poor, average|fair|ok|okay|acceptable|satisfactory|neither good nor poor, good, "
        "very good|excellent"
    ),
    "poor, fair|average|satisfactory, good, very good, excellent",
    "poor, fair|average|satisfactory|ok, good, excellent|very good",
    "very low, low, moderate|medium|average|neither low nor high|some, high, very high",
    (
        "none|no knowledge, low|basic|limited|a little|little, moderate|medium|some|average, good|high|a "
        "lot, "
        "expert|very good|very high|excellent|extensive"
    ),
    "low, medium|moderate, high",
    "never, rarely|seldom|hardly ever, sometimes|occasionally, often|usually|frequently, always|very often",
    "never, sometimes|occasionally|rarely, often|usually, always",
    (
        "very dissatisfied, dissatisfied, neither satisfied nor dissatisfied|neither|neutral, satisfied, "
        "very satisfied"
    ),
    (
        "very unlikely|extremely unlikely, unlikely, neither likely nor unlikely|neither|neutral|unsure, "
        "likely, "
        "very likely|extremely likely"
    ),
    (
        "much worse, worse|a little worse|slightly worse, about the same|the same|no change, better|a little "
        "better|"
        "slightly better, much better"
    ),
    "no, partly|to some extent|somewhat|in part, yes|yes fully|fully",
)
_YES_NO = ("no, yes",)
# What stands in a cell where nobody answered; compared as `words_of` has it.
NO_ANSWER = frozenset(
    {
        "not applicable", "n a", "not seen", "not observed", "dont know", "do not know", "prefer not to say",
        "no answer", "not answered", "no opinion", "cant say", "cannot say", "not relevant to me",
    }
)  # fmt: skip
# What answers are of: it follows the word of a scale and says nothing of how much.
_OF = (
    "confident able knowledgeable likely useful helpful relevant satisfied clear prepared skilled competent "
    "comfortable familiar important aware informed equipped well often true like me effective interesting "
    "confidence knowledge"
)
_ALONE = frozenset(_OF.split()) - {"often", "true", "like", "me", "well"}
_TAIL = re.compile(rf"(?: (?:{'|'.join(_OF.split())}))+$")
_NUMBER_BEFORE = re.compile(r"^\s*(\d{1,2})\s*(?:[-–—=.:)]|\s)\s*(?=[^\W\d_])")
_NUMBER_BEHIND = re.compile(r"(?<=\D)[\s(–—=:-]+(\d{1,2})\)?\s*$")


@dataclass(frozen=True, kw_only=True)
class Worded:
    """The scale that words belong to: its labels from the lowest, its lowest number, its kind.

    `codes` has every spelling with its number. `numbered` says that numbers in the cells give the lowest.
    """

    labels: tuple[str, ...]
    low: int
    kind: QuestionKind
    codes: tuple[tuple[str, float], ...]
    numbered: bool = False

    @property
    def high(self) -> int:
        """Its highest number."""
        return self.low + len(self.labels) - 1


@dataclass(frozen=True)
class _Scale:
    kind: QuestionKind
    steps: tuple[tuple[str, ...], ...]
    place: dict[str, int]


def _scales() -> tuple[_Scale, ...]:
    listed: tuple[tuple[QuestionKind, tuple[str, ...]], ...] = (
        ("yes or no", _YES_NO),
        ("agreement", _AGREEMENT),
        ("rating", _RATINGS),
    )
    made = []
    for kind, lines in listed:
        for line in lines:
            steps = tuple(tuple(step.split("|")) for step in line.split(", "))
            place = {word: i for i, step in enumerate(steps) for word in step}
            made.append(_Scale(kind, steps, place))
    return tuple(made)


_SCALES = _scales()


def scale_of(cells: Iterable[str]) -> Worded | None:
    """The scale of which all these words are answers; None where they fit none, or fit two differently.

    >>> scale_of(["Agree", "2 - Disagree", "Strongly agree"]).labels
    ('Strongly disagree', 'Disagree', 'Neither agree nor disagree', 'Agree', 'Strongly agree')
    >>> found = scale_of(["Very confident", "Not at all confident", "Slightly confident"])
    >>> found.low, found.high, found.labels[0]
    (1, 5, 'Not at all confident')
    >>> scale_of(["Monday", "Agree"]) is None
    True
    """
    spelt = {
        plain: (text, number) for text, plain, number in map(_parts, cells) if plain not in {"", *NO_ANSWER}
    }
    if not spelt:
        return None
    cores = {plain: _core(plain) for plain in spelt}
    fitting = [
        (scale, {plain: _place(scale, plain, core) for plain, core in cores.items()}) for scale in _SCALES
    ]
    fitting = [(scale, places) for scale, places in fitting if None not in places.values()]
    if not fitting:
        return None
    scale, places = min(fitting, key=lambda entry: _unlike(entry[0], entry[1], spelt))
    return _worded(scale, {plain: place for plain, place in places.items() if place is not None}, spelt)


def codes_of(labels: tuple[str, ...], low: float) -> dict[str, float | None]:
    """The number of each label, and of other spellings of the same scale where it is one that is known.

    >>> codes_of(("No", "Yes"), 0)["Yes"]
    1.0
    """
    found: dict[str, float | None] = {label: float(low + i) for i, label in enumerate(labels)}
    known = {words_of(label) for label in labels}
    if len(known) < len(labels):
        return found
    for scale in _SCALES:
        if len(scale.steps) != len(labels):
            continue
        at = [_place(scale, plain, _core(plain)) for plain in map(words_of, labels)]
        if at == list(range(len(labels))):
            tails = {_tail(plain) for plain in known if plain not in scale.place} - {""}
            spelt = {
                _with_tail(word, tail): float(low + i)
                for i, step in enumerate(scale.steps)
                for word in step
                for tail in ("", *tails)
            }
            found |= {word: code for word, code in spelt.items() if word and word not in known}
            break
    return found


def _parts(cell: str) -> tuple[str, str, int | None]:
    """A cell's words as written and as compared, and the number that stands beside them."""
    text = " ".join(str(cell).split())
    for pattern in (_NUMBER_BEFORE, _NUMBER_BEHIND):
        if found := pattern.search(text):
            rest = (text[: found.start()] + text[found.end() :]).strip()
            return rest, words_of(rest), int(found[1])
    return text, words_of(text), None


def _core(plain: str) -> str:
    """How much words say, without what it is of: "very" of "very skilled"; a star where that stands alone."""
    return "*" if plain in _ALONE else _TAIL.sub("", plain)


def _tail(plain: str) -> str:
    core = _core(plain)
    return f" {plain}" if core == "*" else plain[len(core) :]


def _with_tail(word: str, tail: str) -> str:
    if word == "*":
        return tail.strip()
    return word if not tail or word.endswith(tail) else word + tail


def _place(scale: _Scale, plain: str, core: str) -> int | None:
    if plain in scale.place:
        return scale.place[plain]
    # "Confident" alone is no "how much": its core is itself.
    return scale.place.get(core) if core != plain and scale.kind == "rating" else None


def _unlike(
    scale: _Scale, places: dict[str, int | None], spelt: dict[str, tuple[str, int | None]]
) -> tuple[int, int, int]:
    """How badly a scale fits words that are all on it; the least is taken, and of equals the first.

    Two words on one step say that it is another scale; numbers beside the words must be in step; the words
    that stand first of a step are the usual ones.
    """
    taken = [place for place in places.values() if place is not None]
    offsets = {number - places[plain] for plain, (_, number) in spelt.items() if number is not None}  # type: ignore[operator]
    usual = sum(
        _core(plain) != scale.steps[place][0] != plain for plain, place in places.items() if place is not None
    )
    return (len(taken) - len(set(taken)), max(len(offsets) - 1, 0), usual)


def _worded(scale: _Scale, places: dict[str, int], spelt: dict[str, tuple[str, int | None]]) -> Worded:
    offsets = {number - places[plain] for plain, (_, number) in spelt.items() if number is not None}
    numbered = len(offsets) == 1
    low = offsets.pop() if numbered else 0 if scale.kind == "yes or no" else 1
    if low not in {0, 1}:
        low, numbered = (0 if scale.kind == "yes or no" else 1), False
    tails = {_tail(plain) for plain in places if plain not in scale.place} - {""}
    tail = tails.pop() if len(tails) == 1 else ""
    written: dict[int, str] = {}
    for plain, place in places.items():
        written.setdefault(place, _capital(spelt[plain][0]))
    labels = tuple(written.get(i, _capital(_with_tail(step[0], tail))) for i, step in enumerate(scale.steps))
    codes = {plain: float(low + place) for plain, place in places.items()}
    return Worded(labels=labels, low=low, kind=scale.kind, codes=tuple(codes.items()), numbered=numbered)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:] if text.islower() or not text[:1].isupper() else text
