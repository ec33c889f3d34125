"""Sentences to try, made of the data that are open: one that holds, and others as they are often printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.lengths import tile

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence, Finding

# From a charity's leaflet: the sentence that this tool was made to produce, and to qualify.
FIRST = "91 percent of clients saw an improvement in the quality of their parent–infant relationship."


def examples(evidence: Evidence) -> tuple[str, ...]:
    r"""Sentences to click: the first is of no data, the others are of the figures that are printed.

    >>> from evaluation import evaluate
    >>> rows = "\n".join(f"A{i},14,{6 if i < 7 else 14}" for i in range(10))
    >>> found = evaluate(f"Family ID,PHQ-9 before,PHQ-9 after\n{rows}".encode(), name="families.csv")
    >>> for example in examples(found.evidence)[1:]:
    ...     print(example)
    70% better, 30% no reliable change, 0% worse (10 families, depression symptoms)
    70% of families improved on PHQ-9.
    Thanks to our service, 70% of families had a better score on PHQ-9.
    """
    return tuple(dict.fromkeys((FIRST, *_of_data(evidence))))


def _of_data(evidence: Evidence) -> list[str]:
    shown = [finding for finding in evidence.findings if _better(finding)]
    if not shown:
        return []
    reliable = next((one for one in shown if one.headline_rule.startswith("reliable_change")), shown[0])
    loose = next((one for one in shown if one is not reliable), reliable)
    return [
        tile(reliable),
        wording.capital(f"{_better(reliable)} of {reliable.nouns.many} improved on {reliable.short}."),
        f"Thanks to our service, {_better(loose)} of {loose.nouns.many} had a better score on {loose.short}.",
    ]


def _better(finding: Finding) -> str:
    """The share that got better by the main definition as it is printed; empty where it is not."""
    rate = next(iter(finding.headline()), None)
    if rate is None or rate.share is None:
        return ""
    return f"{'about ' if rate.rounded else ''}{wording.share(rate.share)}"
