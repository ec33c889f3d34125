"""Questionnaires of one's own: made from what a person says, refused in a sentence, kept as files."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.measures import NOT_STATED, Own, load, own_measure, read_own, registry, to_dict, to_toml
from evaluation.measures.checking import problems
from evaluation.measures.definition import Fact
from evaluation.measures.own import check_new, said_of
from evaluation.measures.own_files import own_from_plain, plain_values
from evaluation.measures.own_texts import in_a_line, labels_said, labels_text, numbers_said, numbers_text

OURS = Own(name="Our scale", questions=10, minimum=1, maximum=5, better="higher", reversed=(2, 5), may_miss=1)
TOTAL = Own(name="Worry today", minimum=0, maximum=40, better="lower")
FULL = replace(
    OURS,
    short="OCS",
    concept="confidence in caring for the baby",
    rater="parent",
    domain="caregiver",
    aliases=("Confidence Survey",),
    labels=(("Never", 1), ("Always", 5)),
    cut_off=20,
    cut_off_label="support is offered",
    change=4,
    reliability=0.81,
    reliability_kind="alpha",
    reliability_source="our pilot",
    population_mean=38.5,
    population_sd=6,
    population_source="a neighbouring service",
)

TEXT = st.text(max_size=40)
WORDS = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=20)


@st.composite
def owns(draw):
    """What a person may say that makes sense, with each optional part there or not."""
    questions = draw(st.none() | st.integers(1, 100))
    low = draw(st.integers(-50, 50))
    high = low + draw(st.integers(1, 20))
    mean = draw(st.booleans())
    times = 1 if questions is None or mean else questions
    bottom, top = low * times, high * times
    better = draw(st.sampled_from(["higher", "lower"]))
    labels = draw(st.lists(st.tuples(WORDS.filter(str.strip), st.integers(low, high)), max_size=4))
    named = draw(st.booleans())
    inside = st.floats(bottom, top, allow_nan=False)
    return Own(
        name=draw(TEXT.filter(lambda text: any(c.isalpha() for c in text))),
        questions=questions,
        minimum=low,
        maximum=high,
        better=better,
        mean=mean,
        reversed=tuple(draw(st.sets(st.integers(1, questions)))) if questions else (),
        may_miss=draw(st.integers(0, questions - 1)) if questions else 0,
        labels=tuple({"".join(filter(str.isalnum, w.casefold())) or w: (w, n) for w, n in labels}.values()),
        short=draw(TEXT),
        concept=draw(TEXT),
        rater=draw(st.sampled_from([NOT_STATED, "parent", "learner"])),
        domain=draw(st.sampled_from(["", "relationship", "caregiver", "baby", "learning", "other"])),
        aliases=tuple(draw(st.lists(TEXT, max_size=3))),
        ordinal=draw(st.booleans()),
        cut_off=draw(st.none() | inside.filter(lambda at: bottom < at < top)),
        cut_off_label=draw(TEXT),
        change=draw(st.none() | st.floats(0.01, top - bottom)),
        reliability=draw(st.none() | st.floats(0.01, 0.99)),
        reliability_kind=draw(st.sampled_from(["stated", "alpha", "test-retest"])),
        reliability_source=draw(TEXT),
        population_mean=draw(inside) if named else None,
        population_sd=draw(st.floats(0.01, top - bottom)) if named else None,
        population_source=draw(TEXT),
    )


def facts(value):
    """Every fact that a measure holds, wherever it stands in it."""
    if isinstance(value, Fact):
        yield value
    inside = value if isinstance(value, tuple) else vars(value).values() if hasattr(value, "__dict__") else ()
    for one in inside:
        yield from facts(one)


def test_a_questionnaire_from_its_answers():
    measure = own_measure(FULL)
    (scale,) = measure.scales
    assert (measure.id, measure.short, measure.rater) == ("own_our_scale", "OCS", "parent")
    assert (measure.domain, measure.about, measure.local) == ("caregiver", "parent", True)
    assert measure.asks == "A questionnaire of the service's own about confidence in caring for the baby."
    assert measure.items is not None
    assert (measure.items.count, measure.items.minimum, measure.items.maximum) == (10, 1, 5)
    assert measure.items.labels == (("never", 1), ("always", 5))
    assert measure.items.reversed == (2, 5)
    # By hand: ten answers of 1 to 5 add up to 10 to 50.
    assert (scale.minimum, scale.maximum, scale.score, scale.better) == (10, 50, "sum", "higher")
    assert (scale.missing.rule, scale.missing.most) == ("prorate", 1)
    assert scale.cut_offs[0].reach(scale.better) == "20 or less"
    assert (scale.change_rules[0].value, scale.change_rules[0].kind) == (4, "important")
    assert (scale.reliability[0].kind, scale.reliability[0].value) == ("alpha", 0.81)
    assert scale.reliability[0].source == "Given by the service: our pilot"
    assert (scale.norms[0].population, scale.norms[0].mean, scale.norms[0].sd) == (
        "general population",
        38.5,
        6,
    )


def test_a_mean_of_answers_has_the_range_of_one_answer():
    scale = own_measure(replace(OURS, mean=True)).scale("total")
    assert (scale.score, scale.minimum, scale.maximum) == ("mean", 1, 5)


def test_a_total_is_entered_and_may_have_words():
    measure = own_measure(replace(TOTAL, labels=(("Low worry", 0), ("High worry", 40))))
    assert measure.items is None
    assert measure.scale("total").score == "entered"
    assert measure.scale("total").labels == (("low worry", 0), ("high worry", 40))


@given(owns())
def test_nothing_that_a_service_says_stands_behind_a_headline_by_itself(said):
    measure = own_measure(said)
    assert problems(measure) == []
    scale = measure.scale("total")
    assert {fact.status for fact in facts(measure)} == {"convention"}
    assert all(fact.source.startswith("Given by the service") for fact in facts(measure))
    assert not scale.firm
    assert scale.change_rule is None
    assert scale.cut_off is None


@given(owns())
def test_the_form_can_be_filled_in_again_from_what_it_made(said):
    measure = own_measure(said)
    again = said_of(measure)
    assert again is not None
    assert own_measure(again) == measure


@given(owns())
def test_a_questionnaire_of_one_s_own_survives_its_file_and_json(said):
    measure = own_measure(said)
    assert read_own(to_toml(measure).encode(), "own.toml") == measure
    plain = json.loads(json.dumps(plain_values(measure), allow_nan=False))
    assert own_from_plain(plain, "a mapping") == measure


@given(said=owns())
def test_the_loader_of_the_registry_reads_what_is_written(said, tmp_path_factory):
    measure = own_measure(said)
    path = tmp_path_factory.mktemp("own") / f"{measure.id[:60]}.toml"
    measure = replace(measure, id=path.stem.rstrip("_"))
    path = path.with_stem(measure.id)
    path.write_text(to_toml(measure), encoding="utf-8")
    assert load(path) == measure


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_every_known_questionnaire_can_be_written_and_read_to_the_same(measure, tmp_path):
    path = tmp_path / f"{measure.id}.toml"
    path.write_text(to_toml(measure), encoding="utf-8")
    assert load(path) == measure


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_what_is_brought_in_claims_nothing(measure):
    """Even a copy of a published questionnaire's file: its numbers are the service's word from then on."""
    brought = read_own(to_toml(measure).encode(), "copy.toml")
    assert brought.local
    assert {fact.status for fact in facts(brought)} <= {"convention"}
    assert {scale.status for scale in brought.scales} == {"convention"}
    assert all(scale.change_rule is None and scale.cut_off is None for scale in brought.scales)
    assert [s.maximum for s in brought.scales] == [s.maximum for s in measure.scales]
    with pytest.raises(InputError, match=r"already here|is a name that several|can't be told"):
        check_new(brought, registry())


def test_a_measure_s_whole_description_is_read_too():
    measure = own_measure(FULL)
    assert own_from_plain(to_dict(measure), "a file") == measure


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "  "}, "needs a name"),
        ({"name": "x" * 201}, "200 characters at most"),
        ({"minimum": 5, "maximum": 1}, r"lowest answer of 'Our scale' \(5\) must be below its highest \(1\)"),
        ({"minimum": None}, "lowest possible answer of 'Our scale' is missing"),
        ({"maximum": float("inf")}, "is inf, which is not a number"),
        ({"maximum": 1e9}, "too large to be right"),
        ({"maximum": 4.5}, "must be whole numbers, not 1 to 4.5"),
        ({"maximum": 2000}, "can't go further than 1000 numbers"),
        ({"better": ""}, "better direction of 'Our scale' is missing"),
        ({"better": "up"}, "is 'up'; use 'higher' or 'lower'"),
        ({"questions": 0}, "said to have 0 questions; it can have from 1 to 100"),
        ({"questions": 200}, "said to have 200 questions"),
        ({"questions": 2.5}, "is 2.5, which is not a whole number"),
        ({"reversed": (2, 12)}, "Question 12 can't be reversed: 'Our scale' has 10 questions"),
        ({"reversed": (0,)}, "Question 0 can't be reversed"),
        ({"may_miss": 10}, "10 answers can't be missing: 'Our scale' has 10 questions"),
        ({"may_miss": -1}, "-1 answers can't be missing"),
        ({"labels": (("Often", 9),)}, "'often' of 'Our scale' stands for 9, outside 1 to 5"),
        ({"labels": (("Often", 1.5),)}, "'often' of 'Our scale' stands for 1.5, not a whole number"),
        ({"labels": (("Don't know", 1), ("dont know", 2))}, "stands for both 1 and 2"),
        ({"labels": ((" ", 1),)}, "in words must have from 1 to 200 characters"),
        ({"cut_off": 60}, "cut-off of 'Our scale' is 60, outside its scores of 10 to 50"),
        ({"cut_off": 50}, "then every score would count as a concern"),
        ({"change": 0}, "A change of 0 can't count"),
        ({"change": 41}, "its scores are 40 points apart at most"),
        ({"reliability": 1}, "reliability of 'Our scale' is 1; it must lie between 0 and 1"),
        ({"reliability": 0.8, "reliability_kind": "omega"}, "is 'omega'; use 'alpha'"),
        ({"population_mean": 30}, "Give both the average and the spread"),
        ({"population_mean": 60, "population_sd": 5}, "is 60, outside its scores of 10 to 50"),
        ({"population_mean": 30, "population_sd": 0}, "SD for 'Our scale' must be above 0"),
        ({"domain": "dogs"}, "'dogs'; use one of"),
        ({"id": "Our Scale"}, "use lower-case letters, digits and underscores"),
    ],
)
def test_nonsense_is_refused_in_a_sentence(change, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        own_measure(replace(OURS, **change))
    assert "\n" not in str(error.value)


def test_a_cut_off_at_the_end_where_nobody_lies_beyond_is_the_other_way_for_lower_is_better():
    assert own_measure(replace(TOTAL, cut_off=40)).scale("total").cut_offs[0].reach("lower") == "40 or more"
    with pytest.raises(InputError, match="every score"):
        own_measure(replace(TOTAL, cut_off=0))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "phq-9"}, "'phq-9' is already here as PHQ-9: use that"),
        ({"aliases": ("gad 7",)}, "already here as GAD-7"),
        ({"short": "Karitane"}, "already here as KPCS"),
        ({"name": "PSS"}, "PSS is a name that several questionnaires share"),
        ({"name": "Total score"}, "'Total score' can't be told from other words in a header"),
        ({"name": "Q1"}, "can't be told"),
        ({"name": "?"}, "can't be told"),
        ({"id": "phq9"}, "already here as PHQ-9"),
    ],
)
def test_a_name_that_is_taken_or_says_nothing_is_refused(change, sentence):
    with pytest.raises(InputError, match=sentence):
        check_new(own_measure(replace(TOTAL, **change)), registry())


def test_a_name_of_its_own_is_welcome_once():
    measure = own_measure(OURS)
    check_new(measure, registry())
    with pytest.raises(InputError, match="already here as Our scale"):
        check_new(own_measure(replace(TOTAL, name="our SCALE")), [*registry(), measure])


def test_ids_of_names_that_ascii_does_not_have_differ():
    assert own_measure(replace(TOTAL, name="Éveil du bébé")).id == "own_eveil_du_bebe"
    two = {own_measure(replace(TOTAL, name=name)).id for name in ("Тревога", "Забота")}
    assert len(two) == 2


FILES = {
    "no TOML": (b"name = ", "it can't be read as TOML"),
    "a picture": (b"\x89PNG\r\n\x1a\n\xff", "it can't be read as TOML"),
    "deep brackets": (b"a = " + b"[" * 5000, "can't be read as TOML"),
    "empty": (b"", "ours.toml: id: is missing"),
    "too large": (b"#" * 200_001, "too large to be the file of one questionnaire"),
    "an unknown key": (b'colour = "red"\n', "ours.toml: colour: not a known key"),
}


@pytest.mark.parametrize("why", FILES)
def test_a_file_that_is_none_is_refused_in_a_sentence(why):
    content, sentence = FILES[why]
    with pytest.raises(InputError, match=sentence) as error:
        read_own(content, "ours.toml")
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('better = "higher"', 'better = "up"', r"scales\[0\].better: 'up' is not one of higher, lower"),
        ("maximum = 50", "maximum = 60", r"scales\[0\].minimum: the items give 10 to 50"),
        ("count = 10", "count = 1000", "items.count: 1000 questions are more than the 100"),
        ("count = 10", "count = 1e1", "items.count: 10.0 is not a whole number"),
        ("maximum = 5\n", "maximum = 5\nstep = 0.000001\n", "items.step: 1e-06 is too small"),
        ("maximum = 50", f"maximum = 1{'0' * 400}", "a number is too large"),
        ("maximum = 50", "maximum = 1e300", r"scales\[0\].maximum: 1e\+300 is too large to be right"),
        ("maximum = 50", "maximum = inf", r"scales\[0\].maximum: inf is not a number"),
        ("value = 0.81", "value = 1.0", r"reliability\[0\].value: 1 is not between 0 and 1"),
        ("at = 20", "at = 70", r"cut_offs\[0\].at: 70 is outside"),
        ('name = "Our scale"', f'name = "{"x" * 501}"', "name: is too long a text"),
        ('id = "own_our_scale"', 'id = "Our scale"', "id: 'Our scale' is not an id"),
    ],
)
def test_a_changed_file_names_the_field_that_is_wrong(old, new, sentence):
    written = to_toml(own_measure(FULL))
    assert old in written
    with pytest.raises(InputError, match=sentence):
        read_own(written.replace(old, new, 1).encode(), "ours.toml")


def test_a_file_may_hold_more_than_the_form():
    both = own_measure(OURS)
    second = replace(both.scale("total"), id="first_half", title="First half", items=(1, 2, 3, 4, 5))
    several = replace(both, scales=(both.scales[0], replace(second, minimum=5, maximum=25)))
    brought = read_own(to_toml(several).encode(), "several.toml")
    assert brought == several
    assert said_of(brought) is None
    assert in_a_line(brought).startswith("Our scale: scores run from 10 to 50; ")
    assert "First half: scores run from 5 to 25; higher is better; " in in_a_line(brought)


def test_what_it_will_do_is_said_in_a_line():
    assert in_a_line(own_measure(FULL)) == (
        "Scores run from 10 to 50; higher is better; the sum of 10 questions, 2 of them reversed; "
        "up to 1 may be unanswered; 20 or less: support is offered; "
        "a change of 4 points or more can be asked for."
    )
    assert in_a_line(own_measure(TOTAL)) == "Scores run from 0 to 40; lower is better."


def test_answers_in_words_are_read_a_line_each():
    text = "Not at all = 0\n  Several days: 1 \n\nMore = than half = 2,5"
    assert labels_said(text) == (("Not at all", 0), ("Several days", 1), ("More = than half", 2.5))
    assert labels_said(labels_text((("yes", 1), ("no", 0)))) == (("yes", 1), ("no", 0))
    for wrong in ("Not at all", "= 3", "Often = many"):
        with pytest.raises(InputError, match="has no number"):
            labels_said(wrong)


def test_numbers_of_questions_are_read_with_runs():
    assert numbers_said("") == ()
    assert numbers_said("7, 2; 2 to 4 and 9") == (7, 2, 3, 4, 9)
    assert numbers_said(numbers_text((2, 5))) == (2, 5)
    for wrong in ("two", "5-2", "1-99999", "99999", "-3"):
        with pytest.raises(InputError, match="is no number of a question"):
            numbers_said(wrong)
