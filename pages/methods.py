"""Methods: what every word and figure means, and where each rule comes from."""

import streamlit as st

from evaluation.charts import Table
from evaluation.disclosure import PRESETS
from evaluation.measures import describe, registry
from evaluation.version import __version__
from pages.shared.texts import as_html, as_list, plain

STATISTICS = Table(
    caption="How each figure is made",
    columns=("Figure", "How", "Source"),
    rows=(
        ("Share and its interval", "Wilson score interval", "Wilson 1927"),
        (
            "Effect size (headline)",
            (
                "Average change divided by the standard deviation before, with Hedges' correction; "
                "interval SMCRH. It is printed without the correction too: uncorrected, NHS England's "
                "formula, with these families' own spread in place of England's"
            ),
            "Bonett 2008; Hedges 1981",
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
    ),
)

st.title("How the figures are made")
st.caption(f"Attune {__version__}")

st.header("Who is counted")
st.markdown(
    """
- **Rows.** Every row of the file is either used or set aside with a reason; the page *Rows used* lists
  them.
- **Families.** A referral or enrolment id keeps repeats apart. Where somebody is there more than once,
  referrals or enrolments are counted, and called so. A family without any score still counts among those in
  the file.
- **Both scores.** Change is shown for those with two scores on the same scale, given by the same kind of
  rater. Raters are never mixed, and a rating made looking back is never taken for one made at the time.
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
- **Computed reliable change:** where a reliability is on record but no threshold is published, or where you
  give one for a score of your own, Attune works out the change that measurement error alone would rarely
  make (Jacobson and Truax 1991), and names it so. It stands beside the others and never behind a headline.

Got better, no change and got worse are always shown together, and a change in the better direction is
always positive. A threshold that could not be checked against its source is marked *not verified* and never
stands behind a headline.
"""
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
- Averages and the effect size are shown from twice the threshold on, with fewer decimals.
- One definition of each kind is shown, periods are whole months, and a filter takes one value of a column.
- Filters that leave out only a few families hide everything. Several filtered views side by side can still
  tell more than each of them: publish few, and the same ones each time.
- The rows set aside, with their row numbers, stay with you.
"""
)
st.header("What the figures can't say")
st.markdown(
    "Those followed were not compared with similar people who had no service or course, so the figures can't "
    "show what caused a change. Some change would have happened anyway; people who start with extreme scores "
    "tend to score nearer the average later; and those without a second score may have done better or worse."
)
st.header("Questionnaires")
st.markdown(
    "What Attune knows of each, with where it comes from. The questions themselves are not part of it."
)
for measure in registry():
    with st.expander(f"{measure.short} – {measure.name}" if measure.name != measure.short else measure.short):
        st.markdown(as_list(describe(measure)))
