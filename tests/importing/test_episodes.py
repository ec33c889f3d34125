"""Episodes: referrals and enrolments, and what describes them."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from tests.tables_of_text import responses

LONG = """
Client,Referral ID,Site,First contact,Second contact,End date,Stage,PHQ-9
C1,R1,North,2025-01-10,2025-01-20,2025-06-01,Pre,12
C1,R1,South,2025-01-10,2025-01-20,,Post,6
C1,R1,North,,,2025-06-01,Review,9
C1,R2,South,2026-01-10,2026-01-20,,Pre,14
c1 ,R2,South,2026-01-10,2026-01-20,,Post,15
C2,R3,,,,,Pre,3
"""


def test_each_referral_is_an_episode_and_each_client_one_person():
    episodes = responses(LONG).episodes
    assert len(episodes) == 3
    assert len(np.unique(episodes.subject)) == 2


def test_an_episode_has_the_commonest_value_and_a_blank_stays_blank():
    episodes = responses(LONG).episodes
    assert episodes.attributes["Site"].tolist() == ["North", "South", ""]


def test_a_tie_between_values_does_not_hang_on_the_order_of_rows():
    one = responses("Client,Site,Stage,PHQ-9\nC1,North,Pre,12\nC1,East,Post,6").episodes
    two = responses("Client,Site,Stage,PHQ-9\nC1,East,Post,6\nC1,North,Pre,12").episodes
    assert one.attributes["Site"].tolist() == two.attributes["Site"].tolist() == ["East"]


def test_dates_of_contacts_and_end_are_gathered_from_the_rows():
    episodes = responses(LONG).episodes
    assert episodes.first_contact.astype("datetime64[D]").astype(str).tolist() == [
        "2025-01-10",
        "2026-01-10",
        "NaT",
    ]
    assert episodes.end.astype("datetime64[D]").astype(str).tolist() == ["2025-06-01", "NaT", "NaT"]
    assert episodes.has_contacts


def test_without_contact_dates_the_national_rule_has_nothing_to_go_by():
    assert not responses("Client,Stage,PHQ-9\nC1,Pre,12\nC1,Post,6").episodes.has_contacts


def test_no_id_survives_in_an_episode():
    episodes = responses(LONG).episodes
    everything = " ".join(map(str, [episodes.subject.tolist(), episodes.attributes.values]))
    assert not any(one in everything for one in ("C1", "c1", "R1", "R2"))


def test_values_that_differ_by_capitals_alone_are_one():
    found = responses(
        "Family ID,Site,PHQ-9 before,PHQ-9 after\nA,North,9,4\nB,north,8,3\nC,North,7,7\nD,South,9,9"
    )
    assert found.episodes.attributes["Site"].tolist() == ["North", "North", "North", "South"]


def test_the_mark_of_an_id_is_the_same_in_another_file_and_is_not_the_id():
    one = responses(LONG).episodes
    two = responses("Client,Referral ID,Stage,PHQ-9\nC2,R3,Pre,3\nC1,R2,Pre,14\nC9,R9,Pre,2").episodes
    assert len(set(one.marks.subject.tolist()) & set(two.marks.subject.tolist())) == 2
    assert len(set(one.marks.episode.tolist()) & set(two.marks.episode.tolist())) == 2
    assert one.marks.row.tolist() == [2, 5, 7]


def test_the_marks_of_another_run_are_others():
    program = (
        "from tests.tables_of_text import responses;"
        "print(responses('Client,Stage,PHQ-9\\nC1,Pre,12\\nC1,Post,6').episodes.marks.subject[0])"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
        ).stdout
        for _ in range(2)
    }
    assert len(runs) == 2
