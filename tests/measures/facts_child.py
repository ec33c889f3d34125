"""Children's questionnaires and experience of service, by hand from the facts sheet (see facts_first)."""

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

SDQ_SCALES = ("emotional", "conduct", "hyperactivity", "peer", "prosocial")

# (measure, scale): better, lowest, highest, how it is made; then what is out of the ordinary
SCALES = {
    # Items [V2] (Youthinmind sheet of 6 October 2015) but for peer 19 and 23 and all of prosocial [R+]
    ("sdq_2_4", "emotional"): ScaleFact("lower", 0, 10, "sum", status="secondary"),
    ("sdq_2_4", "conduct"): ScaleFact("lower", 0, 10, "sum", status="secondary"),
    ("sdq_2_4", "hyperactivity"): ScaleFact("lower", 0, 10, "sum", status="secondary"),
    ("sdq_2_4", "peer"): ScaleFact("lower", 0, 10, "sum", status="recalled"),
    ("sdq_2_4", "prosocial"): ScaleFact("higher", 0, 10, "sum", status="recalled"),
    ("sdq_2_4", "total"): ScaleFact("lower", 0, 40, "sum_of", status="recalled"),  # peer is a part of it
    # Five scales of 0-10, total difficulties 0-40, prosocial higher = better [V] scoring sheets
    ("sdq_4_17", "emotional"): ScaleFact("lower", 0, 10, "entered"),
    ("sdq_4_17", "conduct"): ScaleFact("lower", 0, 10, "entered"),
    ("sdq_4_17", "hyperactivity"): ScaleFact("lower", 0, 10, "entered"),
    ("sdq_4_17", "peer"): ScaleFact("lower", 0, 10, "entered"),
    ("sdq_4_17", "prosocial"): ScaleFact("higher", 0, 10, "entered"),
    ("sdq_4_17", "total"): ScaleFact("lower", 0, 40, "entered"),
    # Zones only: one evaluator refuses to compare totals of forms for different ages [V]
    ("asq_se_2", "zone"): ScaleFact("lower", 1, 3, "single", ordinal=True, status="secondary"),
    # A public R package for an infant study [V2]: 31 problem and 11 competence items of 0 to 2
    ("bitsea", "problem"): ScaleFact("lower", 0, 62, "sum", status="secondary"),
    ("bitsea", "competence"): ScaleFact("higher", 0, 22, "sum", status="secondary"),
    # Slide presentation [V2]: intensity 36-252, problem 0-36
    ("ecbi", "intensity"): ScaleFact("lower", 36, 252, "entered", status="secondary"),
    ("ecbi", "problem"): ScaleFact("lower", 0, 36, "entered", status="secondary"),
    # The tool's own codes: they only put the answers in order
    ("chi_esq", "answers"): ScaleFact("higher", 0, 2, "answers", ordinal=True),
}

ITEMS = {
    "sdq_2_4": ItemsFact(25, 0, 2, reversed=(7, 11, 14, 21, 25)),  # marked "r" on the sheet of 2015 [V2]
    "bitsea": ItemsFact(42, 0, 2),
    # The national codes are 1-3 with an unknown direction, so words alone are read
    "chi_esq": ItemsFact(12, 0, 2, omitted=("don't know", "don’t know", "dont know"), by_label=True),
}

# Which items each scale is made of; for "sum_of", which scales
ITEM_LISTS = {
    ("sdq_2_4", "emotional"): (3, 8, 13, 16, 24),
    ("sdq_2_4", "conduct"): (5, 7, 12, 18, 22),
    ("sdq_2_4", "hyperactivity"): (2, 10, 15, 21, 25),
    ("sdq_2_4", "peer"): (6, 11, 14, 19, 23),
    ("sdq_2_4", "prosocial"): (1, 4, 9, 17, 20),
    ("sdq_2_4", "total"): ("emotional", "conduct", "hyperactivity", "peer"),
    # "2,3,4,6,7,8,9,11,12,14,16,17,18,21,23,24,26,27,28,30,32-42"
    ("bitsea", "problem"): (
        *(2, 3, 4, 6, 7, 8, 9, 11, 12, 14, 16, 17, 18, 21, 23, 24, 26, 27, 28, 30),
        *range(32, 43),
    ),
    ("bitsea", "competence"): (1, 5, 10, 13, 15, 19, 20, 22, 25, 29, 31),
    ("chi_esq", "answers"): tuple(range(1, 13)),
}

