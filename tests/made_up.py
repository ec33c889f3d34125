"""A made-up `Evidence` with the shape of a real one, for the tests of everything that renders.

The scores are drawn with a fixed seed and counted here with plain Python, apart from the
library, so that tests of pages and exports don't lean on the statistics they don't test.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from math import sqrt

import numpy as np

from evaluation.estimates import Estimate, Rate
from evaluation.findings.finding import (
    FAMILY,
    GOAL,
    LEARNER,
    Bin,
    Caveat,
    Description,
    Evidence,
    Finding,
    Flow,
    Move,
    Needs,
    Nouns,
    RuleInWords,
    Source,
    Step,
)
from evaluation.view import View

PERIOD = (date(2024, 4, 3), date(2026, 3, 12))
ANY = RuleInWords(
    id="any_change",
    label="Any change",
    text="A family got better when the second score is better than the first by any amount.",
    source="Plain comparison of the two scores",
    status="convention",
)
RELIABLE = RuleInWords(
    id="reliable_change",
    label="Reliable change (6 points or more)",
    text="A family got better when the score fell by at least 6 points.",
    source="NHS England, children and young people's outcome code",
    status="verified",
)
RECOVERY = RuleInWords(
    id="recovery",
    label="Left the clinical range (10 or more)",
    text="Of families who started in the clinical range, those whose second score was below 10.",
    source="NHS Talking Therapies manual",
    status="secondary",
)
NO_COMPARISON = Caveat(
    key="no_comparison",
    text=(
        "Families were not compared with similar families who had no service, so we cannot say the service "
        "caused the change. Some change would be expected anyway."
    ),
)
FEW_PAIRED = Caveat(
    key="few_paired",
    text=(
        "Both scores are held for 120 of 214 families (56%). Families without a second score may have done "
        "better or worse."
    ),
)
PRACTITIONER = Caveat(
    key="practitioner",
    text="Scores were given by the practitioner who worked with the family and were not rated blind.",
)
BANDS = (
    "Well adapted",
    "Adapted",
    "Perturbed",
    "Significantly perturbed",
    "Distressed",
    "Disturbed",
    "Disordered",
    "Severely disordered",
    "Grossly impaired",
    "Documented maltreatment",
)


def wilson(n: int, of: int) -> tuple[float, float]:
    """Wilson's interval at 95%, written out here so that the library's is not its own oracle."""
    z = 1.959963984540054
    p = n / of
    middle = (p + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def rate(rule: str, outcome: str, n: int, of: int, who: str = "families") -> Rate:
    """A rate with its interval."""
    low, high = wilson(n, of)
    return Rate(rule=rule, outcome=outcome, n=n, of=of, who=who, low=low, high=high)


def scores(
    seed: int, n: int, start: tuple[float, float], gain: tuple[float, float], ends: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Whole scores before and after, n families, with about the asked means and spreads."""
    random = np.random.default_rng(seed)
    before = random.normal(*start, n)
    after = before + random.normal(*gain, n)
    low, high = ends
    return np.clip(np.rint(before), low, high), np.clip(np.rint(after), low, high)


def three(rule: str, gain: np.ndarray, least: float, who: str = "families") -> tuple[Rate, ...]:
    """Better, no change and worse when a gain of at least `least` counts."""
    better, worse, of = int((gain >= least).sum()), int((gain <= -least).sum()), gain.size
    return (
        rate(rule, "improved", better, of, who),
        rate(rule, "no_change", of - better - worse, of, who),
        rate(rule, "worse", worse, of, who),
    )


def described(before: np.ndarray, after: np.ndarray) -> Description:
    """Means, spreads, medians and correlation."""
    return Description(
        mean_before=float(before.mean()),
        mean_after=float(after.mean()),
        sd_before=float(before.std(ddof=1)),
        sd_after=float(after.std(ddof=1)),
        median_before=float(np.median(before)),
        median_after=float(np.median(after)),
        r=float(np.corrcoef(before, after)[0, 1]),
    )


def estimate(name: str, value: float, se: float, interval: str, standardiser: str) -> Estimate:
    """An estimate with an interval of 1.96 standard errors."""
    return Estimate(
        name=name,
        value=value,
        low=value - 1.96 * se,
        high=value + 1.96 * se,
        interval=interval,
        standardiser=standardiser,
        plain=value * 1.01,
        hedges=value,
    )


