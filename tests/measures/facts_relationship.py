"""Measures of the relationship between parent and baby, by hand from the facts sheet (see facts_first)."""

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
    # CamCOPS [V]: higher = worse, 0-125; the ranges of the factors are in the sheet's table
    ("pbq_2006", "total"): ScaleFact("lower", 0, 125, "sum_of"),
    ("pbq_2006", "impaired_bonding"): ScaleFact("lower", 0, 60, "sum"),
    ("pbq_2006", "rejection_anger"): ScaleFact("lower", 0, 35, "sum"),
    ("pbq_2006", "anxiety"): ScaleFact("lower", 0, 20, "sum"),
    ("pbq_2006", "abuse_risk"): ScaleFact("lower", 0, 10, "sum"),
    # The 2001 order is worked out from the 2006 one, so it counts as a secondary source.
    ("pbq_2001", "total"): ScaleFact("lower", 0, 125, "sum_of", status="secondary"),
    ("pbq_2001", "impaired_bonding"): ScaleFact("lower", 0, 60, "sum", status="secondary"),
    ("pbq_2001", "rejection_anger"): ScaleFact("lower", 0, 35, "sum", status="secondary"),
    ("pbq_2001", "anxiety"): ScaleFact("lower", 0, 20, "sum", status="secondary"),
    ("pbq_2001", "abuse_risk"): ScaleFact("lower", 0, 10, "sum", status="secondary"),
    # SPSS syntax quoting the manual [V2]; 19 to 95 is a sum [V] of items of 1 to 5
    ("mpas", "total"): ScaleFact("higher", 19, 95, "sum_of", status="secondary", step=0.1),
    ("mpas", "quality"): ScaleFact("higher", 9, 45, "sum", status="secondary", step=0.1),
    ("mpas", "absence_of_hostility"): ScaleFact("higher", 5, 25, "sum", status="secondary", step=0.1),
    ("mpas", "pleasure"): ScaleFact("higher", 5, 25, "sum", status="secondary", step=0.1),
    # One laboratory's syntax [V2], which the ranking of section 10 keeps off until it is checked
    ("ppas", "total"): ScaleFact("higher", 19, 95, "sum_of", status="recalled", step=0.1),
    ("ppas", "patience_tolerance"): ScaleFact("higher", 8, 40, "sum", status="recalled", step=0.1),
    ("ppas", "pleasure"): ScaleFact("higher", 7, 35, "sum", status="recalled", step=0.1),
    ("ppas", "affection_pride"): ScaleFact("higher", 4, 20, "sum", status="recalled", step=0.1),
    # [V]: ordered levels, lower = better
    ("loaf", "relationship"): ScaleFact("lower", 1, 4, "single", ordinal=True),
    ("loaf", "environment"): ScaleFact("lower", 1, 4, "single", ordinal=True),
    ("bam_13", "total"): ScaleFact("lower", 0, 39, "entered", status="recalled"),  # [R]
    # Reversed items [V2], means of six [R+]; section 2, trap 14: no "improved" label
    ("prfq", "pre_mentalising"): ScaleFact("lower", 1, 7, "mean", claims=False, status="recalled", step=0.01),
    ("prfq", "certainty"): ScaleFact("higher", 1, 7, "mean", claims=False, status="recalled", step=0.01),
    ("prfq", "interest"): ScaleFact("higher", 1, 7, "mean", claims=False, status="recalled", step=0.01),
    ("cprs_sf", "closeness"): ScaleFact("higher", 7, 35, "entered", status="recalled"),  # 7 items of 1-5, [R]
    ("cprs_sf", "conflict"): ScaleFact("lower", 8, 40, "entered", status="recalled"),  # 8 items of 1-5, [R]
    # Balbernie's extract: seven aspects x 2 points; sensitive and cooperative higher = better
    ("care_index", "sensitive"): ScaleFact("higher", 0, 14, "entered", status="secondary"),
    ("care_index", "controlling"): ScaleFact("lower", 0, 14, "entered", status="secondary"),
    ("care_index", "unresponsive"): ScaleFact("lower", 0, 14, "entered", status="secondary"),
    ("care_index", "cooperative"): ScaleFact("higher", 0, 14, "entered", status="secondary"),
    ("care_index", "difficult"): ScaleFact("lower", 0, 14, "entered", status="secondary"),
    ("care_index", "compulsive"): ScaleFact("lower", 0, 14, "entered", status="secondary"),
    ("care_index", "passive"): ScaleFact("lower", 0, 14, "entered", status="secondary"),
    ("piios", "total"): ScaleFact("lower", 0, 52, "entered", status="recalled"),  # 13 items [R+] of 0/2/4 [R]
    ("kips", "mean"): ScaleFact("higher", 1, 5, "mean", step=0.01),  # NCTSN [V]: 1.0-5.0, higher = better
}

