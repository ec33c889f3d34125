"""National rules across several questionnaires: each family has a status on each, the rule counts them."""

from evaluation.composites.measurable_change import MeasurableChange
from evaluation.composites.people import closed_courses
from evaluation.composites.rule import CompositeRule, RuleText
from evaluation.composites.statuses import Status, Statuses, StatusTable, statuses_of
from evaluation.composites.talking_therapies import TalkingTherapies

__all__ = [
    "CompositeRule",
    "MeasurableChange",
    "RuleText",
    "Status",
    "StatusTable",
    "Statuses",
    "TalkingTherapies",
    "closed_courses",
    "statuses_of",
]
