"""Parents' questionnaires, written by hand from the facts sheet (see facts_first for the tags)."""

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
SCALES: dict[tuple[str, str], ScaleFact] = {
    ("wemwbs", "total"): ScaleFact("higher", 14, 70, "sum"),  # 5.6: CamCOPS, Warwick
    ("hads", "anxiety"): ScaleFact("lower", 0, 21, "sum"),  # 5.7: CamCOPS
    ("hads", "depression"): ScaleFact("lower", 0, 21, "sum"),
    # 5.5: the clinical score is the mean x 10 [V]; which question is in which domain is [R+]
    ("core_om", "total"): ScaleFact("lower", 0, 40, "entered", step=0.01),
    ("core_om", "wellbeing"): ScaleFact("lower", 0, 40, "entered", status="recalled", step=0.01),
    ("core_om", "problems"): ScaleFact("lower", 0, 40, "entered", status="recalled", step=0.01),
    ("core_om", "functioning"): ScaleFact("lower", 0, 40, "entered", status="recalled", step=0.01),
    ("core_om", "risk"): ScaleFact("lower", 0, 40, "entered", status="recalled", step=0.01),
    ("core_om", "non_risk"): ScaleFact("lower", 0, 40, "entered", status="recalled", step=0.01),
    ("ors", "total"): ScaleFact("higher", 0, 40, "sum", step=0.1),  # 5.8: four lines of 0 to 10
    # 5.8: "an experience measure, not an outcome"
    ("srs", "total"): ScaleFact("higher", 0, 40, "sum", claims=False, step=0.1),
    # 4.6: range of the national return; its reversed questions are [R+], so no answers
    ("pss10_perceived", "total"): ScaleFact("lower", 0, 40, "entered"),
    # 4.5: range and direction [V], the reversed list [V2]
    ("pss_parental", "total"): ScaleFact("lower", 18, 90, "sum", status="secondary"),
    ("psi_4_sf", "total"): ScaleFact("lower", 36, 180, "entered"),  # 4.7: sralab.org
    ("psi_4_sf", "parental_distress"): ScaleFact("lower", 12, 60, "entered"),
    ("psi_4_sf", "dysfunctional_interaction"): ScaleFact("lower", 12, 60, "entered"),
    ("psi_4_sf", "difficult_child"): ScaleFact("lower", 12, 60, "entered"),
    ("psi_4_sf", "percentile"): ScaleFact("lower", 0, 100, "entered", ordinal=True),
    # 4.3: a public app specification [V2]; that 16 questions are those without the last is [R+]
    ("psoc_17", "total"): ScaleFact("higher", 17, 102, "sum_of", status="secondary"),
    ("psoc_17", "satisfaction"): ScaleFact("higher", 9, 54, "sum", status="secondary"),
    ("psoc_17", "efficacy"): ScaleFact("higher", 8, 48, "sum", status="secondary"),
    ("psoc_16", "total"): ScaleFact("higher", 16, 96, "sum_of", status="recalled"),
    ("psoc_16", "satisfaction"): ScaleFact("higher", 9, 54, "sum", status="secondary"),
    ("psoc_16", "efficacy"): ScaleFact("higher", 7, 42, "sum", status="recalled"),
    ("bpses", "total"): ScaleFact("higher", 5, 25, "sum", status="recalled"),  # 4.4: direction [R+], trap 8
    # 4.2: 48 answers of 0 to 10, eight domains of six; which are reversed is unknown, so no answers
    ("topse", "total"): ScaleFact("higher", 0, 480, "entered"),
    ("topse", "emotion_affection"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "play_enjoyment"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "empathy_understanding"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "control"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "discipline_boundaries"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "pressures"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "self_acceptance"): ScaleFact("higher", 0, 60, "entered"),
    ("topse", "learning_knowledge"): ScaleFact("higher", 0, 60, "entered"),
}

_PSOC_REVERSED = (2, 3, 4, 5, 8, 9, 12, 14, 16)  # [V2], and the satisfaction scale

