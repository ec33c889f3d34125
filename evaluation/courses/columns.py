"""What each column of a sheet holds, once the sheet's kind is known: its fields, and what is personal."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.courses.kinds import KINDS
from evaluation.courses.looked import is_meeting
from evaluation.courses.mapping import ColumnUse
from evaluation.courses.months import day_of, month_of
from evaluation.courses.naming import field_named, rank
from evaluation.courses.titles import session_in
from evaluation.courses.vocabulary import ATTRIBUTES
from evaluation.importing.privacy import shapes
from evaluation.importing.privacy.personal import WORDS, kind_of, named_kind
from evaluation.importing.vocabulary import role_named
from evaluation.tokens import tokens

if TYPE_CHECKING:
    from evaluation.courses.cells import Cells
    from evaluation.courses.kinds import Kind
    from evaluation.courses.looked import Looked
    from evaluation.courses.mapping import Confidence
    from evaluation.importing.origins import Origin

UNKNOWN = "not recognised, so it is not used"
PEOPLE = "looks like people's names: a code made with a key stands for each, and no name is kept"
_PART_NAMES = frozenset({"first", "last", "surname", "forename", "firstname", "lastname"})
_SEVERAL = frozenset({"status", "brought_case"})  # fields that several columns of a sheet may say
_DATES = frozenset("date dates on when time day submitted submission".split())
_ORDERED = frozenset("order ordered booked booking birth dob".split())  # of no course
_BROUGHT = frozenset({"brought", "bring"})
_TOTALS = frozenset("total totals sum overall all grand percent percentage % average mean".split())
_ABOUT_PEOPLE = frozenset({"email", "nhs number", "phone", "postcode", "address", "name"})


def columns_of(looked: Looked, kind: Kind, origin: Origin | None) -> list[ColumnUse]:
    """What is proposed for each column of a sheet of a kind; questions of a form come after (`forms`)."""
    if kind == "ignore":
        return [ColumnUse(index=i, header=header) for i, header in enumerate(looked.headers)]
    columns = [_named(i, header, kind, looked.cells[i], origin) for i, header in enumerate(looked.headers)]
    columns = _dated(_one_each(columns, kind), kind, looked)
    columns = _session_named(columns, kind, looked)
    columns = [_personal(column, kind, looked.cells[column.index]) for column in columns]
    if KINDS[kind].signed:
        columns = _who(columns, looked)
    if kind == "register":
        columns = _sessions(columns, looked)
    if kind in {"workforce", "referrals"}:
        columns = _counts(columns, looked)
    return columns


def open_columns(columns: list[ColumnUse]) -> list[int]:
    """The places of columns of which nothing is known yet."""
    return [place for place, column in enumerate(columns) if column.use == "ignore" and column.why == UNKNOWN]


def _named(index: int, header: str, kind: Kind, cells: Cells, origin: Origin | None) -> ColumnUse:
    """A column by its header alone, and by what a form tool says of it."""
    column = ColumnUse(index=index, header=header, confidence="suggested", why=UNKNOWN)
    own = origin.own(header) if origin is not None and kind == "form" else ""
    name, exact = field_named(header, kind)
    if name and _fits(name, header, cells):
        why = "its header says so" if exact else "its header seems to say so"
        column = replace(column, use=name, confidence="matched" if exact else "suggested", why=why)
        if name == "brought_case":
            column = replace(column, session=session_in(header))
        return column
    if own in {"ignore", "private"} and not quiz_total(header):
        why = f"{origin.name} writes it for itself" if origin else ""
        return replace(column, use=own, confidence="matched", why=why)
    if own == "date":
        return replace(column, use="day", confidence="matched", why="when the form was sent in")
    words = set(tokens(header))
    if kind in {"register", "form"} and words & _BROUGHT and cells.marks:
        why = "it asks whether an example of their work was brought"
        return replace(column, use="brought_case", session=session_in(header), confidence="matched", why=why)
    if name and cells.some:
        return replace(column, why=f"named like “{_label(kind, name)}”, and its cells hold none")
    return column


def quiz_total(header: str) -> bool:
    """Whether a header names the total of a quiz, as form tools write it.

    >>> quiz_total("Total points"), quiz_total("Quiz score"), quiz_total("Score")
    (True, True, True)
    """
    return tokens(header) in {
        ("total", "points"), ("quiz", "score"), ("score",), ("total", "score"), ("quiz", "total"),
        ("test", "score"), ("quiz", "points"), ("quiz", "result"), ("knowledge", "quiz"), ("quiz",),
    }  # fmt: skip


def _fits(name: str, header: str, cells: Cells) -> bool:
    """Whether the cells of a column may be what its header says."""
    if not cells.some:
        return name not in {"email", "learner", "session", "came", "occasion"}
    ticked = cells.marks and not (cells.numeric and 0 not in cells.numbers)
    if name in {"session", "course"} and ticked and is_meeting(header):
        return False  # "Workshop" with ticks is a session; with numbers from 1 it names one
    holds = {
        "email": lambda: any("@" in text for text in cells.counts) or tokens(header) == ("username",),
        "day": lambda: cells.days or _serials(cells),
        "month": lambda: cells.days or _serials(cells) or _mostly_months(cells),
        "came": lambda: cells.marked >= 0.5,
        **dict.fromkeys(("people", "n", "credits"), lambda: cells.numeric),
    }
    return name not in holds or holds[name]()


def _mostly_months(cells: Cells) -> bool:
    return sum(month_of(text) is not None for text in cells.counts) >= len(cells.counts) / 2


def _serials(cells: Cells) -> bool:
    """Whether the numbers of a column are days as Excel counts them."""
    return cells.numeric and all(20_000 <= value <= 60_000 for value in cells.numbers)


def _one_each(columns: list[ColumnUse], kind: Kind) -> list[ColumnUse]:
    """Of several columns for one field the best named stays; the others are left out, and say so."""
    best: dict[str, ColumnUse] = {}
    for column in columns:
        if column.used and column.use not in _SEVERAL:
            held = best.get(column.use)
            if held is None or _better(column, held, kind):
                best[column.use] = column
    return [
        column
        if not column.used or column.use in _SEVERAL or best[column.use] is column
        else replace(
            column,
            use="ignore",
            confidence="suggested",
            why=f"“{_label(kind, column.use)}” is read from '{best[column.use].header}'",
        )
        for column in columns
    ]


def _dated(columns: list[ColumnUse], kind: Kind, looked: Looked) -> list[ColumnUse]:
    """Where no header names the date, the first column of dates whose header speaks of one."""
    if not any(entry.name == "day" for entry in KINDS[kind].fields) or any(c.use == "day" for c in columns):
        return columns
    for column in columns:
        words = set(tokens(column.header))
        if (
            column.why == UNKNOWN
            and words & _DATES
            and not words & _ORDERED
            and looked.cells[column.index].days
        ):
            return _with(columns, replace(column, use="day", why="it holds dates"))
    return columns


def _session_named(columns: list[ColumnUse], kind: Kind, looked: Looked) -> list[ColumnUse]:
    """Where no header names the session, a column whose cells do ("Workshop 1: …")."""
    if kind not in {"register", "form"} or any(c.use == "session" for c in columns):
        return columns
    for column in columns:
        texts = looked.cells[column.index].counts
        if column.why == UNKNOWN and texts and sum(bool(session_in(text)) for text in texts) > len(texts) / 2:
            return _with(columns, replace(column, use="session", why="its cells name sessions"))
    return columns


def _better(column: ColumnUse, held: ColumnUse, kind: Kind) -> bool:
    exact = (column.confidence == "matched", held.confidence == "matched")
    if column.use == "day" or exact[0] == exact[1]:
        return rank(column.header, kind, column.use) < rank(held.header, kind, column.use)
    return exact[0]


def _personal(column: ColumnUse, kind: Kind, cells: Cells) -> ColumnUse:
    """A column left out where its header or its cells are somebody's particulars."""
    if column.use in {"email", "private", "learner"} or kind in {"workforce", "referrals", "packages"}:
        return column
    named = role_named(tokens(column.header))
    unknown = column.why == UNKNOWN
    if unknown and named is not None and named.role == "private":
        why = f"its header says that it holds {WORDS[named_kind(column.header)]}, so it is left out"
        return replace(column, use="private", confidence="matched", why=why)
    plain = not cells.some or cells.worded is not None or cells.marks or cells.days
    if plain or (cells.numeric and not unknown):
        return column
    if column.use in {*ATTRIBUTES, "place", "source"} or unknown:
        found = kind_of(cells.filled, use="attribute", unknown=unknown)
        if found and (unknown or found in _ABOUT_PEOPLE - {"name"} or found == "free text"):
            said = WORDS[found] if found == "free text" else f"looks like {WORDS[found]}"
            return replace(column, use="private", confidence="suggested", why=f"{said}, so it is left out")
    return column


