"""What referrals beside training say in words: more or fewer, never better or worse, and never why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.findings.finding import Caveat
from evaluation.findings.trend_words import signal_words
from evaluation.trends import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from evaluation.training.evidence import ReferralTrend
    from evaluation.trends import Control

NO_CAUSE = Caveat(
    key="no_cause",
    text="Referrals and courses stand side by side. Much else changes from month to month, such as staff, "
    "births and who may be referred, so this can't show that courses changed referrals.",
)
NEITHER = Caveat(
    key="neither_better",
    text="More referrals are neither good nor bad by themselves: needs may be noticed sooner, or there may "
    "be more need.",
)
FROM_THE_MONTH = Caveat(
    key="from_the_month",
    text="The month of the first course counts as after it, though the course may have been late in it.",
)
NO_BOROUGH = Caveat(
    key="no_borough",
    text="No file says in which borough learners work, so everybody who came is counted.",
)
SEVERAL_LISTS = Caveat(
    key="several_lists",
    text="More than one sheet gives referrals for the same borough and month: the last by name of file and "
    "sheet is used.",
)
ROUNDED = Caveat(
    key="rounded",
    text="Averages and limits were worked out from the rounded numbers that are shown, without the months "
    "whose number is hidden. What rounding alone could make does not stand out.",
)
_PARTS = (
    "Months before the first course are held against their own average, and those since against theirs, each "
    "with the limits of chance around it (XmR chart). A lasting change between the two shows in the "
    "averages, not as a month that stands out."
)
_TOGETHER = (
    "Each month is held against the average of all months together and the limits of chance around it (XmR "
    "chart)."
)
_MADE_AGAIN = {"signals", "parts", "few_months", "rounded"}
EVERYWHERE = "All boroughs together"


def split_at(found: ReferralTrend) -> int | None:
    """The place of the month of the first course: 0 or less: before them all; None: nobody came."""
    if found.first_training is None or not found.periods:
        return None
    first = found.first_training
    return first.year * 12 + first.month - 1 - found.periods[0].number


def referrals_sentence(found: ReferralTrend) -> str:
    """Referrals a month on average before the first course and since, whether any month stands out."""
    place = split_at(found)
    where = found.borough or EVERYWHERE
    if place is None or place <= 0 or place >= len(found.counts):
        if place is None:
            when = "nobody from there has come to a course"
        else:
            when = f"all of these months are {'since' if place <= 0 else 'before'} the first course"
        mean, months = _average(found.counts, found)
        return wording.capital(f"{where} had {mean} referrals a month on average{months}; {when}")
    (before, months), (after, later) = (
        _average(counts, found) for counts in (found.counts[:place], found.counts[place:])
    )
    return wording.capital(
        f"{where} had {before} referrals a month on average before the first course{months} and {after} from "
        f"{found.periods[place].label} on{later}; {_standing(found)}the figures don't say why"
    )


def referrals_caveats(found: ReferralTrend) -> tuple[Caveat, ...]:
    """Its caveats, those about single months made again from the counts as they stand."""
    made = []
    control = found.control
    if control is None or all(value is None for value in control.centre):
        made.append(
            Caveat(
                key="few_months",
                text=f"The limits of chance need {ENOUGH} months with a number: there are fewer, so which "
                "months stand out can't be told.",
            )
        )
    else:
        made.append(Caveat(key="parts", text=_PARTS if control.starts else _TOGETHER))
        signals = _signals(found)
        if signals:
            made.append(Caveat(key="signals", text=signals))
    if found.rounded:
        made.append(ROUNDED)
    return (*(caveat for caveat in found.caveats if caveat.key not in _MADE_AGAIN), *made)


def _average(counts: Sequence[int | None], found: ReferralTrend) -> tuple[str, str]:
    """The mean of the months with a number, and how many they are, in brackets."""
    known = [n for n in counts if n is not None]
    if not known:
        return wording.HIDDEN if found.rounded else wording.UNAVAILABLE, ""
    mean = wording.decimal(sum(known) / len(known), 1)
    months = wording.plural(len(known), "month", "months")
    return f"{'about ' if found.rounded else ''}{mean}", f" ({months})"


def _standing(found: ReferralTrend) -> str:
    """Whether any month stands out, to be followed by more."""
    control = found.control
    if control is None or all(value is None for value in control.centre):
        return ""
    some = sum(signal is not None for signal in control.signals)
    if not some:
        return "no month stands out from chance, and "
    stands = "stands" if some == 1 else "stand"
    return f"{wording.plural(some, 'month', 'months')} {stands} out from chance, and "


def _signals(found: ReferralTrend) -> str:
    """Which months have more, and which fewer, than chance alone would give, and by which rule."""
    if found.control is None:
        return ""
    signals = found.control.signals
    told = []
    for direction, more in ((1, "More"), (-1, "Fewer")):
        runs = []
        for first, last in _runs(found.control, direction):
            why = dict.fromkeys(signal_words(signal) for signal in signals[first : last + 1])
            span = f" to {found.periods[last].short}" if last > first else ""
            runs.append(f"{found.periods[first].short}{span} ({', '.join(why)})")
        if runs:
            told.append(f"{more} referrals than chance alone would give: {wording.listed(runs)}.")
    return " ".join(told)


def _runs(control: Control, direction: int) -> list[tuple[int, int]]:
    """First and last place of each run of months that stand out in one direction, of each part by itself."""
    runs: list[tuple[int, int]] = []
    for place, signal in enumerate(control.signals):
        if signal is None or signal.direction != direction:
            continue
        if runs and runs[-1][1] == place - 1 and place not in control.starts:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
