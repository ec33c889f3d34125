"""How much of the workforce was reached, and referrals before and after the first course."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import training as charts
from evaluation.reports.report import Bullets, Paragraph, Section, Statement
from evaluation.reports.setting import Made, seen, some
from evaluation.reports.training.words import CONTEXT, limits

if TYPE_CHECKING:
    from evaluation.reports.setting import Setting
    from evaluation.training.evidence import Coverage, ReferralTrend, TrainingEvidence


def coverage(setting: Setting) -> Made:
    """The workforce by role and borough against who has come, shaded and as a table."""
    training = setting.training
    if training is None or training.coverage is None:
        return Made()
    found = training.coverage
    own = limits(found.caveats, training)
    return Made(
        some(
            Statement(wording.sentence(found.sentence)),
            seen(charts.coverage_heat(found)),
            charts.coverage_table(found),
            _outside(found),
            Bullets(own) if own else None,
        )
    )


def _outside(found: Coverage) -> Paragraph | None:
    """Who came and is in no role and borough of the workforce list."""
    if found.outside == 0:
        return None
    about = "about " if found.rounded and found.outside is not None else ""
    more = wording.plural(found.outside, "person", "people")
    return Paragraph(
        wording.sentence(f"{about}{more} came from a role or borough without a headcount, and are not in it")
    )


def referrals(setting: Setting) -> Made:
    """A section for each borough: referrals month by month, with the first course marked."""
    training = setting.training
    if training is None or not training.referrals:
        return Made()
    sections = tuple(
        _trend(found, training, place, whole=setting.whole)
        for place, found in enumerate(training.referrals, 1)
    )
    return Made((Paragraph(CONTEXT),), sections)


def _trend(found: ReferralTrend, training: TrainingEvidence, place: int, *, whole: bool) -> Section:
    own = limits(found.caveats, training)
    chart = seen(charts.referrals_chart(found))
    return Section(
        id=f"training-referrals-{place}",
        heading=f"Referrals: {found.borough or 'all boroughs together'}",
        level=2,
        blocks=some(
            Statement(wording.sentence(found.sentence)),
            chart,
            charts.referrals_table(found) if whole or not chart else None,
            Bullets(own) if own else None,
        ),
    )
