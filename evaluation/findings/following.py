"""Who is counted: from everybody in the file to those in a figure, and why each of the others is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from evaluation.findings.finding import GOAL, Flow, Nouns, Step
from evaluation.tallies import number

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting import Counted, Counts
    from evaluation.findings.latest import Latest
    from evaluation.tallies import Entries
    from evaluation.view import View


def contact_steps(episodes: Entries, keep: NDArray[np.bool_]) -> tuple[Step, ...]:
    """How many were seen once and how many twice, where the file has dates of contacts; else no step.

    Whoever has scores but no date of a contact is in the later steps all the same, so these need not
    narrow down.
    """
    labels = {
        "first_contact": "With a first contact on record",
        "second_contact": "With a second contact on record",
    }
    return tuple(
        Step(key=key, label=label, n=number(episodes, keep & episodes.dated[key]))
        for key, label in labels.items()
        if episodes.dated[key].any()
    )


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
    subjects = None if entries is people else counted.episodes.people(keep)
    if subjects is not None:
        steps.append(Step(key="people", label=f"{people.many.capitalize()} (each counted once)", n=subjects))
    episodes, label = counted.number(keep), entries.many.capitalize()
    scored = keep & counted.any_score
    steps += [
        Step(key="all", label=f"{label} {place}", n=episodes),
        *contact_steps(counted.episodes, keep),
        Step(key="scored", label="With at least one score", n=counted.number(scored)),
        Step(
            key="both",
            label="With both scores on at least one measure",
            n=counted.number(keep & counted.any_pair),
        ),
    ]
    unscored = keep & ~counted.any_score
    only_said = unscored & _answered(latest, len(counted.episodes))
    reasons = (
        Step(key="no_score", label="No score at all", n=counted.number(unscored & ~only_said)),
        Step(key="only_said", label="Answers about the service, and no score", n=counted.number(only_said)),
        Step(key="one_score", label="No two scores to compare", n=counted.number(scored & ~counted.any_pair)),
    )
    return Flow(steps=tuple(steps), reasons=tuple(r for r in reasons if r.n))


def _answered(latest: tuple[Latest, ...], episodes: int) -> NDArray[np.bool_]:
    """Which episodes have answers about the service."""
    found = np.zeros(episodes, bool)
    for one in latest:
        found[one.episode] = found[one.unclear] = True
    return found
