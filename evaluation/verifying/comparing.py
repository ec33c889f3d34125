"""Compares what a file says with what it would say if it were made again, passage by passage."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from evaluation.verifying.figures import claims, figures, shape, telling
from evaluation.verifying.passages import plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from evaluation.verifying.passages import Passage

# figure: other figures than follow from the data. meaning: the same figures, with words that turn them
# round. added: figures that the report does not have. gone: what it has and the file has not.
# words: other words with the same figures. extra: words that the report does not have. picture: another.
Kind = Literal["figure", "meaning", "added", "gone", "words", "extra", "picture"]
FAULTS: frozenset[Kind] = frozenset({"figure", "meaning", "added"})
_ALIKE = 0.5  # how much of two paragraphs must agree to be the same one, edited
_LONG, _BEFORE = 140, 50  # how much of a text is shown, and of what precedes the place that differs
_ANCHOR = 3  # lines in a row that must agree
_SLIDE = re.compile(r"^slide \d+, ")
_MANY = 40_000  # pairs of paragraphs beyond which they are not weighed one against another


@dataclass(frozen=True)
class Difference:
    """A place where a file and the report that its data give do not say the same."""

    kind: Kind
    where: str
    printed: str
    expected: str

    def __str__(self) -> str:
        if self.kind == "added":
            return f"{self.where}: printed '{_from(self.printed)}', and these data give no figure there"
        if self.kind in {"extra", "gone"}:
            return f"{self.where}: '{_from(self.printed or self.expected)}'"
        if self.kind == "picture":
            return f"{self.where}: another picture than Attune draws"
        both = zip(self.printed, self.expected, strict=False)
        first = next((place for place, (one, other) in enumerate(both) if one != other), 0)
        printed, expected = _from(self.printed, first), _from(self.expected, first)
        return f"{self.where}: printed '{printed}', should be '{expected}'"


def _from(text: str, place: int = 0) -> str:
    """A long text from a little before a place, such as the first that differs."""
    if len(text) <= _LONG:
        return text
    start = max(min(place - _BEFORE, len(text) - _LONG), 0)
    start = text.rfind(" ", 0, start) + 1
    end = text.find(" ", start + _LONG)
    return f"{'…' if start else ''}{text[start : end if end > 0 else None]}{'…' if end > 0 else ''}"


@dataclass(frozen=True)
class Compared:
    """How many figures agree, how many stand in a service's own words, and every difference."""

    agreeing: int
    own: int
    differences: tuple[Difference, ...]


def compared(
    printed: Sequence[Passage],
    expected: Sequence[Passage],
    own: Collection[str] = (),
    *,
    lines: bool = False,
) -> Compared:
    """What agrees and what does not between a file's passages and those of the report made again.

    `own` are the texts that a service wrote itself, as `plain` gives them; `lines` says that passages are
    lines of pages, which break elsewhere once a word is longer.
    """
    left, right = Counter(_known(p) for p in expected), list[int]()
    agreeing = mine = 0
    for place, passage in enumerate(printed):
        known = _known(passage)
        if left[known] and not lines:
            left[known] -= 1
            count = len(figures(plain(passage.text))) if not passage.picture else 0
            mine, agreeing = (mine + count, agreeing) if known[1] in own else (mine, agreeing + count)
        else:
            right.append(place)
    if lines:
        return _of_lines(printed, expected, own)
    rest = [printed[place] for place in right]
    wanted = _remaining(expected, left)
    found: list[tuple[Passage | None, Passage | None]] = []
    for level in (0, 1):
        pairs, rest, wanted = _by_key(rest, wanted, level)
        found += pairs
    found += _in_order(rest, wanted)
    differences = []
    for one, other in found:
        difference = _difference(one, other)
        if difference is not None:
            differences.append(difference)
        if one is not None and other is not None and not one.picture:
            agreeing += _shared(one.text, other.text)
    differences += _exchanged(printed, expected)
    return Compared(agreeing, mine, tuple(differences))