_AS_PRINTED = ((1, 2, 3, 4), (1, 2.3, 3.6, 5))
_REVERSED = ((1, 2, 3, 4), (5, 3.6, 2.3, 1))

ITEMS = {
    "pbq_2006": ItemsFact(25, 0, 5, reversed=(1, 4, 8, 9, 11, 16, 22, 25)),  # CamCOPS [V]
    "pbq_2001": ItemsFact(25, 0, 5, reversed=(1, 4, 9, 10, 11, 16, 22, 25)),  # 8 and 9 became 9 and 10
    "mpas": ItemsFact(
        19,
        1,
        5,
        reversed=(9, 11, 13, 14),
        options=(
            ((4, 5, 6, 15, 16, 17, 18, 19), *_AS_PRINTED),
            ((7, 10), *_REVERSED),
            ((8, 12), (1, 2), (5, 1)),
        ),
    ),
    "ppas": ItemsFact(
        19,
        1,
        5,
        reversed=(4, 5, 10, 12, 14),
        options=(
            ((6, 17, 18, 19), *_AS_PRINTED),
            ((7, 9, 11, 15), *_REVERSED),
            ((8, 13), (1, 2), (5, 1)),
            ((16,), (1, 2, 3), (5, 3, 1)),
        ),
    ),
    "prfq": ItemsFact(18, 1, 7, reversed=(11, 18)),  # two scripts [V2]
    "kips": ItemsFact(12, 1, 5, omitted=("nob", "not observed")),  # NCTSN [V]
}

_PBQ_FACTORS = {
    "impaired_bonding": (1, 2, 6, 7, 8, 9, 10, 12, 13, 15, 16, 17),
    "rejection_anger": (3, 4, 5, 11, 14, 21, 23),
    "anxiety": (19, 20, 22, 25),
    "abuse_risk": (18, 24),
}

# Which items each scale is made of; for "sum_of", which scales
ITEM_LISTS: dict[tuple[str, str], tuple[int, ...] | tuple[str, ...]] = {
    **{("pbq_2006", factor): items for factor, items in _PBQ_FACTORS.items()},
    **{("pbq_2001", factor): items for factor, items in _PBQ_FACTORS.items()},
    ("pbq_2006", "total"): ("impaired_bonding", "rejection_anger", "anxiety", "abuse_risk"),
    ("pbq_2001", "total"): ("impaired_bonding", "rejection_anger", "anxiety", "abuse_risk"),
    ("mpas", "total"): ("quality", "absence_of_hostility", "pleasure"),
    ("mpas", "quality"): (3, 4, 5, 6, 7, 10, 14, 18, 19),
    ("mpas", "absence_of_hostility"): (1, 2, 15, 16, 17),
    ("mpas", "pleasure"): (8, 9, 11, 12, 13),
    ("ppas", "total"): ("patience_tolerance", "pleasure", "affection_pride"),
    ("ppas", "patience_tolerance"): (1, 2, 6, 11, 13, 17, 18, 19),
    ("ppas", "pleasure"): (4, 5, 8, 9, 10, 12, 15),
    ("ppas", "affection_pride"): (3, 7, 14, 16),
    ("prfq", "pre_mentalising"): (1, 4, 7, 10, 13, 16),
    ("prfq", "certainty"): (2, 5, 8, 11, 14, 17),
    ("prfq", "interest"): (3, 6, 9, 12, 15, 18),
    ("kips", "mean"): tuple(range(1, 13)),
}

# Items in no scale, and items in two: measure: {item: why}
UNSCORED: dict[str, dict[int, str]] = {}
TWICE: dict[str, dict[int, str]] = {}

_HOW_OFTEN = {"always": 5, "very often": 4, "quite often": 3, "sometimes": 2, "rarely": 1, "never": 0}
_LEVELS = {f"level {level}": level for level in (1, 2, 3, 4)}

