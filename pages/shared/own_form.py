"""The form for a questionnaire of the service's own: what every one has first, the rest under "More"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from evaluation import wording
from evaluation.errors import InputError
from evaluation.measures import NOT_STATED, Own
from evaluation.measures.own import MOST_QUESTIONS
from evaluation.measures.own_texts import labels_said, numbers_said, numbers_text
from pages.shared import boxes
from pages.shared.own_scores import raters

if TYPE_CHECKING:
    from collections.abc import Callable

_Read = TypeVar("_Read")
_MADE = ("Answers to each question", "One score a person")
_DOMAINS = {
    "relationship": "The relationship between parent and baby",
    "caregiver": "The parent: wellbeing, confidence, stress",
    "baby": "The baby",
    "goals": "Goals",
    "learning": "Learning on a course",
    "other": "Something else",
}
_KINDS = {
    "stated": "Not known",
    "alpha": "Cronbach's alpha",
    "test-retest": "Test-retest (the same people asked twice)",
}


def ask(base: Own, key: str) -> Own:
    """What every questionnaire has; raises InputError where a box can't be read."""
    first, second = st.columns([3, 2])
    name = first.text_input(
        "Its name, as the headers of your file have it", value=base.name, max_chars=80, key=f"own name {key}"
    )
    made = second.radio(
        "Your file holds",
        _MADE,
        index=_MADE.index(_MADE[0] if base.questions or not base.name else _MADE[1]),
        horizontal=True,
        key=f"own made {key}",
    )
    of = "answer" if made == _MADE[0] else "score"
    one, two, three, four = st.columns(4)
    low = boxes.points(one, f"Lowest possible {of}", base.minimum, f"own low {key}")
    high = boxes.points(two, f"Highest possible {of}", base.maximum, f"own high {key}")
    better = boxes.direction(three, base.better, f"own better {key}")
    said = replace(base, name=name, minimum=low, maximum=high, better=better, questions=None)
    problems: list[str] = []  # said at the end: a box that is not drawn loses what was typed into it
    if made == _MADE[0]:
        count = four.number_input(
            "How many questions", 1, MOST_QUESTIONS, value=base.questions, step=1, key=f"own questions {key}"
        )
        said = replace(said, questions=count)
        if count is None and name:
            problems.append("How many questions it has is missing.")
        said = _questions(said, base, key, problems)
    with st.expander("More (all of it optional)", icon=":material/tune:"):
        said = _facts(_words(said, base, key, problems), base, key)
    if problems:
        raise InputError(problems[0])
    return said


def _read(reader: Callable[[str], _Read], text: str, otherwise: _Read, problems: list[str]) -> _Read:
    """What a box says, or what it said before with a note of what is wrong."""
    try:
        return reader(text)
    except InputError as error:
        problems.append(str(error))
        return otherwise


def _questions(said: Own, base: Own, key: str, problems: list[str]) -> Own:
    """How answers make a score."""
    one, two, three = st.columns(3)
    turned = one.text_input(
        "Questions that are reversed",
        value=numbers_text(base.reversed),
        placeholder="none, or: 2, 5, 7-9",
        help="Those where a high answer means the opposite. Give answers as the form has them: they are "
        "turned round when scored. Which score is better is meant after that.",
        key=f"own reversed {key}",
    )
    made = two.selectbox(
        "The score is the",
        ["sum of the answers", "average of the answers"],
        index=int(base.mean),
        key=f"own mean {key}",
    )
    may_miss = three.number_input(
        "Answers that may be missing",
        0,
        MOST_QUESTIONS,
        value=base.may_miss,
        step=1,
        help="Up to so many are filled in with the average of that person's other answers. With more, "
        "there is no score.",
        key=f"own miss {key}",
    )
    numbers = _read(numbers_said, turned, base.reversed, problems)
    return replace(said, reversed=numbers, mean=made == "average of the answers", may_miss=may_miss)


def _words(said: Own, base: Own, key: str, problems: list[str]) -> Own:
    """What it is called, what it is about, and its answers in words."""
    one, two = st.columns(2)
    concept = one.text_input(
        "What it measures, in words that follow “improvement in”",
        value=base.concept,
        placeholder="confidence in caring for the baby",
        max_chars=120,
        key=f"own concept {key}",
    )
    about = two.selectbox(
        "What it is about",
        list(_DOMAINS),
        index=list(_DOMAINS).index(base.domain or "other"),
        format_func=_DOMAINS.__getitem__,
        key=f"own about {key}",
    )
    rater = one.selectbox(
        "Who gives the answers",
        raters(base.rater),
        format_func=lambda who: "Choose" if who == NOT_STATED else wording.capital(who),
        key=f"own rater {key}",
    )
    short = two.text_input("A short name for tables", value=base.short, max_chars=30, key=f"own short {key}")
    labels = boxes.answers(one, base.labels, f"own labels {key}")
    aliases = two.text_area(
        "Other names that headers give it, one a line",
        value="\n".join(base.aliases),
        key=f"own aliases {key}",
    )
    ordinal = boxes.steps(base.ordinal, f"own ordinal {key}")
    return replace(
        said,
        concept=concept,
        domain=about,
        rater=rater,
        short=short,
        labels=_read(labels_said, labels, base.labels, problems),
        aliases=tuple(aliases.splitlines()),
        ordinal=ordinal,
    )


def _facts(said: Own, base: Own, key: str) -> Own:
    """Thresholds and statistics, all of them the service's own."""
    one, two, three = st.columns(3)
    cut_off = boxes.concern(one, base.cut_off, f"own cut-off {key}")
    label = boxes.concern_means(two, base.cut_off_label, f"own cut-off label {key}")
    change = boxes.points(
        three,
        "Points that you count as a change",
        base.change,
        f"own change {key}",
        "Yours, not a published amount. It is used when you ask for it, and named as yours.",
    )
    reliability = boxes.reliability(one, base.reliability, f"own reliability {key}")
    kind = two.selectbox(
        "Which kind of reliability",
        list(_KINDS),
        index=list(_KINDS).index(base.reliability_kind),
        format_func=_KINDS.__getitem__,
        key=f"own kind {key}",
    )
    where = three.text_input(
        "Where the reliability is from",
        value=base.reliability_source,
        placeholder="our pilot in 2024, 120 parents",
        max_chars=200,
        key=f"own reliability source {key}",
    )
    mean = boxes.population(one, "average", base.population_mean, f"own mean of all {key}")
    sd = boxes.population(two, "standard deviation", base.population_sd, f"own sd {key}")
    norm = three.text_input(
        "Where these two are from", value=base.population_source, max_chars=200, key=f"own norm source {key}"
    )
    st.caption("All of it is yours: results say so, and none of it becomes the headline by itself.")
    return replace(
        said,
        cut_off=cut_off,
        cut_off_label=label,
        change=change,
        reliability=reliability,
        reliability_kind=kind,
        reliability_source=where,
        population_mean=mean,
        population_sd=sd,
        population_source=norm,
    )
