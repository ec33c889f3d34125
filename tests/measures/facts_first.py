"""The measures that the registry began with, written by hand from the facts sheet.

[V] was read in the source, [V2] in somebody else's statement of it, [R+] is not verified. A
number that changes in a data file has to be changed here too, by somebody who looked it up.
"""

from __future__ import annotations

from tests.measures.facts import (
    AgesFact,
    AlertFact,
    BandFact,
    CutOffFact,
    ItemsFact,
    MissingFact,
    NormFact,
    ReliabilityFact,
    RuleFact,
    ScaleFact,
)

# (measure, scale): better, lowest, highest, how it is made; then what is out of the ordinary
SCALES = {
    ("phq9", "total"): ScaleFact("lower", 0, 27, "sum"),  # CamCOPS: higher = worse
    ("gad7", "total"): ScaleFact("lower", 0, 21, "sum"),  # CamCOPS
    ("core10", "total"): ScaleFact("lower", 0, 40, "mean_x10"),  # CamCOPS: clinical score = mean x 10
    # Warwick: higher = better; the conversion is [V2]
    ("swemwbs", "total"): ScaleFact("higher", 7, 35, "sum", status="secondary", step=0.01),
    ("kpcs", "total"): ScaleFact("higher", 0, 45, "sum"),  # performwell.org: higher = more confident
    # A public scoring configuration [V2]: warmth higher = better, invasion higher = worse
    ("mors_sf", "warmth"): ScaleFact("higher", 0, 35, "sum", status="secondary"),
    ("mors_sf", "invasion"): ScaleFact("lower", 0, 35, "sum", status="secondary"),
    ("pir_gas", "rating"): ScaleFact("higher", 1, 100, "single", ordinal=True),  # NCTSN: 100-91 well adapted
    ("epds", "total"): ScaleFact("lower", 0, 30, "sum"),  # CamCOPS: higher = worse
    ("gbo", "goal"): ScaleFact("higher", 0, 10, "each"),  # goals-in-therapy.com: 10 = fully reached
    ("gbo", "mean"): ScaleFact("higher", 0, 10, "entered", step=0.01),
    # Parent-Infant Foundation survey 2021, out of 5
    ("training_self_rating", "knowledge"): ScaleFact("higher", 1, 5, "single", ordinal=True),
    ("training_self_rating", "confidence"): ScaleFact("higher", 1, 5, "single", ordinal=True),
}

ITEMS = {
    "phq9": ItemsFact(9, 0, 3),
    "gad7": ItemsFact(7, 0, 3),
    "core10": ItemsFact(10, 0, 4, reversed=(2, 3)),  # CamCOPS: items 2 and 3 reversed
    "swemwbs": ItemsFact(7, 1, 5),
    "kpcs": ItemsFact(15, 0, 3, not_applicable=((1, 2), (9, 2))),  # not applicable on 1 and 9 scores 2
    "mors_sf": ItemsFact(14, 0, 5),
    # Answers arrive scored; turned round only where a person says that they are in printed order.
    # 3 and 5 to 9 [V2], 10 [R+]
    "epds": ItemsFact(10, 0, 3, reversed=(3, 5, 6, 7, 8, 9, 10), stored="scored"),
    "gbo": ItemsFact(3, 0, 10),
}

# Which items each scale is made of; for "sum_of", which scales
ITEM_LISTS = {
    ("phq9", "total"): tuple(range(1, 10)),
    ("gad7", "total"): tuple(range(1, 8)),
    ("core10", "total"): tuple(range(1, 11)),
    ("swemwbs", "total"): tuple(range(1, 8)),
    ("kpcs", "total"): tuple(range(1, 16)),
    ("mors_sf", "warmth"): (1, 3, 4, 6, 8, 11, 13),
    ("mors_sf", "invasion"): (2, 5, 7, 9, 10, 12, 14),
    ("epds", "total"): tuple(range(1, 11)),
    ("gbo", "goal"): (1, 2, 3),
}

# Items in no scale, and items in two: measure: {item: why}
UNSCORED: dict[str, dict[int, str]] = {}
TWICE: dict[str, dict[int, str]] = {}

_FREQUENCY: dict[str, float] = {
    "not at all": 0,
    "several days": 1,
    "more than half the days": 2,
    "nearly every day": 3,
}

