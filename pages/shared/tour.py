"""The two-minute tour: six steps through the real pages with the made-up sample, kept in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from pages.shared.texts import plain

if TYPE_CHECKING:
    from evaluation.findings.finding import Evidence

STEP = "tour"  # in the address


@dataclass(frozen=True)
class Step:
    """One step: the page (its address) it is about, its title and what to look at there."""

    page: str
    title: str
    words: str

    @property
    def file(self) -> str:
        """The page's script."""
        return f"pages/{self.page}.py"


STEPS = (
    Step(
        "overview",
        "what changed, and for how many",
        "These families are made up. The sentence in bold says how many got better and how many got worse, "
        "of those with two scores: keep the two together when you quote it. Each bar below is one "
        "questionnaire. The part on the left is better, the hollow part no reliable change, the part on the "
        "right worse. Every figure has its numbers under “Data for this figure”.",
    ),
    Step(
        "outcomes",
        "one questionnaire in depth",
        "Choose a questionnaire under “Measure”. Here is everything behind its sentence: the scores before "
        "and after, how large the change is, how sure it is, and what to say with it before anyone quotes "
        "it. “Words to copy” has sentences of several lengths for a report.",
    ),
    Step(
        "reach",
        "who comes, and where they started",
        "Before asking who got better, ask who is there. This page shows how many have scores, who they are "
        "and how they were doing at the start, which first scores alone can say.",
    ),
    Step(
        "over_time",
        "better from quarter to quarter, or chance?",
        "Figures go up and down by chance. This page says when a change is more than that, and when it is "
        "too early to tell. In the menu at the side, “Filter” and “More choices” narrow what every page "
        "shows; the address of the page then holds your choices, so that a link reopens them.",
    ),
    Step(
        "report",
        "something to hand on",
        "Choose a layout, add your own words, look at it, and download it as PDF, Word, PowerPoint, Excel or "
        "a web page. Every file prints the figures of these pages. Before it leaves the service, choose "
        "under “More choices” to hide small numbers, so that nobody can be recognised.",
    ),
    Step(
        "import_data",
        "now with your own spreadsheet",
        "Upload a spreadsheet as it is. Attune says what it recognised, lets you correct it, and lists every "
        "row it could not use, with the reason. The file stays on this machine. That was the tour: to see it "
        "again, go to Overview.",
    ),
)


def touring() -> int | None:
    """The number of the step in the address, from 1; None without a tour."""
    asked = st.query_params.get(STEP, "")
    return int(asked) if asked in {str(number) for number in range(1, len(STEPS) + 1)} else None


def offer_tour(evidence: Evidence) -> None:
    """A button that begins the tour, where the sample is shown and no tour is on."""
    if evidence.sample and touring() is None:
        # A link to the page that one is on would leave the address as it is.
        st.button(
            f"New here? Take the two-minute tour, in {len(STEPS)} steps",
            key="begin tour",
            on_click=_begin,
            icon=":material/tour:",
        )


def show_tour(page: str) -> None:
    """The box of the step in the address, above the page at `page` ("" is the overview)."""
    number = touring()
    if number is None:
        return
    step = STEPS[number - 1]
    with st.container(border=True, key="tour"):
        st.markdown(f"**Tour, {number} of {len(STEPS)}: {plain(step.title)}**")
        here = step.page == (page or STEPS[0].page)
        st.markdown(plain(step.words) if here else "You have left the tour for another page.")
        with st.container(horizontal=True, vertical_alignment="center"):
            if not here:
                _link("Go on with the tour", number, ":material/tour:")
            elif number > 1:
                _link(f"Back: {STEPS[number - 2].title}", number - 1, ":material/arrow_back:")
            if here and number < len(STEPS):
                _link(f"Next: {STEPS[number].title}", number + 1, ":material/arrow_forward:")
            st.button("Stop the tour", key="stop tour", on_click=_stop, icon=":material/close:")


def _link(label: str, number: int, icon: str) -> None:
    st.page_link(STEPS[number - 1].file, label=label, icon=icon, query_params={STEP: str(number)})


def _begin() -> None:
    st.query_params[STEP] = "1"


def _stop() -> None:
    st.query_params.pop(STEP, None)