def _who(columns: list[ColumnUse], looked: Looked) -> list[ColumnUse]:
    """Whose each row is: addresses under an id's header are addresses; names only where all else fails."""
    learner = next((c for c in columns if c.use == "learner"), None)
    if learner is not None:
        texts = list(looked.cells[learner.index].counts)
        if (
            texts
            and sum(map(shapes.email, texts)) >= len(texts) / 2
            and not any(c.use == "email" for c in columns)
        ):
            columns = _with(columns, replace(learner, use="email", why="holds e-mail addresses"))
        elif kind_of(looked.cells[learner.index].filled, use="id") == "name":
            columns = _with(columns, replace(learner, confidence="suggested", why=PEOPLE))
        return columns
    if any(c.use == "email" for c in columns):
        return columns
    code = next((c for c in columns if c.use == "ignore" and c.why == UNKNOWN and _is_id(c, looked)), None)
    if code is not None:
        why = "its header names an id"
        return _with(columns, replace(code, use="learner", confidence="suggested", why=why))
    names = next(
        (
            c
            for c in columns
            if c.use == "private" and looked.cells[c.index].some and named_kind(c.header) == "name"
            and len(tokens(c.header)) <= 3 and not set(tokens(c.header)) & _PART_NAMES
        ),
        None,
    )  # fmt: skip
    if names is not None:
        return _with(columns, replace(names, use="learner", confidence="suggested", why=PEOPLE))
    return columns


