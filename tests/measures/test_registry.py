"""Every number of the registry against a table written by hand from the facts sheet.

The sheet is the project's own `facts/measures.md` with its update: [V] read in the source,
[V2] read in somebody else's statement of it, [R+] not verified. A number that changes in a
data file has to be changed here too, by somebody who has looked it up again.
"""

from __future__ import annotations

import re

import pytest

from evaluation.measures import registry

MEASURES = {
    "core10",
    "epds",
    "gad7",
    "gbo",
    "kpcs",
    "mors_sf",
    "phq9",
    "pir_gas",
    "swemwbs",
    "training_self_rating",
}

# (measure, scale): better, lowest, highest, how it is made, ordinal
SCALES = {
    ("phq9", "total"): ("lower", 0, 27, "sum", False),  # CamCOPS: higher = worse
    ("gad7", "total"): ("lower", 0, 21, "sum", False),  # CamCOPS
    ("core10", "total"): ("lower", 0, 40, "mean_x10", False),  # CamCOPS: clinical score = mean x 10
    ("swemwbs", "total"): ("higher", 7, 35, "sum", False),  # Warwick: higher = better
    ("kpcs", "total"): ("higher", 0, 45, "sum", False),  # performwell.org: higher = more confident
    ("mors_sf", "warmth"): ("higher", 0, 35, "sum", False),  # scoring configuration: warmth higher = better
    ("mors_sf", "invasion"): ("lower", 0, 35, "sum", False),  # the same: invasion higher = worse
    ("pir_gas", "rating"): ("higher", 1, 100, "single", True),  # NCTSN: 100-91 is well adapted
    ("epds", "total"): ("lower", 0, 30, "sum", False),  # CamCOPS: higher = worse
    ("gbo", "goal"): ("higher", 0, 10, "each", False),  # goals-in-therapy.com: 10 = fully reached
    ("gbo", "mean"): ("higher", 0, 10, "entered", False),
    ("training_self_rating", "knowledge"): ("higher", 1, 5, "single", True),  # PIF 2021 survey, out of 5
    ("training_self_rating", "confidence"): ("higher", 1, 5, "single", True),
}

# (measure, scale): (id, first clinical score, status); scales not listed have none.
CUT_OFFS = {
    ("phq9", "total"): [("caseness", 10, "verified")],  # CamCOPS; NHS use [V2]
    ("gad7", "total"): [
        ("caseness", 8, "secondary"),  # NCT05134103: "scoring >9 on the PHQ-9 or >7 on the GAD-7" [V2]
        ("generalised_anxiety_disorder", 10, "verified"),  # CamCOPS: sens 89%, spec 82%
    ],
    ("core10", "total"): [("distress", 11, "verified"), ("depression", 13, "verified")],  # Barkham 2013 [V]
    ("kpcs", "total"): [("low_confidence", 39, "verified")],  # "39 or less" [V]
    ("pir_gas", "rating"): [
        ("disordered", 39, "verified"),  # NCTSN: "below 40" [V]
        ("not_yet_adapted", 80, "convention"),  # reports group 81-100 as adapted
    ],
    ("epds", "total"): [("likely", 13, "verified"), ("possible", 10, "verified")],  # CamCOPS [V]
}

# (measure, scale): (id, value, unrounded, confidence, default, firm)
RULES = {
    ("phq9", "total"): [("nhs_england", 6, 5.99, None, True, True)],  # NHSE CYP code [V]
    ("gad7", "total"): [("nhs_england", 4, 4.22, None, True, True)],  # NHSE CYP code [V]
    ("core10", "total"): [
        ("barkham_2013", 6, None, 0.90, True, True),  # "reliable change index (90% CI) of 6" [V]
        ("nhs_england", 5, 5.39, None, False, True),  # NHSE CYP code: 5.39 rounded to 5 [V]
    ],
    # 2.87 -> 3 [V], but raw or metric is unknown: never firm, never the default.
    ("swemwbs", "total"): [("nhs_england", 3, 2.87, None, False, False)],
    ("epds", "total"): [("matthey_2004", 4, None, 0.95, True, True)],  # Matthey 2004 [V]
    ("gbo", "goal"): [("nhs_england", 3, None, None, True, True)],  # NHSE: 3 per goal [V]
    ("gbo", "mean"): [("corc_research", 2.45, None, None, False, False)],  # [R+], on the mean
}

