"""The page that checks a sentence: examples, the verdict, how it was read, and the honest wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.claims import check_claim, examples
from pages.shared.texts import plain
from pages.shared.words import show_to_copy, show_words

if TYPE_CHECKING:
    from evaluation.claims import Answer
    from evaluation.findings.finding import Evidence

_CLAIM, _MEANT = "claim", "claim is about"
_AS_READ = "As the sentence says"
_LOOKS = {
    "supported": (st.success, ":material/check_circle:", "These data bear it out."),
    "supported if reworded": (
        st.warning,
        ":material/edit:",
        "The figure is right, the words leave something open.",
    ),
    "not supported": (st.error, ":material/cancel:", "Please don't print it."),
}


def show_examples(evidence: Evidence) -> None:
    """Sentences to try, each a button that puts it in the box."""
    with st.expander(
        "Sentences to try", icon=":material/lightbulb:", expanded=not st.session_state.get(_CLAIM)
    ):
        for place, example in enumerate(examples(evidence)):
            st.button(
                plain(example),
                key=f"example {place}",
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=_take,
                args=(example,),
            )


def _take(example: str) -> None:
    st.session_state[_CLAIM] = example
    st.session_state[_MEANT] = _AS_READ


def stands_for(evidence: Evidence) -> str:
    """The key of the score that a person says is meant; empty where the sentence is to say it."""
    keys = {title: key for key, title in check_claim("0%", evidence).could_be}
    options = [_AS_READ, *keys]
    if st.session_state.get(_MEANT) not in options:
        st.session_state[_MEANT] = _AS_READ
    chosen = st.selectbox(
        "Which score does it mean?",
        options,
        key=_MEANT,
        help="Choose one where the sentence doesn't name it, or where another was taken for it.",
    )
    return keys.get(chosen or "", "")


def show_verdict(answer: Answer) -> None:
    """The verdict in words, and why."""
    box, icon, meaning = _LOOKS[answer.verdict]
    reasons = "\n".join(f"- {plain(reason)}" for reason in answer.reasons)
    box(f"**{wording.capital(answer.verdict)}. {meaning}**\n\n{reasons}", icon=icon)


def show_honest(answer: Answer) -> None:
    """What these data do say, in three lengths where they are of one score."""
    if not answer.sentence:
        return
    st.header("You can print this" if answer.verdict == "supported" else "Say instead")
    if answer.lengths is not None:
        show_words(answer.lengths)
    else:
        show_to_copy("The sentence", answer.sentence)


def show_reading(answer: Answer) -> None:
    """What was looked for in the sentence and what was found, so that a misreading shows."""
    st.markdown("\n".join(f"- **{plain(said.what)}:** {plain(said.read)}" for said in answer.reading))
    st.caption(
        "Something misread? Name the questionnaire and the number of people, or choose the score above."
    )