def _is_id(column: ColumnUse, looked: Looked) -> bool:
    named = role_named(tokens(column.header))
    return named is not None and named.role == "id" and looked.cells[column.index].some


def _sessions(columns: list[ColumnUse], looked: Looked) -> list[ColumnUse]:
    """The columns of a wide attendance list, each a session by its name, its date or its place."""
    if any(c.use == "came" for c in columns) and any(c.use == "session" for c in columns):
        return columns
    meetings = [i for i in looked.meetings() if columns[i].use in {"ignore", "day", "session", "came"}]
    empty = [
        i
        for i, header in enumerate(looked.headers)
        if not looked.cells[i].some and is_meeting(header) and columns[i].use == "ignore"
    ]
    made: list[ColumnUse] = []
    for i in sorted({*meetings, *empty}):
        header = looked.headers[i]
        group, _, inner = header.rpartition(": ")
        named = session_in(header)
        dated = day_of(header) is not None or all(word.isdecimal() for word in tokens(inner))
        name = named or (f"Session {len(made) + 1}" if dated else " ".join((inner or group).split()))
        why = (
            "each cell says who came to it"
            if named or not dated
            else "a session, named by its place in order"
        )
        confidence: Confidence = "matched" if named or dated else "suggested"
        made.append(replace(columns[i], use="session", session=name, confidence=confidence, why=why))
    if len(made) == 1 and any(c.use == "session" for c in columns):
        return columns
    for column in made:
        columns = _with(columns, column)
    if made:  # a column that names the session has no place beside columns that are sessions
        keep = {column.index for column in made}
        columns = [
            replace(c, use="ignore", why="the sessions stand across")
            if c.use in {"session", "came"} and c.index not in keep
            else c
            for c in columns
        ]
    return columns


def _counts(columns: list[ColumnUse], looked: Looked) -> list[ColumnUse]:
    """The columns of numbers of a wide list: each a borough's, or a month's."""
    uses = {column.use for column in columns}
    across = "month" not in uses and any(month_of(column.header) for column in columns)
    if "borough" in uses and uses & {"people", "n"} and not across:
        return columns  # a row each
    by_borough = any(c.use in {"month", "role"} for c in columns)
    return [_count(column, looked.cells[column.index], by_borough=by_borough) for column in columns]


def _count(column: ColumnUse, cells: Cells, *, by_borough: bool) -> ColumnUse:
    """One column of a wide list of numbers: a borough's, a month's, or a total."""
    if column.use not in {"ignore", "n", "people"}:
        return column
    if set(tokens(column.header)) & _TOTALS or "%" in column.header:
        return replace(column, use="ignore", confidence="matched", why="a total, which isn't counted twice")
    if cells.numeric and by_borough:
        name = " ".join(column.header.rpartition(": ")[2].split())
        why = "the numbers of the borough in its header"
        return replace(column, use="count", borough=name, confidence="matched", why=why)
    if month_of(column.header) is not None:
        return replace(
            column, use="count", confidence="matched", why="the numbers of the month in its header"
        )
    return column


def _with(columns: list[ColumnUse], column: ColumnUse) -> list[ColumnUse]:
    return [column if one.index == column.index else one for one in columns]


def _label(kind: Kind, name: str) -> str:
    return next(entry.label for entry in KINDS[kind].fields if entry.name == name)
