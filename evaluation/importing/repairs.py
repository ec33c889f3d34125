"""Problems grouped by what would repair them: how many, what to do, and what happens if nothing is done.

Errors told by repair rather than by cell are taken from GOV.UK Notify's uploads (facts/users.md section 4.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.importing.duplicates import REPEATED
from evaluation.importing.ledger import REPAIRS, Fault, Problem, Spot
from evaluation.importing.places import ROWS_SHOWN
from evaluation.importing.rows import NO_ID
from evaluation.importing.sheets import column_letter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from evaluation.importing.ledger import Ledger, Repair
    from evaluation.importing.mapping import Column, Duplicates
    from evaluation.importing.places import Places

_FREQUENT = 3  # times that a number such as 999 must be in the file before it is taken for a code
_BLANK = "Left blank until then; the rest of the row is used."
_KEPT: dict[Duplicates, str] = {
    "set_aside": "None of these rows is used until then.",
    "first": "The upper row of each is used.",
    "last": "The lower row of each is used.",
}
# Beside a single cell or row.
_HERE: dict[Repair, str] = {
    "no id": "There is no id",
    "repeated id": "Its id comes again with different answers",
    "doubtful column": "Outside what {about} allows, as are too many cells of this column",
    "outside": "Outside what {about} allows",
    "answer in words": "Not an answer to {about} that Attune knows",
    "not a number": "Not a number",
    "not a date": "Not a date",
    "numbering": "A number that can mean several answers to {about}",
    "stages swapped": "The score after is dated before the score before",
    "total": "Not the sum of the answers beside it",
    "between scores": "Between the scores that {about} can give",
    "code": "A number that often means “not known”",
    "not kept": "Left blank",
    "not scored": "{about} can't be worked out: {detail}",
}
# One, several, what to do, what happens until then.
_WORDS: dict[Repair, tuple[str, str, str, str]] = {
    "no id": (
        "1 row has no id",
        "{n} rows have no id",
        "Type the id.",
        "Set aside until then.",
    ),
    "repeated id": (
        "1 id comes again with different answers",
        "{n} ids come again with different answers",
        "Choose the row to keep. If a column tells the rows apart (a date, a stage, a referral), say so.",
        "",
    ),
    "doubtful column": (
        "1 score is outside what {about} allows",
        "{n} scores are outside what {about} allows, too many for slips",
        "Check that the column holds {about}: say what it holds, or leave it out.",
        "The whole column is left blank until then.",
    ),
    "outside": (
        "1 {noun} is outside what {about} allows",
        "{n} {noun}s are outside what {about} allows",
        "Correct each one ({allowed} is allowed), or leave it blank if nobody can say what it was.",
        _BLANK,
    ),
    "answer in words": (
        "1 {noun} to {about} is in words that Attune does not know",
        "{n} {noun}s to {about} are in words that Attune does not know",
        "Say which answer the words mean, or correct the cells.",
        _BLANK,
    ),
    "not a number": (
        "1 {about} score is not a number",
        "{n} {about} scores are not numbers",
        "Type the number alone, or leave the cell blank.",
        _BLANK,
    ),
    "not a date": (
        "1 date can't be read",
        "{n} dates can't be read",
        "Write each as day, month and year, such as 03/04/2026.",
        "Left blank until then, so that the score beside it has no date.",
    ),
    "numbering": (
        "1 answer to {about} is a number that can mean several answers",
        "{n} answers to {about} are numbers that can mean several answers",
        "Say how the file numbers the answers.",
        _BLANK,
    ),
    "stages swapped": (
        "1 score after is dated before the score before",
        "{n} scores after are dated before the score before",
        "Correct the dates here, or the stages in the file.",
        "The stages are followed and the scores are used.",
    ),
    "total": (
        "1 typed total of {about} is not the sum of its answers",
        "{n} typed totals of {about} are not the sum of their answers",
        "Correct the total, or the answers in the file.",
        "The answers are used, not the total.",
    ),
    "between scores": (
        "1 score lies between those that {about} can give",
        "{n} scores lie between those that {about} can give",
        "Check whether it is an average or a converted score, and correct it if it is neither.",
        "Used as it stands.",
    ),
    "code": (
        "1 score of {about} is a number that often means “not known”",
        "{n} scores of {about} are a number that often means “not known”",
        "Say whether the number means “not known”.",
        "Used as a score until then.",
    ),
    "not kept": (
        "1 detail was left blank",
        "{n} details were left blank",
        "Correct it in the file. What may be personal is never shown here.",
        "Left blank; the scores are used.",
    ),
    "not scored": (
        "{about} can't be worked out for 1 form",
        "{about} can't be worked out for {n} forms",
        "Complete the answers in the file if the form can still be found.",
        "These forms have no such score; whatever else they hold is used.",
    ),
}


@dataclass(frozen=True, kw_only=True)
class ToRepair:
    """Cells or rows that one kind of repair would put right; `n` says how many.

    `heading` says what is wrong, `do` what would put it right and `then` what happens until then.
    `measure` is a questionnaire's id, where it is about one. `sets` are rows that share an id, by
    number; `codes` are numbers among the cells that seem to mean "not known".
    """

    repair: Repair
    measure: str
    heading: str
    do: str
    then: str
    n: int
    problems: tuple[Problem, ...]
    examples: tuple[Spot, ...]
    sets: tuple[tuple[int, ...], ...] = ()
    codes: tuple[float, ...] = ()

    @property
    def columns(self) -> tuple[int, ...]:
        """The places of the columns at fault, from 0, in the order of the sheet."""
        return tuple(sorted({column for problem in self.problems for column in problem.columns}))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON; a column is its letter, "" where a row as a whole is meant."""
        return {
            "repair": self.repair,
            "measure": self.measure or None,
            "heading": self.heading,
            "do": self.do,
            "then": self.then,
            "n": self.n,
            "examples": [
                {
                    "sheet": spot.sheet,
                    "row": spot.row,
                    "column": spot.letter,
                    "header": spot.header,
                    "found": spot.found,
                }
                for spot in self.examples
            ],
        }


