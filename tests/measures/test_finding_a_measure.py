"""Names: what a header may call a measure, what stays ambiguous, and measures of one's own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.errors import InputError
from evaluation.measures import UnknownMeasureError, find, local_measure, registry
from evaluation.measures.names import normalised


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PHQ-9", "phq9"),
        ("phq_9", "phq9"),
        ("  PHQ 9 ", "phq9"),
        ("PHQ\u00a09", "phq9"),
        ("PHQ\u20139", "phq9"),
        ("Patient Health Questionnaire", "phq9"),
        ("GAD7", "gad7"),
        ("CORE-10", "core10"),
        ("S-WEMWBS", "swemwbs"),
        ("Karitane", "kpcs"),
        ("MORS (SF)", "mors_sf"),
        ("Mothers' Object Relations Scales", "mors_sf"),
        ("Mothers’ Object Relations Scales", "mors_sf"),
        ("Warmth", "mors_sf"),
        ("MORS_invasion", "mors_sf"),
        ("PIRGAS", "pir_gas"),
        ("Edinburgh Postnatal Depression Scale", "epds"),
        ("Goal-based outcomes", "gbo"),
        ("Knowledge", "training_self_rating"),
        ("confident", "training_self_rating"),
    ],
)
def test_a_header_finds_its_measure(text, expected):
    found = find(text)
    assert found is not None
    assert found.id == expected


# PSS is two different questionnaires; the others are other lengths of one that is known.
@pytest.mark.parametrize("text", ["PSS", "SDQ", "PHQ-4", "GAD-2", "CORE-5", "", " - ", "date"])
def test_an_ambiguous_or_unknown_header_finds_nothing(text):
    assert find(text) is None


def test_every_name_leads_to_one_measure():
    owner: dict[str, str] = {}
    for measure in registry():
        own = [measure.id, measure.name, measure.short, *measure.aliases]
        for name in [*own, *(alias for scale in measure.scales for alias in scale.aliases)]:
            assert owner.setdefault(normalised(name), measure.id) == measure.id, name
            assert registry().find(name) == measure
    assert "pss" not in owner


@given(st.sampled_from(registry().measures), st.sampled_from(["", " ", "-", "_", "  "]), st.booleans())
def test_case_and_separators_never_matter(measure, between, upper):
    header = between.join(measure.short)
    assert find(header.upper() if upper else header.lower()) == measure


def test_an_unknown_id_is_a_key_error_that_can_be_read():
    with pytest.raises(UnknownMeasureError) as caught:
        registry().get("pss")
    assert isinstance(caught.value, KeyError)
    assert isinstance(caught.value, InputError)
    assert str(caught.value).startswith("No measure is called 'pss'; the known ones are asq_se_2, bam_13")


def test_the_registry_is_read_once():
    assert registry() is registry()


def test_a_measure_of_ones_own_joins_the_others():
    own = local_measure("helping_question", "Helping question", 0, 10, "higher")
    extended = registry().with_local([own])
    assert extended.get("helping_question") is own
    assert extended.find("Helping Question") is own
    assert len(extended) == len(registry()) + 1
    assert registry().find("helping question") is None, "the shared registry stays as it was"


def test_what_a_person_says_of_a_column_goes_before_what_is_known_of_its_name():
    own = local_measure("confidence", "Confidence", 0, 100, "higher", rater="learner")
    assert registry().with_local([own]).find("confidence") is own


def test_an_id_that_is_taken_is_refused():
    own = local_measure("phq9", "Our PHQ", 0, 27, "lower")
    with pytest.raises(InputError, match="two measures with the id 'phq9'"):
        registry().with_local([own])


def test_a_local_measure_is_one_entered_scale_without_any_threshold():
    own = local_measure("worry", "Worry today", 1, 7.5, "lower", ordinal=True, rater="learner")
    (scale,) = own.scales
    assert own.local
    assert (scale.id, scale.score, scale.minimum, scale.maximum) == ("total", "entered", 1, 7.5)
    assert (scale.better, scale.sign, scale.ordinal) == ("lower", -1, True)
    assert (own.rater, own.about, own.domain) == ("learner", "learner", "learning")
    assert (*scale.cut_offs, *scale.change_rules, *scale.bands) == ()
    assert not scale.missing.firm


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("worry", "Worry", None, 10, "lower"), "The lowest possible score of 'Worry' is missing."),
        (("worry", "Worry", 0, None, "lower"), "The highest possible score of 'Worry' is missing."),
        (("worry", "Worry", 0, "ten", "lower"), "highest possible score of 'Worry' is 'ten', which is not"),
        (("worry", "Worry", 0, float("nan"), "lower"), "is nan, which is not a number"),
        (("worry", "Worry", True, 10, "lower"), "is True, which is not a number"),
        (("worry", "Worry", 10, 10, "lower"), r"lowest score of 'Worry' \(10\) must be below its highest"),
        (("worry", "Worry", 0, 10, None), "The better direction of 'Worry' is missing."),
        (("worry", "Worry", 0, 10, "down"), "is 'down'; use 'higher' or 'lower'"),
        (("Worry!", "Worry", 0, 10, "lower"), "use lower-case letters, digits and underscores"),
        (("worry", " ", 0, 10, "lower"), "A measure of your own needs a name."),
    ],
)
def test_a_local_measure_that_is_not_well_described_is_refused(arguments, sentence):
    with pytest.raises(InputError, match=sentence):
        local_measure(*arguments)