# Items in no scale, and items in two: measure: {item: why}
UNSCORED: dict[str, dict[int, str]] = {}
TWICE: dict[str, dict[int, str]] = {}

# The words of a measure's answers; of a scale's ratings under (measure, scale)
LABELS: dict[str | tuple[str, str], dict[str, float]] = {
    "sdq_2_4": {"not true": 0, "somewhat true": 1, "certainly true": 2},  # "somewhat true" always 1 [V]
    "chi_esq": {"certainly true": 2, "partly true": 1, "not true": 0},
    # "Below cut-off" is left out: the monitoring zone is below the cut-off too
    ("asq_se_2", "zone"): {
        "below": 1,
        "typical": 1,
        "monitor": 2,
        "monitoring": 2,
        "monitoring zone": 2,
        "above": 3,
        "above cut-off": 3,
        "above cutoff": 3,
        "above the cut-off": 3,
        "refer": 3,
    },
}

# Scales that are scored with answers missing, and with how many; all others need every answer.
# Scoring sheets [V]: at least three of the five answered, rounded
MISSING = {("sdq_2_4", scale): MissingFact(2, rounded=True) for scale in SDQ_SCALES}

CUT_OFFS = {
    # doi 10.1186/s12887-023-03837-1, table 2: 13+ and 16+ for 2-4, 14+ and 17+ for 4-17 [V]
    ("sdq_2_4", "total"): [
        CutOffFact("abnormal", 16, edition="2-4 parent"),
        CutOffFact("borderline", 13, edition="2-4 parent"),
    ],
    ("sdq_4_17", "total"): [
        CutOffFact("abnormal", 17, edition="4-17 parent"),
        CutOffFact("borderline", 14, edition="4-17 parent"),
    ],
    # Slides: ">=131", ">=15"; Colvin 1999 recommends 132 and 15 [V2]
    ("ecbi", "intensity"): [
        CutOffFact("clinical", 131, "secondary"),
        CutOffFact("colvin_1999", 132, "secondary", "1999 restandardisation"),
    ],
    ("ecbi", "problem"): [CutOffFact("clinical", 15, "secondary")],
}


def _three(edition: str, borderline: int, abnormal: int, highest: int) -> list[BandFact]:
    return [
        BandFact(0, borderline - 1, "normal", edition=edition),
        BandFact(borderline, abnormal - 1, "borderline", edition=edition),
        BandFact(abnormal, highest, "abnormal", edition=edition),
    ]


