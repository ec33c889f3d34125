"""What the page of a network shows of a scale: the answer, each service, what is hidden, who is apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from evaluation import wording
from evaluation.charts import Table
from evaluation.charts.table import counted, shared
from evaluation.pooling import gather
from evaluation.pooling.charts import effect_forest, forest, network_funnel
from evaluation.pooling.charts import pages as pages_of
from evaluation.pooling.sentences import bounds_sentence, effect_sentence
from evaluation.reports.figure import Elsewhere
from pages.shared.figures import show_chart, show_table
from pages.shared.texts import plain
from pages.shared.uploading import open_counts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.charts.table import Cell
    from evaluation.pooling import Member, Network, PooledFinding, PooledRate
    from pages.shared.session import Session

SCALE = "pooled"  # in the address
_KEPT, _PAGE = "network pooled", "network page"
_NOT_ALL = "not by every service"
_KINDS = {
    "exact": "exact counts",
    "nhs": "printed figures, under 5 hidden, others to the nearest 5",
    "strict": "printed figures, under 10 hidden, others to the nearest 10",
}


def pooled(session: Session) -> Network:
    """The files that are open put together, once while they stay the same; raises InputError."""
    found: tuple[object, Network] | None = st.session_state.get(_KEPT)
    if found is None or found[0] is not session.network:
        found = (session.network, gather(session.network))
        st.session_state[_KEPT] = found
    return found[1]


def ask_page(finding: PooledFinding) -> None:
    """Ask which services are drawn, where there are more than one picture holds."""
    many = pages_of(finding)
    if many > 1:
        st.selectbox(
            "Services drawn, in order of name",
            range(many),
            format_func=lambda page: f"Part {page + 1} of {many}",
            key=f"{_PAGE} {finding.key}",
        )


def _page(finding: PooledFinding) -> int:
    return int(st.session_state.get(f"{_PAGE} {finding.key}") or 0)


def show_answer(network: Network, finding: PooledFinding) -> None:
    """The sentence of all together, how much services differ, and every service in one chart."""
    st.markdown(f"**{plain(finding.sentence)}**")
    if finding.between:
        st.markdown(plain(finding.between))
    drawn = forest(finding, page=_page(finding))
    if drawn is not None:
        show_chart(drawn, "forest", origin(network), level=2)
    average = finding.rate("improved").average
    if average is not None and average.explained:
        with st.expander("What these figures mean", icon=":material/help:"):
            _bullets(average.explained)


def show_services(network: Network, finding: PooledFinding) -> None:
    """The effect sizes and the funnel: how much services differ, and whether by more than chance."""
    said, drawn = effect_sentence(finding), effect_forest(finding, page=_page(finding))
    if said:
        st.header("How large the change is")
        st.markdown(plain(said))
        if drawn is not None:
            with st.expander("Effect sizes, service by service", icon=":material/bar_chart:"):
                show_chart(drawn, "forest-effect", origin(network))
    if finding.funnel is None:
        return
    st.header("Do they differ by more than chance?")
    st.markdown(
        "Small services vary more by chance alone. The funnel shows how far: a service inside it is within "
        "what chance would give, and one outside is worth a look. It ranks nobody."
    )
    wide = finding.funnel.funnel.adjustable
    adjusted = st.toggle(
        "Allow for services that vary more than chance would make them (over-dispersion)",
        value=wide,
        disabled=not wide,
        key=f"network funnel {finding.key}",
    )
    chart = network_funnel(finding, adjusted=adjusted)
    if chart is not None:
        show_chart(chart, "network-funnel", origin(network))


def show_hidden(finding: PooledFinding) -> None:
    """What hidden and rounded numbers could make of each share; nothing where all counts are exact."""
    rates = [rate for rate in finding.headline() if rate.bounds is not None]
    if not rates:
        return
    st.header("What hiding small numbers does to this")
    first = rates[0].bounds
    if first is not None:
        st.markdown(plain(bounds_sentence(finding, first)))
    with st.container(border=True):
        show_table(bounds_table(finding, rates), "network-bounds")


def show_apart(network: Network, finding: PooledFinding | None) -> None:
    """Who is not in the pooled figures of a scale, which scales could not be pooled, and why."""
    left_out = finding.left_out if finding is not None else ()
    if not (left_out or network.not_pooled or network.notes):
        return
    st.header("Who is not put together, and why")
    _bullets(f"{one.service}: {wording.sentence(one.reason)}" for one in left_out)
    _bullets(
        f"{one.title} ({wording.listed(one.services)}): {wording.sentence(one.reason)}"
        for one in network.not_pooled
    )
    for note in network.notes:
        st.caption(plain(note))


def show_together(network: Network) -> None:
    """What each service sent, and the way to all other pages where every count is exact."""
    st.header("What each service sent")
    with st.container(border=True):
        show_table(_members(network.members), "network-services")
    if network.data is None:
        return
    st.markdown(
        "Every service sent exact counts, so all pages can show them together, as if their rows lay in one "
        "file."
    )
    st.button(
        "Use all services together as my data",
        key="use network",
        icon=":material/arrow_forward:",
        on_click=open_counts,
        args=(network.data,),
    )


def bounds_table(finding: PooledFinding, rates: Iterable[PooledRate]) -> Table:
    """Each outcome as printed, where every service prints it, and what its true share can be."""
    rows: list[tuple[Cell, ...]] = []
    for rate in rates:
        told = rate.bounds
        if told is not None:
            outcome = wording.outcome(rate.rule, rate.outcome)
            # What some do not print is a share of other families than the limits.
            printed = _NOT_ALL if told.without or told.hidden else shared(told.printed)
            rows.append((outcome, printed, shared(told.low), shared(told.high)))
    return Table(
        caption=f"{wording.capital(finding.about)}: what the true shares can be",
        columns=("Outcome", "As printed", "At least", "At most"),
        rows=tuple(rows),
        notes=("“As printed” adds up what every service prints; the limits hold for all their families.",),
        name="network-bounds",
    )


def _members(members: Iterable[Member]) -> Table:
    return Table(
        caption="The files of the services",
        columns=("Service", "Sent", "Rows used", "Of rows", "Made on", "Mark of the data", "Whom it counts"),
        rows=tuple(
            (
                one.service,
                _KINDS.get(one.protection, one.protection),
                counted(one.used),
                counted(one.rows),
                wording.day(one.made_on),
                one.fingerprint[:12],
                one.narrowed or "all its families",
            )
            for one in members
        ),
        name="network-services",
    )


def origin(network: Network) -> Elsewhere:
    """Of which files a figure is made, for whatever is taken away."""
    each = "; ".join(f"{one.service} ({one.fingerprint[:8]}, {one.protection})" for one in network.members)
    count = wording.plural(len(network.members), "service", "services")
    return Elsewhere(
        line=f"Counts of {count}: {each}. Put together with Attune {network.version}", sample=network.sample
    )


def _bullets(texts: Iterable[str]) -> None:
    said = "\n".join(f"- {plain(text)}" for text in texts)
    if said:
        st.markdown(said)
