"""NHS Talking Therapies: recovery, reliable improvement and reliable recovery on two questionnaires.

Definitions: NHS England annual report metadata 2024-25 (mirrored in github.com/bennettoxford/nhstt
at f65c91b) for finished courses, caseness at the first valid score, denominators and what reliable
recovery is made of; recovery from cbtwatch.com, which cites the programme's manual.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.change.rule import make_rate
from evaluation.composites.rule import CompositeRule, RuleText
from evaluation.composites.statuses import Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from evaluation.composites.statuses import StatusTable
    from evaluation.estimates import Rate

MEASURES = ("phq9", "gad7")
_METADATA = (
    "NHS England annual report metadata 2024-25 for Talking Therapies (mirrored in "
    "github.com/bennettoxford/nhstt at f65c91b)"
)
_AMOUNTS = "a registered trial that states the programme's numbers (NCT05134103)"


@dataclass(frozen=True, kw_only=True)
class TalkingTherapies(CompositeRule):
    """The rule of NHS Talking Therapies on PHQ-9 and GAD-7.

    Improved: at least one got reliably better and neither reliably worse; worse: the other way
    round; no reliable change: everyone else with two scores on both. `amounts` and `cut_offs` say
    the numbers in words, one each scale. With `national`, finished courses without those scores
    stay in the denominators, as they do in the published figures.
    """

    amounts: tuple[str, ...] = ()
    cut_offs: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the rule."""
        return "talking_therapies"

    @property
    def title(self) -> str:
        """What it is called, and whether it is the national statistic."""
        return (
            "NHS Talking Therapies definition"
            if self.national
            else "NHS Talking Therapies rule, not the national statistic"
        )

    @property
    def texts(self) -> tuple[RuleText, ...]:
        """Change, recovery and reliable recovery in words."""
        amounts, cut_offs = wording.listed(self.amounts), wording.listed(self.cut_offs, "or")
        stay = (
            " Finished courses without them stay in the denominator and are shown as not judged."
            if self.national
            else ""
        )
        start = (
            "all finished courses but those that started below both cut-offs"
            if self.national
            else "those with two scores on both who started at or above a cut-off on either"
        )
        return (
            RuleText(
                id="talking_therapies",
                label="Reliable improvement",
                text=(
                    f"Got better: at least one of the two moved by its amount ({amounts}) for the better and "
                    "neither moved by it for the worse. Got worse: at least one moved by it for the worse "
                    "and neither for the better. No reliable change: everyone else with two scores on both, "
                    f"those who got better on one and worse on the other among them.{stay} What counts as "
                    "worse, and where better on one and worse on the other belongs, was not verified in a "
                    "source: it mirrors the definition of better."
                ),
                source=f"{_METADATA}; the amounts from {_AMOUNTS}",
                status="secondary",
            ),
            RuleText(
                id="talking_therapies_recovery",
                label="Recovery",
                text=(
                    f"In the clinical range at first on either questionnaire ({cut_offs}) and on neither at "
                    f"the last score. Counted among {start}."
                ),
                source=(
                    f"{_METADATA} for the denominator; cbtwatch.com, citing the programme's manual, for "
                    f"below both at the end; the cut-offs from {_AMOUNTS}"
                ),
                status="secondary",
            ),
            RuleText(
                id="talking_therapies_reliable_recovery",
                label="Reliable recovery",
                text="Both recovered and reliably improved, counted among the same as recovery.",
                source=_METADATA,
                status="verified",
            ),
        )

    def judged(self, table: StatusTable) -> NDArray[np.bool_]:
        """Those with a first and a last score on both."""
        return table.all_of(Status.PAIRED)

    def rates(self, table: StatusTable, many: str, confidence: float = 0.95) -> tuple[Rate, ...]:
        """Better, no change, worse (and not judged); recovery and reliable recovery, each with the rest."""
        judged = self.judged(table)
        better, worse = table.any_of(Status.IMPROVED), table.any_of(Status.WORSE)
        improved, worsened = judged & better & ~worse, judged & worse & ~better
        of = table.n if self.national else table.number(judged)
        n_improved, n_worse = table.number(improved), table.number(worsened)
        n_judged = table.number(judged)
        who = (
            f"{many} with a finished course of treatment"
            if self.national
            else f"{many} with two scores on both questionnaires"
        )
        change = [
            ("improved", n_improved),
            ("no_change", n_judged - n_improved - n_worse),
            ("worse", n_worse),
        ]
        if self.national:
            change.append(("not_judged", of - n_judged))
        # As published: whoever is not known to have started below both stays in.
        starting = ~table.all_of(Status.BELOW_FIRST) if self.national else judged & _case(table)
        of_cases = table.number(starting)
        recovered = judged & _case(table) & table.all_of(Status.BELOW_LAST)
        n_recovered, n_reliable = table.number(recovered), table.number(recovered & improved)
        whose = (
            f"{who} who were not below both cut-offs at first"
            if self.national
            else f"{who} who started in the clinical range on either"
        )
        return (
            *(make_rate(self.id, outcome, n, of, who, confidence) for outcome, n in change),
            *(
                make_rate(f"{self.id}_{part}", outcome, n, of_cases, whose, confidence)
                for part, n_yes in (("recovery", n_recovered), ("reliable_recovery", n_reliable))
                for outcome, n in ((part, n_yes), (f"no_{part}", of_cases - n_yes))
            ),
        )

    def asides(self, table: StatusTable) -> tuple[str, ...]:
        """How many got better on one and worse on the other."""
        judged = self.judged(table)
        mixed = table.number(judged & table.any_of(Status.IMPROVED) & table.any_of(Status.WORSE))
        if not mixed:
            return ()
        return (
            (
                f"{wording.count(mixed)} of those under no reliable change got reliably better on one "
                "questionnaire and reliably worse on the other."
            ),
        )


def _case(table: StatusTable) -> NDArray[np.bool_]:
    return table.any_of(Status.CASE_FIRST)