# The words of a measure's answers; of a scale's ratings under (measure, scale)
LABELS: dict[str | tuple[str, str], dict[str, int]] = {
    "pbq_2006": _HOW_OFTEN,
    "pbq_2001": _HOW_OFTEN,
    "prfq": {"strongly disagree": 1, "strongly agree": 7},
    ("loaf", "relationship"): _LEVELS,
    ("loaf", "environment"): _LEVELS,
}

# Scales that are scored with answers missing, and with how many; all others need every answer.
MISSING: dict[tuple[str, str], MissingFact] = {}

CUT_OFFS = {
    # CamCOPS and the abstract of the 2006 paper [V]
    ("pbq_2006", "impaired_bonding"): [CutOffFact("high", 12, edition="2006")],
    ("pbq_2006", "rejection_anger"): [CutOffFact("high", 13, edition="2006")],
    ("pbq_2006", "anxiety"): [CutOffFact("high", 10, edition="2006")],
    ("pbq_2006", "abuse_risk"): [CutOffFact("high", 2, edition="2006")],
    # The second and fourth are verified, the others recalled [R].
    ("pbq_2001", "impaired_bonding"): [CutOffFact("high", 12, "recalled", "2001")],
    ("pbq_2001", "rejection_anger"): [CutOffFact("high", 17, edition="2001")],
    ("pbq_2001", "anxiety"): [CutOffFact("high", 10, "recalled", "2001")],
    ("pbq_2001", "abuse_risk"): [CutOffFact("high", 3, edition="2001")],
}

_LOAF_BANDS = [
    BandFact(1, 1, "well adapted to good enough", "recalled"),
    BandFact(2, 2, "strained to concerning", "recalled"),
    BandFact(3, 3, "compromised to disturbed", "recalled"),
    BandFact(4, 4, "disordered to dangerous", "recalled"),
]

BANDS = {
    ("loaf", "relationship"): _LOAF_BANDS,  # [R+]
    ("loaf", "environment"): _LOAF_BANDS,
    # NCTSN [V]: guides, not clinical cut-offs
    ("kips", "mean"): [BandFact(1, 2.9, "low"), BandFact(3, 3.9, "moderate"), BandFact(4, 5, "high")],
}

# No relationship measure of this module has a published amount of change.
RULES: dict[tuple[str, str], list[RuleFact]] = {}

_PBQ_RETEST = {"impaired_bonding": 0.95, "rejection_anger": 0.95, "anxiety": 0.93, "abuse_risk": 0.77}

RELIABILITY = {
    # 2001 paper, [R+]
    **{
        (measure, factor): [ReliabilityFact("test-retest", value, "recalled")]
        for measure in ("pbq_2006", "pbq_2001")
        for factor, value in _PBQ_RETEST.items()
    },
    ("bam_13", "total"): [ReliabilityFact("alpha", 0.82, n=579)],  # Spanish [V]
    ("piios", "total"): [ReliabilityFact("inter-rater", 0.94)],  # 23 raters, 14 recordings [V]
    ("kips", "mean"): [ReliabilityFact("alpha", 0.95, n=397), ReliabilityFact("test-retest", 0.88)],  # [V]
}

NORMS: dict[tuple[str, str], list[NormFact]] = {}

ALERTS = {
    # The author asks that these two are followed up [V]; from which answer on is our own choice.
    "pbq_2006": [AlertFact(18, 0, "convention"), AlertFact(24, 0, "convention")],
    "pbq_2001": [AlertFact(18, 0, "convention"), AlertFact(24, 0, "convention")],
}

# In months
AGES = {
    "mpas": AgesFact(1, 24),  # "about 1-24 months" [V]
    "piios": AgesFact(2, 7),  # [V]
    "kips": AgesFact(2, 71),  # [V]
    "prfq": AgesFact(0, 60, "recalled"),  # "child 0-5", no tag
}

# Whether the questions' wording may be shown
WORDING = {
    "pbq_2006": "free",  # CamCOPS: no licence needed
    "pbq_2001": "free",
    "mpas": "unknown",
    "ppas": "unknown",
    "loaf": "not_allowed",
    "bam_13": "unknown",
    "prfq": "unknown",
    "cprs_sf": "unknown",
    "care_index": "not_allowed",
    "piios": "not_allowed",
    "kips": "not_allowed",
}

# Quotations in notes and labels longer than four words that are no question's wording: why
QUOTED: dict[str, str] = {}
