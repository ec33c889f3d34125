"""The part of Methods on training: what every word and figure about courses means, and who says so."""

from __future__ import annotations

import streamlit as st

from evaluation.charts import Table
from evaluation.courses.vocabulary import LEVELS
from pages.shared.texts import as_html, plain

_LEVELS = Table(
    caption="Kirkpatrick’s four levels of evaluating training",
    columns=("Level", "Called", "What it asks"),
    rows=tuple((str(level), name, asks) for level, (name, asks) in LEVELS.items()),
)


def show_training_methods() -> None:
    """The definitions behind the pages on training."""
    st.header("Training")
    st.markdown(
        """
- **Who came.** Somebody marked as there in an attendance list, or whose booking says so. Where a file of
  bookings says of nobody whether they came, everybody booked there counts, but for days that have an
  attendance list and days after the last of which anything else is recorded; the page then says so. A person
  is counted once however often they came; a *place* is a person on a course day. People are told apart by an
  id, or by a code made from their e-mail address with a key; the address itself is not kept. Rows of somebody
  that no booking, attendance list or list of learners has are listed for you.
- **Before and after.** Four designs are kept apart and never put together or subtracted: *true baseline*
  (before asked at the start), *retrospective baseline* (before asked afterwards, on the same form: it usually
  shows larger gains), *after only*, and *follow-up* (months later). Each figure names its design, and each
  figure from afterwards stands beside how many answered of how many were asked.
- **Moved up, the same, moved down.** Of learners with both answers to one question, how many gave a better,
  the same and a worse answer, by any step. Single questions are ordered answers, so the sign test and
  Wilcoxon’s signed ranks stand behind them, and no effect size does. The average gain is secondary.
- **Best answers.** The two best of four answers or more, the best of fewer: Attune’s own convention, as none
  is published.
- **Forms that nobody signed** are two groups of people, before and after. Their shares of best answers are
  compared (Newcombe 1998) and nobody is said to have moved.
- **Coverage.** People who came, of how many work in that role in that borough as your list of headcounts
  says. Somebody trained elsewhere, or before these files begin, is not seen.
- **Missing roles.** Roles in your list of headcounts, or else those whom early years training is meant for,
  from which few came: fewer than one in twenty of those who came, or fewer than five people where that is
  less than a fifth of them. Nothing is said where the role of most is not recorded, nor, without such a
  list, where fewer than 20 came. Roles are compared by name. How few are too few is
  published nowhere: these are Attune’s own limits.
- **Referrals.** A control chart of each month’s number (average ± 2.66 times the average step from month to
  month), begun anew in the month of the first course where there are twelve months or more on both sides of
  it, else of all months together. More referrals are neither better nor worse, and nothing shows that
  training changed them.
- **Training needs.** Of those who answered before they had come to any course, how many rated what they know
  and can do (level 2, no quiz) worse than the middle of the answers. Which course is suggested is what your
  own list of topics says.
- **Trainees.** How far a programme’s trainees are, together. A trainee’s portfolio is for the trainee and
  their supervisor: its cases are those of one person’s clients, it shows intervals and no averages where
  there are few, and it is no measure of the therapist’s quality. How many cases, or which mark, are enough is
  not published: your course sets that.
"""
    )
    st.html(as_html(_LEVELS))
    st.caption(
        plain(
            "A level is proposed from the words of each question (level 2 where they name none), and can be "
            "changed under Training files. "
            "That a course was liked (level 1) says nothing of what was learnt."
        )
    )
