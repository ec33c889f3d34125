"""Evidence on training under disclosure control: nothing small is left, and nothing small follows."""

from __future__ import annotations

import dataclasses
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from evaluation.disclosure.presets import PRESETS
from evaluation.disclosure.training import protected_training
from evaluation.estimates import Rate
from evaluation.findings.finding import Flow, Step
from evaluation.training.evidence import AnswersAt, Breakdown, Cover, Coverage, MissingRole, Part
from tests import training_made_up as made_up
from tests.examples import examples

if TYPE_CHECKING:
    from collections.abc import Iterator


# Numbers that are no number of people: what a question or a course is, known to everybody.
KNOWN = {"low", "high", "level", "levels", "order", "held", "credits", "confidence", "number", "starts"}
SMALL = {"nhs": 5, "strict": 10}


def under(preset: Any, **changes: Any) -> Any:
    evidence = made_up.training_evidence()
    return protected_training(replace(evidence, view=replace(evidence.view, protection=preset), **changes))


def counts(value: Any, path: str = "") -> Iterator[tuple[str, int]]:
    """Every whole number in evidence, with where it stands."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            if field.name not in KNOWN:
                yield from counts(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        for place, entry in enumerate(value):
            yield from counts(entry, f"{path}[{place}]")
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path, value


def test_exact_evidence_stays_as_it_is():
    evidence = made_up.training_evidence()
    assert protected_training(evidence) is evidence


@pytest.mark.parametrize("preset", SMALL)
def test_every_number_of_people_is_hidden_or_rounded(preset):
    shown = under(preset)
    found = list(counts(shown))
    assert len(found) > 60
    base = PRESETS[preset].base
    # Headcounts are known elsewhere, limits are of rounded counts, outcomes are protected with the families'.
    others = ("trained.of", "whole.of", "control", "improved")
    wrong = [
        (path, n)
        for path, n in found
        if not any(part in path for part in others) and (n < SMALL[preset] or n % base)
    ]
    assert wrong == []


@pytest.mark.parametrize("preset", SMALL)
def test_sentences_are_made_of_what_is_shown(preset):
    exact, shown = made_up.training_evidence(), under(preset)
    assert "about" in shown.sentence or "[c]" in shown.sentence
    assert shown.sentence != exact.sentence
    for before, after in zip(exact.changes, shown.changes, strict=True):
        if before.rates:
            assert after.sentence != before.sentence
    assert any(caveat.key == "disclosure" for caveat in shown.caveats)
    assert shown.suppressions


def test_what_only_a_statistician_reads_is_withheld_as_it_would_tell_single_answers():
    change = under("nhs").changes[0]
    assert (change.moves, change.tests) == ((), ())
    assert change.mean_gain.value == round(change.mean_gain.value, 1)


def test_an_average_of_fewer_than_twice_the_threshold_is_withheld():
    exact = made_up.change()
    few = replace(exact, n=9, rates=made_up.moved(5, 2, 2))
    assert under("nhs", changes=(few,)).changes[0].mean_gain is None


def test_a_few_people_left_out_by_the_dates_chosen_hide_everything():
    evidence = made_up.training_evidence()
    evidence = replace(evidence, view=replace(evidence.view, protection="nhs"))
    shown: Any = protected_training(evidence, left_out=3)
    assert shown.reach.people is None
    assert all(rate.n is None for change in shown.changes for rate in change.rates)
    assert all(cover.trained.n is None for cover in shown.coverage.cells)
    assert any("leave out fewer than 5" in line for line in shown.suppressions)
    more: Any = protected_training(evidence, left_out=5)
    assert more.reach.people is not None


def test_groups_by_session_are_withheld_as_each_session_has_its_own_figures():
    by_session = replace(made_up.change(), grouped_by="session")
    assert under("nhs", changes=(by_session,)).changes[0].groups == ()


def test_who_came_to_all_is_hidden_where_the_split_by_sessions_hides_it():
    course = made_up.course()
    few = tuple(
        made_up.rate(n, 52, "learners who came at all", "sessions", str(times))
        for times, n in ((1, 20), (2, 29), (3, 3))
    )
    completed = made_up.rate(3, 52, "learners who came at all", "completed")
    shown = under("nhs", courses=(replace(course, attended=few, completed=completed),)).courses[0]
    assert (shown.attended[2].n, shown.completed.n) == (None, None)


def test_who_is_left_out_of_pairs_is_said_only_where_they_are_not_few():
    # 7 answered the earlier time alone and 1 the later: a line with a hidden number would tell of 1 to 4.
    shown = under("nhs").changes[0]
    assert [(step.key, step.n) for step in shown.left_out] == [("before_only", 5)]
    assert not any("later" in caveat.text for caveat in shown.caveats if caveat.key == "unpaired")


def test_reasons_that_are_small_leave_the_list():
    few = Flow(
        steps=(Step(key="booked", label="Booked", n=60), Step(key="came", label="Came", n=57)),
        reasons=(Step(key="away", label="Did not come", n=3),),
    )
    assert under("nhs", courses=(replace(made_up.course(), flow=few),)).courses[0].flow.reasons == ()


def test_a_missing_role_is_in_the_table_of_roles_whether_any_or_none_came():
    parts = breakdown([30, 20, 3])
    roles = tuple(
        MissingRole(role=role, people=n, expected="the workforce list")
        for role, n in (("role 2", 3), ("Doula", 0))
    )
    reach = replace(made_up.reach(), people=53, breakdowns=(parts,), missing_roles=roles)
    shown = under("nhs", reach=reach).reach
    assert [(part.value, part.people.n, part.places) for part in shown.breakdowns[0].parts] == [
        ("Doula", None, None),
        ("role 0", 30, 30),
        ("role 1", None, None),
        ("role 2", None, None),
    ]
    assert [role.people for role in shown.missing_roles] == [None, None]


def yes_at(occasion: str, n: int) -> AnswersAt:
    who = "learners with both answers"
    top = made_up.rate(n, 100, who, "top", sampled=True)
    return replace(made_up.answers_at(occasion, (100 - n, n)), top=top)


def test_of_two_answers_the_best_ones_before_go_where_they_would_tell_who_moved_down():
    # 24 of 100 moved up and the best answers rose from 39 to 60: so 3 moved down, a number that is hidden.
    question = replace(made_up.change().question, low=0, high=1, labels=("No", "Yes"), kind="yes or no")
    yes = replace(
        made_up.change(),
        question=question,
        before=yes_at("baseline", 39),
        after=yes_at("end", 60),
        n=100,
        rates=made_up.moved(24, 73, 3),
        groups=(),
    )
    shown = under("nhs", changes=(yes,)).changes[0]
    assert [rate.n for rate in shown.rates] == [25, None, None]
    assert (shown.before.counts, shown.before.top.n) == ((None, None), None)
    told = replace(yes, rates=made_up.moved(26, 69, 5))
    assert under("nhs", changes=(told,)).changes[0].before.top.n is not None


def test_a_low_share_goes_where_it_would_tell_a_hidden_answer_of_the_same_learners():
    # Of 110 who answered at the start 50 were low, 57 best and so 3 between, which is hidden.
    question = replace(made_up.change().question, low=1, high=3, labels=("No", "Partly", "Yes"))
    first = replace(
        made_up.change(),
        question=question,
        before=made_up.answers_at("baseline", (50, 3, 57)),
        after=made_up.answers_at("end", (20, 30, 60)),
        n=110,
        rates=made_up.moved(60, 30, 20),
        groups=(),
    )
    needs = made_up.needs()
    low = made_up.rate(50, 110, "learners who answered before a course", "low", sampled=True)
    topic = replace(needs.topics[0], question=question, low=low, groups=())
    alone = under("nhs", changes=(), needs=replace(needs, topics=(topic,))).needs.topics[0]
    beside = under("nhs", changes=(first,), needs=replace(needs, topics=(topic,))).needs.topics[0]
    assert (alone.low.n, beside.low.n) == (50, None)


def test_the_day_of_the_first_course_is_told_by_its_month():
    day: Any = made_up.referrals().first_training
    assert under("nhs").referrals[0].first_training == day.replace(day=1)


def breakdown(sizes: list[int]) -> Breakdown:
    everybody = sum(sizes)
    return Breakdown(
        id="role",
        label="Role",
        parts=tuple(
            Part(
                value=f"role {place}",
                recorded=True,
                people=made_up.rate(n, everybody, "people who came"),
                places=n,
            )
            for place, n in enumerate(sizes)
        ),
        adds=True,
    )


def span(total: int, shown: list[int | None], place: int, off: int) -> tuple[float, float]:
    """The least and the most that one hidden part can be, of parts that add up to a rounded total."""
    others = [n for i, n in enumerate(shown) if i != place]
    known = [n for n in others if n is not None]
    hidden = len(others) - len(known)
    most = (total + off) - sum(n - off for n in known)
    least = (total - off) - sum(n + off for n in known) if not hidden else 0
    return max(least, 0), most


@settings(max_examples=examples(60), deadline=None)
@given(st.lists(st.integers(1, 30), min_size=2, max_size=6))
def test_no_small_part_follows_from_the_others(sizes):
    if sum(sizes) < 10:
        return
    reach = replace(made_up.reach(), people=sum(sizes), places=sum(sizes), breakdowns=(breakdown(sizes),))
    reach = replace(reach, missing_roles=())
    shown = under("nhs", reach=reach).reach
    parts = [part.people.n for part in shown.breakdowns[0].parts]
    for place, n in enumerate(parts):
        if n is None and sizes[place] < 5:
            least, most = span(shown.people, parts, place, 2)
            assert least < most
            assert not (least >= 1 and most < 5)


def coverage(counts: list[list[int]], heads: list[list[int]]) -> Coverage:
    roles = tuple(f"role {i}" for i in range(len(counts)))
    boroughs = tuple(f"borough {j}" for j in range(len(counts[0])))

    def cover(i: int | None, j: int | None) -> Cover:
        cells = [
            (counts[a][b], heads[a][b])
            for a in range(len(roles))
            for b in range(len(boroughs))
            if i in {None, a} and j in {None, b}
        ]
        n, of = sum(c for c, _ in cells), sum(h for _, h in cells)
        return Cover(
            role="" if i is None else roles[i],
            borough="" if j is None else boroughs[j],
            trained=Rate(rule="covered", outcome="", n=n, of=of, who="people", low=None, high=None),
        )

    everyone = range(len(roles)), range(len(boroughs))
    return replace(
        made_up.coverage(),
        roles=roles,
        boroughs=boroughs,
        cells=tuple(cover(i, j) for i in everyone[0] for j in everyone[1]),
        by_role=tuple(cover(i, None) for i in everyone[0]),
        by_borough=tuple(cover(None, j) for j in everyone[1]),
        whole=cover(None, None).trained,
    )


@settings(max_examples=examples(30), deadline=None)
@given(st.data())
def test_no_small_cell_of_the_coverage_follows_from_its_rows_and_columns(data):
    rows, columns = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 3))
    cells = [[data.draw(st.integers(0, 14)) for _ in range(columns)] for _ in range(rows)]
    heads = [[n + data.draw(st.integers(0, 30)) for n in row] for row in cells]
    shown = under("nhs", coverage=coverage(cells, heads)).coverage
    # Each line that adds up: the whole, a role's total over boroughs, a borough's over roles.
    lines: list[tuple[int | None, list[tuple[int, int]]]] = [
        (shown.whole.n, [(i, j) for i in range(rows) for j in range(columns)]),
        *((c.trained.n, [(i, j) for j in range(columns)]) for i, c in enumerate(shown.by_role)),
        *((c.trained.n, [(i, j) for i in range(rows)]) for j, c in enumerate(shown.by_borough)),
    ]
    printed = [[shown.cells[i * columns + j].trained.n for j in range(columns)] for i in range(rows)]
    bounds = [
        (0, heads[i][j])
        if printed[i][j] is None
        else (max(printed[i][j] - 2, 0), min(printed[i][j] + 2, heads[i][j]))
        for i in range(rows)
        for j in range(columns)
    ]
    above, limits = [], []
    for total, keys in lines:
        if total is not None:
            line = np.zeros(rows * columns)
            for i, j in keys:
                line[i * columns + j] = 1
            above += [line, -line]
            limits += [total + 2, -(total - 2)]
    for i in range(rows):
        for j in range(columns):
            few = 0 < cells[i][j] < 5 or heads[i][j] - cells[i][j] < 5
            if few and heads[i][j]:
                assert printed[i][j] is None
                aim = np.zeros(rows * columns)
                aim[i * columns + j] = 1
                solved: Any = [
                    linprog(
                        sign * aim, A_ub=above or None, b_ub=limits or None, bounds=bounds, method="highs"
                    )
                    for sign in (1, -1)
                ]
                least, most = np.ceil(solved[0].fun - 1e-6), np.floor(-solved[1].fun + 1e-6)
                assert least < most
                assert not (least >= 1 and most < 5), "a few came"
                stayed = heads[i][j] - most, heads[i][j] - least
                assert not (stayed[0] >= 1 and stayed[1] < 5), "a few did not come"
