"""Plans: kept as JSON and read back, damaged ones refused in one sentence, any order of parts arranged."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.reports import Part, Plan, arranged, layout, layouts

TEXT = st.text(max_size=30)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """A plan of some parts of a layout in some order, with any words."""
    shape = draw(st.sampled_from(layouts()))
    chosen = draw(st.lists(st.sampled_from(shape.parts), unique_by=lambda part: part.id))
    parts = tuple(
        Part(id=part.id, heading=draw(TEXT), on=part.required or draw(st.booleans()), text=draw(TEXT))
        for part in chosen
    )
    return Plan(layout=shape.id, title=draw(TEXT), organisation=draw(TEXT), parts=parts)


@given(plans())
def test_a_plan_is_read_back_as_it_was_kept(plan: Plan) -> None:
    assert Plan.from_json(plan.to_json()) == plan


@given(plans())
def test_every_part_of_the_layout_is_arranged_once_in_the_plans_order(plan: Plan) -> None:
    made = arranged(plan)
    ids = [part.id for part in made]
    assert sorted(ids) == sorted(part.id for part in layout(plan.layout).parts)
    assert [part_id for part_id in ids if part_id in {p.id for p in plan.parts}] == [p.id for p in plan.parts]
    assert all(part.on for part in made if part.required)
    assert all(part.heading for part in made)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT,
        lambda x: (
            st.lists(x)
            | st.dictionaries(st.sampled_from(["layout", "title", "parts", "id", "on", "text", "x"]), x)
        ),
        max_leaves=8,
    )
)
def test_whatever_is_no_plan_is_refused_in_one_sentence(plain: object) -> None:
    said = ""
    try:
        assert isinstance(Plan.from_json(json.dumps(plain)), Plan)
    except InputError as error:
        said = str(error)
    assert "\n" not in said


def test_parts_that_the_plan_does_not_name_keep_their_place() -> None:
    learnt = Plan(layout="annual").writing(learnt="We learnt to ask twice.")
    assert [part.id for part in arranged(learnt)] == [part.id for part in layout("annual").parts]


def test_the_page_gets_the_parts_with_all_that_it_shows() -> None:
    plan = Plan(layout="annual", parts=(Part(id="aims", heading=" Why ", text=" Because. "),))
    part = next(part for part in arranged(plan) if part.id == "aims")
    assert (part.heading, part.text, part.on, part.required, part.own_only) == (
        *("Why", "Because."),
        *(True, False, True),
    )
    assert part.of.heading == "What we set out to do"
    assert part.prompt.startswith("Your aims for the year")


def test_writing_switches_on_nothing_that_was_off() -> None:
    plan = Plan.only("annual", "aims").writing(impact="Words.")
    assert not next(part for part in arranged(plan) if part.id == "impact").on
    with pytest.raises(InputError, match="no part 'x'"):
        Plan(layout="annual").writing(x="Words.")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[]", "is no JSON object"),
        ('{"layout": 3}', "'layout' is 3, which is no str"),
        ('{"colour": "red"}', "has no 'colour'"),
        ('{"parts": [{"text": "x"}]}', "Part 1 of the report's plan has no 'id'"),
        ('{"parts": [{"id": "a"}, {"id": "a"}]}', "has the part 'a' twice"),
        ("{", "is not JSON"),
    ],
)
def test_a_damaged_plan_says_what_is_wrong(text: str, why: str) -> None:
    with pytest.raises(InputError, match=why):
        Plan.from_json(text)