def binned(before: np.ndarray, after: np.ndarray, edges: tuple[tuple[str, int, int], ...]) -> tuple[Bin, ...]:
    """Counts within ranges, both ends included."""
    return tuple(
        Bin(
            label=label,
            low=low,
            high=high,
            before=int(((before >= low) & (before <= high)).sum()),
            after=int(((after >= low) & (after <= high)).sum()),
        )
        for label, low, high in edges
    )


def flow(paired: int, one: str = "families") -> Flow:
    """From referral to analysis."""
    return Flow(
        steps=(
            Step(key="in_file", label=f"{one.capitalize()} in the file", n=240),
            Step(key="started", label="Started: at least one first score", n=214),
            Step(key="paired", label="Have a first and a second score", n=paired),
            Step(key="analysed", label="Counted in these figures", n=paired),
        ),
        reasons=(
            Step(key="no_second", label="No second score yet", n=214 - paired - 4),
            Step(key="duplicate", label="Two different rows with the same id", n=3),
            Step(key="out_of_range", label="Score outside the possible range", n=1),
        ),
    )


def _finding(
    *,
    ids: tuple[str, str],
    words: tuple[str, str, str, str],
    better: str,
    ends: tuple[int, int],
    pair: tuple[np.ndarray, np.ndarray],
    edges: tuple[tuple[str, int, int], ...],
    rates: tuple[Rate, ...],
    rules: tuple[RuleInWords, ...],
    rater: str = "parent",
    nouns: Nouns = FAMILY,
    ordinal: bool = False,
    domain: str = "caregiver",
    caveats: tuple[Caveat, ...] = (NO_COMPARISON, FEW_PAIRED),
    moves: tuple[Move, ...] = (),
    bands: tuple[str, ...] = (),
) -> Finding:
    before, after = pair
    short, measure_name, title, concept = words
    sign = 1 if better == "higher" else -1
    gain = sign * (after - before)
    n, headline = gain.size, rates[0].rule
    d = float(gain.mean() / before.std(ddof=1))
    error = float(gain.std(ddof=1) / sqrt(n))
    improved = rates[0]
    low, high = improved.low or 0, improved.high or 0
    return Finding(
        measure=ids[0],
        scale=ids[1],
        short=short,
        measure_name=measure_name,
        title=title,
        concept=concept,
        asks=f"Asks about {concept}.",
        domain=domain,  # type: ignore[arg-type]
        rater=rater,
        nouns=nouns,
        better=better,  # type: ignore[arg-type]
        ordinal=ordinal,
        minimum=ends[0],
        maximum=ends[1],
        pairing="first score on or after the first contact, and the last on or after the second",
        period=PERIOD,
        n=n,
        description=described(before, after),
        mean_change=None
        if ordinal
        else Estimate(
            name="mean_change",
            value=float(gain.mean()),
            low=float(gain.mean()) - 1.98 * error,
            high=float(gain.mean()) + 1.98 * error,
            interval="paired t",
        ),
        effects=()
        if ordinal
        else (
            estimate("baseline_sd", d, 0.08, "SMCRH (Bonett 2008)", "SD before"),
            estimate(
                "d_av",
                d * 1.04,
                0.08,
                "Bonett 2015",
                "average SD (root of the mean of the variances before and after)",
            ),
            estimate("d_z", d * 1.3, 0.1, "noncentral t", "SD of the change"),
        ),
        probability=Estimate(
            name="probability_of_improvement",
            value=float((gain > 0).mean() + (gain == 0).mean() / 2),
            low=0.58,
            high=0.75,
            interval="Wilson on half ties",
        ),
        rates=rates,
        rules=rules,
        headline_rule=headline,
        flow=flow(n, nouns.many),
        bins=binned(before, after, edges),
        moves=moves,
        bands=bands,
        sentence=(
            f"{improved.n} of {improved.of} {nouns.many} ({(improved.share or 0) * 100:.0f}%, 95% interval "
            f"{low * 100:.0f}% to {high * 100:.0f}%) got better in {concept} ({title}, rated by {rater})."
        ),
        caveats=caveats,
        licence="Free to use",
        citations=(f"{measure_name}: the authors' paper.",),
    )


def _ranges(*ends: int) -> tuple[tuple[str, int, int], ...]:
    return tuple((f"{a} to {b - 1}", a, b - 1) for a, b in pairwise(ends))


