"""More than two scores: everybody at each stage beside the same people throughout, and what was kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import how, labels, palette
from evaluation.charts.chart import Chart, Row, Series
from evaluation.charts.table import Cell, Table, counted, measured, shared
from evaluation.findings.trajectory_words import trajectory_title

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.charts.palette import Look
    from evaluation.findings.trajectory import Later, Trajectory, TrajectoryPoint

EVERYBODY, SAME = "everybody with a score there", "the same people throughout"
_End = tuple[float | None, float | None, float | None]  # value, low, high


def trajectory_means(found: Trajectory) -> Chart | None:
    """The average at each stage with its interval; None where steps are unequal or none is shown."""
    return _chart(
        found,
        _mean,
        wording.decimal,
        f"average score, {found.better} scores are better",
        "average score",
        "points",
    )


def trajectory_shares(found: Trajectory) -> Chart | None:
    """The share beyond the cut-off at each stage with its interval; None without a cut-off or a share."""
    if not found.beyond_words:
        return None
    return _chart(
        found,
        _beyond,
        lambda value: wording.share(value, short=True),
        f"share who {found.beyond_words}",
        f"share who {found.beyond_words}",
        "share",
    )


def _chart(
    found: Trajectory,
    part: Callable[[TrajectoryPoint], _End],
    printed: Callable[[float | None], str],
    subtitle: str,
    what: str,
    axis: str,
) -> Chart | None:
    everybody = _series(found, found.points, EVERYBODY, palette.AFTER, part, printed)
    same = _series(found, found.complete, SAME, palette.COMMON, part, printed)
    drawn = [series for series in (everybody, same) if any(v is not None for v in series.values)]
    if not drawn:
        return None
    level = wording.level(_confidence(found))
    told = "; ".join(_spoken(series, found) for series in drawn)
    title = trajectory_title(found, shares=axis == "share")
    return Chart(
        kind="course",
        title=title,
        subtitle=f"{wording.capital(found.about)}, {subtitle}",
        alt=f"{title}. {wording.capital(what)} at each {_step(found)}, with {level} intervals. {told}.",
        caption=(
            f"Source: {found.title} ({found.measure_name}); lines: {level} interval at each {_step(found)}"
        ),
        how=_how(found, axis, level),
        about=labels.slug(found.measure, found.scale),
        data=trajectory_table(found),
        rows=tuple(Row(label, "") for label in _short(found)),
        series=tuple(drawn),
        axis=axis,
    )


def _how(found: Trajectory, axis: str, level: str) -> tuple[str, ...]:
    """Who is on each of the two lines, what a point is and its interval."""
    point = (
        f"Each point: the share who {found.beyond_words}, with its {level} interval (Wilson's method)."
        if axis == "share"
        else f"Each point: the average score, with its {level} interval (t); {found.better} is better."
    )
    same = wording.plural(found.n_complete, found.nouns.one, found.nouns.many)
    hidden = any(p.n is None for p in (*found.points, *found.complete))
    return (
        (
            f"Whose scores: {found.nouns.many} with a score of {found.about} at that {_step(found)}; a score "
            "there is enough, whether or not there are others."
        ),
        (
            f"The same people throughout: {same} with a score at every {_step(found)}, so that who left "
            "can't change the line."
        ),
        point,
        *how.protection(rounded=False, hidden=hidden),
    )


def trajectory_table(found: Trajectory) -> Table:
    """One row a stage: how many, average and share beyond the cut-off, then those of the same people."""
    many = wording.capital(found.nouns.many)
    groups = ((found.points, ""), (found.complete, ", every score held"))
    columns = [wording.capital(_step(found))]
    for _, whose in groups:
        columns.append(f"{many}{whose or ' with a score'}")
        if not found.ordinal:
            columns += [f"Average{whose}", f"From{whose}", f"To{whose}"]
        if found.beyond_words:
            columns.append(f"Beyond the cut-off{whose}")
            columns += [f"Beyond: from{whose}", f"Beyond: to{whose}"]
    rows = tuple(
        (
            wording.capital(everybody.label),
            *_cells(found, everybody, everybody.n),
            *_cells(found, same, None if same.n is None else found.n_complete),
        )
        for everybody, same in zip(found.points, found.complete, strict=True)
    )
    level = wording.level(_confidence(found))
    note = "" if found.ordinal else f"Averages with their {level} interval (t). "
    if found.beyond_words:
        note += f"Beyond the cut-off: {found.beyond_words}; the share with its {level} interval (Wilson). "
    note += f"Every score held: the same {found.nouns.many} in every row."
    return Table(
        caption=f"{_head(found)}: each {_step(found)}",
        columns=tuple(columns),
        rows=rows,
        notes=(note,),
        name=f"{found.short} {'stages' if found.by == 'stage' else 'scores'}",
    )


def later_table(found: Trajectory) -> Table | None:
    """What became later of those who had got better by the end; None without a later score."""
    if not found.later:
        return None
    many = wording.capital(found.nouns.many)
    level = wording.level(_confidence(found))
    rule = found.rule.label[:1].lower() + found.rule.label[1:]
    return Table(
        caption=f"{_head(found)}: kept or lost after the {found.end}",
        columns=("Later score", f"{many} who {found.got_better}, seen then", "Kept", "From", "To", "Lost"),
        rows=tuple(_later_cells(later) for later in found.later),
        notes=(
            (
                f"Of those who {found.got_better} from {found.start} to {found.end} and have a later score; "
                f"{rule}. Kept: still so against {found.start}, with its {level} "
                "interval (Wilson). Lost: no longer so."
            ),
        ),
        name=f"{found.short} kept",
    )


def _later_cells(later: Later) -> tuple[Cell, ...]:
    kept, lost = later.kept, later.lost
    symbol = kept.hidden or wording.UNAVAILABLE
    return (
        wording.capital(later.label),
        counted(kept.of),
        shared(kept.share, symbol),
        shared(kept.low, symbol),
        shared(kept.high, symbol),
        shared(lost.share, lost.hidden or wording.UNAVAILABLE),
    )


def _cells(found: Trajectory, point: TrajectoryPoint, n: int | None) -> tuple[Cell, ...]:
    cells: list[Cell] = [counted(n)]
    gone = _symbol(point)
    if not found.ordinal:
        value, low, high = _mean(point)
        cells += [measured(number, 1, gone) for number in (value, low, high)]
    if found.beyond_words:
        symbol = (point.beyond.hidden if point.beyond else "") or gone
        cells += [shared(number, symbol) for number in _beyond(point)]
    return tuple(cells)


def _symbol(point: TrajectoryPoint) -> str:
    """Why a point has no figure: hidden (no reason is given), or the data can't give it."""
    return wording.UNAVAILABLE if point.mean is not None and point.mean.reason else wording.HIDDEN


