"""What a question of a course's form is: the same one elsewhere, its level of Kirkpatrick's, its topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from evaluation.tokens import tokens

if TYPE_CHECKING:
    from evaluation.courses.vocabulary import Level

# Words that change between "how confident were you" before and "how confident are you now" after.
_UNTOLD = frozenset(
    "how do does did am is are was were be been being have has had you your i my me we our the a an of to at "
    "on "
    "for with and or that this it its feel feels felt would will rate rated please now currently today "
    "before "
    "after then would say s m ve ll describe"
    .split()
)  # fmt: skip
_PAST = {
    "understood": "understand", "knew": "know", "could": "can", "able": "can", "thought": "think",
    "worked": "work", "used": "use", "noticed": "notice", "talked": "talk", "responded": "respond",
    "took": "take", "brought": "bring", "skilled": "skill", "felt": "feel", "noticing": "notice",
}  # fmt: skip
# What is asked at each level (facts/measures.md section 8.6): reaction is satisfaction, relevance and
# recommending; learning is knowledge, confidence and competence; behaviour is change of practice and what a
# supervisor rates. The words of one line, and the line's level; the first that is found counts.
_LEVELS: tuple[tuple[Level, str, str], ...] = (
    (
        1,
        "what learners thought of the course",
        (
            r"recommend|satisf|enjoy|relevan|worth (?:the|my|your) time|well "
            r"(?:organi[sz]ed|presented|run)|venue|"
            r"facilitator|trainer|speaker|presenter|content of|quality of the|pace of|met (?:my|your) "
            r"(?:needs|"
            r"expectations)|useful|helpful|overall.{0,25}(?:course|workshop|training|day)|materials|"
            r"rate (?:the|this|today)|(?:course|workshop|training|day) was|joining "
            r"instructions|administration"
        ),
    ),
    (
        3,
        "what learners do at work",
        (
            r"supervis|do differently|done differently|doing differently|in (?:my|your) "
            r"(?:work|practice|role)|"
            r"at work|in practice|(?:my|your) practice|how often|put into practice|applied|apply what|"
            r"chang\w+ (?:how|the way|something|what|in) |used (?:what|the|it|any)|have you used|"
            r"use (?:what|it|the skills)|since the (?:course|training|workshop)|colleagues"
        ),
    ),
    (
        2,
        "what learners know, or how sure they are",
        (
            r"knowledge|know|understand|understood|confiden|competen|skill|able to|can "
            r"|aware|learn|recogni[sz]e|familiar|"
            r"insight|prepared|equipped|comfortable|sure|quiz|score|points"
        ),
    ),
)
_FIRST_BEHAVIOUR = re.compile(
    r"how often|supervisor|do differently|changed? (?:how|the way|something)", re.IGNORECASE
)
_OWN = re.compile(
    r"^(?:how )?(?:confiden|knowledge|understanding|sure|able)|how (?:confident|sure|able|skilled)|"
    r"\bi (?:understand|understood|knew|know|can|am able|feel confident|am confident|feel able)",
    re.IGNORECASE,
)
# What is asked about, in a few words: topics of the project's own documents.
_TOPICS: tuple[tuple[str, str], ...] = (
    ("talking with parents", r"talk\w* (?:with|to) parents|conversations? (?:with|to) parents|conversation"),
    ("bonding", r"\bbond"),
    ("attachment", r"attach"),
    ("early signs", (r"early signs?|signs? of (?:alarm|distress|difficult)|spot|"
     r"notic\w+ (?:difficult|sign|concern)|"
     r"identif\w+ (?:early|sign|difficult|concern)|developmental delay")),
    ("observation", r"observ|watch\w* (?:what )?(?:a|the|babies)"),
    ("reflection", r"reflect"),
    ("infant mental health", (r"infant mental health|mental health of (?:infants|babies|young)|"
     r"infants?['’] mental health")),
    ("parents' mental health", (r"(?:parent\w*|perinatal|maternal|mother\w*|father\w*)['’]?s? mental health|"
     r"postnatal depression|perinatal")),
    ("trauma", r"trauma|adverse"),
    ("communication without words", r"without words|non-?verbal|communicat|cues"),
    ("parent-infant relationships", r"relationship"),
    ("play", r"\bplay"),
    ("referring on", r"\brefer(?:ring|ral| )|signpost"),
    ("child development", r"child development|brain"),
)  # fmt: skip
_COMPILED = tuple((level, says, re.compile(words, re.IGNORECASE)) for level, says, words in _LEVELS)
_TOPIC = tuple((topic, re.compile(words, re.IGNORECASE)) for topic, words in _TOPICS)
_NUMBER = re.compile(r"^\s*(?:q|question)?\s*\d{1,2}[a-z]?\s*[.):]\s*", re.IGNORECASE)
_ENDS_SAID = re.compile(r"\s*[\[(][^\])]*\d+\s*(?:-|–|to|=)[^\])]*[\])]")
_GRID = re.compile(r"[\s:,–—-]*\[([^\]]+)\]\s*$")  # Google Forms: "How confident are you in: [Talking]"
_LONGEST = 48  # characters of an id


def same_question(text: str) -> tuple[str, ...]:
    """The words that tell a question from others, whatever its tense and stage.

    >>> same_question("How confident were you in talking with parents?")
    ('confident', 'in', 'talking', 'parents')
    >>> same_question("I understood attachment") == same_question("I understand attachment")
    True
    """
    words = tokens(_ENDS_SAID.sub("", _NUMBER.sub("", text)))
    kept = tuple(_PAST.get(word, word) for word in words if word not in _UNTOLD)
    return kept or words


def plain_question(text: str) -> str:
    """A question as it is shown: without its number, the ends of its scale and stray signs.

    >>> plain_question("3. Confidence in observing (1 = low, 5 = high)")
    'Confidence in observing'
    >>> plain_question("How sure are you of: [Talking with parents]")
    'How sure are you of: Talking with parents'
    """
    plain = _GRID.sub(r": \1", _ENDS_SAID.sub("", _NUMBER.sub("", " ".join(text.split()))))
    return plain.strip(" -–—:*") or " ".join(text.split())


def name_of(key: tuple[str, ...]) -> str:
    """An id for the words of a question.

    >>> name_of(("confident", "in", "talking", "parents"))
    'confident-in-talking-parents'
    """
    joined = "-".join(key)
    if len(joined) <= _LONGEST:
        return joined or "question"
    import hashlib  # noqa: PLC0415 few questions are so long

    mark = hashlib.sha256(joined.encode()).hexdigest()[:6]
    return f"{joined[: _LONGEST - 7].rsplit('-', 1)[0]}-{mark}"


def level_of(text: str) -> tuple[Level, str, bool]:
    """Kirkpatrick's level that a question's words point to, why, and whether they do.

    >>> level_of("I would recommend this course")[0], level_of("How confident are you in play?")[0]
    (1, 2)
    >>> level_of("In your work, how often do you observe?")[0], level_of("Ducks")
    (3, (2, 'its words name no level, so learning is taken', False))
    """
    if not _FIRST_BEHAVIOUR.search(text) and _OWN.search(text):
        return 2, f"it asks {_COMPILED[2][1]}", True
    if _FIRST_BEHAVIOUR.search(text):
        return 3, f"it asks {_COMPILED[1][1]}", True
    for level, says, words in _COMPILED:
        if words.search(text):
            return level, f"it asks {says}", True
    return 2, "its words name no level, so learning is taken", False


def topic_of(text: str) -> str:
    """What a question asks about, in a few words; "" where its words name no topic that is known.

    >>> topic_of("I can work with parents on bonding with their baby"), topic_of("The venue was good")
    ('bonding', '')
    """
    return next((topic for topic, words in _TOPIC if words.search(text)), "")
