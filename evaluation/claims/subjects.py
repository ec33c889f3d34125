"""What a claim can be about: each finding and national rule, with its names and its rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from evaluation.claims.own import plain
from evaluation.findings.lengths import lengths
from evaluation.findings.of_scale import rated_by
from evaluation.findings.sentences import sentence, short_sentence
from evaluation.measures import registry

if TYPE_CHECKING:
    from datetime import date

    from evaluation.estimates import Rate
    from evaluation.findings.composite import Composite
    from evaluation.findings.finding import Evidence, Finding, Flow, Nouns
    from evaluation.findings.lengths import Lengths

Whom = Literal["both", "first", "everyone"]
_COMMON = frozenset(
    "the a an of to in on by for with and symptoms score scores rating total feelings being parent baby sees "
    "progress towards measure scale families family general problems services rule outcomes outcome "
    "postnatal health".split()
)
# What parents are asked about most, and how it is said: a figure of one says nothing of another.
_TOPICS = {
    "anxiety": r"\banxi",
    "depression": r"\bdepress",
    "trauma": r"\btrauma",
    "stress": r"\bstress",
    "wellbeing": r"\bwell-?being|\bhappier\b|\bhappiness\b",
    "the parent–infant relationship": r"\brelationship|\bbond(?:s|ing|ed)?\b|\battachment",
}
_OF_DOMAIN = {"relationship": "the parent–infant relationship"}  # whatever a scale of it is called
# "phq-8" is another questionnaire than the PHQ-9.
_NUMBERED = re.compile(r"(?<![\w-])(?!(?:covid|top)-)[a-z]{2,6}-\d{1,2}(?![\w-])")
_KINDS = {"recovery": "recovered", "reliable_recovery": "recovered", "recovered": "recovered"}
_RELIABLE = frozenset(
    {
        *("reliable_change", "computed_change", "reliable_and_clinically_significant"),
        *("talking_therapies", "measurable_change"),
    }
)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """One number that the data give: a rate, of whom, and as what a claim would have to name it."""

    subject: Subject
    rate: Rate
    happened: str
    whom: Whom
    n: int
    of: int
    share: float
    reliable: bool
    headline: bool


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One finding or national rule."""

    key: str
    title: str
    rated: str  # who rated, in words
    names: tuple[str, ...]  # whole names, lower case
    words: frozenset[str]  # single words that are its own
    domain: str
    nouns: Nouns
    rates: tuple[Rate, ...]
    labels: tuple[tuple[str, str], ...]  # of each rule
    headline_rule: str
    period: tuple[date | None, date | None]  # of the second scores
    sentence: str
    texts: tuple[str, ...]  # every sentence that is printed of it
    first: int | None  # how many have a first score, where that is a number of the same kind
    everyone: int | None
    rater: str = ""  # "parent"; empty where a rule joins several
    better: str = ""  # "higher" or "lower"; empty where a rule joins several scores
    lengths: Lengths | None = None  # the sentence in three lengths, where it is of one score

    def label(self, rule: str) -> str:
        """A definition's name as it is printed."""
        return dict(self.labels).get(rule, self.title)

    def candidates(self) -> list[Candidate]:
        """Every rate that is printed, of those with both scores, of all with a first, and of everyone."""
        found = []
        for rate in self.rates:
            if rate.n is None or not rate.of or rate.share is None:
                continue
            happened = _KINDS.get(rate.outcome, rate.outcome)
            wider: list[tuple[Whom, int | None]] = [("first", self.first), ("everyone", self.everyone)]
            made = [self._made(rate, happened, "both", rate.of, rate.share)]
            if happened != "recovered":
                made += [
                    self._made(rate, happened, whom, of, rate.n / of)
                    for whom, of in wider
                    if of and of > rate.of
                ]
            found += made
        return found

    def _made(self, rate: Rate, happened: str, whom: Whom, of: int, share: float) -> Candidate:
        return Candidate(
            subject=self,
            rate=rate,
            happened=happened,
            whom=whom,
            n=rate.n or 0,
            of=of,
            share=share,
            reliable=rate.rule.split(":")[0] in _RELIABLE or "reliable" in rate.outcome,
            headline=rate.rule == self.headline_rule,
        )

    def named(self, text: str) -> int:
        """How clearly a text names it: 3 by its title, 2 by another name, 1 by a word of what it measures."""
        if re.search(rf"(?<!\w){re.escape(plain(self.title))}(?!\w)", text):
            return 3
        if any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in self.names):
            return 2
        topics = {topic for topic, how in _TOPICS.items() if re.search(how, text)}
        of_domain = _OF_DOMAIN.get(self.domain) in topics
        return 1 if of_domain or self.words & (set(re.findall(r"[a-z]+", text)) | topics) else 0