def _exchanged(printed: Sequence[Passage], expected: Sequence[Passage]) -> Iterator[Difference]:
    """Running text that the report has elsewhere, where it says the same here with other figures.

    "r is 0.53" under one heading and "r is 0.55" under another both are in the report once exchanged.
    """
    here: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    anywhere = set[str]()
    for passage in expected:
        if not passage.keys and not passage.picture:
            text = plain(passage.text)
            here[_under(passage), shape(text)].append(text)
            anywhere.add(text)
    for passage in printed:
        text = plain(passage.text)
        if passage.keys or passage.picture or text not in anywhere or not figures(text):
            continue
        meant = here.get((_under(passage), shape(text)), [text])
        if text not in meant:
            yield Difference("figure", passage.where, _said(passage.text), meant[0])


def _under(passage: Passage) -> str:
    """Where a passage stands, however slides are numbered."""
    return _SLIDE.sub("", passage.where)


def _known(passage: Passage) -> tuple[str, str]:
    """What makes two passages the same: their place, as it is found again, and their text."""
    place = "|".join(passage.keys[0]) if passage.keys else ""
    return place, plain(passage.text)


def _remaining(expected: Sequence[Passage], left: Counter[tuple[str, str]]) -> list[Passage]:
    found = []
    # From the end, so that of two alike the first is taken to be the one that was found.
    for passage in reversed(expected):
        if left[_known(passage)] > 0:
            left[_known(passage)] -= 1
            found.append(passage)
    return found[::-1]


def _by_key(
    printed: Sequence[Passage], expected: Sequence[Passage], level: int
) -> tuple[list[tuple[Passage | None, Passage | None]], list[Passage], list[Passage]]:
    """The pairs that share a key of a level which no other passage has, and what is left of both."""
    wanted = defaultdict(list)
    for place, passage in enumerate(expected):
        if len(passage.keys) > level:
            wanted[passage.keys[level]].append(place)
    offered = Counter(p.keys[level] for p in printed if len(p.keys) > level)
    pairs: list[tuple[Passage | None, Passage | None]] = []
    rest, used = [], set[int]()
    for passage in printed:
        key = passage.keys[level] if len(passage.keys) > level else None
        if key is not None and offered[key] == 1 and len(wanted[key]) == 1:
            used.add(wanted[key][0])
            pairs.append((passage, expected[wanted[key][0]]))
        else:
            rest.append(passage)
    return pairs, rest, [p for place, p in enumerate(expected) if place not in used]


def _in_order(
    printed: Sequence[Passage], expected: Sequence[Passage]
) -> Iterator[tuple[Passage | None, Passage | None]]:
    """Passages without a key of their own, found by their order and their likeness."""
    one, other = [plain(p.text) for p in printed], [plain(p.text) for p in expected]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(printed[i1:i2], expected[j1:j2], strict=True)
        elif (i2 - i1) * (j2 - j1) > _MANY:
            yield from zip_longest(printed[i1:i2], expected[j1:j2])
        else:
            yield from _alike(printed[i1:i2], expected[j1:j2])


def _alike(
    printed: Sequence[Passage], expected: Sequence[Passage]
) -> Iterator[tuple[Passage | None, Passage | None]]:
    free = list(expected)
    for passage in printed:
        text = plain(passage.text)
        best, likeness = None, _ALIKE
        for other in free:
            weighed = SequenceMatcher(None, text, plain(other.text), autojunk=False)
            if other.picture == passage.picture and weighed.quick_ratio() > likeness:
                found = weighed.ratio()
                if found > likeness:
                    best, likeness = other, found
        if best is not None:
            free.remove(best)
        yield passage, best
    for other in free:
        yield None, other


def _difference(printed: Passage | None, expected: Passage | None) -> Difference | None:
    if printed is None and expected is None:
        return None
    if printed is None and expected is not None:
        return Difference("gone", expected.where, "", _said(expected.text))
    if printed is not None and expected is None:
        kind: Kind = "picture" if printed.picture else "added" if claims(plain(printed.text)) else "extra"
        return Difference(kind, printed.where, _said(printed.text), "")
    return _between(printed, expected) if printed and expected else None


