"""Who came: what counts as a place, each rule by a hand example, and who is missing."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation.courses.records import Records
from evaluation.training.came import came, first_days
from evaluation.training.choices import TrainingView
from evaluation.training.reach import reach
from tests.reference import known
from tests.training.rows import answered, booked, listed, people, workforce

ALL = TrainingView()

# Ann came twice to one course and once to another, Ben once; Cal cancelled, Di stayed away, Eve is only
# booked; two unsigned places on one day.
BOOKINGS = """
    ann | Ghosts     | 14/1/25 | attended       | website
    ann | Ghosts     | 3/6/25  | attended       | employer
    ann | Attachment | 25/11/25| attended       | employer
    ben | Ghosts     | 14/1/25 | attended       |
    cal | Ghosts     | 14/1/25 | cancelled      | website
    di  | Ghosts     | 14/1/25 | did not attend | website
    eve | Ghosts     | 14/1/25 | booked         | website
        | Ghosts     | 14/1/25 | attended       | website
        | Ghosts     | 14/1/25 | attended       | website
"""
PEOPLE = """
    ann | Health visitors | Northbank
    ben | health  visitor | Riverside
    cal | Midwife         | Northbank
"""


@pytest.fixture(scope="module")
def records() -> Records:
    return Records(learners=people(PEOPLE), bookings=booked(BOOKINGS))


def placed(records: Records) -> set[tuple[str, str, str]]:
    return {
        (place.learner, place.course, place.day.isoformat() if place.day else place.session)
        for place in came(records, ALL).places
    }


def told(
    records: Records, name: str, view: TrainingView = ALL
) -> list[tuple[str, bool, int | None, int | None]]:
    return [
        (part.value, part.recorded, part.people.n, part.places)
        for part in known(reach(records, view)).breakdown(name).parts
    ]


def test_people_are_counted_once_and_places_by_course_and_day(records):
    found = known(reach(records, ALL))
    # Ann and Ben; Ann's three places, Ben's one and the two unsigned.
    assert (found.people, found.places, found.unsigned) == (2, 6, 2)
    assert (found.repeat.n, found.repeat.of) == (1, 2)
    assert found.sentence == "2 people came to a course, taking 6 places between January and November 2025"
    assert {caveat.key for caveat in found.caveats} >= {"once", "repeat", "undecided", "unsigned"}
    assert "assumed" not in {caveat.key for caveat in found.caveats}


def test_each_breakdown_by_hand(records):
    # Two spellings of a role are one, of two equals the first by letters; unsigned places are nobody's.
    assert told(records, "role") == [("Health visitors", True, 2, 4), ("Not recorded", False, 0, 2)]
    assert told(records, "borough") == [
        ("Northbank", True, 1, 3),
        ("Riverside", True, 1, 1),
        ("Not recorded", False, 0, 2),
    ]
    assert told(records, "month") == [
        ("2025-01", True, 2, 4),
        ("2025-06", True, 1, 1),
        ("2025-11", True, 1, 1),
    ]
    assert told(records, "course") == [("Attachment", True, 1, 1), ("Ghosts", True, 2, 5)]
    # Ann's first booking came from the website; nothing is recorded of Ben's.
    assert told(records, "source") == [("website", True, 1, 3), ("Not recorded", False, 1, 3)]
    with pytest.raises(KeyError):
        known(reach(records, ALL)).breakdown("employer")  # recorded of nobody
    adds = {part.id: part.adds for part in known(reach(records, ALL)).breakdowns}
    assert adds == {"role": True, "borough": True, "month": False, "course": False, "source": True}


def test_a_view_looks_at_its_courses_and_days_alone(records):
    found = known(reach(records, ALL.with_(start=date(2025, 6, 1))))
    assert (found.people, found.places, found.unsigned) == (1, 2, 0)
    found = known(reach(records, ALL.with_(courses=("Attachment",))))
    assert (found.people, found.places, found.repeat.n) == (1, 1, 0)
    nobody = known(reach(records, ALL.with_(start=date(2027, 1, 1))))
    assert (nobody.people, nobody.places, nobody.missing_roles) == (0, 0, ())
    assert nobody.sentence == "Nobody came to a course in what is looked at"


def test_nothing_is_said_of_reach_without_a_booking_or_a_list():
    assert reach(Records(answers=answered("ann | Ghosts | liked | end")), ALL) is None


def test_a_booking_and_a_mark_of_one_day_are_one_place():
    records = Records(bookings=booked("ann | Ghosts | 14/1/25"), attendances=listed("ann|Ghosts|1|14/1/25"))
    assert placed(records) == {("ann", "Ghosts", "2025-01-14")}


def test_sessions_on_several_days_are_places_and_no_repeat_attendance():
    records = Records(
        bookings=booked("ann | PAIRS | 13/1/25"),  # the day before the first workshop
        attendances=listed("ann|PAIRS|1|14/1/25\nann|PAIRS|2|21/1/25\nann|PAIRS|3|28/1/25|no"),
    )
    assert placed(records) == {("ann", "PAIRS", "2025-01-14"), ("ann", "PAIRS", "2025-01-21")}
    assert known(reach(records, ALL)).repeat.n == 0


def test_sessions_without_a_day_are_a_place_each_and_outside_any_dates():
    records = Records(
        bookings=booked("ann | PAIRS | 14/1/25"),
        attendances=listed("ann|PAIRS|1\nann|PAIRS|2\nann|PAIRS|3||no"),
    )
    assert placed(records) == {("ann", "PAIRS", "1"), ("ann", "PAIRS", "2")}
    assert came(records, ALL.with_(start=date(2020, 1, 1))).places == ()


def test_an_undated_mark_adds_nothing_to_a_dated_one_of_the_same_session():
    records = Records(attendances=listed("ann|PAIRS|1|14/1/25\nann|PAIRS|1"))
    assert placed(records) == {("ann", "PAIRS", "2025-01-14")}


def test_a_day_that_is_not_recorded_is_no_other_day():
    records = Records(bookings=booked("ann|Ghosts|14/1/25\nann|Ghosts|"))
    assert known(reach(records, ALL)).repeat.n == 0


def test_the_attendance_list_decides_against_a_booking_of_the_same_day():
    records = Records(
        bookings=booked("ann|Ghosts|14/1/25\nben|Ghosts|14/1/25|cancelled\nann|Ghosts|3/6/25"),
        attendances=listed("ann|Ghosts|1|14/1/25|no\nben|Ghosts|1|14/1/25"),
    )
    # Ann's other day is on no list, so her booking stands there.
    assert placed(records) == {("ben", "Ghosts", "2025-01-14"), ("ann", "Ghosts", "2025-06-03")}


def test_bookings_of_a_file_that_tells_of_nobody_whether_they_came_count_and_it_is_said():
    told_file = booked("ann|Ghosts|14/1/25|attended\nben|Ghosts|14/1/25|booked", file="a.csv")
    silent = booked("cal|Ghosts|13/1/25|booked\ndi|Ghosts|15/1/25|booked\neve|Ghosts||booked", file="b.csv")
    records = Records(bookings=(*told_file, *silent))
    found = came(records, ALL)
    # Ben's file tells of others; Di's day is after the last of which anything is known.
    assert found.people == {"ann", "cal", "eve"}
    assert {booking.learner for booking in found.undecided} == {"ben", "di"}
    assert {"assumed", "undecided"} <= {caveat.key for caveat in known(reach(records, ALL)).caveats}
    alone = Records(bookings=silent)
    assert came(alone, ALL).people == {"cal", "di", "eve"}


def test_it_is_said_that_bookings_count_only_where_they_do():
    records = Records(
        bookings=(
            *booked("ann|Ghosts|14/1/25|attended", file="a.csv"),
            *booked("cal|Attachment|13/1/25|booked", file="b.csv"),
        )
    )
    assert [booking.learner for booking in came(records, ALL).assumed] == ["cal"]
    assert came(records, ALL.with_(courses=("Ghosts",))).assumed == ()
    assert len(came(records, ALL.with_(courses=("Attachment",))).assumed) == 1


def test_who_is_no_more_than_booked_and_not_on_the_list_of_that_day_did_not_come():
    records = Records(
        bookings=booked("ann|Ghosts|14/1/25|booked\nben|Ghosts|14/1/25|booked\ncal|Ghosts|3/1/25|booked"),
        attendances=listed("ann|Ghosts|1|14/1/25"),
    )
    found = came(records, ALL)
    # Of the third of January there is no list, so Cal's booking counts.
    assert found.people == {"ann", "cal"}
    assert [booking.learner for booking in found.undecided] == ["ben"]


def test_unsigned_places_in_bookings_and_on_a_list_are_not_counted_twice():
    records = Records(
        bookings=booked("|Ghosts|14/1/25\n|Ghosts|14/1/25\n|Ghosts|3/6/25"),
        attendances=listed("|Ghosts|1|14/1/25\n|Ghosts|1|14/1/25\n|Ghosts|1|14/1/25"),
    )
    found = known(reach(records, ALL))
    assert (found.people, found.places, found.unsigned) == (0, 4, 4)
    assert found.sentence == (
        "4 places on courses were taken between January and June 2025; the files don't tell by whom"
    )


def test_unsigned_marks_of_two_sessions_on_one_day_are_the_larger_number():
    marks = "|PAIRS|1|14/1/25\n|PAIRS|1|14/1/25\n" + "|PAIRS|2|14/1/25\n" * 3
    assert known(reach(Records(attendances=listed(marks)), ALL)).unsigned == 3


def test_a_list_without_a_day_decides_against_a_dated_booking():
    records = Records(bookings=booked("ann|Ghosts|14/1/25"), attendances=listed("ann|Ghosts|1|"))
    assert placed(records) == {("ann", "Ghosts", "1")}


def test_the_first_day_is_of_all_time_and_new_people_are_new_within_the_view(records):
    assert first_days(records, ALL) == {"ann": date(2025, 1, 14), "ben": date(2025, 1, 14)}
    assert first_days(records, ALL.with_(start=date(2025, 6, 1))) == {}
    assert first_days(records, ALL.with_(courses=("Attachment",))) == {"ann": date(2025, 11, 25)}


def attending(**roles: int) -> Records:
    """So many people of each role, all of whom came."""
    learners = [(f"{role}{k}", role.replace("_", " ")) for role, n in roles.items() for k in range(n)]
    return Records(
        learners=people("\n".join(f"{who}|{'' if role == 'blank' else role}" for who, role in learners)),
        bookings=booked("\n".join(f"{who}|Ghosts|14/1/25" for who, _role in learners)),
    )


def missing(records: Records) -> list[tuple[str, int | None]]:
    return [(role.role, role.people) for role in known(reach(records, ALL)).missing_roles]


def test_without_a_workforce_list_the_seven_roles_of_the_documents_are_expected():
    # 60 people: 5% is 3, and a handful is fewer than five.
    records = attending(Health_visitors=40, community_midwife=10, Nursery_Nurse=4, Social_workers=6)
    assert missing(records) == [
        ("Nursery nurse", 4),
        ("Family support worker", 0),
        ("Children's centre worker", 0),
        ("Early years practitioner", 0),
    ]
    assert known(reach(records, ALL)).missing_roles[0].expected == "the aims of early-years training"


def test_a_role_of_which_under_a_twentieth_came_is_missing_and_a_fifth_of_few_people_is_not():
    assert ("Midwife", 9) in missing(attending(Health_visitor=191, Midwife=9))
    assert "Midwife" not in dict(missing(attending(Health_visitor=190, Midwife=10)))
    assert "Midwife" not in dict(missing(attending(Health_visitor=4, Midwife=2)))


def test_a_workforce_list_says_which_roles_are_expected():
    records = attending(Midwife=30)
    with_list = Records(
        learners=records.learners,
        bookings=records.bookings,
        headcounts=workforce("midwives | Northbank | 40\nSocial worker | Northbank | 9"),
    )
    assert missing(with_list) == [("Social worker", 0)]
    assert known(reach(with_list, ALL)).missing_roles[0].expected == "the workforce list"


def test_without_a_list_no_role_is_called_missing_of_fewer_than_twenty_people():
    assert missing(attending(Health_visitor=19)) == []
    assert missing(attending(Health_visitor=20))
    found = known(reach(attending(Health_visitor=20), ALL))
    assert any("by another name" in caveat.text for caveat in found.caveats)


def test_no_role_is_called_missing_where_most_have_none_recorded():
    mostly = attending(Midwife=10, blank=11)
    found = known(reach(mostly, ALL))
    assert found.missing_roles == ()
    assert "roles_unrecorded" in {caveat.key for caveat in found.caveats}
    half = known(reach(attending(Midwife=10, blank=10), ALL))
    assert half.missing_roles
    gaps = next(caveat for caveat in half.caveats if caveat.key == "role_gaps")
    assert gaps.text.startswith("No role is recorded of 10 of 20 people who came (50%)")


def test_an_attribute_with_more_than_forty_entries_has_no_table_and_it_is_said():
    learners = people("\n".join(f"p{k} | Midwife | Northbank | Employer {k}" for k in range(41)))
    bookings = booked("\n".join(f"p{k} | Ghosts | 14/1/25" for k in range(41)))
    forty = known(reach(Records(learners=learners[:40], bookings=bookings[:40]), ALL))
    assert len(forty.breakdown("employer").parts) == 40
    found = known(reach(Records(learners=learners, bookings=bookings), ALL))
    assert "employer" not in {table.id for table in found.breakdowns}
    assert any("“Employer” has more than 40" in caveat.text for caveat in found.caveats)
