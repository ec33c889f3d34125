"""Episodes: referrals and enrolments, and what describes them."""

from __future__ import annotations

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
    everything = " ".join(
        map(str, [episodes.subject.tolist(), episodes.attributes.drop(columns="Referral ID").values])
    )
    assert "C1" not in everything
    assert "c1" not in everything


def test_values_that_differ_by_capitals_alone_are_one():
    found = responses(
        "Family ID,Site,PHQ-9 before,PHQ-9 after\nA,North,9,4\nB,north,8,3\nC,North,7,7\nD,South,9,9"
    )
    assert found.episodes.attributes["Site"].tolist() == ["North", "North", "North", "South"]