def phq9() -> Finding:
    """Depression symptoms: reliable change, recovery and any change."""
    before, after = scores(9, 120, (11.6, 6.0), (-2.9, 5.4), (0, 27))
    clinical = before >= 10
    recovered = int((clinical & (after < 10)).sum())
    who = "families in the clinical range before"
    return _finding(
        ids=("phq9", "total"),
        words=("PHQ-9", "Patient Health Questionnaire", "PHQ-9 total", "depression symptoms"),
        better="lower",
        ends=(0, 27),
        pair=(before, after),
        edges=(
            ("None (0 to 4)", 0, 4),
            ("Mild (5 to 9)", 5, 9),
            ("Moderate (10 to 14)", 10, 14),
            ("Moderately severe (15 to 19)", 15, 19),
            ("Severe (20 to 27)", 20, 27),
        ),
        rates=(
            *three("reliable_change", before - after, 6),
            rate("recovery", "recovered", recovered, int(clinical.sum()), who),
            rate("recovery", "not_recovered", int(clinical.sum()) - recovered, int(clinical.sum()), who),
            *three("any_change", before - after, 1),
        ),
        rules=(RELIABLE, RECOVERY, ANY),
    )


def pir_gas() -> Finding:
    """The relationship as the practitioner rated it: ordinal, with bands."""
    before, after = scores(17, 96, (58, 16), (11, 10), (1, 100))
    places = [np.clip(np.ceil(s / 10).astype(int), 1, 10) for s in (before, after)]
    named = [[BANDS[10 - place] for place in places[side]] for side in (0, 1)]
    moves = tuple(
        Move(before=a, after=b, n=sum(x == a and y == b for x, y in zip(*named, strict=True)))
        for a in BANDS
        for b in BANDS
    )
    return _finding(
        ids=("pir_gas", "rating"),
        words=(
            "PIR-GAS",
            "Parent–Infant Relationship Global Assessment Scale",
            "PIR-GAS rating",
            "the parent–infant relationship",
        ),
        better="higher",
        ends=(1, 100),
        pair=(before, after),
        edges=tuple((f"{a + 1} to {a + 20}", a + 1, a + 20) for a in range(0, 100, 20)),
        rates=three("any_change", after - before, 1),
        rules=(ANY,),
        rater="practitioner",
        ordinal=True,
        domain="relationship",
        caveats=(NO_COMPARISON, FEW_PAIRED, PRACTITIONER),
        moves=moves,
        bands=BANDS,
    )


def warmth() -> Finding:
    """A higher-is-better scale with no published rule."""
    before, after = scores(3, 118, (27, 5), (2.2, 4), (0, 35))
    return _finding(
        ids=("mors_sf", "warmth"),
        words=(
            "MORS-SF",
            "Mothers' Object Relations Scales, short form",
            "MORS-SF warmth",
            "warmth towards the baby",
        ),
        better="higher",
        ends=(0, 35),
        pair=(before, after),
        edges=_ranges(0, 6, 12, 18, 24, 30, 36),
        rates=three("any_change", after - before, 1),
        rules=(ANY,),
        domain="relationship",
    )


def goals() -> Finding:
    """One pair a goal, so the noun is not families."""
    before, after = scores(5, 204, (3.2, 1.6), (3.1, 2.2), (0, 10))
    rule = replace(
        RELIABLE, label="Reliable change (3 points or more)", text="A goal moved up by at least 3 points."
    )
    return _finding(
        ids=("gbo", "goal"),
        words=("GBO", "Goal-Based Outcomes", "GBO goal rating", "progress towards goals"),
        better="higher",
        ends=(0, 10),
        pair=(before, after),
        edges=tuple((str(a), a, a) for a in range(11)),
        rates=(
            *three("reliable_change", after - before, 3, "goals"),
            *three("any_change", after - before, 1, "goals"),
        ),
        rules=(rule, ANY),
        nouns=GOAL,
        domain="goals",
    )


def self_rating() -> Finding:
    """A learner's own rating from 1 to 5: ordered answers, each with a count of its own."""
    before, after = scores(23, 80, (2.9, 0.9), (0.8, 0.8), (1, 5))
    return _finding(
        ids=("training_self_rating", "knowledge"),
        words=("Self-rating", "Training self-ratings", "Knowledge self-rating", "knowledge"),
        better="higher",
        ends=(1, 5),
        pair=(before, after),
        edges=tuple((str(a), a, a) for a in range(1, 6)),
        rates=three("any_change", after - before, 1, "learners"),
        rules=(ANY,),
        rater="learner",
        nouns=LEARNER,
        ordinal=True,
        domain="learning",
    )


