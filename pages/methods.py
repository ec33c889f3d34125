"""Methods: what every word and figure means, and where each rule comes from."""

import streamlit as st

from evaluation import wording
from evaluation.change import NAMES
from evaluation.charts import Table
from evaluation.disclosure import PRESETS
from evaluation.findings.ends import AT_AN_END
from evaluation.reports.layouts import layouts
from evaluation.version import __version__
from pages.shared.looking import looking
from pages.shared.methods_training import show_training_methods
from pages.shared.texts import as_html, plain

LAYOUTS = Table(
    caption="Layouts of reports: where each shape comes from, and how far that was checked",
    columns=("Layout", "For", "Where its shape comes from", "Checked"),
    rows=tuple((shape.name, shape.reader, shape.source, shape.status) for shape in layouts()),
)
STATISTICS = Table(
    caption="How each figure is made",
    columns=("Figure", "How", "Source"),
    rows=(
        ("Share and its interval", "Wilson score interval", "Wilson 1927"),
        (
            "Effect size (headline)",
            (
                "Average change divided by the standard deviation before, with Hedges' correction; "
                "interval SMCRH, or the jackknife's (each pair left out in turn) where "
                f"{wording.share(AT_AN_END)} or more start at one end of the scale, which goes for the other "
                "effect sizes too. It is printed without the correction too: uncorrected, NHS England's "
                "formula, with these families' own spread in place of England's"
            ),
            "Bonett 2008; Tukey 1958; Hedges 1981",
        ),
        ("d_av", "Average change divided by the square root of the mean of both variances", "Bonett 2015"),
        (
            "d_rm",
            (
                "Average change divided by the standard deviation of the changes over √(2(1 − r)), with r "
                "the correlation of both scores; interval by the delta method, worked out for Attune"
            ),
            "Borenstein and others 2009 (the figure, not its interval)",
        ),
        (
            "d_z",
            "Average change divided by the standard deviation of the changes; noncentral t interval",
            "Cohen 1988",
        ),
        ("Average change", "Paired t interval", "Student 1908"),
        (
            "Chance that a family improved (ties counted half)",
            "Share who improved plus half of those unchanged; score interval",
            "Paired form of Vargha and Delaney's measure (2000); Tango 1998",
        ),
        (
            "Difference between a group and all others together",
            (
                "The one share less the other, Newcombe's hybrid interval (method 10); p by chi-squared "
                "with N − 1, or Fisher's where fewer than 1 are expected; Holm's adjustment over all "
                "comparisons made, the interval unadjusted. Groups of 10 or more"
            ),
            "Newcombe 1998; Campbell 2007; Holm 1979",
        ),
        (
            "Limits of a funnel plot",
            (
                "Average ± z √(average (1 − average) / n) at 95% and 99.8%; for over-dispersion widened by "
                "τ² on the arcsine scale, from z values with a tenth at each end winsorised"
            ),
            "Spiegelhalter 2005",
        ),
        (
            "Where those without a second score started",
            "Difference of mean first scores over their pooled standard deviation; noncentral t interval",
            "Cohen 1988; Steiger and Fouladi 1997",
        ),
        (
            "Range of the share if none, or all, without a second score got better",
            "Better / all with a first score, and (better + missing) / all; nothing is supposed of them",
            "Manski 1990",
        ),
        (
            "Weighted share (sensitivity analysis)",
            (
                "Σ better / chance over Σ 1 / chance, the chance of both scores by logistic regression on "
                "the first score and columns; linearised interval on the logit scale"
            ),
            "Hájek 1971; Lunceford and Davidian 2004",
        ),
        (
            "Change expected from regression to the mean",
            "(1 − reliability) × (average first score − average of the population)",
            "Davis 1976",
        ),
        (
            "Every reasonable definition",
            (
                "Scores compared × what counts as better × rater × none, all or only those with both scores; "
                "definitions from firm sources, recovery apart"
            ),
            "Steegen and others 2016",
        ),
    ),
)

looking()  # the way through dashboard.py, where Streamlit has skipped it
st.title("How the figures are made")
st.caption(f"Attune {__version__}")

