"""What reach of training says in words, made from its evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat
from evaluation.training.figures import months, number, told

if TYPE_CHECKING:
    from evaluation.training.evidence import TrainingReach

LIST = "the workforce list"
AIMS = "the aims of early-years training"

ONCE = Caveat(
    key="once",
    text="Everybody is counted once, however often they came. A place is a person on one day of a course.",
)
REPEAT = Caveat(
    key="repeat",
    text="Coming again means coming to another course, or to the same one-day course on another day; the "
    "sessions of one course are not coming again.",
)
IN_THE_FILE = Caveat(
    key="in_the_file",
    text="Only those in the files are counted: who was never invited or never booked can't be seen here.",
)
ASSUMED = Caveat(
    key="assumed",
    text="At least one file of bookings says of nobody whether they came, so everybody booked there is "
    "counted as having come.",
)
UNDECIDED = Caveat(
    key="undecided",
    text="Bookings of which nobody recorded whether the person came are not counted as having come.",
)
ROLES_UNRECORDED = Caveat(
    key="roles_unrecorded",
    text="For most of those who came no role is recorded, so nothing is said about roles that are missing.",
)
BY_NAME = Caveat(
    key="roles_by_name",
    text="Roles are compared by their names: one that these files call by another name, such as a nursery "
    "practitioner for a nursery nurse, seems missing and is not.",
)
SEVERAL_MONTHS = Caveat(
    key="parts_overlap",
    text="Somebody who came in two months, or to two courses, is counted in both, so those parts add up to "
    "more than everybody.",
)
_COUNTED = {"unsigned", "role_gaps"}


def too_many(label: str, most: int) -> Caveat:
    """That no table is made of an attribute, as nearly everybody has a value of their own."""
    return Caveat(
        key=f"too_many_{label.lower().replace(' ', '_')}",
        text=f"“{label}” has more than {most} different entries, so no table is made of it.",
    )


def reach_sentence(found: TrainingReach) -> str:
    """How many came, on how many places, when: the title of everything about reach."""
    when = months(found.period)
    when = f" {when}" if when else ""
    places = number(found.places, "place", "places", rounded=found.rounded)
    if found.people == 0 and found.unsigned:
        return f"{wording.capital(places)} on courses were taken{when}; the files don't tell by whom"
    if found.people == 0:
        return "Nobody came to a course in what is looked at"
    people = number(found.people, "person", "people", rounded=found.rounded)
    return wording.capital(f"{people} came to a course, taking {places}{when}")


def reach_caveats(found: TrainingReach) -> tuple[Caveat, ...]:
    """Its caveats, those that hold a count made again from the counts as they stand."""
    made = []
    before = {caveat.key for caveat in found.caveats}
    if found.unsigned or (found.unsigned is None and "unsigned" in before):
        places = number(found.unsigned, "place", "places", rounded=found.rounded)
        one = found.unsigned == 1
        made.append(
            Caveat(
                key="unsigned",
                text=f"{wording.capital(places)} {'is' if one else 'are'} of people whom the files don't "
                f"tell apart: counted as {'a place' if one else 'places'}, not as people.",
            )
        )
    gaps = _role_gaps(found)
    if found.missing_roles and gaps:
        made.append(Caveat(key="role_gaps", text=gaps))
    return (*(caveat for caveat in found.caveats if caveat.key not in _COUNTED), *made)


def _role_gaps(found: TrainingReach) -> str:
    blank = [part for one in found.breakdowns if one.id == "role" for part in one.parts if not part.recorded]
    if not blank or blank[0].people.n == 0:
        return ""
    return (
        f"No role is recorded of {told(blank[0].people)}; somebody of a role that seems missing may be among "
        "them."
    )
