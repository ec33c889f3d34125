"""Charts of the scores themselves: before and after, moves between bands, first scores, the effect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, measured
from evaluation.findings.sentences import people

if TYPE_CHECKING:
    from evaluation.findings.finding import Bin, Finding, Needs


def before_after(finding: Finding) -> Chart | None:
    """How many scored in each range before and after; None when the finding has no ranges."""
    if not finding.bins:
        return None
    many = finding.nouns.many
    pieces = "; ".join(
        f"{b.label}: {wording.count(b.before)} before, {wording.count(b.after)} after" for b in finding.bins
    )
    return Chart(
        kind="paired",
        title=_moved(finding),
        subtitle=labels.subtitle(finding),
        alt=f"{_moved(finding)}. How many {many} scored in each range of {finding.title}: {pieces}.",
        caption=f"{labels.caption(finding)}. {wording.capital(labels.direction(finding))}.",
        how=how.distribution(finding),
        about=labels.slug(finding.measure, finding.scale),
        data=before_and_after_table(finding),
        rows=tuple(Row(b.label) for b in finding.bins),
        series=(
            _bins(finding.bins, "Before", palette.BEFORE),
            _bins(finding.bins, "After", palette.AFTER),
        ),
        axis=f"Number of {many} ({labels.direction(finding)})",
    )


def before_and_after_table(finding: Finding) -> Table:
    """How many scored in each range before and after, as a table."""
    many = finding.nouns.many
    return Table(
        caption=f"{finding.title} before and after: {many} in each range of scores",
        columns=("Range of scores", f"{wording.capital(many)} before", f"{wording.capital(many)} after"),
        rows=tuple((b.label, counted(b.before), counted(b.after)) for b in finding.bins),
        notes=(
            f"{wording.capital(labels.direction(finding))}. The same {many} are counted before and after.",
        ),
        name=f"{finding.short} before, after",
    )


def needs(profile: Needs) -> Chart | None:
    """How many scored in each range at first, where nobody has two scores; None without ranges."""
    if not profile.bins:
        return None
    many = profile.nouns.many
    pieces = "; ".join(f"{b.label}: {wording.count(b.before)}" for b in profile.bins)
    return Chart(
        kind="bars",
        title=profile.sentence,
        subtitle=f"{labels.scored(profile)}, {people(profile)} with a first score",
        alt=f"{wording.sentence(profile.sentence)} How many {many} scored in each range of {profile.title} "
        f"at first: {pieces}.",
        caption=f"Source: {profile.title}, first scores only",
        how=how.first_scores(profile),
        about=labels.slug(profile.measure, profile.scale),
        data=Table(
            caption=f"{profile.title}, first scores: {many} in each range",
            columns=("Range of scores", wording.capital(many)),
            rows=tuple((b.label, counted(b.before)) for b in profile.bins),
            name=f"{profile.short} first scores",
        ),
        rows=tuple(Row(b.label) for b in profile.bins),
        series=(_bins(profile.bins, "First score", palette.BEFORE),),
        axis=f"Number of {many}",
    )


def effect(finding: Finding) -> Chart | None:
    """The headline effect with its interval; None where the scale is ordinal or has no effect."""
    if not finding.effects:
        return None
    headline = finding.effects[0]
    symbol = labels.missing(finding)
    level = wording.level(headline.confidence)
    unit = labels.unit(headline.standardiser)
    correction = labels.corrected(headline)
    said = f", {correction}" if correction else ""
    printed = wording.decimal(headline.value, 2, symbol)
    if headline.low is not None and headline.high is not None:
        printed += f" ({level} interval {wording.interval(headline.low, headline.high)})"
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            e.standardiser or e.name,
            measured(e.value, 2, symbol),
            measured(e.low, 2, symbol),
            measured(e.high, 2, symbol),
            f"{e.interval} {wording.level(e.confidence)}" if e.interval else symbol,
        )
        for e in finding.effects[:1]
    )
    return Chart(
        kind="interval",
        title=_size(finding),
        subtitle=labels.subtitle(finding),
        alt=(
            f"{_size(finding)}. {finding.title}: {printed}, in units of {unit}{said}; zero is no change and "
            "above zero is better."
        ),
        caption=f"{labels.caption(finding)}. Effect = average change divided by {unit}{said}.",
        how=how.size(finding),
        about=labels.slug(finding.measure, finding.scale),
        data=Table(
            caption=f"{finding.title}: size of the average change",
            columns=("Divided by", "Effect", "Interval from", "Interval to", "Interval"),
            rows=rows,
            notes=(
                f"Positive is better. {wording.sentence(correction)}".strip(),
                *((headline.reason,) if headline.reason else ()),
            ),
            name=f"{finding.short} effect",
        ),
        rows=(Row(wording.capital(finding.concept), printed),),
        series=(
            Series(
                name="Effect",
                values=(headline.value,),
                labels=(printed,),
                looks=(palette.AFTER,),
                hovers=(f"{finding.title}: {printed}",),
                lows=(headline.low,),
                highs=(headline.high,),
            ),
        ),
        axis=f"Average change in units of {unit}{said}; right of zero is better",
    )


def transitions(finding: Finding) -> Chart | None:
    """How many moved from each band to each other one; None when the scale has no bands.

    Bands that nobody was in at either time are left out, so that the others can be read.
    """
    counts = {(m.before, m.after): m.n for m in finding.moves}
    used = {band for pair, n in counts.items() if n != 0 for band in pair}
    bands = [band for band in finding.bands if band in used]
    if not bands:
        return None
    many = finding.nouns.many
    numbered = [f"{place}. {band}" for place, band in enumerate(bands, 1)]
    cells = [[counts.get((before, after), 0) for after in bands] for before in bands]
    columns = tuple(
        Series(
            name=str(column + 1),
            values=tuple(row[column] for row in cells),
            labels=tuple(wording.count(row[column]) for row in cells),
            looks=tuple(
                palette.NOBODY if row[column] == 0 else palette.move(place, column)
                for place, row in enumerate(cells)
            ),
            hovers=tuple(
                f"{bands[place]} before, {after} after: {wording.count(row[column])} {many}"
                for place, row in enumerate(cells)
            ),
        )
        for column, after in enumerate(bands)
    )
    return Chart(
        kind="matrix",
        title=_bands_moved(finding, cells),
        subtitle=labels.subtitle(finding),
        alt=(
            f"{_bands_moved(finding, cells)}. A table of moves between bands of {finding.title}, from best "
            f"to worst: {wording.listed(bands)}. The data for this figure give every move."
        ),
        caption=f"{labels.caption(finding)}. Rows: band before. Columns: band after.",
        how=how.moves(finding),
        about=labels.slug(finding.measure, finding.scale),
        data=Table(
            caption=f"{finding.title}: band before (rows) and after (columns), number of {many}",
            columns=("Band before", *(f"After: {place}" for place in range(1, len(bands) + 1))),
            rows=tuple(
                (label, *(counted(n) for n in row)) for label, row in zip(numbered, cells, strict=True)
            ),
            notes=("The columns' numbers are the bands as numbered in the rows, best first.",),
            name=f"{finding.short} bands",
        ),
        rows=tuple(Row(label) for label in numbered),
        series=columns,
        axis="Columns: band after, numbered as the rows",
    )


def _bins(bins: tuple[Bin, ...], name: str, look: palette.Look) -> Series:
    values = tuple(b.after if name == "After" else b.before for b in bins)
    return Series(
        name=name,
        values=values,
        labels=tuple(wording.count(value) for value in values),
        looks=(look,) * len(bins),
        hovers=tuple(
            f"{b.label}, {name.lower()}: {wording.count(v)}" for b, v in zip(bins, values, strict=True)
        ),
    )


def _moved(finding: Finding) -> str:
    """Average (of ranks: middle) score before and after, in words."""
    described, symbol = finding.description, labels.missing(finding)
    kind, before, after = (
        ("Middle", described.median_before, described.median_after)
        if finding.ordinal
        else ("Average", described.mean_before, described.mean_after)
    )
    if before is None or after is None:
        return f"{wording.capital(finding.concept)}: scores before and after"
    return (
        f"{wording.capital(finding.concept)}: {kind.lower()} score "
        f"{wording.decimal(before, 1, symbol)} before, {wording.decimal(after, 1, symbol)} after"
    )


def _size(finding: Finding) -> str:
    headline = finding.effects[0]
    concept = wording.capital(finding.concept)
    if headline.value is None:
        return f"{concept}: size of the average change"
    size = f"{wording.decimal(abs(headline.value), 2)} times {labels.unit(headline.standardiser)}"
    if headline.low is not None and headline.high is not None and headline.low <= 0 <= headline.high:
        return f"{concept}: no clear change on average ({size}, and the interval includes zero)"
    return f"{concept}: {'better' if headline.value > 0 else 'worse'} on average by {size}"


def _bands_moved(finding: Finding, cells: list[list[int | None]]) -> str:
    """How many moved each way, unless a hidden cell makes the sums unknown."""
    flat = [n for row in cells for n in row]
    if any(n is None for n in flat):
        return f"{wording.capital(finding.concept)}: moves between bands"
    sides = [0, 0, 0]
    for before, row in enumerate(cells):
        for after, n in enumerate(row):
            sides[(after > before) - (after < before) + 1] += n or 0
    better, same, worse = sides
    moved = wording.plural(better, finding.nouns.one, finding.nouns.many)
    return (
        f"{wording.capital(finding.concept)}: {moved} "
        f"moved to a better band, {wording.count(same)} stayed, {wording.count(worse)} moved to a worse one"
    )