st.header("Who is counted")
st.markdown(
    """
- **Rows.** Every row of the file is either used or set aside with a reason; the page *Rows used* lists
  them. Hidden sheets, rows and columns are read like the others; of .xlsx and .ods files it is said which
  they are. Cells corrected by hand and rows left out are laid over the file, which stays as it is; the
  fingerprint of the data then stands for both, and a correction that no longer fits is not applied.
- **Families.** A referral or enrolment id keeps repeats apart. Where somebody is there more than once,
  referrals or enrolments are counted, and called so. A family without any score still counts among those in
  the file.
- **Both scores.** Change is shown for those with two scores on the same scale, given by the same kind of
  rater. Raters are never mixed, and a rating made looking back is never taken for one made at the time.
- **Answers and totals.** Answers are scored as the questionnaire's page says: *Questionnaires* has what is
  reversed and how many may be missing. Where answers and a typed total stand side by side the answers count,
  and a total that is only the sum of incomplete answers is no score.
- **Not verified.** A score whose making could not be checked against its source is marked *scoring not
  verified* wherever it stands and never leads.
- **Groups.** Values that differ by capitals alone (North, north) are one.
- **Personal data.** Columns that look like names, dates of birth, NHS numbers, e-mail addresses, telephone
  numbers, postcodes, addresses or free text are left out. Of ages only a band is kept: five years for
  parents, 0–2, 3–5, 6–11, 12–23 or 24 months and over for babies (Attune's own bands). Of a postcode the
  district can be kept, of a date of birth the age band at the first contact. Ids are forgotten once the rows
  of each family have met. A code in place of an id is the first 12 characters of its keyed hash
  (HMAC-SHA-256): the same id and key always make the same code, and without the key nobody can find whose
  it is.
"""
)
st.header("Which scores are compared")
st.markdown(
    """
- **Two stages:** the score at one named stage against the score at another (for example baseline and end).
- **First and last:** each family's first score against its last, by date, or by stage where dates are
  missing.
- **National rule:** the first score on or after the first contact against the last on or after the second
  contact and not after the end date, as NHS England's children and young people's outcome metrics pair
  scores. Those metrics count closed referrals only; here open ones are included.
- **Period:** a figure belongs to the date of the second score on its own scale.
"""
)
st.header("What counts as better")
st.markdown(
    """
- **Any change:** the second score is better than the first, by however little.
- **Reliable change:** the score improved by at least the amount that the questionnaire's authors, or NHS
  England, published as a change that counts, most often as more than measurement error. Where a rule rounds
  its threshold, it is rounded before comparing, and a change equal to the threshold counts. Where no
  threshold is published, Attune says so and uses any change.
- **No longer beyond the cut-off:** of those who scored beyond a cut-off at first (for example 10 or more on
  PHQ-9), how many no longer did at the second. Nobody else is in this denominator.
- **Moved band:** the second score lies in a better or worse band (for ratings such as PIR-GAS).
- **Smallest change that counts:** the amount that a study found to matter to people, in points or as a share
  of the first score, or the amount that your service gave. It can be less than measurement error.
- **Percentage of the first score:** a share of your own choosing. Those with a first score of 0 are left out,
  as 0 has no percentage.
- **Computed reliable change:** where a reliability is on record but no threshold is published, or where you
  give one for a score of your own, Attune works out the change that measurement error alone would rarely
  make, and names it so, with what it was computed from. It stands behind a headline only where you ask for
  it by name. Six published ways are offered; all take the standard deviation (SD, a measure of spread) of
  the first scores.
- **Computed, and past a cut-off:** computed reliable change together with crossing one of Jacobson and
  Truax's cut-offs (1991). *a* is two SDs better than the average first score. *b* is two SDs worse than the
  average of the general population. *c* is as far from one average as from the other, each in its own SDs.
  *b* and *c* need the average and SD of the general population.

Got better, no change and got worse are always shown together, and a change in the better direction is
always positive. A threshold that could not be checked against its source is marked *not verified* and never
stands behind a headline.
"""
)
st.header("National definitions across questionnaires")
st.markdown(
    """
Two NHS definitions look at several questionnaires together. They are shown where the data have what they
need, by one kind of rater at a time. Learners have none.

- **NHS Talking Therapies** (PHQ-9 and GAD-7). *Finished course:* a referral that has ended after two
  attended treatment appointments or more. *Recovered:* in the clinical range on either at first, on neither
  at the last score; counted among finished courses, less those who started below both cut-offs. *Got reliably
  better:* at least one improved by its amount and neither got worse by it; counted among all finished
  courses, with or without two scores. *Recovered reliably:* both. A score given after the end is left
  out. Whoever got better on one and worse on the other is counted under no reliable change; that, and the
  definition of worse, are *not verified*.
- **NHS England, children and young people: measurable change.** *Better:* any questionnaire (or goal)
  improved by its amount and none got worse. *Worse:* any got worse. *No change:* neither. Counted among
  closed referrals with two contacts or more and two scores by the same rater. A questionnaire whose amount
  is in unknown points is left out. PIR-GAS, MORS-SF, PBQ, KPCS, EPDS and others are not in NHS England's
  list of assessments, so scores on them earn no credit in the national figures.

Where the file has no dates of the second contact and of the end, the rules are applied to those who have the
scores and called *the rule, not the national statistic*: they are then not to be set beside national figures.
"""
)
st.header("What is not before and after")
st.markdown(
    """
- **What was said about the service** (such as the CHI-ESQ) is given once, so nothing is compared. Each
  question is counted by itself: how many gave which answer, of those who gave one of its answers; "don't
  know" is counted beside them. The latest form of each referral by each kind of rater counts, and a period is
  that of the form's date. Questions go by their number; no part score is made.
- **Scores described without a claim:** on some scales (such as those of the PRFQ) no direction of change
  counts as better. Both averages and their difference are shown, and nobody is said to have got better or
  worse.
"""
)
with st.expander("The six ways of computing reliable change"):
    st.markdown(
        "\n".join(f"- **{named.name}:** {named.line} *{plain(named.source)}*" for named in NAMES.values())
    )
