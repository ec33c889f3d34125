"""The stage that a question's words name ("Before the workshop, …", "NOW: …"), and the words without it.

A question may hold "before" or "after" for its own sake ("before you offer advice", "looking after a
baby"), so those count only beside a course, at the question's start or end, or in a short header.
"""

from __future__ import annotations

import re

from evaluation.importing.vocabulary import occasion_in
from evaluation.stages import BASELINE, END, FOLLOW_UP, RETROSPECTIVE
from evaluation.tokens import tokens

_COURSE = (
    r"(?:(?:the|this|your|our|each|any|attending|taking|coming "
    r"to|starting|today'?s|completing|doing|of|one[- ]day)"
    r"\s+){0,3}(?:course|workshop|training|session|programme|program|module|day|event|class|series|webinar)s?"
    r"(?:\s+(?:day|course|session|programme|\d{1,2}))?(?:\s+(?:began|begins|started|starts|ended|ends))?"
)
_LATER = re.compile(
    r"\b(\d{1,2}|three|four|five|six|nine|twelve)[\s-]*(day|week|month|year)s?['’]?"
    r"\s*(?:later|on\b|after(?:wards)?|follow(?:ing)?|since)"
    rf"(?:\s+{_COURSE})?|\b(?:after|at)\s+(\d{{1,2}})\s*(day|week|month|year)s?\b|\bfollow[\s_-]?up\b|\b(\d{{1,2}})\s*(?:m|mth|month|months)\b(?=\W*$)",
    re.IGNORECASE,
)
_WORDED = {"three": 3, "four": 4, "five": 5, "six": 6, "nine": 9, "twelve": 12}
_LOOKING_BACK = re.compile(
    r"\b(?:looking back|thinking back|retrospective(?:ly)?|in hindsight)\b(?:\s+to|\s+on|\s+at)?",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?:before|prior to|pre|at the (?:start|beginning)(?: of)?|when (?:i|you) (?:started|began|came "
    rf"(?:to|on)))"
    rf"[\s-]*{_COURSE}|^\W*(?:before|pre|baseline|at the start|prior)\b(?=\s*[:,–—-]|\s*\]|\s*\))|"
    rf"[\[(–—:-]\s*(?:before|pre|baseline)\s*[\])]?\W*$|\bpre[-\s]?(?:course|workshop|training|session)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    rf"\b(?:after|following|since|at the end(?: of)?|post|as a result of|having (?:attended|completed|done)|"
    rf"because of|thanks to)[\s-]*{_COURSE}|"
    rf"^\W*(?:after|now|post|today|at the "
    rf"end|currently|afterwards)\b(?=\s*[:,–—-]|\s*\]|\s*\)|\s+(?:how|i|that|to what)\b)|"
    rf"[\[(–—:-]\s*(?:after|now|post|today|afterwards)\s*[\])]?\W*$|,?\s+\b(?:now|today)\b\W*$|"
    rf"\bpost[-\s]?(?:course|workshop|training|session)\b",
    re.IGNORECASE,
)
# "because of the course" asks of its effect; what it says stays part of the question.
_KEPT = re.compile(r"since|as a result of|because of|thanks to|having", re.IGNORECASE)
_SHORT = 4  # words: a header of so few may end or begin with a bare stage ("Confidence pre")
_EDGES = " \t,:;–—-"


def stage_in(header: str) -> tuple[str, str]:
    """The stage that a question's header names, "" for none, and its text without those words.

    >>> stage_in("BEFORE the course: How confident are you in talking?")
    ('baseline', 'How confident are you in talking?')
    >>> stage_in("Knowledge after the workshop")
    ('end', 'Knowledge')
    >>> stage_in("Do you watch what the baby does before you offer advice?")[0]
    ''
    """
    text = " ".join(header.split())
    found = ""
    back = _LOOKING_BACK.search(text)
    if back:
        text = _cut(text, back)
    if later := _LATER.search(text):
        found, text = _later(later), _cut(text, later)
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if before and after and not found:
        # "After the course … compared with before the course": what stands first is asked.
        first = min((before, after), key=lambda one: one.start())
        before, after = (first, None) if first is before else (None, first)
    if before and not found:
        return (RETROSPECTIVE if back else BASELINE), _cut(text, before)
    if after:
        kept = text if _KEPT.match(after[0]) else _cut(text, after)
        return found or END, kept
    if found or back:
        return found or RETROSPECTIVE, text
    words = tokens(text)
    if len(words) <= _SHORT:
        occasion, left = occasion_in(words)
        at_an_end = left in {words[: len(left)], words[len(words) - len(left) :]}
        if at_an_end and occasion.startswith((BASELINE, END, FOLLOW_UP, RETROSPECTIVE)):
            return occasion, _without(text, left) if left else ""
    return "", text


def stage_named(name: str) -> str:
    """The stage that a sheet's, a file's or a cell's name says ("pre_course", "6 months later"); "" for none.

    >>> stage_named("follow_up_6_months.csv"), stage_named("before_each_workshop"), stage_named("Form1")
    ('follow-up 6 months', 'baseline', '')
    """
    plain = re.sub(r"\.\w{2,5}$", "", name)
    words = " ".join(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain).replace("_", " ").split())
    if later := _LATER.search(words):
        return _later(later, words)
    found = stage_in(words)[0]
    if found:
        return found
    kept = tuple(word for word in tokens(words) if word not in _COUNTED)
    occasion = occasion_in(kept)[0]
    return occasion if occasion.startswith((BASELINE, END, FOLLOW_UP, RETROSPECTIVE)) else ""


# What numbers beside a name count that is no time after the course.
_COUNTED = frozenset("first last start initial opening week weeks day days month months".split())


def _later(found: re.Match[str], whole: str = "") -> str:
    """The stage of so long after: "follow-up 6 months", the time where it is said."""
    amount = found[1] or found[3] or found[5]
    unit = found[2] or found[4] or ("month" if found[5] else "")
    if not amount and (spelt := re.search(r"(\d{1,2})\s*(day|week|month|year)", whole, re.IGNORECASE)):
        amount, unit = spelt[1], spelt[2]
    if not amount:
        return FOLLOW_UP
    number = _WORDED.get(amount.casefold()) or int(amount)
    return f"{FOLLOW_UP} {number} {unit.casefold()}{'' if number == 1 else 's'}"


def _cut(text: str, found: re.Match[str]) -> str:
    left, right = text[: found.start()].rstrip(_EDGES + "(["), text[found.end() :].lstrip(_EDGES + ")]")
    joined = f"{left} {right}".strip()
    joined = re.sub(r"\s+([?!.,])", r"\1", joined)
    return joined[:1].upper() + joined[1:]


def _without(text: str, left: tuple[str, ...]) -> str:
    """A short header's words that are no stage, as they were written where that can be told."""
    kept = [
        word
        for word in re.split(r"[\s_]+", text)
        if tokens(word) and all(one in left for one in tokens(word))
    ]
    return (" ".join(kept) or " ".join(left)).strip(_EDGES)
