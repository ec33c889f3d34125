"""One course: to how many of its sessions people came, who brought a case, and from booked to answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Table, counted
from evaluation.charts.training import words
from evaluation.findings.flows import told

if TYPE_CHECKING:
    from evaluation.estimates import Rate
    from evaluation.training.evidence import CourseFinding, SessionCount

_SOURCE = "Source: the course's register"


def attendance_bars(course: CourseFinding) -> Chart | None:
    """How many came to one, two, three … sessions of a course; None where there was one, or none is shown."""
    rates = course.attended
    if len(rates) < 2 or all(rate.n is None for rate in rates):
        return None
    names = tuple(_times(rate, len(course.sessions) or len(rates)) for rate in rates)
    texts = tuple(map(words.with_share, rates))
    who = _among(rates[0])
    return Chart(
        kind="bars",
        title=words.title(course.sentence),
        subtitle=f"{_head(course)}: sessions that each learner came to; {who}",
        alt=f"{words.title(course.sentence)}. {words.listed(names, texts)}",
        caption=f"{_SOURCE}. Fewest sessions first",
        how=(
            f"Who: {who}, each in the one bar for how many sessions they came to.",
            f"Share: of those {who}.",
            words.NO_INTERVAL,
            *words.protection(rates),
        ),
        data=Table(
            caption=f"{course.name}: how many sessions learners came to",
            columns=("Sessions", "Learners", "Share"),
            rows=tuple((name, *words.count_and_share(rate)) for name, rate in zip(names, rates, strict=True)),
            notes=(f"Share of {who}.",),
            name="Sessions attended",
        ),
        rows=tuple(map(Row, names)),
        series=(
            Series(
                name="Learners",
                values=tuple(rate.n for rate in rates),
                labels=texts,
                looks=(palette.COUNTED,) * len(rates),
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
            ),
        ),
        axis="Number of learners",
    )


def sessions_bars(course: CourseFinding) -> Chart | None:
    """How many came to each session and, where that was asked, how many of them brought a case.

    None for a course of one session, and where no count is shown.
    """
    sessions = tuple(sorted(course.sessions, key=lambda session: session.order))
    if len(sessions) < 2 or all(session.came.n is None for session in sessions):
        return None
    names = tuple(session.session for session in sessions)
    came = tuple(session.came for session in sessions)
    brought = tuple(session.brought for session in sessions)
    asked = any(rate is not None and rate.n is not None for rate in brought)
    printed = tuple(map(_said, sessions)) if asked else tuple(map(words.with_share, came))
    series = [_bars("Came", tuple(came), names, palette.BEFORE if asked else palette.COUNTED, short=asked)]
    if asked:
        series.append(_bars("Brought a case", brought, names, palette.AFTER, short=True))
    of_whom = _among(came[0])
    return Chart(
        kind="paired" if asked else "bars",
        title=_title(course, came),
        subtitle=(
            f"{_head(course)}: learners who came to each session"
            f"{', and who brought an example of their work' if asked else ''}; {of_whom}"
        ),
        alt=f"{_title(course, came)}. {words.listed(names, printed)}",
        caption=f"{_SOURCE}. In the order of the sessions",
        how=(
            f"Came: how many of {of_whom} came to the session.",
            *(
                ("Brought a case: how many of those there, as far as the register says whether they did.",)
                if asked
                else ()
            ),
            words.NO_INTERVAL,
            *words.protection(rate for rate in (*came, *brought) if rate is not None),
        ),
        data=course_table(course),
        rows=tuple(map(Row, names)),
        series=tuple(series),
        axis="Number of learners",
    )


def course_table(course: CourseFinding) -> Table:
    """One row a session: its day, who came, and who brought a case."""
    sessions = sorted(course.sessions, key=lambda session: session.order)
    asked = any(session.brought is not None for session in sessions)
    none = (wording.UNAVAILABLE, wording.UNAVAILABLE, wording.UNAVAILABLE)
    return Table(
        caption=f"{course.name}: who came to each session",
        columns=(
            "Session",
            "Day",
            "Came",
            "Share of all who came",
            *(("Said whether", "Brought a case", "Share of those") if asked else ()),
        ),
        rows=tuple(
            (
                session.session,
                wording.day(session.day),
                *words.count_and_share(session.came),
                *(
                    ()
                    if not asked
                    else none
                    if session.brought is None
                    else (
                        counted(session.brought.of, session.brought.hidden or wording.UNAVAILABLE),
                        *words.count_and_share(session.brought),
                    )
                ),
            )
            for session in sessions
        ),
        notes=(
            *((f"Share of {_among(sessions[0].came)}.",) if sessions else ()),
            *(("Said whether: for how many the register says if they brought a case.",) if asked else ()),
        ),
        name="Sessions",
    )


def course_flow(course: CourseFinding) -> Chart | None:
    """How many booked, came and answered, and where the others went; None where no step is known."""
    steps, reasons = course.flow.steps, course.flow.reasons
    both = (*steps, *reasons)
    if not steps or all(step.n is None for step in steps):
        return None
    texts = tuple(told(course.flow, step.n) for step in both)
    names = (*(step.label for step in steps), *(f"Not counted: {step.label}" for step in reasons))
    said = f"{steps[0].label}: {texts[0]}. {steps[-1].label}: {texts[len(steps) - 1]}"
    return Chart(
        kind="bars",
        title=said,
        subtitle=f"{_head(course)}: learners, from “{steps[0].label}” to “{steps[-1].label}”"
        f"{'; numbers are rounded' if course.flow.rounded else ''}",
        alt=f"{said}. Learners left at each step, then why others are not counted. "
        f"{words.listed(names, texts)}",
        caption="Source: bookings, register and forms of the course",
        how=(
            "Who: learners, each counted once in a bar.",
            *(("Not counted: the reason why each of the others is left out.",) if reasons else ()),
            words.NO_INTERVAL,
            *how.protection(rounded=course.flow.rounded, hidden=any(step.n is None for step in both)),
        ),
        data=course_flow_table(course),
        rows=tuple(map(Row, names)),
        series=(
            Series(
                name="Learners",
                values=tuple(step.n for step in both),
                labels=tuple(wording.count(step.n) for step in both),
                looks=(palette.COUNTED,) * len(steps) + (palette.NOT_COUNTED,) * len(reasons),
                hovers=tuple(f"{name}: {text}" for name, text in zip(names, texts, strict=True)),
            ),
        ),
        axis="Number of learners",
    )


def course_flow_table(course: CourseFinding) -> Table:
    """The same as a table: each step and each reason with its count."""
    return Table(
        caption=f"{course.name}: from booking to evaluation",
        columns=("Kind", "Step or reason", "Learners"),
        rows=(
            *(("Step", step.label, counted(step.n)) for step in course.flow.steps),
            *(("Not counted", step.label, counted(step.n)) for step in course.flow.reasons),
        ),
        notes=("Numbers are rounded.",) if course.flow.rounded else (),
        name="Booked to answered",
    )


def _head(course: CourseFinding) -> str:
    return f"{course.name}, {wording.period(*course.period)}"


def _among(rate: Rate) -> str:
    return f"{words.some(rate.of, rounded=rate.rounded, hidden=rate.hidden or wording.HIDDEN)} {rate.who}"


def _times(rate: Rate, sessions: int) -> str:
    """What a bar counts: "2 of 3 sessions"."""
    return f"{rate.outcome} of {sessions} sessions" if rate.outcome.isdigit() else rate.outcome


def _said(session: SessionCount) -> str:
    came = f"{words.with_share(session.came)} came"
    return came if session.brought is None else f"{came}, {words.with_share(session.brought)} brought a case"


def _bars(
    name: str, rates: tuple[Rate | None, ...], rows: tuple[str, ...], look: palette.Look, *, short: bool
) -> Series:
    """How many at each session; where two bars share a row, there is room for the count alone."""
    texts = [wording.UNAVAILABLE if rate is None else words.with_share(rate) for rate in rates]
    counts = [
        wording.UNAVAILABLE if rate is None else wording.count(rate.n, rate.hidden or wording.UNAVAILABLE)
        for rate in rates
    ]
    return Series(
        name=name,
        values=tuple(None if rate is None else rate.n for rate in rates),
        labels=tuple(counts if short else texts),
        looks=(look,) * len(rates),
        hovers=tuple(f"{row}, {name.lower()}: {text}" for row, text in zip(rows, texts, strict=True)),
    )


def _title(course: CourseFinding, came: tuple[Rate, ...]) -> str:
    """How many came to the first session and to the last."""
    first, last = came[0], came[-1]
    if first.n is None or last.n is None:
        return f"{course.name}: who came to each session"
    counts = [words.some(rate.n, rounded=rate.rounded) for rate in (first, last)]
    return f"{course.name}: {counts[0]} came to the first session, {counts[1]} to the last"