# The same table 2: where borderline and abnormal begin [V]
BANDS = {
    ("sdq_2_4", "emotional"): _three("2-4 parent", 3, 4, 10),
    ("sdq_2_4", "conduct"): _three("2-4 parent", 4, 5, 10),
    ("sdq_2_4", "hyperactivity"): _three("2-4 parent", 6, 7, 10),
    ("sdq_2_4", "peer"): _three("2-4 parent", 3, 4, 10),
    ("sdq_2_4", "total"): _three("2-4 parent", 13, 16, 40),
    # Borderline 6, abnormal 5 or less
    ("sdq_2_4", "prosocial"): [
        BandFact(0, 5, "abnormal", edition="2-4 parent"),
        BandFact(6, 6, "borderline", edition="2-4 parent"),
        BandFact(7, 10, "normal", edition="2-4 parent"),
    ],
    ("sdq_4_17", "emotional"): _three("4-17 parent", 4, 5, 10),
    ("sdq_4_17", "conduct"): _three("4-17 parent", 3, 4, 10),
    ("sdq_4_17", "hyperactivity"): _three("4-17 parent", 6, 7, 10),
    ("sdq_4_17", "peer"): _three("4-17 parent", 3, 4, 10),
    ("sdq_4_17", "total"): _three("4-17 parent", 14, 17, 40),
    # Borderline 5, abnormal 4 or less
    ("sdq_4_17", "prosocial"): [
        BandFact(0, 4, "abnormal", edition="4-17 parent"),
        BandFact(5, 5, "borderline", edition="4-17 parent"),
        BandFact(6, 10, "normal", edition="4-17 parent"),
    ],
    ("asq_se_2", "zone"): [
        BandFact(1, 1, "below the cut-off", "secondary"),
        BandFact(2, 2, "monitoring zone", "secondary"),
        BandFact(3, 3, "above the cut-off", "secondary"),
    ],
}

RULES = {
    # NHSE CYP code, parent's form of 4-17 only [V]; none for the total, none for 2-4
    ("sdq_4_17", "emotional"): [RuleFact("nhs_england", 4, default=True)],
    ("sdq_4_17", "conduct"): [RuleFact("nhs_england", 4, default=True)],
    ("sdq_4_17", "hyperactivity"): [RuleFact("nhs_england", 4, default=True)],
    ("sdq_4_17", "peer"): [RuleFact("nhs_england", 3, default=True)],
    ("sdq_4_17", "prosocial"): [RuleFact("nhs_england", 3, default=True)],
}

RELIABILITY = {
    # PMC9004049, table 2: children of 3 to 4, not UK [V]
    ("sdq_2_4", "total"): [ReliabilityFact("alpha", 0.78)],
    ("sdq_2_4", "emotional"): [ReliabilityFact("alpha", 0.52)],
    ("sdq_2_4", "conduct"): [ReliabilityFact("alpha", 0.63)],
    ("sdq_2_4", "hyperactivity"): [ReliabilityFact("alpha", 0.75)],
    ("sdq_2_4", "peer"): [ReliabilityFact("alpha", 0.52)],
    ("sdq_2_4", "prosocial"): [ReliabilityFact("alpha", 0.65)],
}

NORMS = {
    # Two-year-olds, the Netherlands: all, boys, girls [V2]
    ("bitsea", "problem"): [
        NormFact(7.7, 5.2, 2060, "secondary"),
        NormFact(8.1, 5.4, None, "secondary"),
        NormFact(7.3, 4.9, None, "secondary"),
    ],
    ("bitsea", "competence"): [NormFact(17.8, 2.9, 2060, "secondary")],
}

ALERTS: dict[str, list[AlertFact]] = {}

# In months
AGES = {
    "sdq_2_4": AgesFact(24, 59, "secondary"),  # 2 to 4 in whole years
    "sdq_4_17": AgesFact(48, 215),  # 4 to 17 in whole years
    "asq_se_2": AgesFact(2, 60, "recalled"),  # nine forms, 2 to 60 months [R+]
    "bitsea": AgesFact(12, 36, "recalled"),
    "ecbi": AgesFact(24, 203, "recalled"),  # 2 to 16 in whole years
}

# Whether the questions' wording may be shown
WORDING = {
    "sdq_2_4": "not_allowed",  # an electronic version needs a licence [R+]
    "sdq_4_17": "not_allowed",
    "asq_se_2": "not_allowed",  # Brookes
    "bitsea": "not_allowed",  # a licence or permission is needed [R]
    "ecbi": "not_allowed",  # PAR
    "chi_esq": "unknown",  # "freely available" [V], not that it may be reproduced
}

# Quotations in notes and labels longer than four words that are no question's wording: why
QUOTED: dict[str, str] = {}