def _between(printed: Passage, expected: Passage) -> Difference | None:
    one, other = plain(printed.text), plain(expected.text)
    if one == other:
        return None
    if printed.picture or expected.picture:
        return Difference("picture", printed.where, one, other)
    return Difference(_kind(one, other), printed.where, _said(printed.text), _said(expected.text))


def _kind(printed: str, expected: str) -> Kind:
    if figures(printed) != figures(expected):
        return "figure"
    return "meaning" if telling(printed) != telling(expected) else "words"


def _said(text: str) -> str:
    return " ".join(text.split())


def _shared(printed: str, expected: str) -> int:
    """How many figures two versions of a passage have in common."""
    return sum((Counter(figures(plain(printed))) & Counter(figures(plain(expected)))).values())


def _of_lines(printed: Sequence[Passage], expected: Sequence[Passage], own: Collection[str]) -> Compared:
    """The same for lines: those that differ are compared word by word, however they break."""
    drawn = {p.text for p in expected if p.picture}
    put = [p for p in printed if p.picture and p.text not in drawn]
    printed, expected = [p for p in printed if not p.picture], [p for p in expected if not p.picture]
    one, other = [plain(p.text) for p in printed], [plain(p.text) for p in expected]
    agreeing = mine = 0
    differences = [Difference("picture", p.where, p.text, "") for p in put]
    for same, i1, i2, j1, j2 in _stretches(one, other):
        if same:
            for line in one[i1:i2]:
                count = len(figures(line))
                theirs = any(line in text for text in own)  # a paragraph is broken over lines
                mine, agreeing = (mine + count, agreeing) if theirs else (mine, agreeing + count)
        else:
            more, found = _of_words(printed[i1:i2], expected[j1:j2])
            agreeing += more
            differences += found
    return Compared(agreeing, mine, tuple(differences))


def _stretches(one: Sequence[str], other: Sequence[str]) -> list[tuple[bool, int, int, int, int]]:
    """Lines that are the same and lines that are not, in turn.

    A few that are the same among others that are not belong to those: a short line may be anywhere.
    """
    made: list[tuple[bool, int, int, int, int]] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        same = tag == "equal" and (i2 - i1 >= _ANCHOR or (len(one) == len(other) == i2 - i1))
        if made and made[-1][0] == same:
            made[-1] = (same, made[-1][1], i2, made[-1][3], j2)
        else:
            made.append((same, i1, i2, j1, j2))
    return made


_ROUND = 5  # words shown on each side of one that differs


def _of_words(printed: Sequence[Passage], expected: Sequence[Passage]) -> tuple[int, list[Difference]]:
    one = [(word, p.where) for p in printed for word in plain(p.text).split()]
    other = [(word, p.where) for p in expected for word in plain(p.text).split()]
    agreeing, found = 0, list[Difference]()
    words, wanted = [word for word, _ in one], [word for word, _ in other]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, words, wanted, autojunk=False).get_opcodes():
        if tag == "equal":
            agreeing += len(figures(" ".join(words[i1:i2])))
            continue
        spot = one[min(i1, len(one) - 1)][1] if one else other[j1][1]
        kind = _of_spans(words[i1:i2], wanted[j1:j2])
        shown = _around(words, i1, i2) if i1 < i2 else ""
        meant = _around(wanted, j1, j2) if j1 < j2 else ""
        found.append(Difference(kind, spot, shown, meant))
    return agreeing, found


def _of_spans(printed: Iterable[str], expected: Iterable[str]) -> Kind:
    one, other = " ".join(printed), " ".join(expected)
    if not one:
        return "gone"
    if not other:
        return "added" if claims(one) else "extra"
    return _kind(one, other)


def _around(words: Sequence[str], first: int, last: int) -> str:
    return " ".join(words[max(first - _ROUND, 0) : last + _ROUND])
