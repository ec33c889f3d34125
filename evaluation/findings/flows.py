"""The words of a flow: what is printed of who is counted, and of what the file can't tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import ENROLMENT, LEARNER

if TYPE_CHECKING:
    from evaluation.findings.finding import Flow


def told(flow: Flow, n: int | None) -> str:
    """A count of a flow in print, "about" before one that disclosure control has rounded.

    >>> from evaluation.findings.finding import Flow
    >>> told(Flow(steps=()), 1204), told(Flow(steps=(), rounded=True), 60), told(Flow(steps=()), None)
    ('1,204', 'about 60', '[c]')
    """
    return f"about {wording.count(n)}" if flow.rounded and n is not None else wording.count(n)


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