st.header("Statistics")
st.markdown(
    r"""
All of them are computed from the *change table*: how many families have each combination of first and
second score.
"""
)
st.html(as_html(STATISTICS))
st.markdown(
    """
An *interval* is the range that fits the data: were the work repeated many times, 95% of such ranges
(unless another level is chosen) would hold the true figure. Ordered ratings whose steps are not equal in
size (PIR-GAS, self-ratings) get shares and moves, not effect sizes.
"""
)
st.header("Small numbers")
for preset in PRESETS.values():
    source = f" ({preset.source})" if preset.source else ""
    st.markdown(
        f"- **{preset.name.upper() if preset.name == 'nhs' else preset.name.capitalize()}:** "
        f"{plain(preset.words + source)}"
    )
st.markdown(
    """
With either preset, before anything is drawn or written:

- Zeros are hidden as well. A number that would give a hidden one away goes too, "no change" first, so that
  better and worse stay together where they can.
- People are counted, not goals or enrolments, so those need proportionally more to be shown.
- Averages and the effect size are shown from twice the threshold on, with fewer decimals, and only where a
  filter leaves out nobody or as many: from two views the average of a few could be worked out.
- Percentages of fewer than 100 people are to the nearest 5, also those over time and those of rounded
  counts. Over time, what rounding alone could make does not stand out.
- One definition of each kind is shown, periods are whole months, and a filter takes one value of a column.
- Filters that leave out only a few families hide everything. Several filtered views side by side can still
  tell more than each of them: publish few, and the same ones each time.
- The rows set aside, with their row numbers, stay with you.
"""
)
st.header("Who we reach")
st.markdown(
    """
Everybody with a first score is counted, whether or not a second one followed. Shares beyond a cut-off stand
only where one is published, with its source. Each column of the file is looked at alone: who the families
are, of whom scores are held, and whether they got better alike (as under *Services compared*). People who
were never referred are in no file, so the page can't say whom the service misses.
"""
)
show_training_methods()
st.header("Evidence packs")
st.markdown(
    """
What is published is an evidence pack: figures under a preset for everybody and for fixed groups, and no
row. Beyond the rules above:

- A group is not published where it, or several together, would differ from another published group by fewer
  people than the threshold: the few could be found by taking one from the other.
- Printed figures are held against each other, and what would give a small number away is hidden too.
- Averages of a group are told only where every such difference is large enough.
- Packs of the same families that could be compared with each other are not published side by side.
- What is hidden, and why, is listed before anything is published. Names of files and values that stand for
  one family are in no pack.
"""
)
if looking().leads:
    from pages.shared.methods_network import show_network_methods  # it can hold counts: never among packs

    show_network_methods()
st.header("Reports")
st.markdown(
    """
Every file of a report prints the figures of these pages, from the same findings. A layout says which parts a
report has, for whom and under which headings; a lead's own words stand under those headings as they were
written. How to read the figures and where they come from can't be left out. Headings, lines and bands in a
colour that could not be read on white are printed in a darker shade of it (WCAG 2.2: 4.5 to 1 for text, 3 to
1 for lines).
"""
)
st.html(as_html(LAYOUTS))
st.header("What the figures can't say")
st.markdown(
    "Those followed were not compared with similar people who had no service or course, so the figures can't "
    "show what caused a change. Some change would have happened anyway; people who start with extreme scores "
    "tend to score nearer the average later; and those without a second score may have done better or worse."
)
st.header("Questionnaires")
st.markdown("How each is scored, what its scores mean, how far each figure can be trusted and who says so:")
st.page_link("pages/measures.py", label="Questionnaires", icon=":material/quiz:")
