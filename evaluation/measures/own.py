"""A questionnaire of the service's own: what a person says of it, and the measure this makes."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from evaluation.errors import InputError
from evaluation.measures.catalogue import names
from evaluation.measures.checking import problems, snake_case
from evaluation.measures.definition import Domain, Items, Licence, Measure, Missing, Scale
from evaluation.measures.names import normalised
from evaluation.measures.own_facts import GIVEN, change_rules, cut_offs, norms, reliabilities, where
from evaluation.measures.own_values import answers, called, direction, span, text, whole
from evaluation.measures.shared_names import shared_by

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_STATED = "not stated"
MOST_QUESTIONS = 100
MOST_ANSWERS = 1000
_ABOUT = {"relationship": "parent and baby", "caregiver": "parent", "baby": "baby", "learning": "learner"}
# Words that headers use for other things: a questionnaire of such a name would be seen everywhere.
_SAYS_NOTHING = frozenset(
    "score scores total sum mean average question questions item items answer answers rating q s a an the of "
    "before after pre post baseline start end review follow up followup stage time date id name number "
    "family child baby parent mother father practitioner learner rater age sex gender ethnicity site".split()
)


@dataclass(frozen=True, kw_only=True)
class Own:
    """What a person says of a questionnaire: from its answers (`questions` says how many) or its total.

    `minimum` and `maximum` are those of one answer where there are questions, else of the score.
    `labels` are answers in words and the number that each stands for, `cut_off` is the first score
    that counts as a concern, `change` the points that the service counts as a change.
    """

    name: str
    minimum: float | None = None
    maximum: float | None = None
    better: str = ""  # asked for, never guessed
    questions: int | None = None
    mean: bool = False  # the mean of the answers rather than their sum
    reversed: tuple[int, ...] = ()
    may_miss: int = 0  # unanswered questions that are filled in with the mean of the others
    labels: tuple[tuple[str, float], ...] = ()
    short: str = ""
    concept: str = ""  # what it measures, in words that follow "improvement in"
    rater: str = NOT_STATED
    domain: str = ""
    aliases: tuple[str, ...] = ()
    ordinal: bool = False
    cut_off: float | None = None
    cut_off_label: str = ""
    change: float | None = None
    reliability: float | None = None
    reliability_kind: str = "stated"
    reliability_source: str = ""
    population_mean: float | None = None
    population_sd: float | None = None
    population_source: str = ""
    id: str = ""  # made from the name where empty


def own_measure(said: Own) -> Measure:
    """The measure that a person's words describe; whatever it holds is the service's own convention.

    Raises InputError in one sentence where something is missing or can't be.

    >>> said = Own(name="Our scale", questions=10, minimum=1, maximum=5, better="higher")
    >>> scale = own_measure(said).scale("total")
    >>> scale.minimum, scale.maximum, scale.better
    (10.0, 50.0, 'higher')
    """
    name = called(said.name)
    rater = text(said.rater) or NOT_STATED
    domain = _domain(said.domain or ("learning" if rater == "learner" else "other"))
    concept = text(said.concept) if text(said.concept) != name else ""
    measure = Measure(
        id=_id(said.id, name),
        name=name,
        short=text(said.short) or name,
        asks=f"A questionnaire of the service's own about {concept}."
        if concept
        else "A score kept by the service; it is not a published questionnaire.",
        domain=domain,
        about=_ABOUT.get(domain, "learner" if rater == "learner" else "family"),
        rater=rater,
        aliases=_aliases(said.aliases),
        items=_items(said, name) if said.questions is not None else None,
        scales=(_scale(said, name, concept),),
        local=True,
        licence=Licence(
            text="Described by the service, which knows what its licence allows.",
            wording="unknown",
            source=GIVEN,
        ),
    )
    for field, problem in problems(measure):
        raise InputError(f"'{name}' can't be used as it is described: {field}: {problem}.")
    return measure


def local_measure(
    id: str,  # noqa: A002 - what definition.Measure calls it
    name: str,
    minimum: float | None,
    maximum: float | None,
    better: str | None,
    *,
    ordinal: bool = False,
    rater: str = NOT_STATED,
) -> Measure:
    """Describe a score column that is no known measure: its range and its better direction.

    The measure has one scale, "total", entered as it is, without any threshold. Raises
    InputError as `own_measure` does, and where the id is not in lower-case letters, digits and
    underscores.

    >>> local_measure("helping_question", "Helping question", 0, 10, "higher").scale("total").better
    'higher'
    """
    said = Own(name=name, minimum=minimum, maximum=maximum, better=better or "", ordinal=ordinal, rater=rater)
    return own_measure(replace(said, id=id))


def said_of(measure: Measure) -> Own | None:
    """What a person would have to say for this measure; None where the form could not hold it all.

    >>> said_of(own_measure(Own(name="Worry", minimum=1, maximum=7, better="lower"))).maximum
    7.0
    """
    scale, items = measure.scales[0], measure.items
    reliability = next(iter(scale.reliability), None)
    norm = next(iter(scale.norms), None)
    cut_off = next(iter(scale.cut_offs), None)
    change = next(iter(scale.change_rules), None)
    said = Own(
        name=measure.name,
        minimum=items.minimum if items else scale.minimum,
        maximum=items.maximum if items else scale.maximum,
        better=scale.better,
        questions=items.count if items else None,
        mean=scale.score == "mean",
        reversed=items.reversed if items else (),
        may_miss=scale.missing.most,
        labels=items.labels if items else scale.labels,
        short="" if measure.short == measure.name else measure.short,
        concept="" if scale.name == measure.name else scale.name,
        rater=measure.rater,
        domain=measure.domain,
        aliases=measure.aliases,
        ordinal=scale.ordinal,
        cut_off=cut_off.at if cut_off else None,
        cut_off_label=cut_off.label if cut_off else "",
        change=change.value if change else None,
        reliability=reliability.value if reliability else None,
        reliability_kind=reliability.kind if reliability else "stated",
        reliability_source=where(reliability.source) if reliability else "",
        population_mean=norm.mean if norm else None,
        population_sd=norm.sd if norm else None,
        population_source=where(norm.source) if norm else "",
        id=measure.id,
    )
    try:
        return said if own_measure(said) == measure else None
    except InputError:
        return None


def check_new(measure: Measure, known: Iterable[Measure]) -> None:
    """See that a measure can join known ones: raises InputError where its name is theirs, or says nothing.

    >>> from evaluation.measures import registry
    >>> check_new(own_measure(Own(name="phq 9", minimum=0, maximum=27, better="lower")), registry())
    Traceback (most recent call last):
    evaluation.errors.InputError: 'phq 9' is already here as PHQ-9: use that, or give yours another name.
    """
    for name in (measure.name, measure.short, *measure.aliases):
        words = re.findall(r"[^\W\d_]+|\d+", name.casefold())
        if len(normalised(name)) < 2 or all(word in _SAYS_NOTHING or word.isdecimal() for word in words):
            raise InputError(
                f"'{name}' can't be told from other words in a header: choose a name of its own."
            )
        shared = shared_by(name)
        if shared is not None:
            raise InputError(
                f"{shared.name} is a name that several questionnaires share: give yours one of its own."
            )
    mine = names(measure)
    for other in known:
        if other.id == measure.id or mine & names(other):
            raise InputError(
                f"'{measure.short}' is already here as {other.short}: use that, or give yours another name."
            )


def _id(said: str, name: str) -> str:
    if said:
        if not snake_case(str(said)):
            raise InputError(
                f"The id of {name!r} is {said!r}; use lower-case letters, digits and underscores, "
                "as in 'my_score'."
            )
        return said
    # The prefix keeps it apart from questionnaires that Attune may know one day.
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return "_".join(["own", *(words or [hashlib.sha256(name.encode()).hexdigest()[:8]])])


def _aliases(said: Iterable[str]) -> tuple[str, ...]:
    found = (text(alias).lower() for alias in said)
    return tuple(dict.fromkeys(alias for alias in found if normalised(alias)))


def _domain(said: str) -> Domain:
    if said not in get_args(Domain):
        raise InputError(f"What it is about is {said!r}; use one of {', '.join(get_args(Domain))}.")
    return said  # type: ignore[return-value]  # just checked


def _items(said: Own, name: str) -> Items:
    count = whole(name, "number of questions", said.questions)
    if not 1 <= count <= MOST_QUESTIONS:
        raise InputError(
            f"'{name}' is said to have {count} questions; it can have from 1 to {MOST_QUESTIONS}."
        )
    low, high = span(name, "answer", said.minimum, said.maximum)
    if not (low.is_integer() and high.is_integer()):
        raise InputError(f"The answers to '{name}' must be whole numbers, not {low:g} to {high:g}.")
    if high - low > MOST_ANSWERS:
        raise InputError(f"The answers to '{name}' can't go further than {MOST_ANSWERS} numbers.")
    for item in said.reversed:
        if whole(name, "number of a reversed question", item) not in range(1, count + 1):
            raise InputError(f"Question {item} can't be reversed: '{name}' has {count} questions.")
    if not 0 <= whole(name, "number of answers that may be missing", said.may_miss) < count:
        raise InputError(f"{said.may_miss} answers can't be missing: '{name}' has {count} questions.")
    labels = answers(said.labels, name, low, high)
    for word, stands in labels:
        if not stands.is_integer():
            raise InputError(f"The answer '{word}' of '{name}' stands for {stands:g}, not a whole number.")
    return Items(
        count=count,
        minimum=low,
        maximum=high,
        reversed=tuple(sorted({int(item) for item in said.reversed})),
        labels=labels,
        source=GIVEN,
    )


def _scale(said: Own, name: str, concept: str) -> Scale:
    count = said.questions
    low, high = span(name, "score" if count is None else "answer", said.minimum, said.maximum)
    times = 1 if count is None or said.mean else count
    minimum, maximum = span(name, "score", low * times, high * times)
    return Scale(
        id="total",
        name=concept or name,
        title=text(said.short) or name,
        minimum=minimum,
        maximum=maximum,
        better=direction(name, said.better),
        score="entered" if count is None else "mean" if said.mean else "sum",
        items=() if count is None else tuple(range(1, count + 1)),
        labels=answers(said.labels, name, low, high) if count is None else (),
        ordinal=bool(said.ordinal),
        missing=Missing(
            rule="prorate" if count is not None and said.may_miss else "complete",
            most=said.may_miss if count is not None else 0,
            status="convention",
            source=GIVEN,
        ),
        cut_offs=cut_offs(said, name, minimum, maximum),
        change_rules=change_rules(said, name, maximum - minimum),
        reliability=reliabilities(said, name),
        norms=norms(said, name, minimum, maximum),
        source=GIVEN,
        status="convention",
    )