BANDS = {
    # CamCOPS and the Talking Therapies code [V]
    ("phq9", "total"): [
        (0, 4, "none"),
        (5, 9, "mild"),
        (10, 14, "moderate"),
        (15, 19, "moderately severe"),
        (20, 27, "severe"),
    ],
    ("gad7", "total"): [(0, 4, "below mild"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")],
    # socasresourcehub.com 5b-2 [V]
    ("core10", "total"): [
        (0, 10, "non-clinical or low"),
        (11, 14, "mild"),
        (15, 19, "moderate"),
        (20, 24, "moderate to severe"),
        (25, 40, "severe"),
    ],
    # The top four [V] NCTSN, the rest [R+]
    ("pir_gas", "rating"): [
        (1, 10, "documented maltreatment"),
        (11, 20, "grossly impaired"),
        (21, 30, "severely disordered"),
        (31, 40, "disordered"),
        (41, 50, "disturbed"),
        (51, 60, "distressed"),
        (61, 70, "significantly perturbed"),
        (71, 80, "perturbed"),
        (81, 90, "adapted"),
        (91, 100, "well adapted"),
    ],
}

# By measure: what kind, how much, and the status
RELIABILITY = {
    "phq9": [("alpha", 0.89, "secondary"), ("test-retest", 0.84, "recalled")],  # [V2], [R+]
    "gad7": [("alpha", 0.92, "recalled"), ("test-retest", 0.83, "secondary")],  # [R+], [V2] in the update
    "core10": [("alpha", 0.90, "verified")],
    "kpcs": [("alpha", 0.81, "verified"), ("test-retest", 0.88, "verified")],  # Res Nurs Health 2008
    "epds": [("alpha", 0.87, "recalled"), ("test-retest", 0.92, "secondary")],  # [R+], Kernot 2015 [V2]
}

# By measure: mean, spread and number of people
NORMS = {
    "phq9": [(11.6, 6.0, 106)],  # England 2019-20, ante/post-natal counselling [V]
    "gad7": [(11.7, 5.4, 106)],
    "core10": [(4.7, 4.8, 535), (19.7, 7.7, 1835)],  # general population; primary care [V]
    "swemwbs": [(23.6, 3.9, None), (23.7, None, None), (23.2, None, None)],  # [V2]
    "kpcs": [
        (41.75, None, None),  # Danish community, four groups [V]
        (42.41, None, None),
        (39.51, None, None),
        (41.12, None, None),
        (38.59, 4.00, 69),  # vulnerable first-time mothers [V]
        (38.06, 3.33, 209),
        (35.47, 5.48, 100),  # Nepal [V2]
    ],
    "epds": [(3.65, 2.62, None), (3.77, 3.31, None), (4.35, 3.72, None)],  # [V2]
    "training_self_rating": [(3.27, None, 283), (2.98, None, 283)],  # Parent-Infant Foundation 2021 [V]
}


def scales():
    return [(measure, scale) for measure in registry() for scale in measure.scales]


def facts(measure):
    yield from measure.alerts
    for scale in measure.scales:
        yield scale.missing
        yield from (*scale.cut_offs, *scale.bands, *scale.change_rules, *scale.reliability, *scale.norms)


def test_the_measures_are_those_that_the_tables_below_cover():
    assert {measure.id for measure in registry()} == MEASURES


def test_direction_range_and_making_of_every_scale():
    found = {
        (measure.id, scale.id): (scale.better, scale.minimum, scale.maximum, scale.score, scale.ordinal)
        for measure, scale in scales()
    }
    assert found == SCALES


def test_every_cut_off():
    found = {
        (measure.id, scale.id): [(cut.id, cut.at, cut.status) for cut in scale.cut_offs]
        for measure, scale in scales()
        if scale.cut_offs
    }
    assert found == CUT_OFFS


def test_every_change_rule():
    found = {
        (measure.id, scale.id): [
            (rule.id, rule.value, rule.published, rule.confidence, rule.default, rule.firm)
            for rule in scale.change_rules
        ]
        for measure, scale in scales()
        if scale.change_rules
    }
    assert found == RULES


def test_every_band():
    found = {
        (measure.id, scale.id): [(band.low, band.high, band.label) for band in scale.bands]
        for measure, scale in scales()
        if scale.bands
    }
    assert found == BANDS


def test_pir_gas_bands_say_which_four_were_read_in_the_source():
    bands = registry().get("pir_gas").scale("rating").bands
    assert [band.status for band in bands] == ["recalled"] * 6 + ["verified"] * 4


def test_every_reliability():
    found = {
        measure.id: [(one.kind, one.value, one.status) for one in scale.reliability]
        for measure, scale in scales()
        if scale.reliability
    }
    assert found == RELIABILITY


def test_every_norm():
    found: dict[str, list[tuple[float, float | None, int | None]]] = {}
    for measure, scale in scales():
        for norm in scale.norms:
            found.setdefault(measure.id, []).append((norm.mean, norm.sd, norm.n))
    assert found == NORMS


def test_items_and_their_coding():
    found = {
        measure.id: (
            measure.items.count,
            measure.items.minimum,
            measure.items.maximum,
            measure.items.reversed,
            measure.items.not_applicable,
        )
        for measure in registry()
        if measure.items
    }
    assert found == {
        "phq9": (9, 0, 3, (), ()),
        "gad7": (7, 0, 3, (), ()),
        "core10": (10, 0, 4, (2, 3), ()),  # CamCOPS: items 2 and 3 reversed
        "swemwbs": (7, 1, 5, (), ()),
        "kpcs": (15, 0, 3, (), ((1, 2), (9, 2))),  # not applicable on 1 and 9 scores 2
        "mors_sf": (14, 0, 5, (), ()),
        "epds": (10, 0, 3, (), ()),  # answers arrive scored; printed order is a note, never applied silently
        "gbo": (3, 0, 10, (), ()),
    }


def test_answers_in_words():
    found = {m.id: dict(m.items.labels) for m in registry() if m.items and m.items.labels}
    frequency = {"not at all": 0, "several days": 1, "more than half the days": 2, "nearly every day": 3}
    assert found == {
        "phq9": frequency,
        "gad7": frequency,
        "core10": {"not at all": 0, "most or all of the time": 4},
        "swemwbs": {
            "none of the time": 1,
            "rarely": 2,
            "some of the time": 3,
            "often": 4,
            "all of the time": 5,
        },
        "mors_sf": {
            "never": 0,
            "rarely": 1,
            "sometimes": 2,
            "quite often": 3,
            "very often": 4,
            "always": 5,
        },
    }


def test_mors_items_are_split_between_warmth_and_invasion():
    mors = registry().get("mors_sf")
    assert mors.scale("warmth").items == (1, 3, 4, 6, 8, 11, 13)
    assert mors.scale("invasion").items == (2, 5, 7, 9, 10, 12, 14)


def test_only_core10_may_be_pro_rated():
    found = {
        (measure.id, scale.missing.most) for measure, scale in scales() if scale.missing.rule == "prorate"
    }
    assert found == {("core10", 1)}  # coresystemtrust.org.uk: one item of ten


def test_alerts_and_how_far_to_trust_them():
    found = {(m.id, alert.item, alert.above, alert.status) for m in registry() for alert in m.alerts}
    assert found == {
        ("phq9", 9, 0, "recalled"),
        ("epds", 10, 0, "recalled"),
        ("core10", 6, 0, "convention"),
    }


def test_only_goals_are_counted_each_by_itself():
    assert {(m.id, s.id) for m, s in scales() if s.unit == "goal"} == {("gbo", "goal")}


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_every_measure_says_who_may_use_it_and_where_its_facts_are_from(measure):
    assert measure.licence.text
    assert measure.licence.source
    assert measure.citations
    assert all(scale.source for scale in measure.scales)
    for fact in facts(measure):
        assert fact.source.strip()
        assert not re.search(r"\bV2?:S\d|\bS\d\d?[a-e]?\b", fact.source), "a key of the sheet, not words"


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_a_default_rule_is_firm_and_there_is_one_at_most(measure):
    for scale in measure.scales:
        defaults = [rule for rule in scale.change_rules if rule.default]
        assert len(defaults) <= 1
        assert all(rule.firm for rule in defaults)
        assert scale.change_rule == (defaults[0] if defaults else None)


def test_the_conversion_of_swemwbs_at_known_totals():
    table = dict(registry().get("swemwbs").scale("total").convert)
    assert list(table) == list(range(7, 36))
    # The value that one published-looking copy has wrong (25.99), and others from the sheet.
    known = {7: 7.00, 8: 9.51, 14: 15.32, 21: 19.25, 22: 19.98, 29: 26.02, 30: 27.03, 34: 32.55, 35: 35.00}
    assert {raw: table[raw] for raw in known} == known


def test_the_whole_conversion_against_the_facts_sheet(root):
    sheet = root.parent / "shared" / "facts" / "measures.md"
    if not sheet.exists():
        pytest.skip("the facts sheet is kept beside the repository and is not here")
    text = sheet.read_text(encoding="utf-8")
    section = text[text.index("| raw | metric |") : text.index("- Missing: SWEMWBS conversion")]
    pairs = re.findall(r"\| (\d+) \| (\d+\.\d\d) (?=\|)", section)
    expected = {float(raw): float(metric) for raw, metric in pairs}
    assert len(expected) == 29
    assert dict(registry().get("swemwbs").scale("total").convert) == expected
