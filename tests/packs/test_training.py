"""Training in packs: protected figures alone, no rare name, no trainee, nothing beside other figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from evaluation.disclosure.training import protected_training
from evaluation.errors import InputError
from evaluation.packs.earlier import clashes
from evaluation.packs.files import from_bytes, to_bytes
from evaluation.packs.publishing import publish, publish_training
from evaluation.packs.telling import described, sentences
from evaluation.training.evidence import Breakdown, GroupMoved, Part
from evaluation.view import View
from tests import training_made_up as made_up

DAY = date(2026, 5, 1)


def training(preset: Any = "nhs", **changes: Any) -> Any:
    evidence = replace(made_up.training_evidence(), **changes)
    return protected_training(replace(evidence, view=replace(evidence.view, protection=preset)))


def alone(**changes):
    return publish_training(training(**changes), title="Courses in spring", made_on=DAY)


def test_a_pack_holds_training_beside_families_and_comes_back_from_its_file_as_it_was(data):
    pack = publish(data, View(protection="nhs"), title="Spring", made_on=DAY, training=training())
    assert from_bytes(to_bytes(pack)) == pack
    held: Any = pack.training
    assert held.reach.people == 50
    said = "\n".join(sentences(pack, pack.cuts[0]))
    assert held.reach.sentence in said
    assert "Training: 1 course" in "\n".join(described(pack))


def test_a_pack_of_training_alone_needs_no_families():
    pack = alone()
    assert from_bytes(to_bytes(pack)) == pack
    assert [cut.key for cut in pack.cuts] == ["all"]
    assert pack.cuts[0].evidence.findings == ()


def test_neither_files_nor_localities_nor_what_was_noticed_while_importing_are_in_it():
    said = to_bytes(alone(notes=("Row 7 holds something odd",))).decode()
    assert "bookings.csv" not in said
    assert "Row 7" not in said
    assert alone().training.context == ()  # the only one made up is of Northbank alone


def test_an_employer_of_a_few_is_not_named_and_a_role_is():
    parts = tuple(
        Part(value=value, recorded=True, people=made_up.rate(n, 52, "people who came"), places=n)
        for value, n in (
            ("Large Trust", 30),
            ("Middle Trust", 17),
            ("Onlyonenursery", 5 - 2),
            ("Two more", 2),
        )
    )
    by_employer = Breakdown(id="employer", label="Employer", parts=parts, adds=True)
    reach = made_up.reach()
    few = tuple(replace(part, people=made_up.rate(2, 52, "people who came")) for part in parts[:1])
    by_role = Breakdown(id="role", label="Role", parts=(*few, *parts[:2]), adds=True)
    said = to_bytes(alone(reach=replace(reach, breakdowns=(by_employer, by_role)))).decode()
    assert "Onlyonenursery" not in said
    assert "Middle Trust" in said


def test_a_group_of_a_few_is_named_in_no_comparison_and_in_no_need():
    few = GroupMoved(value="Onlyonenursery", recorded=True, rates=made_up.moved(2, 0, 0))
    large = GroupMoved(value="Large Trust", recorded=True, rates=made_up.moved(16, 8, 14))
    middle = GroupMoved(value="Middle Trust", recorded=True, rates=made_up.moved(12, 9, 11))
    change = replace(made_up.change(), grouped_by="employer", groups=(few, large, middle))
    needs = made_up.needs()
    who = "learners who answered before a course"
    groups = (("Onlyonenursery", made_up.rate(1, 2, who)), ("Large Trust", made_up.rate(20, 38, who)))
    topic = replace(needs.topics[0], groups=groups)
    said = to_bytes(alone(changes=(change,), needs=replace(needs, by="employer", topics=(topic,)))).decode()
    assert "Onlyonenursery" not in said
    assert "Trust" in said


def test_exact_figures_and_two_rules_for_small_numbers_are_refused(data):
    with pytest.raises(InputError, match="can't be published"):
        publish_training(made_up.training_evidence(), title="Courses", made_on=DAY)
    with pytest.raises(InputError, match="choose one for both"):
        publish(data, View(protection="nhs"), title="Spring", made_on=DAY, training=training("strict"))
    with pytest.raises(InputError, match="title"):
        publish_training(training(), title=" ", made_on=DAY)


def test_other_figures_of_the_same_learners_clash_and_the_same_do_not(data):
    view = View(protection="nhs")
    one = publish(data, view, title="Spring", made_on=DAY, training=training())
    same = publish(data, view, title="Spring again", made_on=DAY, training=training())
    other = publish(
        data, view, title="Autumn", made_on=DAY, training=training(courses=(), fingerprint="ef" * 32)
    )
    without = publish(data, view, title="No training", made_on=DAY)
    assert clashes(same, [one]) == ()
    assert clashes(without, [one]) == ()
    assert [found.title for found in clashes(other, [one])] == ["Spring"]
    assert "the same learners" in clashes(other, [one])[0].reason


def test_packs_of_training_alone_clash_too():
    one = alone()
    assert clashes(replace(alone(), id="x"), [one]) == ()
    assert clashes(replace(alone(courses=(), fingerprint="ef" * 32), id="x"), [one])