ITEMS: dict[str, ItemsFact] = {
    "wemwbs": ItemsFact(14, 1, 5),
    "hads": ItemsFact(14, 0, 3, stored="scored"),  # which are printed the other way round is [R]
    "ors": ItemsFact(4, 0, 10, step=0.1),
    "srs": ItemsFact(4, 0, 10, step=0.1),
    "pss_parental": ItemsFact(18, 1, 5, reversed=(1, 2, 5, 6, 7, 8, 17, 18)),  # [V2]
    "psoc_17": ItemsFact(17, 1, 6, reversed=_PSOC_REVERSED),
    "psoc_16": ItemsFact(16, 1, 6, reversed=_PSOC_REVERSED),
    "bpses": ItemsFact(5, 1, 5),
}

# Which items each scale is made of; for "sum_of", which scales
ITEM_LISTS: dict[tuple[str, str], tuple[int | str, ...]] = {
    ("wemwbs", "total"): tuple(range(1, 15)),
    ("hads", "anxiety"): (1, 3, 5, 7, 9, 11, 13),
    ("hads", "depression"): (2, 4, 6, 8, 10, 12, 14),
    ("ors", "total"): (1, 2, 3, 4),
    ("srs", "total"): (1, 2, 3, 4),
    ("pss_parental", "total"): tuple(range(1, 19)),
    ("psoc_17", "total"): ("satisfaction", "efficacy"),
    ("psoc_17", "satisfaction"): (2, 3, 4, 5, 8, 9, 12, 14, 16),
    ("psoc_17", "efficacy"): (1, 6, 7, 10, 11, 13, 15, 17),
    ("psoc_16", "total"): ("satisfaction", "efficacy"),
    ("psoc_16", "satisfaction"): (2, 3, 4, 5, 8, 9, 12, 14, 16),
    ("psoc_16", "efficacy"): (1, 6, 7, 10, 11, 13, 15),
    ("bpses", "total"): (1, 2, 3, 4, 5),
}

# Items in no scale, and items in two: measure: {item: why}
UNSCORED: dict[str, dict[int, str]] = {}
TWICE: dict[str, dict[int, str]] = {}

# The words of a measure's answers; of a scale's ratings under (measure, scale)
LABELS: dict[str | tuple[str, str], dict[str, float]] = {
    "wemwbs": {
        "none of the time": 1,
        "rarely": 2,
        "some of the time": 3,
        "often": 4,
        "all of the time": 5,
    },
    # The sheet gives the two ends alone.
    "pss_parental": {"strongly disagree": 1, "strongly agree": 5},
    "psoc_17": {"strongly disagree": 1, "strongly agree": 6},
    "psoc_16": {"strongly disagree": 1, "strongly agree": 6},
}

# Scales that are scored with answers missing, and with how many; all others need every answer.
MISSING: dict[tuple[str, str], MissingFact] = {}

CUT_OFFS: dict[tuple[str, str], list[CutOffFact]] = {
    # Update 4: 43.5 against the CES-D (n=3,117); 40 or less high risk of major depression [V2]
    ("wemwbs", "total"): [CutOffFact("ces_d", 43, "secondary"), CutOffFact("high_risk", 40, "secondary")],
    ("hads", "anxiety"): [CutOffFact("possible", 8), CutOffFact("probable", 11)],  # BMC 10:58 table 1 [V]
    ("hads", "depression"): [CutOffFact("possible", 8), CutOffFact("probable", 11)],
    ("core_om", "total"): [CutOffFact("clinical", 10)],  # Connell and others: 9.9, rounded [V]
    ("ors", "total"): [
        CutOffFact("clinical", 24.9, "secondary", "adults"),  # hiboop.com: 25, below it counts [V2]
        CutOffFact("clinical_adolescents", 27.9, "recalled", "adolescents"),  # 28 [R+]
    ],
    ("psi_4_sf", "percentile"): [CutOffFact("high", 85)],  # ncchildtreatmentprogram.org [V]
}

_HADS_BANDS = [  # Snaith and Zigmond 1994 in Crawford 2001 [V2]
    BandFact(0, 7, "below mild", "secondary", "Snaith and Zigmond 1994"),
    BandFact(8, 10, "mild", "secondary", "Snaith and Zigmond 1994"),
    BandFact(11, 15, "moderate", "secondary", "Snaith and Zigmond 1994"),
    BandFact(16, 21, "severe", "secondary", "Snaith and Zigmond 1994"),
]