def _mean(point: TrajectoryPoint) -> _End:
    return (None,) * 3 if point.mean is None else (point.mean.value, point.mean.low, point.mean.high)


def _beyond(point: TrajectoryPoint) -> _End:
    return (None,) * 3 if point.beyond is None else (point.beyond.share, point.beyond.low, point.beyond.high)


def _series(
    found: Trajectory,
    points: tuple[TrajectoryPoint, ...],
    name: str,
    look: Look,
    part: Callable[[TrajectoryPoint], _End],
    printed: Callable[[float | None], str],
) -> Series:
    figures = [part(point) for point in points]
    texts = [wording.HIDDEN if value is None else printed(value) for value, _, _ in figures]
    return Series(
        name=name,
        values=tuple(value for value, _, _ in figures),
        labels=tuple(texts),
        looks=(look,) * len(points),
        hovers=tuple(
            f"{wording.capital(point.label)}, {name}: {text} of "
            f"{wording.plural(point.n, found.nouns.one, found.nouns.many)}"
            for point, text in zip(points, texts, strict=True)
        ),
        lows=tuple(low for _, low, _ in figures),
        highs=tuple(high for _, _, high in figures),
    )


def _spoken(series: Series, found: Trajectory) -> str:
    points = found.points if series.name == EVERYBODY else found.complete
    pieces = (
        f"{text} at {point.label} ({wording.count(point.n)})"
        for point, text in zip(points, series.labels, strict=True)
    )
    return f"{wording.capital(series.name)}: {', '.join(pieces)}"


def _short(found: Trajectory) -> list[str]:
    """The points' names as an axis has room for: of scores in order their numbers."""
    if found.by == "number":
        return [point.label.removeprefix("score ") for point in found.points]
    return [wording.capital(point.label) for point in found.points]


def _step(found: Trajectory) -> str:
    return "stage" if found.by == "stage" else "score"


def _head(found: Trajectory) -> str:
    return f"{wording.capital(found.title)}, {labels.by(found.rater)}, more than two scores"


def _confidence(found: Trajectory) -> float:
    point = found.points[0]
    if point.mean is not None:
        return point.mean.confidence
    return point.beyond.confidence if point.beyond else found.later[0].kept.confidence
