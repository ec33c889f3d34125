"""Six published ways to tell change from measurement error, each as a line and a margin around it.

Every one of them says where the second score would be expected, as a straight line of the first,
and how far from there it must be for the questionnaire's own error to be no likely reason.
The formulas agree with those of the R package clinicalsignificance 3.0, whose results the tests
compare with; where one differs on purpose, its function says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy import special

from evaluation.effects.moments import describe
from evaluation.view import METHOD_NAMES

if TYPE_CHECKING:
    from evaluation.effects.moments import Moments
    from evaluation.tables import ChangeTable
    from evaluation.view import Method

_NO_SPREAD = "It can't be computed here: the scores before do not vary, or there are fewer than two."
_NOBODY = "It can't be computed here: nobody has both scores."
_NO_TRUE_CHANGE = (
    "It can't be computed here: the changes differ from each other by no more than measurement error would "
    "make them differ."
)


@dataclass(frozen=True, kw_only=True)
class Named:
    """What a method is called, what it does in one line, and who published it."""

    name: str
    line: str
    source: str


NAMES: dict[Method, Named] = {
    "jt": Named(
        name=METHOD_NAMES["jt"],
        line="The score moved by more than the error of two measurements.",
        source="Jacobson and Truax 1991, doi 10.1037/0022-006X.59.1.12",
    ),
    "gln": Named(
        name=METHOD_NAMES["gln"],
        line="The second score is further than its likely error from where it would settle by itself, as "
        "extreme first scores tend back towards the average.",
        source="Gulliksen, Lord and Novick, as in Hsu 1989 (Behavioral Assessment 11, 459–467)",
    ),
    "hll": Named(
        name=METHOD_NAMES["hll"],
        line="As Gulliksen–Lord–Novick, but scores settle towards an average second score of comparable "
        "people. Where that is not known, as here, both give the same.",
        source="Hsu 1989 (Behavioral Assessment 11, 459–467); Hsu 1999 (Journal of Consulting and Clinical "
        "Psychology 67, 594–598)",
    ),
    "en": Named(
        name=METHOD_NAMES["en"],
        line="The second score is outside the range of the first one's estimated true score. It calls more "
        "changes reliable than the others.",
        source="Edwards and Nunnally, as in Speer 1992 (Journal of Consulting and Clinical Psychology 60, "
        "402–408)",
    ),
    "nk": Named(
        name=METHOD_NAMES["nk"],
        line="As Edwards–Nunnally, with the error of both measurements.",
        source="Nunnally and Kotsch 1983 (British Journal of Clinical Psychology 22, 83–93)",
    ),
    "ha": Named(
        name=METHOD_NAMES["ha"],
        line="The estimated true change, drawn towards the average change of everybody, is beyond its error.",
        source="Hageman and Arrindell 1999 (Behaviour Research and Therapy 37, 1169–1193)",
    ),
}


@dataclass(frozen=True, kw_only=True)
class Margin:
    """When a second score is reliably better: further than `amount` from `slope` x first + `shift`.

    `amount` and `shift` are in points of the scale; `amount` is None where the scores can't give
    it. `words` say how it was worked out, or why it could not be.
    """

    slope: float = 1.0
    shift: float = 0.0
    amount: float | None
    words: str


@dataclass(frozen=True, kw_only=True)
class _Inputs:
    """What the formulas are made of; `places` is how many decimals the words print."""

    reliability: float
    sd: float
    whose: str
    z: float
    moments: Moments
    mean_after: float | None
    places: int

    @property
    def error(self) -> float:
        """The standard error of one measurement, SD * sqrt(1 - reliability)."""
        return self.sd * math.sqrt(1 - self.reliability)

    def show(self, value: float) -> str:
        """A figure in print; what rounds to nothing has no sign."""
        return f"{round(value, self.places) + 0.0:.{self.places}f}"


def margin(
    table: ChangeTable,
    reliability: float,
    *,
    method: Method = "jt",
    sd: float | None = None,
    mean_after: float | None = None,
    confidence: float = 0.95,
    places: int = 2,
) -> Margin:
    """The line and margin of a method; with z the normal quantile, s the SD and r the reliability.

    jt: z s sqrt(2 (1 - r)) around the first score (Jacobson & Truax 1991).
    gln: z s sqrt(1 - r^2) around M + r (first - M), M the mean before (Hsu 1989).
    hll: the same around `mean_after` + r (first - M) (Hsu 1989, 1999). `mean_after` is the mean
    that comparable people would have without the service, by default M. Other programs take the
    sample's own mean after, which scores everybody against the average change, so that nobody
    is better where all improve alike.
    en: z s sqrt(1 - r) around M + r (first - M) (Speer 1992).
    nk: z s sqrt((1 - r) (1 + r^2)) around M + r (first - M) (Nunnally & Kotsch 1983, with the
    same SD and reliability at both times).
    ha: q (second - first) + (1 - q) D beyond z s sqrt(2 (1 - r) q), D the mean change and
    q = 1 - 2 s^2 (1 - r) / variance of the changes, their reliability (Hageman & Arrindell 1999;
    z is one-sided, 1.645 at 95%).

    `sd` is in points of the scale, by default that of the scores before. Raises ValueError when
    the reliability is not from 0 to below 1 or the SD not above 0.

    >>> from evaluation.tables import ChangeTable
    >>> table = ChangeTable.from_scores([10, 14, 18], [9, 8, 8], better="lower")
    >>> found = margin(table, 0.8, method="gln")  # 14 + 0.8 x (first - 14), 1.96 x 4 x 0.6
    >>> round(found.slope, 4), round(found.shift, 4), round(found.amount, 4)
    (0.8, 2.8, 4.7039)
    """
    # At 1 the margin is 0 and any move, however small, would count as reliable.
    if not 0 <= reliability < 1:
        raise ValueError(f"reliability must be 0 or more and below 1, not {reliability}")
    if sd is not None and not (math.isfinite(sd) and sd > 0):
        raise ValueError(f"the SD must be a number above 0, not {sd}")
    moments = describe(table)
    spread = moments.sd_before if sd is None else sd
    if not spread:
        return Margin(amount=None, words=_NO_SPREAD)
    found = _Inputs(
        reliability=reliability,
        sd=spread,
        whose="SD of these scores before" if sd is None else "SD given",
        z=float(special.ndtri(confidence if method == "ha" else (1 + confidence) / 2)),
        moments=moments,
        mean_after=mean_after,
        places=places,
    )
    if method == "jt":
        return _jacobson_truax(found)
    if moments.mean_before is None:
        return Margin(amount=None, words=_NOBODY)
    return _hageman_arrindell(found) if method == "ha" else _around_expected(found, method)


def _jacobson_truax(given: _Inputs) -> Margin:
    r, show = given.reliability, given.show
    amount = given.z * given.sd * math.sqrt(2 * (1 - r))
    return Margin(
        amount=amount,
        words=(
            f"The score moved by more than {show(amount)} points = {given.z:.2f} × {show(given.sd)} "
            f"({given.whose}) × √(2 × (1 − {r:g})), with a stated reliability of {r:g}. "
            "Computed for these scores; not a published threshold."
        ),
    )


def _around_expected(given: _Inputs, method: Method) -> Margin:
    """The methods that let the first score settle towards an average before it is compared."""
    r, show, mean = given.reliability, given.show, given.moments.mean_before or 0.0
    towards = mean if method != "hll" or given.mean_after is None else given.mean_after
    factor, formula = {
        "gln": (math.sqrt(1 - r * r), f"√(1 − {r:g}²)"),
        "hll": (math.sqrt(1 - r * r), f"√(1 − {r:g}²)"),
        "en": (math.sqrt(1 - r), f"√(1 − {r:g})"),
        "nk": (math.sqrt((1 - r) * (1 + r * r)), f"√((1 − {r:g}) × (1 + {r:g}²))"),
    }[method]
    amount = given.z * given.sd * factor
    average = f"{show(mean)}, the average first score"
    if towards != mean:
        average = f"{show(towards)}, the average second score expected without the service"
    assumed = ""
    if method == "hll" and given.mean_after is None:
        assumed = (
            " The average second score of comparable people without the service is not known, so the average "
            "first score stands for it, which makes this Gulliksen–Lord–Novick."
        )
    return Margin(
        slope=r,
        shift=towards - r * mean,
        amount=amount,
        words=(
            f"The second score was more than {show(amount)} points from where it would settle by itself: "
            f"{average}, plus {r:g} × (first score − {show(mean)}). {show(amount)} = {given.z:.2f} × "
            f"{show(given.sd)} ({given.whose}) × {formula}, with a stated reliability of {r:g}.{assumed} "
            "Somebody whose score stayed far from the average can count as changed. "
            "Computed for these scores; not a published threshold."
        ),
    )


def _hageman_arrindell(given: _Inputs) -> Margin:
    r, show, moments = given.reliability, given.show, given.moments
    variance = (moments.sd_change or 0.0) ** 2
    q = 1 - 2 * given.error**2 / variance if variance else 0.0
    if q <= 0 or moments.mean_change is None or moments.mean_before is None or moments.mean_after is None:
        return Margin(amount=None, words=_NO_TRUE_CHANGE)
    raw = moments.mean_after - moments.mean_before
    limit = given.z * given.error * math.sqrt(2 * q)
    return Margin(
        # q (second - first) + (1 - q) raw beyond the limit, with both sides divided by q.
        shift=-raw * (1 - q) / q,
        amount=limit / q,
        words=(
            f"{q:.2f} × the improvement + {1 - q:.2f} × the average improvement "
            f"({show(moments.mean_change)}) was beyond {show(limit)} points = {given.z:.2f} × "
            f"{show(given.sd)} ({given.whose}) × √(2 × (1 − {r:g}) × {q:.2f}), with a stated reliability of "
            f"{r:g}; {q:.2f} is the reliability of the changes that follows from it. It leans on the average "
            "improvement, so somebody whose own score hardly moved can count as changed. "
            "Computed for these scores; not a published threshold."
        ),
    )
