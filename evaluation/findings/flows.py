"""Who is counted: from everybody in the file to those in a figure, and why each of the others is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation import wording
from evaluation.findings.finding import ENROLMENT, GOAL, LEARNER, Flow, Nouns, Step

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting import Counted, Counts
    from evaluation.findings.latest import Latest
    from evaluation.importing.episodes import Episodes
    from evaluation.view import View


def told(flow: Flow, n: int | None) -> str:
    """A count of a flow in print, "about" before one that disclosure control has rounded.

    >>> told(Flow(steps=()), 1204), told(Flow(steps=(), rounded=True), 60), told(Flow(steps=()), None)
    ('1,204', 'about 60', '[c]')
    """
    return f"about {wording.count(n)}" if flow.rounded and n is not None else wording.count(n)


def contact_steps(episodes: Episodes, keep: NDArray[np.bool_]) -> tuple[Step, ...]:
    """How many were seen once and how many twice, where the file has dates of contacts; else no step.

    Whoever has scores but no date of a contact is in the later steps all the same, so these need not
    narrow down.
    """
    labels = {
        "first_contact": "With a first contact on record",
        "second_contact": "With a second contact on record",
    }
    return tuple(
        Step(key=key, label=label, n=int(np.count_nonzero(keep & episodes.dated[key])))
        for key, label in labels.items()
        if episodes.dated[key].any()
    )


def untold(flow: Flow, many: str) -> str:
    """Which steps the file can't tell, in a sentence; empty where it tells all, and for courses."""
    if many in {LEARNER.many, ENROLMENT.many}:
        return ""
    lacking = {"first_contact": "first", "second_contact": "second"}
    named = [word for key, word in lacking.items() if key not in {step.key for step in flow.steps}]
    if not named:
        return ""
    times = " and how many were seen twice" if "second" in named else ""
    started = f"how many {many} started" if "first" in named else ""
    what = f"{started}{times}" if started else f"how many {many} were seen twice"
    return f"The file has no dates of a {wording.listed(named)} contact, so {what} can't be told."


def scale_flow(counts: Counts, nouns: Nouns, people: Nouns, contacts: tuple[Step, ...] = ()) -> Flow:
    """Who is in and who is out on one scale; the reasons add up to everybody left out."""
    many = people.many
    with_before = counts.before_only + counts.both_unpaired + counts.both
    steps = [
        Step(key="all", label=f"{many.capitalize()} in these figures", n=counts.episodes),
        *contacts,
        Step(key="before", label="With a first score", n=with_before),
        Step(key="both", label="With both scores", n=counts.both),
    ]
    if nouns is GOAL:
        steps.append(Step(key="pairs", label="Goals rated twice", n=counts.pairs))
    reasons = (
        Step(key="neither", label="No score on this measure by this rater", n=counts.neither),
        Step(key="no_after", label="A first score but no second", n=counts.before_only),
        Step(key="no_before", label="A second score but no first", n=counts.after_only),
        Step(key="unpaired", label="Two scores that don't belong together", n=counts.both_unpaired),
        Step(key="unplaced", label="Scores whose stage or date the comparison can't use", n=counts.unplaced),
    )
    return Flow(steps=tuple(steps), reasons=tuple(r for r in reasons if r.n))


def overall_flow(
    counted: Counted,
    keep: NDArray[np.bool_],
    people: Nouns,
    entries: Nouns,
    latest: tuple[Latest, ...],
    view: View,
) -> Flow:
    """Who is in the file, or in what a view keeps of it, and has scores on anything."""
    narrowed = any(view.filters.values()) or view.start is not None or view.end is not None
    place = "in these figures" if narrowed else "in the file"
    steps = []
    if entries is not people:
        subjects = len(np.unique(counted.episodes.subject[keep]))
        steps.append(Step(key="people", label=f"{people.many.capitalize()} (each counted once)", n=subjects))
    episodes, label = int(keep.sum()), entries.many.capitalize()
    scored = keep & counted.any_score
    steps += [
        Step(key="all", label=f"{label} {place}", n=episodes),
        *contact_steps(counted.episodes, keep),
        Step(key="scored", label="With at least one score", n=int(scored.sum())),
        Step(
            key="both",
            label="With both scores on at least one measure",
            n=int((keep & counted.any_pair).sum()),
        ),
    ]
    unscored = keep & ~counted.any_score
    only_said = unscored & _answered(latest, len(counted.episodes))
    reasons = (
        Step(key="no_score", label="No score at all", n=int((unscored & ~only_said).sum())),
        Step(key="only_said", label="Answers about the service, and no score", n=int(only_said.sum())),
        Step(key="one_score", label="No two scores to compare", n=int((scored & ~counted.any_pair).sum())),
    )
    return Flow(steps=tuple(steps), reasons=tuple(r for r in reasons if r.n))


def _answered(latest: tuple[Latest, ...], episodes: int) -> NDArray[np.bool_]:
    """Which episodes have answers about the service."""
    found = np.zeros(episodes, bool)
    for one in latest:
        found[one.episode] = found[one.unclear] = True
    return found
