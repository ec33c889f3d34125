"""What the words of a header mean: how it is cut up, and the stage or the role that it names.

Headers are compared as lists of lower-case words and numbers, so "PHQ-9 (pre)", "phq9_pre"
and "PHQ9Pre" are the same header. Nothing here looks at a column's content.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.importing import word_lists
from evaluation.importing.phrases import Phrases
from evaluation.importing.word_lists import Role
from evaluation.staff import IDENTIFIERS, of_trainees
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE, REVIEW, occasion_order
from evaluation.tokens import Tokens, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "BASELINE",
    "END",
    "FOLLOW_UP",
    "RETROSPECTIVE",
    "REVIEW",
    "Named",
    "Role",
    "Tokens",
    "both_stages",
    "counted_from_one",
    "counted_thing",
    "locate",
    "names_exactly",
    "occasion_in",
    "occasion_named",
    "occasion_order",
    "role_named",
    "same_rater",
    "tokens",
    "without",
]

# Later kinds win where a header holds words of several ("retrospective baseline").
_PRIORITY = (RETROSPECTIVE, FOLLOW_UP, REVIEW, END, BASELINE)
_SHORT = 7  # words: a longer header is a question, which may hold any word


def locate(needle: Tokens, haystack: Tokens) -> int:
    """Where a run of words starts within another; -1 when it is not there."""
    if needle and needle[0] not in haystack:  # nearly always, and this is asked thousands of times a file
        return -1
    width = len(needle)
    return next((i for i in range(len(haystack) - width + 1) if haystack[i : i + width] == needle), -1)


def without(found: Tokens, start: int, width: int) -> Tokens:
    """The words left after a run is taken out."""
    return found[:start] + found[start + width :]


_PHRASES = Phrases(
    (tokens(phrase), kind) for kind, said in word_lists.STAGES.items() for phrase in said.split(", ")
)

_BOTH = tuple(map(tokens, word_lists.BOTH_STAGES.split(", ")))
_ORDINALS = {tokens(said): number for said, number in word_lists.ORDINALS.items()}


def both_stages(words: Tokens) -> bool:
    """Whether words name before and after in one breath ("pre/post"), which settles neither.

    >>> both_stages(tokens("PHQ-9 pre/post")), both_stages(tokens("PHQ-9 pre"))
    (True, False)
    """
    return any(locate(phrase, words) >= 0 for phrase in _BOTH)


def counted_thing(words: Tokens) -> tuple[int, str, Tokens]:
    """Which referral, course or child words count, and the words left; (0, "", words) for none.

    >>> counted_thing(tokens("2nd referral PHQ9 pre"))
    (2, 'referral', ('phq', '9', 'pre'))
    """
    for said, number in _ORDINALS.items():
        at = locate(said, words)
        after = at + len(said)
        if at >= 0 and after < len(words) and words[after] in word_lists.COUNTED:
            return number, words[after], without(words, at, len(said) + 1)
    return 0, "", words


def same_rater(text: str) -> str:
    """Who rated, in one word for those that mean the same person ("Mum" is "mother").

    >>> same_rater("Mum"), same_rater("Key worker")
    ('mother', 'key worker')
    """
    return " ".join(word_lists.SAME_RATER.get(word, word) for word in text.casefold().split())


def occasion_in(header: Tokens, *, numbered: bool = True) -> tuple[str, Tokens]:
    """The occasion a header names and the words left over; ("", header) when it names none.

    Without `numbered` a number left beside "review" stays in the words: where a questionnaire's
    name has been taken out ("phq9_2_review") it is the number of an item.

    >>> occasion_in(tokens("phq9_total_post"))
    ('end', ('phq', '9', 'total'))
    >>> occasion_in(tokens("hamd_6m"))
    ('follow-up 6 months', ('hamd',))
    """
    arm = locate(("arm",), header)  # REDCap events end in "arm 1"
    rest = header[:arm] if arm >= 0 else header
    if both_stages(rest):
        return "", header
    rest = _without_recalled(counted_thing(rest)[2])
    duration, rest = _duration(rest)
    found = set[str]()
    if duration is not None:
        found.add(FOLLOW_UP if duration else BASELINE)
    for phrase, kind in _PHRASES.maybe_in(rest):
        at = locate(phrase, rest)
        if at >= 0:
            found.add(kind)
            rest = without(rest, at, len(phrase))
    if not found:
        return "", header
    kind = next(k for k in _PRIORITY if k in found)
    if kind == FOLLOW_UP:
        return kind + (duration or ""), rest
    if numbered and kind == REVIEW and len(rest) == 1 and rest[0].isdecimal():
        return f"{kind} {rest[0]}", ()
    return kind, rest


def _without_recalled(words: Tokens) -> Tokens:
    """The words without the time that a question asks about: "in the last 2 weeks" is no stage."""
    for i, word in enumerate(words):
        end = i + 1
        while end < len(words) and (words[end].isdecimal() or words[end] in word_lists.HOW_MANY):
            end += 1
        if word in word_lists.RECALLED and end < len(words) and words[end] in word_lists.PERIODS:
            return words[:i] + words[end + 1 :]
    return words


def _duration(words: Tokens) -> tuple[str | None, Tokens]:
    """The first time that words name (" 6 months", "" for 0 of them) or None, and the words left."""
    for i in range(len(words) - 1):
        one, two = words[i : i + 2]
        # "6m", "12 weeks", and with the unit spelled out also "week 12".
        amount, unit = (one, two) if one.isdecimal() else (two, one if len(one) > 2 else "")
        if amount.isdecimal() and unit in word_lists.UNITS:
            many = "" if int(amount) == 1 else "s"
            said = f" {int(amount)} {word_lists.UNITS[unit]}{many}" if int(amount) else ""
            return said, without(words, i, 2)
    return None, words


def counted_from_one(names: Iterable[Tokens]) -> Callable[[Tokens], Tokens]:
    """How names of stages are to be read: where some say T0, their T1 is the second stage, not the first.

    >>> shift = counted_from_one([tokens("PHQ-9 T0"), tokens("PHQ-9 T1")])
    >>> occasion_in(shift(tokens("PHQ-9 T1")))[0], occasion_in(shift(tokens("PHQ-9 T0")))[0]
    ('end', 'baseline')
    """

    def places(words: Tokens) -> list[int]:
        return [
            i + 1
            for i in range(len(words) - 1)
            if words[i] in word_lists.NUMBERED and words[i + 1].isdecimal()
        ]

    if not any(words[i] == "0" for words in names for i in places(words)):
        return lambda words: words

    def shifted(words: Tokens) -> Tokens:
        at = set(places(words))
        return tuple(str(int(word) + 1) if i in at else word for i, word in enumerate(words))

    return shifted


def occasion_named(text: str) -> str:
    """The occasion a cell names ("Initial", "end_of_work_arm_1"); "" when it names none.

    >>> occasion_named("Event 1"), occasion_named("6 month follow-up")
    ('', 'follow-up 6 months')
    """
    return occasion_in(tokens(text))[0]


@dataclass(frozen=True)
class Named:
    """A role that a header's words name, and how strongly (higher wins among equals).

    3 and above marks a name that can't mean anything else, 1 a word that could mean several things.
    """

    role: Role
    strength: int = 1


_COLUMN_NAMES = {
    tokens(name): Named(role, strength)
    for role, strength, names in word_lists.COLUMN_NAMES
    for name in names.split(", ")
}


def names_exactly(header: Tokens) -> bool:
    """Whether a header is a name that tools give a column ("Start time"), all of it."""
    return header in _COLUMN_NAMES


def role_named(header: Tokens) -> Named | None:
    """What a header that names no score says the column holds; None when its words say nothing.

    >>> role_named(tokens("Family ID")), role_named(tokens("Mother's postcode"))
    (Named(role='id', strength=3), Named(role='private', strength=3))
    """
    return (
        _COLUMN_NAMES.get(header)
        or _personal(header)
        or _identifier(header)
        or _asks_stage(header)
        or _description(header)
    )


_PRIVATE_PHRASES = tuple(map(tokens, word_lists.PRIVATE_PHRASES.split(", ")))
_NOT_PRIVATE_PHRASES = tuple(map(tokens, word_lists.NOT_PRIVATE_PHRASES.split(", ")))


def _personal(header: Tokens) -> Named | None:
    for phrase in _NOT_PRIVATE_PHRASES:
        at = locate(phrase, header)
        header = without(header, at, len(phrase)) if at >= 0 else header
    words = set(header)
    told = bool(words & word_lists.PRIVATE) or any(locate(phrase, header) >= 0 for phrase in _PRIVATE_PHRASES)
    if not told and len(header) <= _SHORT:
        things = {"name", "names"} if words & word_lists.NAMED_THINGS else set()
        told = bool(words & word_lists.PRIVATE_IF_SHORT - things)
    return Named("private", 3) if told else None


def _asks_stage(header: Tokens) -> Named | None:
    """A question of a form that asks which of two stages it is: "Is this your first or last form?"."""
    at = locate(("or",), header)
    if at < 0:
        return None
    asked = both_stages(header) or {occasion_in(header[:at])[0], occasion_in(header[at:])[0]} == {
        BASELINE,
        END,
    }
    return Named("occasion", 1) if asked else None


def _identifier(header: Tokens) -> Named | None:
    """An id, by a word such as "code", or by one word that says it all ("famid", "Participant")."""
    named = _coded(set(header))
    if named is None and len(header) == 1:
        word = header[0]
        if (word.endswith("id") and 3 <= len(word) <= 8) or word in word_lists.PEOPLE_ALONE:
            return Named("id", 2)
    return named


def _coded(words: set[str]) -> Named | None:
    """Whose id, number or code it is."""
    if not words & IDENTIFIERS:
        return None
    meanings: tuple[tuple[object, Named], ...] = (
        (words & word_lists.EPISODES, Named("episode", 3)),
        # A bare "No." mostly numbers the rows of a sheet.
        (words & word_lists.ROWS or words <= word_lists.NUMBERS, Named("row id", 1)),
        (words >= {"service", "user"}, Named("id", 3)),
        (words & word_lists.WORKERS, Named("attribute", 2)),
        (words & word_lists.PEOPLE, Named("id", 3)),
        (words <= IDENTIFIERS | word_lists.BESIDE_IDENTIFIERS, Named("id", 2)),
    )
    return next((named for said, named in meanings if said), None)


def _description(header: Tokens) -> Named | None:
    """A date, what describes a family, or what the evaluation has no use for."""
    words = set(header)
    if words & {"date", "dated"}:
        return Named("date", 2)
    if (words & word_lists.ATTRIBUTES and len(header) <= _SHORT) or of_trainees(header):
        return Named("attribute", 2)
    return Named("noise", 1) if words & word_lists.NOISE else None
