"""The words of a claim that were not read, so that none is passed over in silence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.claims import phrases
from evaluation.claims.figures import NUMBER_WORDS
from evaluation.claims.own import plain

if TYPE_CHECKING:
    from evaluation.claims.reading import Claim
    from evaluation.claims.subjects import Subject

# Words that change nothing of what a claim says.
_PLAIN = frozenset(
    "a an the of and on in at to for from by with as was were is are be been being who whom whose which that "
    "this these those it its they them their there our we us had has have having did do does got get gets "
    "getting after before than between since during when while also both two same each all one first second "
    "last score scores scored questionnaire questionnaires measure measures measured measuring rated rating "
    "ratings number share percentage percent per cent out every using used according results result outcome "
    "outcomes show shows showed shown saw see sees seen report reported said told say says found find "
    "families family clients client people person parent parents more less about around nearly almost over "
    "under least most fewer above below roughly approximately just up close any amount change changed "
    "changes had better worse reliably reliable improvement improved improving quality level levels sense "
    "symptoms feelings "
    "held here i or s t re n".split()
)
_WORD = re.compile(r"[a-z][a-z'-]*")


def unread(read: Claim, about: list[Subject], filters: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The words that say something which was not read, in order.

    Whom or what they narrow a claim to can't be checked: "teenage", "in Didcot", "only".
    """
    text = plain(read.text)
    for time in read.times:
        text = text.replace(time.text, " ")
    for pattern in (phrases.INTERVAL, phrases.COMPLETED, phrases.DENIED, *_MEANING):
        text = pattern.sub(" ", text)
    for value in (value for values in filters.values() for value in values):
        text = text.replace(plain(value), " ")
    known = _PLAIN | NUMBER_WORDS
    for subject in about:
        known = known | set(_WORD.findall(plain(" ".join([*subject.texts, *subject.names, subject.title]))))
    return tuple(dict.fromkeys(word for word in _WORD.findall(text) if word not in known))


_MEANING = (
    *(re.compile(pattern) for _, pattern in phrases.VERBS),
    *(phrases.FELT, phrases.AMOUNT, phrases.COMPARED, phrases.CAUSAL, phrases.SIGNIFICANT, phrases.VAGUE),
    *(phrases.BOTH, phrases.FIRST, phrases.EVERYONE),
    re.compile(rf"\b(?:{'|'.join(phrases.NOUNS)})\b"),
)
