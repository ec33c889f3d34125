"""A measure in plain words and in plain values: all that is known, with sources and status.

`about`, `of_scale` and `terms` give the same lines to the page and to the command line.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evaluation.measures import phrases
from evaluation.measures.definition import ChangeRule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from evaluation.measures.definition import Fact, Measure, Scale, Status

NONE = "no published threshold that could be verified"
CHANGE = {
    "reliable": "Reliable change",
    "important": "Smallest change that counts",
    "progress": "Progress",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing known of a measure: its heading, what it is, who says so and how far to trust it.

    `known` is False where the line says that nothing is; `status` is None where nobody vouches
    for more than the source.
    """

    heading: str
    text: str
    source: str = ""
    status: Status | None = None
    doubt: str = ""
    note: str = ""
    known: bool = True

    @property
    def trust(self) -> str:
        """How far to trust it, in words; empty where that is not said."""
        said = (phrases.STATUS[self.status] if self.status else "", self.doubt)
        return "; ".join(filter(None, said))

    def __str__(self) -> str:
        vouched = ": ".join(filter(None, (self.trust, self.source)))
        return " ".join(
            filter(None, (f"{self.heading}: {self.text}", f"[{vouched}]" if vouched else "", self.note))
        )


def to_dict(measure: Measure) -> dict[str, Any]:
    """Plain values for JSON, with the fields of `Measure` as keys and lists for tuples.

    >>> from evaluation.measures import registry
    >>> to_dict(registry().get("phq9"))["scales"][0]["cut_offs"][0]["at"]
    10.0
    """
    plain: dict[str, Any] = _listed(asdict(measure))
    return plain


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_listed(one) for one in value]
    return value


def describe(measure: Measure) -> str:
    """All that is known of a measure, as lines to read, each number with its source and status.

    >>> from evaluation.measures import registry
    >>> print(describe(registry().get("phq9")).splitlines()[0])
    PHQ-9: Patient Health Questionnaire
    """
    return "\n".join(_text(measure))


def _text(measure: Measure) -> Iterator[str]:
    yield title(measure)
    yield measure.asks
    yield from map(str, about(measure))
    for scale in measure.scales:
        yield ""
        yield f"{scale.title} ({scale.id}): {scale.name}"
        yield from (f"  {line}" for line in of_scale(scale, measure))
    yield ""
    yield from map(str, terms(measure))


def title(measure: Measure) -> str:
    """The short name of a measure and its full one, where they differ."""
    return measure.name if measure.name == measure.short else f"{measure.short}: {measure.name}"


def about(measure: Measure) -> tuple[Line, ...]:
    """What belongs to the whole measure: who answers, about whom, its questions, its alerts."""
    return tuple(_about(measure))


def _about(measure: Measure) -> Iterator[Line]:
    yield Line(heading="Answered by", text=measure.rater)
    yield Line(heading="About", text=measure.about)
    own = "; described locally, not a published questionnaire" if measure.local else ""
    yield Line(heading="Kind of outcome", text=f"{phrases.DOMAIN[measure.domain]}{own}")
    if measure.ages is not None:
        yield _line("Ages", phrases.ages(measure.ages), measure.ages)
    if measure.items is None:
        yield Line(heading="Questions", text="not read one by one; give the score")
    else:
        items = measure.items
        each = f"each scored {items.minimum:g} to {items.maximum:g}"
        step = f" in steps of {items.step:g}" if items.step != 1 else ""
        yield Line(heading="Questions", text=f"{items.count}, {each}{step}", source=items.source)
        for heading, text in phrases.answers(items):
            yield Line(heading=heading, text=text)
    for alert in measure.alerts:
        yield _line("Safety", alert.label, alert)


def of_scale(scale: Scale, measure: Measure) -> tuple[Line, ...]:
    """What is known of one scale: its range and direction first, then each threshold and figure."""
    return tuple(_of_scale(scale, measure))


def _of_scale(scale: Scale, measure: Measure) -> Iterator[Line]:
    kind = ", an order rather than an amount" if scale.ordinal else ""
    yield Line(
        heading="Scores",
        text=f"{scale.minimum:g} to {scale.maximum:g}{kind}",
        source=scale.source,
        status=None if measure.local else scale.status,
        note=scale.note,
    )
    yield Line(heading="Direction", text=phrases.direction(scale))
    yield Line(heading="How it is made", text=phrases.made(scale, measure))
    if scale.labels:
        yield Line(heading="In words", text=phrases.coded(scale.labels))
    if scale.score in {"sum", "mean", "mean_x10"}:
        yield _line("Unanswered questions", phrases.needed(scale), scale.missing)
    if scale.score != "answers":  # which makes no score of which anything could be said
        yield from _means(scale)


def _means(scale: Scale) -> Iterator[Line]:
    """What the scores mean: each cut-off, band, change rule, reliability and norm."""
    yield from _facts("Clinical range", ((phrases.clinical(scale, cut), cut) for cut in scale.cut_offs), NONE)
    for one in scale.bands:
        yield _line("Band", phrases.band(one), one)
    if scale.claims:
        reliable = [rule for rule in scale.change_rules if rule.kind == "reliable"]
        others = [rule for rule in scale.change_rules if rule.kind != "reliable"]
        yield from _facts(CHANGE["reliable"], ((phrases.gain(rule), rule) for rule in reliable), NONE)
        for rule in others:
            yield _line(CHANGE[rule.kind], phrases.gain(rule), rule)
    for entry in scale.reliability:
        # Many samples say in words how many they were.
        n = f"n = {entry.n}" if entry.n and str(entry.n) not in entry.sample.replace(",", "") else ""
        people = ", ".join(filter(None, (entry.sample, n)))
        figure = f"{phrases.RELIABILITY[entry.kind]} {entry.value:.2f}"
        yield _line("Reliability", ", ".join(filter(None, (figure, people))), entry)
    if not scale.reliability:
        yield Line(heading="Reliability", text="none in the registry", known=False)
    for norm in scale.norms:
        spread = f" (SD {norm.sd:g})" if norm.sd is not None else ""
        people = f", n = {norm.n}" if norm.n is not None else ""
        yield _line("Mean elsewhere", f"{norm.mean:g}{spread}{people}, {norm.population}", norm)
    if scale.convert:
        table = ", ".join(f"{raw:g} → {metric:.2f}" for raw, metric in scale.convert)
        yield Line(heading="Conversion", text=table)


def terms(measure: Measure) -> tuple[Line, ...]:
    """The licence of a measure, what to know about it, and where it was published."""
    licence = measure.licence
    notes = (Line(heading="Note", text=note) for note in measure.notes)
    cited = (
        Line(heading="Published in", text=entry.text, note=f"doi {entry.doi}" if entry.doi else "")
        for entry in measure.citations
    )
    first = Line(heading="Licence", text=licence.text, source=licence.source or "source not known")
    return (first, *notes, *cited)


def _facts(heading: str, facts: Iterable[tuple[str, Fact]], otherwise: str) -> Iterator[Line]:
    empty = True
    for text, fact in facts:
        empty = False
        yield _line(heading, text, fact)
    if empty:
        yield Line(heading=heading, text=otherwise, known=False)


def _line(heading: str, text: str, fact: Fact) -> Line:
    doubt = "unit not known" if isinstance(fact, ChangeRule) and fact.unit_unknown else ""
    return Line(
        heading=heading, text=text, source=fact.source, status=fact.status, doubt=doubt, note=fact.note
    )
