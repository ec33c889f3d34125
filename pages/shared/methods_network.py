"""The part of Methods on counts and networks: what is counted, put together, and how differences are told."""

from __future__ import annotations

import streamlit as st

from evaluation.charts import Table
from evaluation.pooling.random_effects import ENOUGH_PREDICTED, FEWEST_PREDICTED
from pages.shared.texts import as_html

_FIGURES = Table(
    caption="Figures of a network",
    columns=("Figure", "How", "Source"),
    rows=(
        (
            "All together",
            "The counts of all services added up, as if their rows lay in one file; Wilson's interval",
            "Wilson 1927",
        ),
        (
            "Average over services",
            (
                "Random effects: each service's share on the logit scale, or its effect size, weighted by "
                "its own uncertainty and by how much services differ"
            ),
            "REML: Viechtbauer 2005",
        ),
        (
            "Interval of that average",
            (
                "Hartung–Knapp–Sidik–Jonkman, t with one less than the number of services, never narrower "
                "than the plain one"
            ),
            "Hartung and Knapp 2001; Sidik and Jonkman 2002; Röver, Knapp and Friede 2015",
        ),
        (
            "Prediction interval",
            (
                "Where the own figure of a further service like these would lie; t with two less than the "
                f"number of services. From {FEWEST_PREDICTED} services on, relied on from {ENOUGH_PREDICTED}"
            ),
            "Higgins, Thompson and Spiegelhalter 2009; Partlett and Riley 2017",
        ),
        ("tau", "The standard deviation of the services' own figures, chance left out", "Viechtbauer 2005"),
        (
            "I²",
            "The part of how much printed figures vary that chance does not explain",
            "Higgins and Thompson 2002",
        ),
    ),
    name="network-methods",
)


def show_network_methods() -> None:
    """The definitions behind counts and the pages of a network."""
    st.header("Counts and networks")
    st.markdown(
        """
- **Counts.** How many families are alike: the same month, the same value of each column that was kept, the
  same first and second score. One such group is a *cell*. Scores, pairs and changes are counted where the
  rows are, by the same rules as for a spreadsheet, and the figures that follow from counts are the same.
  What needs a row (answers about risk, single families, stages in between, answers about the
  service) does not follow from counts, and pages say so.
- **Months.** Counts keep the month of a second score and no day, so a period is one of whole months.
- **Columns kept.** Each column divides the cells further. Where that would make more cells than can be held,
  Attune says how many there would be without each column and asks which to keep.
- **Put together only what is alike.** A scale is pooled among services with the same edition of the
  questionnaire, the same kind of rater, the same rule for which scores are compared and the same definition
  of better. Who differs is named, with what differs. The same data twice are refused.
- **What hiding small numbers does.** A service that sends printed figures has rounded and hidden some. Beside
  the figure stands between which two shares the true one lies, whatever the hidden and rounded numbers are.
- **No ranking.** Services stand in order of name. The funnel shows which lie outside what chance would give;
  it is a reason to look and no verdict.
"""
    )
    st.html(as_html(_FIGURES))