BANDS: dict[tuple[str, str], list[BandFact]] = {
    # smartclinic.com [V2]; the third is what the two leave
    ("wemwbs", "total"): [
        BandFact(14, 40, "high risk of major depression", "secondary"),
        BandFact(41, 44, "possible distress", "secondary"),
        BandFact(45, 70, "above both cut-offs of the source", "secondary"),
    ],
    ("hads", "anxiety"): _HADS_BANDS,
    ("hads", "depression"): _HADS_BANDS,
}

RULES: dict[tuple[str, str], list[RuleFact]] = {
    ("wemwbs", "total"): [RuleFact("nhs_england", 9, published=8.55, default=True)],  # NHSE CYP code [V]
    # PMC2459149: lung disease, n=88 [V]; "important", so never the default
    ("hads", "anxiety"): [RuleFact("copd_important", 1.5, kind="important")],
    ("hads", "depression"): [RuleFact("copd_important", 1.5, kind="important")],
    # The CORE IMS page: a change of 5 or more in the clinical score is reliable [V]
    ("core_om", "total"): [RuleFact("core_ims", 5, default=True)],
    ("ors", "total"): [
        RuleFact("nhs_england", 6.6, published=6.55, default=True),  # NHSE CYP code [V]
        RuleFact("developers", 5),  # hiboop.com [V2]
    ],
}

RELIABILITY: dict[tuple[str, str], list[ReliabilityFact]] = {
    ("hads", "anxiety"): [ReliabilityFact("alpha", 0.83, "secondary")],  # Bjelland 2002 [V2]
    ("hads", "depression"): [ReliabilityFact("alpha", 0.82, "secondary")],
    ("core_om", "total"): [ReliabilityFact("alpha", 0.94, "recalled")],  # [R+]
    ("pss10_perceived", "total"): [ReliabilityFact("test-retest", 0.81, "secondary")],  # Lee 2014 [V2]
    # The author's page [V]
    ("pss_parental", "total"): [ReliabilityFact("alpha", 0.83), ReliabilityFact("test-retest", 0.81)],
    # A study in Bangladesh [V2]
    ("topse", "total"): [
        ReliabilityFact("alpha", 0.89, "secondary", 180),
        ReliabilityFact("test-retest", 0.96, "secondary", 180),
    ],
}

NORMS: dict[tuple[str, str], list[NormFact]] = {
    # Health Survey for England 2012 [V], men and women; then [R+]
    ("wemwbs", "total"): [NormFact(52.5), NormFact(52.2), NormFact(51.6, 8.7, None, "recalled")],
    # Crawford: mean and SD [R+]
    ("hads", "anxiety"): [NormFact(6.14, 3.76, 1792, "recalled")],
    ("hads", "depression"): [NormFact(3.68, 3.07, 1792, "recalled")],
    # Cohen and Janicki-Deverts 2012 [V2], women and men
    ("pss10_perceived", "total"): [
        NormFact(16.14, 7.56, None, "secondary"),
        NormFact(15.52, 7.44, None, "secondary"),
    ],
    ("pss_parental", "total"): [
        NormFact(35.15, 8.31, 69),  # vulnerable first-time mothers, Denmark [V]
        NormFact(37.93, 7.63, 209),
        NormFact(32.88, None, 513, "secondary"),  # community, 2 and 6 months [V2]
        NormFact(30.98, None, 513, "secondary"),
    ],
    ("psoc_17", "total"): [NormFact(79.2, 13.8, 305, "secondary")],  # Iran, after birth [V2]
}

ALERTS: dict[str, list[AlertFact]] = {}

# In months
AGES: dict[str, AgesFact] = {
    "psi_4_sf": AgesFact(0, 144),  # 4.7: parents of children aged 0 to 12
}

# Whether the questions' wording may be shown
WORDING: dict[str, str] = {
    "wemwbs": "unknown",  # Warwick asks for registration
    "hads": "not_allowed",  # commercial, GL Assessment
    "core_om": "unmodified_with_credit",  # CC BY-ND 4.0
    "ors": "not_allowed",  # "No text in product"
    "srs": "not_allowed",
    "pss10_perceived": "unknown",
    "pss_parental": "not_allowed",  # the author's permission for electronic systems
    "psi_4_sf": "not_allowed",  # commercial, PAR
    "psoc_17": "unknown",
    "psoc_16": "unknown",
    "bpses": "free",  # CORC page
    "topse": "unknown",
}

# Quotations in notes and labels longer than four words that are no question's wording: why
QUOTED: dict[str, str] = {}
