"""What personal data a column holds, by its header or by what its cells look like.

A column is judged by most of its cells, so that one slip neither hides nor betrays it. Where a
header says what a column is for (a site, an id), its cells must look more surely personal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from evaluation.importing.cells import is_blank
from evaluation.importing.naming import UNKNOWN
from evaluation.importing.privacy import shapes
from evaluation.importing.privacy.births import with_births
from evaluation.importing.sheets import SHEET
from evaluation.importing.vocabulary import Tokens, locate, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from evaluation.importing.contents import Body
    from evaluation.importing.mapping import Column, Mapping, Personal

WORDS: dict[Personal, str] = {
    "name": "people's names",
    "birth": "dates of birth",
    "nhs number": "NHS numbers",
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "postcode": "postcodes",
    "address": "addresses",
    "free text": "free text, in which names may stand",
    "other": "personal data",
}
# In this order: an "email address" is an e-mail, and a "postal address" no postcode.
_NAMED: tuple[tuple[Personal, str], ...] = (
    ("other", "ip address"),
    ("nhs number", "nhs, chi number, chi no"),
    ("email", "email, emails, e mail, mail"),
    ("birth", "dob, d o b, birth, birthday, birthdate"),
    ("postcode", "postcode, postcodes, post code"),
    ("phone", "phone, telephone, tel, mobile, contact number, contact no"),
    ("address", "address, postal, house number"),
    (
        "name",
        "name, names, surname, forename, forenames, firstname, lastname, fullname, initials, next of kin",
    ),
)
_PHRASES = tuple((kind, tuple(map(tokens, said.split(", ")))) for kind, said in _NAMED)

_SURE = frozenset({"email", "nhs number", "postcode", "phone"})
_SAMPLED = 500  # distinct texts of a column that are looked at, from all of it
_MANY = 60  # distinct texts: more are as distinct as can be, whatever the number of rows
_LONG = 6  # words


def left_out(columns: list[Column], body: Body) -> list[Column]:
    """The columns with those that hold personal data left out, each with its kind and the reason."""
    return with_births([_judged(column, body) for column in columns], body)


def _judged(column: Column, body: Body) -> Column:
    if column.use == "private":
        kind = named_kind(column.header)
        said = f"its header says that it holds {WORDS[kind]}, so it is left out"
        return replace(column, personal=kind, why=column.why if kind == "other" else said)
    if column.use in {"score", "item"} or column.header == SHEET:  # sheets' names are in every message
        return column
    kind = kind_of(body.filled(column.index), use=column.use, unknown=column.why == UNKNOWN)
    if column.use == "id" and kind == "name":
        why = "looks like people's names: used to tell rows apart and not kept"
        return replace(column, personal=kind, confidence="suggested", why=why)
    if column.use == "rater" and kind == "name":
        return replace(column, personal=kind)  # whether it holds roles is looked at, and asked, apart
    if not kind:
        return column
    said = WORDS[kind] if kind == "free text" else f"looks like {WORDS[kind]}"
    return replace(
        column,
        use="private",
        personal=kind,
        confidence="matched" if kind in _SURE else "suggested",
        why=f"{said}, so it is left out",
    )


def named_kind(header: str) -> Personal:
    """The kind of personal data that a header names; "other" where its words name none of the kinds.

    >>> named_kind("Mother's e-mail address"), named_kind("D.O.B."), named_kind("NINO")
    ('email', 'birth', 'other')
    """
    words: Tokens = tokens(header.rpartition(": ")[2])
    for kind, phrases in _PHRASES:
        if any(locate(phrase, words) >= 0 for phrase in phrases):
            return kind
    return "other"


def kind_of(
    cells: pd.Series, *, use: str, unknown: bool = False, n: NDArray[np.int64] | None = None
) -> Personal:
    """The kind of personal data that cells look like under a use of their column; "" for none.

    `unknown` says that the header tells nothing, so that a few names repeated count as names too.
    `n` says how often each cell stands, where not once.

    >>> import pandas as pd
    >>> kind_of(pd.Series(["a@example.org", "b@example.org", "none"]), use="ignore")
    'email'
    >>> kind_of(pd.Series(["North", "South", "North"]), use="attribute")
    ''
    """
    texts, distinct, filled = _texts(cells, n)
    mostly = distinct >= filled / 2 or distinct > _MANY
    return next(_kinds(texts, use, mostly=mostly, unknown=unknown), "") if texts else ""


def _kinds(texts: Sequence[str], use: str, *, mostly: bool, unknown: bool) -> Iterator[Personal]:
    """Every kind that texts look like, the surest first. `mostly` says that hardly any comes twice."""
    if _share(texts, shapes.email) >= 0.5:
        yield "email"
    if _nhs_numbers(texts):
        yield "nhs number"
    if _share(texts, shapes.postcode) >= 0.5:
        yield "postcode"
    if use in {"ignore", "attribute"}:
        yield from _described(texts, mostly=mostly, unknown=unknown)
    elif use in {"id", "rater"} and mostly and _names(texts, mostly=True):
        yield "name"


def _described(texts: Sequence[str], *, mostly: bool, unknown: bool) -> Iterator[Personal]:
    """The kinds that only a column may be which is no id, date or stage."""
    if _share(texts, shapes.phone) >= 0.5 or (unknown and _share(texts, shapes.phone_without_zero) >= 0.9):
        yield "phone"
    if _share(texts, shapes.tight_postcode) >= 0.9:
        yield "postcode"
    if (mostly or unknown) and _share(texts, shapes.address) >= 0.5:
        yield "address"
    if (mostly or unknown) and _names(texts, mostly=mostly):
        yield "name"
    if (mostly or unknown) and _share(texts, _somebody) >= 0.6:
        yield "other"
    if mostly and sum(len(text.split()) for text in texts) > _LONG * len(texts):
        yield "free text"


def id_candidate(mapping: Mapping) -> Column | None:
    """The column left out as personal that best tells families apart: NHS numbers, e-mails, then names."""
    order: tuple[Personal, ...] = ("nhs number", "email", "name")
    found = [column for column in mapping.using("private") if column.personal in order]
    return min(found, key=lambda column: order.index(column.personal), default=None)


def _names(texts: Sequence[str], *, mostly: bool) -> bool:
    """Whether texts are people's names: shaped like names, and enough of them begin with a known one.

    Most names are on no list, so a share does; the share is higher where values are few, as those of
    sites and answers are.
    """
    if _share(texts, shapes.name) < 0.6:
        return False
    several = _share(texts, lambda text: " " in text) >= 0.5
    least = (0.2 if several else 0.35) if mostly else 0.6
    return _share(texts, lambda text: shapes.name(text) and shapes.known_name(text)) >= least


def _nhs_numbers(texts: Sequence[str]) -> bool:
    """Whether texts are NHS numbers: one in eleven other numbers of ten digits has the right check digit."""
    tens = [text for text in texts if shapes.ten_digits(text)]
    return len(tens) >= len(texts) / 2 and _share(tens, shapes.nhs_number) >= 0.8


def _somebody(text: str) -> bool:
    """Whether a text points to somebody in one way or another, where a column mixes them."""
    return shapes.sure(text) or (shapes.name(text) and shapes.known_name(text) and " " in text)


def _share(texts: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts) if texts else 0.0


def _texts(cells: pd.Series, n: NDArray[np.int64] | None) -> tuple[list[str], int, int]:
    """Distinct texts from all over a column, how many distinct ones there are, and how many filled cells."""
    counts = cells.value_counts(sort=False).items() if n is None else zip(cells, n, strict=True)
    filled: dict[str, int] = {}
    for cell, count in counts:
        if not is_blank(cell):
            text = " ".join(str(cell).split())
            filled[text] = filled.get(text, 0) + int(count)
    texts = list(filled)
    step = max(len(texts) / _SAMPLED, 1)
    sample = [texts[int(i * step)] for i in range(min(len(texts), _SAMPLED))]
    return sample, len(texts), sum(filled.values())