def grouped(
    problems: Sequence[Problem],
    ledger: Ledger,
    places: Places,
    columns: Sequence[Column],
    *,
    repeats: Sequence[tuple[int, ...]] = (),
    duplicates: Duplicates = "set_aside",
) -> tuple[ToRepair, ...]:
    """Problems and rows set aside that somebody can put right, grouped by repair.

    `repeats` are the rows that share an id and differ, by number, and `duplicates` says what
    becomes of them.
    """
    every = (*_without_id(ledger, places, columns), *_repeated(ledger, places), *problems)
    groups: dict[tuple[Repair, str, bool], list[Problem]] = {}
    for problem in every:
        fault = problem.fault
        groups.setdefault((fault.repair, fault.about, fault.answers), []).append(problem)
    times: dict[float, int] = {}
    for code, n in (entry for problem in every for entry in problem.fault.codes):
        times[code] = times.get(code, 0) + n
    often = {code for code, n in times.items() if n >= _FREQUENT}
    found = [_one(tuple(group), repeats, duplicates, often) for group in groups.values()]
    return tuple(sorted(found, key=lambda one: (REPAIRS.index(one.repair), -one.n)))


def _one(
    problems: tuple[Problem, ...],
    repeats: Sequence[tuple[int, ...]],
    duplicates: Duplicates,
    often: set[float],
) -> ToRepair:
    fault = problems[0].fault
    cells = sum(len(problem.rows) * max(len(problem.columns), 1) for problem in problems)
    again = fault.repair == "repeated id"
    n = len(repeats) if again else len({row for p in problems for row in p.rows}) if _by_row(fault) else cells
    one, many, do, then = _WORDS[fault.repair]
    words = {
        "n": wording.count(n),
        "about": fault.about,
        "noun": "answer" if fault.answers else "score",
        "allowed": " or ".join(dict.fromkeys(problem.fault.detail for problem in problems)),
    }
    codes = {code for problem in problems for code, _ in problem.fault.codes}
    return ToRepair(
        repair=fault.repair,
        measure=fault.measure,
        heading=(one if n == 1 else many).format(**words),
        do=do.format(**words),
        then=_KEPT[duplicates] if again else then,
        n=n,
        problems=problems,
        examples=_first(problems),
        sets=tuple(repeats) if again else (),
        codes=tuple(sorted(codes & often)),
    )


def here(problem: Problem) -> str:
    """What is wrong, as it is said beside one of the cells of a problem."""
    fault = problem.fault
    return _HERE[fault.repair].format(about=fault.about, detail=fault.detail)


def _by_row(fault: Fault) -> bool:
    """Whether rows are counted: a form without several scores is one form, a pair of dates one mistake."""
    return fault.repair in {"not scored", "stages swapped", "no id"}


def _first(problems: Iterable[Problem]) -> tuple[Spot, ...]:
    """The first few cells, from as many columns as can be."""
    waiting = [list(problem.examples) for problem in problems]
    found: list[Spot] = []
    while any(waiting) and len(found) < ROWS_SHOWN:
        found += [examples.pop(0) for examples in waiting if examples]
    return tuple(sorted(found[:ROWS_SHOWN]))


def _without_id(ledger: Ledger, places: Places, columns: Sequence[Column]) -> Iterator[Problem]:
    column = next((column for column in columns if column.use == "id"), None)
    rows = _aside(ledger, places, NO_ID)
    if rows and column is not None:
        letter = column_letter(column.index)
        shown = [
            Spot(sheet=name, row=row, letter=letter, header=column.header)
            for name, row in map(places.of, rows[:ROWS_SHOWN])
        ]
        fault, message = Fault("no id"), f"{NO_ID} on {places.listed(rows)}."
        yield Problem(message, rows, letter, fault=fault, columns=(column.index,), examples=tuple(shown))


def _repeated(ledger: Ledger, places: Places) -> Iterator[Problem]:
    rows = _aside(ledger, places, REPEATED)
    if rows:
        shown = tuple(Spot(sheet=name, row=row) for name, row in map(places.of, rows[:ROWS_SHOWN]))
        message = f"{REPEATED}: {places.listed(rows)}."
        yield Problem(message, rows, fault=Fault("repeated id"), examples=shown)


def _aside(ledger: Ledger, places: Places, reason: str) -> tuple[int, ...]:
    """The numbers of the rows that were set aside for a reason that begins so."""
    return tuple(places.number(e.sheet, e.row) for e in ledger.set_aside if e.reason.startswith(reason))
