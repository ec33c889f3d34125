"""How a claim was understood, and every number of the kind it names: what makes a misreading visible."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts.table import Cell, Table, counted, shared, symbol_of
from evaluation.claims.answer import Answer, Held, Said

if TYPE_CHECKING:
    from evaluation.claims.reading import Claim, Part
    from evaluation.claims.subjects import Candidate, Subject

_HAPPENED = {
    "improved": "got better",
    "worse": "got worse",
    "no_change": "did not change",
    "recovered": "no longer beyond the cut-off",
    "not_judged": "could not be judged",
    "paired": "have two scores",
    "": "what happened to them is not said",
}
_BOUND = {
    "exact": "exactly",
    "about": "about",
    "nearly": "nearly",
    "over": "more than",
    "least": "at least",
    "under": "fewer than",
    "most": "at most",
}
_WHOM = {
    "both": "those with both scores",
    "first": "all with a first score",
    "everyone": "everyone in the file",
    "": "not said",
}
_COLUMNS = tuple("Your figure|Score|Definition|Number|Out of|Counted among|Share|From|To".split("|"))
_NUMBER_ONLY = "Number only"
_OTHER_WORDS = "Number only: the number is right, by a definition that the sentence does not name."
_FEW = 3  # scores whose definitions are all shown


def reading(
    read: Claim, about: list[Subject], unread: tuple[str, ...], *, named: bool, picked: bool
) -> tuple[Said, ...]:
    """What was looked for in a claim and what was found, in words."""
    titles = [subject.title for subject in about]
    measured = wording.listed(titles) if len(titles) <= _FEW else f"looked for in all {len(titles)} scores"
    if picked:
        measured = f"{measured} (your choice)"
    elif not named and titles:
        measured = f"not said by name; {measured}"
    figures = wording.listed(_figure(part) for part in read.parts) or "none found"
    of = {wording.count(part.figure.of) for part in read.parts if part.figure.of and not part.figure.steps}
    whom = _WHOM[read.whom] if read.whom or not of else "which of them is not said"
    whom = f"{wording.listed(sorted(of))}: {whom}" if of else whom
    said = [
        Said(what="What was measured", read=measured or "nothing that these data have two scores on"),
        Said(what="Figures", read=figures),
        Said(what="Who", read=f'"{read.noun}"' if read.noun else "not said"),
        Said(what="Out of", read=whom),
        Said(what="Definition of better", read=_definition(read)),
        Said(what="Period", read=wording.listed(time.text for time in read.times) or "not said"),
    ]
    if read.causal:
        said.append(Said(what="Cause", read=f'"{read.causal}"'))
    if unread:
        said.append(Said(what="Words not read", read=", ".join(unread)))
    return tuple(said)


def definitions(read: Claim, about: list[Subject]) -> tuple[Held, ...]:
    """Every number that could bear out the first figure of a claim, by definition and of whom.

    Those that do come first. Of a wider group, and of many scores, only those and the main definitions
    are given.
    """
    part = next((part for part in read.parts if part.happened == "improved"), None)
    part = part or next(iter(read.parts), None)
    happened = part.happened if part is not None and part.happened else "improved"
    found = [
        held
        for subject in about
        for one in subject.candidates()
        if one.happened == happened and not (one.whom != "both" and one.rate.rounded)
        for held in (_held(one, part),)
        if held.fits or one.headline or (not held.wider and len(about) <= _FEW)
    ]
    return tuple(sorted(found, key=lambda held: (not held.holds, not held.fits)))


def definitions_table(answer: Answer) -> Table | None:
    """The definitions side by side: number, out of whom, share, likely range, and whether the claim holds."""
    if not answer.definitions:
        return None
    rows: list[tuple[Cell, ...]] = []
    for held in answer.definitions:
        symbol = symbol_of(held.rate)
        wide = wording.NOT_APPLICABLE if held.wider else symbol
        low, high = (None, None) if held.wider else (held.rate.low, held.rate.high)
        rows.append(
            (
                "Holds" if held.holds else _NUMBER_ONLY if held.fits else "Does not hold",
                held.about,
                held.definition,
                counted(held.rate.n, symbol),
                counted(held.of, symbol),
                held.whom,
                shared(held.share, symbol),
                shared(low, wide),
                shared(high, wide),
            )
        )
    rates = [held.rate for held in answer.definitions]
    kinds = sorted({f"{wording.level(rate.confidence)} {rate.interval}" for rate in rates})
    return Table(
        caption="By which definition the figure holds",
        columns=_COLUMNS,
        rows=tuple(rows),
        notes=(
            f"From and to: the likely range of the share ({wording.listed(kinds)} interval).",
            *((_OTHER_WORDS,) if any(row[0] == _NUMBER_ONLY for row in rows) else ()),
        ),
        name="Claim by definition",
    )


def _held(one: Candidate, part: Part | None) -> Held:
    subject = one.subject
    wider = one.whom != "both"
    of = {"first": "with a first score", "everyone": "in the file"}.get(one.whom, "")
    fits = part is not None and part.figure.fits(one.n, one.of, one.share)
    return Held(
        about=subject.title,
        definition=subject.label(one.rate.rule),
        whom=f"{subject.nouns.many} {of}" if wider else one.rate.who,
        rate=one.rate,
        of=one.of,
        share=one.share,
        wider=wider,
        fits=fits,
        holds=fits and (one.reliable or part is None or not part.reliably),
    )


def _figure(part: Part) -> str:
    figure = part.figure
    meant = wording.count(figure.n) if figure.share is None else wording.share(float(figure.share))
    return f'"{figure.text}", read as {_BOUND[figure.bound]} {meant}: {_HAPPENED[part.happened]}'


def _definition(read: Claim) -> str:
    if any(part.reliably for part in read.parts):
        return "reliable change"
    if any(part.any_amount for part in read.parts):
        return "any difference of score"
    if any(part.happened == "recovered" for part in read.parts):
        return "no longer beyond a cut-off"
    return "not said"
