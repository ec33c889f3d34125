"""What is wrong with a claim whatever its figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording

if TYPE_CHECKING:
    from evaluation.claims.reading import Claim


def refuted(read: Claim) -> bool:
    """Whether no figure could bear the claim out."""
    return bool(
        read.causal
        or read.negated
        or read.amount
        or read.compared
        or read.vague
        or read.twisted
        or not read.parts
    )


def faults(read: Claim) -> list[str]:
    """The faults in words.

    >>> from evaluation.claims.reading import read_claim
    >>> faults(read_claim("Hundreds of families improved"))[0]
    'It says "hundreds", and numbers in words are read up to ninety-nine: write it in figures.'
    """
    reasons = []
    if read.causal:
        reasons.append(
            f'"{wording.capital(read.causal)}" claims a cause. Nobody here was compared with similar '
            "families who had no service, so the data can't say what brought a change about."
        )
    if read.compared:
        reasons.append(
            f'"{wording.capital(read.compared)}" compares with others, of whom these data hold nothing: say '
            "what happened to those counted here."
        )
    if read.negated:
        reasons.append(
            "It says who did not improve, or did not get worse: say how many got better, how many did not "
            "change and how many got worse."
        )
    if read.amount:
        reasons.append(
            f'"{wording.capital(read.amount)}" says how far scores moved; only shares and counts of those '
            "who got better or worse are checked."
        )
    if read.significant:
        reasons.append(
            '"Significant" is a test of the average and can be heard as "large": leave it out, and say how '
            "many got better by which definition."
        )
    if read.twisted:
        reasons.append(
            f'"{wording.capital(read.twisted)}" is not the number that is counted: give that plainly.'
        )
    if read.vague:
        reasons.append(
            f'It says "{read.vague}", and numbers in words are read up to ninety-nine: write it in figures.'
        )
    elif not read.parts:
        reasons.append("It holds no share and no count to check.")
    return reasons
