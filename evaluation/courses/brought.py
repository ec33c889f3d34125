"""What course forms say of an example that learners brought, put beside who came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.courses.reading_forms import Brought
    from evaluation.courses.records import Attendance


def with_brought(
    attendances: list[Attendance], said: Sequence[Brought]
) -> tuple[list[Attendance], list[str]]:
    """The attendances with what forms say of an example brought, and sentences on what found no place.

    A course without an attendance list gets one of its signed forms: whoever says on a session's form what
    they brought to it was there.
    """
    listed = {entry.course for entry in attendances}
    place = {(entry.learner, entry.course, entry.session): i for i, entry in enumerate(attendances)}
    found = list(attendances)
    unsigned = unplaced = made = 0
    for entry, _ in said:
        if not entry.learner:
            unsigned += 1
            continue
        key = (entry.learner, entry.course, entry.session)
        at = place.get(key)
        if at is not None:
            if found[at].brought_case is None:
                found[at] = replace(found[at], brought_case=entry.brought_case)
        elif entry.course in listed:
            unplaced += 1
        else:
            place[key] = len(found)
            found.append(entry)
            made += 1
    notes = []
    if made:
        notes.append(
            f"There is no attendance list of {'one course' if listed else 'the course'}, so {made:,} "
            f"form{'' if made == 1 else 's'} that say{'s' if made == 1 else ''} whether an example was "
            f"brought "
            f"count{'s' if made == 1 else ''} as having been there."
        )
    if unplaced:
        notes.append(
            f"{unplaced:,} form{'' if unplaced == 1 else 's'} say{'s' if unplaced == 1 else ''} whether an "
            f"example was "
            "brought to a session that the attendance list doesn't have the learner at; that is not counted."
        )
    if unsigned:
        notes.append(
            f"{unsigned:,} form{'' if unsigned == 1 else 's'} that nobody signed "
            f"say{'s' if unsigned == 1 else ''} whether "
            "an example was brought; that can be put beside no attendance."
        )
    return found, notes