def subjects(evidence: Evidence) -> tuple[Subject, ...]:
    """Everything in the evidence that says who got better, in its order."""
    everyone = _n(evidence.flow, "all")
    return (
        *(_of_finding(finding, everyone) for finding in evidence.findings),
        *(_of_composite(composite, everyone) for composite in evidence.composites),
    )


def unknown_names(text: str, known: tuple[Subject, ...]) -> tuple[str, ...]:
    """Questionnaires, and matters such as anxiety, that a text names and the data don't have."""
    held = {name for subject in known for name in subject.names}
    about = " ".join([*held, *(subject.sentence.lower() for subject in known)])
    domains = {_OF_DOMAIN.get(subject.domain) for subject in known}
    topics = tuple(
        topic
        for topic, how in _TOPICS.items()
        if known and topic not in domains and re.search(how, text) and not re.search(how, about)
    )
    others = {
        plain(measure.short): measure.short
        for measure in registry()
        if len(measure.short) > 3
        and plain(measure.short) not in held
        and re.search(rf"(?<![\w-]){re.escape(plain(measure.short))}(?![\w-])", text)
    }
    numbered = [name for name in _NUMBERED.findall(text) if name not in others and name not in about]
    return topics + tuple(others.values()) + tuple(name.upper() for name in dict.fromkeys(numbered))


def showing(topic: str) -> tuple[str, ...]:
    """The questionnaires that say something of a matter such as "wellbeing", where their scoring is firm.

    >>> showing("wellbeing")
    ('SWEMWBS', 'WEMWBS')
    """
    how = _TOPICS[topic]
    return tuple(
        measure.short
        for measure in registry()
        if any(scale.claims and scale.firm and re.search(how, scale.name) for scale in measure.scales)
    )


def _of_finding(finding: Finding, everyone: int | None) -> Subject:
    same_kind = finding.flow.n("both") == finding.n
    names = (finding.short, finding.title, finding.measure_name, finding.concept)
    three = lengths(finding)
    texts = (finding.sentence, sentence(finding, dated=False), short_sentence(finding))
    return Subject(
        key=finding.key,
        title=finding.title,
        rated=rated_by(finding.rater),
        names=tuple(dict.fromkeys(plain(name).removeprefix("the ") for name in names if name)),
        words=_words(f"{finding.concept} {finding.title}"),
        domain=finding.domain,
        nouns=finding.nouns,
        rates=finding.rates,
        labels=tuple((rule.id, rule.label) for rule in finding.rules),
        headline_rule=finding.headline_rule,
        period=finding.period,
        sentence=finding.sentence,
        texts=(*texts, three.tile, three.paragraph, three.social),
        first=_n(finding.flow, "before") if same_kind else None,
        everyone=everyone if same_kind else None,
        rater=finding.rater,
        better=finding.better,
        lengths=three,
    )


def _of_composite(composite: Composite, everyone: int | None) -> Subject:
    return Subject(
        key=composite.key,
        title=composite.title,
        rated=rated_by(composite.rater),
        names=(plain(composite.title), "national definition", "national rule"),
        words=frozenset(),
        domain="national",
        nouns=composite.nouns,
        rates=composite.rates,
        labels=tuple((rule.id, rule.label) for rule in composite.rules),
        headline_rule=composite.id,
        period=composite.period,
        sentence=composite.sentence,
        texts=(composite.sentence,),
        first=None,
        everyone=everyone,
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in _COMMON)


def _n(flow: Flow, key: str) -> int | None:
    return next((step.n for step in flow.steps if step.key == key), None)