# The words of a measure's answers; of a scale's ratings under (measure, scale)
LABELS: dict[str | tuple[str, str], dict[str, float]] = {
    "phq9": _FREQUENCY,
    "gad7": _FREQUENCY,
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

# Scales that are scored with answers missing, and with how many; all others need every answer.
MISSING = {
    ("core10", "total"): MissingFact(1),  # coresystemtrust.org.uk: one item of ten
}

CUT_OFFS = {
    ("phq9", "total"): [CutOffFact("caseness", 10)],  # CamCOPS; NHS use [V2]
    ("gad7", "total"): [
        CutOffFact("caseness", 8, "secondary"),  # NCT05134103: ">9 on the PHQ-9 or >7 on the GAD-7" [V2]
        CutOffFact("generalised_anxiety_disorder", 10),  # CamCOPS: sens 89%, spec 82%
    ],
    ("core10", "total"): [CutOffFact("distress", 11), CutOffFact("depression", 13)],  # Barkham 2013 [V]
    ("kpcs", "total"): [CutOffFact("low_confidence", 39)],  # "39 or less" [V]
    ("pir_gas", "rating"): [
        CutOffFact("disordered", 39),  # NCTSN: "below 40" [V]
        CutOffFact("not_yet_adapted", 80, "convention"),  # reports group 81-100 as adapted
    ],
    ("epds", "total"): [CutOffFact("likely", 13), CutOffFact("possible", 10)],  # CamCOPS [V]
}

BANDS = {
    # CamCOPS and the Talking Therapies code [V]
    ("phq9", "total"): [
        BandFact(0, 4, "none"),
        BandFact(5, 9, "mild"),
        BandFact(10, 14, "moderate"),
        BandFact(15, 19, "moderately severe"),
        BandFact(20, 27, "severe"),
    ],
    ("gad7", "total"): [
        BandFact(0, 4, "below mild"),
        BandFact(5, 9, "mild"),
        BandFact(10, 14, "moderate"),
        BandFact(15, 21, "severe"),
    ],
    # socasresourcehub.com 5b-2 [V]
    ("core10", "total"): [
        BandFact(0, 10, "non-clinical or low"),
        BandFact(11, 14, "mild"),
        BandFact(15, 19, "moderate"),
        BandFact(20, 24, "moderate to severe"),
        BandFact(25, 40, "severe"),
    ],
    # The top four [V] NCTSN, the rest [R+]
    ("pir_gas", "rating"): [
        BandFact(1, 10, "documented maltreatment", "recalled", "DC:0-3R (2005)"),
        BandFact(11, 20, "grossly impaired", "recalled", "DC:0-3R (2005)"),
        BandFact(21, 30, "severely disordered", "recalled", "DC:0-3R (2005)"),
        BandFact(31, 40, "disordered", "recalled", "DC:0-3R (2005)"),
        BandFact(41, 50, "disturbed", "recalled", "DC:0-3R (2005)"),
        BandFact(51, 60, "distressed", "recalled", "DC:0-3R (2005)"),
        BandFact(61, 70, "significantly perturbed", edition="DC:0-3R (2005)"),
        BandFact(71, 80, "perturbed", edition="DC:0-3R (2005)"),
        BandFact(81, 90, "adapted", edition="DC:0-3R (2005)"),
        BandFact(91, 100, "well adapted", edition="DC:0-3R (2005)"),
    ],
}

RULES = {
    # NHSE CYP code [V]; Kounali 2022 [V]: a share of the first score and points; Löwe 2004 [R+]
    ("phq9", "total"): [
        RuleFact("nhs_england", 6, published=5.99, default=True),
        RuleFact("kounali_2022", 21, kind="important", unit="percent"),
        RuleFact("kounali_2022_points", 1.7, kind="important"),
        RuleFact("loewe_2004", 5, firm=False, kind="important"),
    ],
    # The same; Toussaint 2020 [R+]
    ("gad7", "total"): [
        RuleFact("nhs_england", 4, published=4.22, default=True),
        RuleFact("kounali_2022", 26.8, kind="important", unit="percent"),
        RuleFact("kounali_2022_points", 1.5, kind="important"),
        RuleFact("toussaint_2020", 4, firm=False, kind="important"),
    ],
    ("core10", "total"): [
        RuleFact("barkham_2013", 6, confidence=0.90, default=True),  # "reliable change index (90% CI) of 6"
        RuleFact("nhs_england", 5, published=5.39),  # NHSE CYP code: 5.39 rounded to 5 [V]
    ],
    # 2.87 -> 3 [V], "between 1 and 3" [V], but raw or metric is unknown: never firm, never the default.
    ("swemwbs", "total"): [
        RuleFact("nhs_england", 3, published=2.87, firm=False),
        RuleFact("shah_2018", 1, firm=False, kind="important"),
    ],
    # Matthey 2004 [V]; Mao [V]: pregnancy, China, n = 117
    ("epds", "total"): [
        RuleFact("matthey_2004", 4, confidence=0.95, default=True),
        RuleFact("mao_china", 4, kind="important", worse=3),
    ],
    ("gbo", "goal"): [RuleFact("nhs_england", 3, default=True)],  # NHSE: 3 per goal [V]
    ("gbo", "mean"): [RuleFact("corc_research", 2.45, firm=False)],  # [R+], on the mean
}

RELIABILITY = {
    # [V2], [R+]
    ("phq9", "total"): [
        ReliabilityFact("alpha", 0.89, "secondary"),
        ReliabilityFact("test-retest", 0.84, "recalled"),
    ],
    # [R+]; [V2] in the update
    ("gad7", "total"): [
        ReliabilityFact("alpha", 0.92, "recalled"),
        ReliabilityFact("test-retest", 0.83, "secondary"),
    ],
    ("core10", "total"): [ReliabilityFact("alpha", 0.90)],
    # Res Nurs Health 2008
    ("kpcs", "total"): [ReliabilityFact("alpha", 0.81), ReliabilityFact("test-retest", 0.88)],
    # "r = .83 (n=53, 10-minute video)", Müller 2013, table 3 [V]
    ("pir_gas", "rating"): [ReliabilityFact("inter-rater", 0.83, n=53)],
    # [R+], Kernot 2015 [V2]
    ("epds", "total"): [
        ReliabilityFact("alpha", 0.87, "recalled"),
        ReliabilityFact("test-retest", 0.92, "secondary"),
    ],
}

NORMS = {
    ("phq9", "total"): [NormFact(11.6, 6.0, 106)],  # England 2019-20, ante/post-natal counselling [V]
    ("gad7", "total"): [NormFact(11.7, 5.4, 106)],
    # general population; primary care [V]
    ("core10", "total"): [NormFact(4.7, 4.8, 535), NormFact(19.7, 7.7, 1835)],
    # Shah 2018 [V]; code that cites Warwick and Ng Fat 2017, abstract [V2]
    ("swemwbs", "total"): [
        NormFact(19.28, 3.921, 172),
        NormFact(23.6, 3.9, None, "secondary"),
        NormFact(23.7, None, None, "secondary"),
        NormFact(23.2, None, None, "secondary"),
    ],
    ("kpcs", "total"): [
        NormFact(41.75),  # Danish community, four groups [V]
        NormFact(42.41),
        NormFact(39.51),
        NormFact(41.12),
        NormFact(38.59, 4.00, 69),  # vulnerable first-time mothers [V]
        NormFact(38.06, 3.33, 209),
        NormFact(35.47, 5.48, 100, "secondary"),  # Nepal [V2]
    ],
    # Venkatesh 2017, as code cites it: [V2]
    ("epds", "total"): [
        NormFact(3.65, 2.62, None, "secondary"),
        NormFact(3.77, 3.31, None, "secondary"),
        NormFact(4.35, 3.72, None, "secondary"),
    ],
    # Parent-Infant Foundation 2021 [V]
    ("training_self_rating", "knowledge"): [NormFact(3.27, None, 283)],
    ("training_self_rating", "confidence"): [NormFact(2.98, None, 283)],
}

ALERTS = {
    "phq9": [AlertFact(9, 0, "recalled")],
    "epds": [AlertFact(10, 0, "recalled")],
    "core10": [AlertFact(6, 0, "convention")],
}

# In months
AGES: dict[str, AgesFact] = {
    "kpcs": AgesFact(0, 12),  # performwell.org and the national return
    "mors_sf": AgesFact(None, 12),  # morscales.org: "few weeks to about one year"
}

# Whether the questions' wording may be shown
WORDING = {
    "phq9": "free",  # CamCOPS: public domain
    "gad7": "free",
    "core10": "unmodified_with_credit",  # CC BY-ND 4.0
    "swemwbs": "unknown",  # Warwick asks for registration
    "kpcs": "unmodified_with_credit",  # manual, copyright page
    "mors_sf": "unknown",
    "pir_gas": "not_allowed",
    "epds": "not_allowed",  # Royal College of Psychiatrists
    "gbo": "not_allowed",
    "training_self_rating": "free",
}

# Quotations in notes and labels longer than four words that are no question's wording: why
QUOTED = {
    # What others wrote about PIR-GAS, and local conventions by name
    "is not a good tool for research as it cannot be reliably replicated": "livpip.org.uk on PIR-GAS",
    "Moved up one ten-point band": "a way to count improvement on PIR-GAS",
    "from 40 or below to above 40": "a way to count improvement on PIR-GAS",
    "from 80 or below to above 80": "a way to count improvement on PIR-GAS",
    "a score below 40 marks a disordered relationship": "NCTSN on PIR-GAS",
}
