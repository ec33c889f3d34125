"""What a text says in figures, and in the few words that turn a figure's meaning round."""

from __future__ import annotations

import re

_ONES = "two|three|four|five|six|seven|eight|nine"
_IN_WORDS = (
    rf"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[-\s](?:one|{_ONES}))?|{_ONES}|ten|eleven"
    r"|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
# Not the number in a name ("PHQ-9", "families_2026.csv"): it has a letter or an underscore before it. One
# that a unit is written to ("91pc", "3x", "2nd") counts; the beginning of a fingerprint ("4baed") does not.
_FIGURE = re.compile(
    r"(?<![^\W\d]-)(?<!\w)(?<!\d[.,])(?<!\w\.)-?(?:\d+(?:,\d{3})*(?:\.\d+)?|\.\d+)"
    r"%?(?:(?:pc|percent|k|m|x|st|nd|rd|th)\b)?(?!\w)(?!\.[A-Za-z])"
    rf"|\[[cxz]\]|\b(?:less|more) than\b|\b{_IN_WORDS}\b"
    r"|\bhalf\b|\ba (?:third|quarter|fifth|tenth)\b|\b(?:thirds|quarters|fifths|tenths)\b"
    r"|\b(?:twice|doubled?|halved|tripled?|dozens?|hundreds?|thousands?|millions?)\b",
    re.IGNORECASE,
)
# How many, without a number: a figure where it is said of who got better or worse.
_QUANTITY = re.compile(
    r"\b(?:all|every|everyone|everybody|each|most|majority|nearly|almost|nobody|none|no one|no famil(?:y|ies)"
    r"|no (?:parent|learner|client|child)s?|few|fewer|hardly any|only one|one in)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"about\s(?=\d)|[^\W\d_]+")  # a rounded figure is "about 70%"
_TELLING = {
    **dict.fromkeys(("better", "improved", "improvement", "improvements", "improving", "best"), "better"),
    **dict.fromkeys(("worse", "worsened", "worsening", "deteriorated", "worst"), "worse"),
    **dict.fromkeys(("unchanged", "same"), "same"),
    **dict.fromkeys(("reliable", "reliably"), "reliable"),
    **dict.fromkeys(("no", "not", "never", "nobody", "none", "without", "cannot"), "no"),
    **dict.fromkeys(("before", "first"), "before"),
    **dict.fromkeys(("after", "second", "last"), "after"),
    **dict.fromkeys(("higher", "rose", "increased", "increase", "rising"), "higher"),
    **dict.fromkeys(("lower", "fell", "decreased", "decrease", "falling"), "lower"),
    **dict.fromkeys(("all", "every", "everyone", "everybody"), "all"),
    # Whose figure it is, who gave the scores and of what.
    **dict.fromkeys(("parent", "parents"), "parent"),
    **dict.fromkeys(("practitioner", "practitioners"), "practitioner"),
    **dict.fromkeys(("observer", "observers"), "observer"),
    **dict.fromkeys(("supervisor", "supervisors"), "supervisor"),
    **dict.fromkeys(("baby", "babies", "infant", "infants", "child", "children"), "baby"),
    **dict.fromkeys(("depression", "depressive"), "depression"),
    **dict.fromkeys(("anxiety", "anxious"), "anxiety"),
    **{
        word: word
        for word in ("about ", "stress", "trauma", "wellbeing", "relationship", "warmth", "invasion")
    },
}


def figures(text: str) -> tuple[str, ...]:
    """The figures of a text in order, symbols in their place among them.

    >>> figures("PHQ-9: 54 of 81 families (67%) got better, -3.5 to 1,204; [c] of 2019–2020")
    ('54', '81', '67%', '-3.5', '1,204', '[c]', '2019', '2020')
    """
    return tuple(_FIGURE.findall(text))


def telling(text: str) -> tuple[str, ...]:
    """The words of a text that say which way a figure points, in order, each by what it means.

    >>> telling("67% improved; 12% got worse") == telling("67% got better and 12% worse")
    True
    >>> telling("67% got worse; 12% got better") == telling("67% got better and 12% worse")
    False
    """
    found = (_TELLING.get(word) for word in _WORD.findall(text.lower()))
    return tuple(word for word in found if word)


def claims(text: str) -> bool:
    """Whether a text says how many, in figures, or without a number of who got better or worse.

    >>> claims("Nobody got worse."), claims("Thank you to everybody who took part.")
    (True, False)
    """
    return bool(figures(text)) or bool(
        {"better", "worse", "same"} & set(telling(text)) and _QUANTITY.search(text)
    )


def shape(text: str) -> str:
    """A text with its figures left open.

    >>> shape("(r): 0.53.") == shape("(r): 0.55.")
    True
    """
    return _FIGURE.sub("#", text)