def hidden(finding: Finding) -> Finding:
    """The finding as disclosure control leaves a group that is too small to show."""
    gone = Estimate(name="baseline_sd", value=None, standardiser="SD before")
    return replace(
        finding,
        n=None,
        description=Description(
            mean_before=None,
            mean_after=None,
            sd_before=None,
            sd_after=None,
            median_before=None,
            median_after=None,
            r=None,
        ),
        mean_change=None if finding.ordinal else replace(gone, name="mean_change", standardiser=""),
        effects=() if finding.ordinal else (gone,),
        probability=None,
        rates=tuple(replace(r, n=None, of=None, low=None, high=None, hidden="[c]") for r in finding.rates),
        flow=Flow(
            steps=tuple(
                replace(s, n=s.n if s.key in {"in_file", "started"} else None) for s in finding.flow.steps
            ),
            reasons=tuple(replace(s, n=None) for s in finding.flow.reasons),
        ),
        bins=tuple(replace(b, before=None, after=None) for b in finding.bins),
        moves=tuple(replace(m, n=None) for m in finding.moves),
        sentence=f"Too few {finding.nouns.many} to show figures for {finding.concept} ({finding.title}).",
    )


def partly_hidden(finding: Finding) -> Finding:
    """Worse is small, so it and the next smallest are hidden; so are small bins and moves."""
    better, same, worse = finding.headline()
    gone = [replace(r, n=None, low=None, high=None, hidden="[c]") for r in (same, worse)]
    others = finding.rates[3:]
    return replace(
        finding,
        rates=(better, *gone, *others),
        bins=tuple(
            replace(
                b,
                before=None if (b.before or 0) < 10 else b.before,
                after=None if (b.after or 0) < 10 else b.after,
            )
            for b in finding.bins
        ),
        moves=tuple(replace(m, n=None if 0 < (m.n or 0) < 5 else m.n) for m in finding.moves),
    )


def profile() -> Needs:
    """First scores of a questionnaire nobody has done twice."""
    before, _ = scores(11, 61, (12.4, 5.2), (0, 1), (0, 30))
    clinical = int((before >= 13).sum())
    return Needs(
        measure="epds",
        scale="total",
        short="EPDS",
        title="EPDS total",
        concept="symptoms of postnatal depression",
        rater="parent",
        nouns=FAMILY,
        n=61,
        mean=float(before.mean()),
        sd=float(before.std(ddof=1)),
        clinical=rate("clinical", "clinical", clinical, 61),
        beyond="scored 13 or more",
        bins=tuple(
            replace(b, after=None)
            for b in binned(before, before, (("0 to 9", 0, 9), ("10 to 12", 10, 12), ("13 to 30", 13, 30)))
        ),
        sentence=f"{clinical} of 61 families scored in the likely range for postnatal depression at first",
    )


def evidence(*, protected: bool = False, sample: bool = True) -> Evidence:
    """Four findings and a needs profile; `protected` hides one finding and parts of another."""
    findings = (phq9(), pir_gas(), warmth(), goals())
    notes = ("PHQ-9: the occasions called “Initial” and “Final” were compared.",)
    suppressions: tuple[str, ...] = ()
    if protected:
        findings = (partly_hidden(phq9()), partly_hidden(pir_gas()), hidden(warmth()), goals())
        suppressions = (
            "PHQ-9 total, parent: numbers below 5 hidden, with the next smallest.",
            "MORS-SF warmth, parent: all figures hidden, fewer than 5 families.",
        )
    return Evidence(
        findings=findings,
        needs=(profile(),),
        flow=flow(120),
        nouns=FAMILY,
        source=Source(
            name="first_run.csv",
            fingerprint="5f90082ab16690b7dafdc76f4213b499",
            rows=1310,
            used=1296,
            set_aside=14,
        ),
        view=View(protection="nhs" if protected else "exact", filters={"site": ("Oxford", "Reading")}),
        version="0.1.0",
        sample=sample,
        notes=notes,
        suppressions=suppressions,
    )
