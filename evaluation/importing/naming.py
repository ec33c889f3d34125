"""What a header alone says about its column: whose score or answer it is, at which stage, or its role."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from evaluation.importing.aliases import Aliases
from evaluation.importing.answers import total_scale
from evaluation.importing.headers import shown
from evaluation.importing.mapping import Column
from evaluation.importing.vocabulary import (
    Named,
    Tokens,
    both_stages,
    counted_thing,
    locate,
    occasion_in,
    role_named,
    tokens,
)
from evaluation.importing.word_lists import FLAGS, OTHER_FORMS, SAME_RATER, SHORTENED

if TYPE_CHECKING:
    from collections.abc import Callable

    from evaluation.measures.definition import Measure

__all__ = ["UNKNOWN", "Aliases", "bare", "column_named", "occasion_of", "which_form"]

UNKNOWN = "the header says nothing that Attune knows"  # why a column is left to the person

_ITEM_WORDS = frozenset("q item question i qu".split())
_TOTALS = frozenset("total score sum tot totals scores overall rating raw metric".split())
_FILLER = frozenset("the of a an at in on to for and your you how would rate is are this that s date".split())
_DATED = frozenset("date dated completed timestamp".split())
_FLAGS = tuple(map(tokens, FLAGS))
_OTHER_FORMS = tuple((tokens(form), name) for form, name in OTHER_FORMS.items())
_MEANS = frozenset("mean means average averages avg".split())
_METRIC = frozenset("metric converted transformed".split())
_RANGE = frozenset("max maximum min out range self report reported rated".split())
# "Q3. Family code": the number of a question on a form. "about/stage": a question in a group of Kobo's.
_ON_FORM = re.compile(r"^\s*(?:q|question)?\s*\d+[a-z]?\s*[.):]\s+", re.IGNORECASE)
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)+")
# REDCap's boxes, one column an option: "worries___2", "What worries you? (choice=Sleep)".
_BOX = re.compile(r"___\w+$|\(choice=.*\)\s*$", re.IGNORECASE | re.DOTALL)
_SHORT = 8  # words: more are the wording of a question, which may hold any of those above


def column_named(
    index: int, group: str, name: str, shift: Callable[[Tokens], Tokens], aliases: Aliases
) -> Column:
    """What a header, under the header of its group, says about its column.

    `shift` reads the numbers of stages, as `vocabulary.counted_from_one` has it for the sheet.
    """
    column = Column(index=index, header=shown(group, name, index))
    if _BOX.search(name):
        return replace(
            column, use="attribute", confidence="suggested", why="a box of a question with several answers"
        )
    words = shift(tokens(name))
    named = _named(name, words, shift)
    if named is not None and named.strength >= 3:
        return _role(column, named)
    score = _score(column, shift(tokens(group)), words, aliases)
    if score is not None:
        return _doubted(score, (*tokens(group), *words))
    if named is not None:
        return _role(column, named)
    by_name = aliases.by_name_alone(words)
    if by_name is not None:
        missing = by_name.missing[:1].lower() + by_name.missing[1:].rstrip(".")
        why = f"{by_name.short} is known by name alone; what is missing to score it: {missing}"
        return replace(column, confidence="needs you", why=why)
    return replace(column, confidence="needs you", why=which_form(words) or UNKNOWN)


def _named(name: str, words: Tokens, shift: Callable[[Tokens], Tokens]) -> Named | None:
    """The role that a header names, or its part behind a question's number or in a group's path."""
    inner = name.rsplit("/", 1)[-1] if _PATH.fullmatch(name) else _ON_FORM.sub("", name)
    found = [role_named(words), role_named(shift(tokens(inner))) if inner != name else None]
    return max((one for one in found if one is not None), key=lambda one: one.strength, default=None)


def bare(header: str, aliases: Aliases) -> bool:
    """Whether nothing but a questionnaire's name, its range and filler is left in a shown header."""
    group, _, name = header.rpartition(": ")
    said = _read(tokens(group), tokens(name), aliases)
    plain = _TOTALS | _FILLER | _RANGE | _ITEM_WORDS | SAME_RATER.keys()
    return said.measure is not None and all(word in plain or word.isdecimal() for word in said.left)


def which_form(words: Tokens) -> str:
    """What to ask where "PHQ" leaves open which form it is; "" where a number or no such name stands."""
    for word, form in SHORTENED.items():
        after = locate((word,), words) + 1
        if after and not (after < len(words) and words[after].isdecimal()):
            return f"{form}? The header does not say which form of the {word.upper()} it is"
    return ""


def _doubted(column: Column, words: Tokens) -> Column:
    """The column of a score, or what to ask where its header says more than one thing."""
    if column.use not in {"score", "item"}:
        return column
    number, counted, _ = counted_thing(words)
    why = ""
    if both_stages(words):
        why = "its header says both before and after: which of them is it?"
    elif number > 1 and counted in {"referral", "referrals", "episode", "enrolment", "enrollment", "spell"}:
        why = f"scores of another {counted.rstrip('s')}: give each {counted.rstrip('s')} a row of its own"
    other = next((name for form, name in _OTHER_FORMS if locate(form, words) >= 0), "")
    if other:
        why = f"{other} is another form of the questionnaire, with scores of its own"
    return _left_out(column, why) if why else column


def _left_out(column: Column, why: str) -> Column:
    """A column that is not used until a person has said what it holds."""
    return replace(
        column, use="ignore", measure="", scale="", item=0, occasion="", confidence="needs you", why=why
    )


def occasion_of(header: str) -> str:
    """The occasion that a shown header names, in itself or in its group."""
    group, _, name = header.rpartition(": ")
    return occasion_in(tokens(name))[0] or occasion_in(tokens(group))[0]


def _role(column: Column, named: Named) -> Column:
    if named.role == "private":
        return replace(column, use="private", why="looks like personal data, so it is left out")
    if named.role == "noise":
        return replace(column, use="ignore", why="not needed for the evaluation")
    if named.role == "row id":
        return replace(column, use="id", confidence="suggested", why="a row or response number")
    return replace(
        column,
        use=named.role,
        confidence="matched" if named.strength >= 2 else "suggested",
        why="named in the header",
    )


@dataclass(frozen=True)
class _Said:
    """What a header says about a score: whose it is, if it says so, when, and the words left over.

    `behind` are those that stand behind the questionnaire's name.
    """

    measure: Measure | None
    scale: str
    occasion: str
    left: Tokens
    behind: Tokens = ()


def _read(group: Tokens, words: Tokens, aliases: Aliases) -> _Said:
    occasion, rest = occasion_in(words)
    group_occasion, group_rest = occasion_in(group)
    found = aliases.find(words)
    if found is not None:
        # The name comes out first: the 9 of "PHQ9_M_pre" is no "9 months".
        measure, scale, left = found
        occasion, left = occasion_in(left, numbered=False)
        behind = occasion_in(aliases.behind(words), numbered=False)[1]
        return _Said(measure, scale, occasion or group_occasion, left, behind)
    # A bare "Q1" or "Total" under a heading that names the measure.
    bare = _item_number(rest) or set(rest) <= _TOTALS | _FILLER
    outer = aliases.find(group_rest) if bare and group_rest else None
    measure_above, scale = (None, "") if outer is None else outer[:2]
    return _Said(measure_above, scale, occasion or group_occasion, rest)


def _score(column: Column, group: Tokens, words: Tokens, aliases: Aliases) -> Column | None:
    """The column as a score, an item or a date of a measure, when its header names one."""
    said = _read(group, words, aliases)
    if said.measure is None:
        return _of_no_measure(replace(column, occasion=said.occasion), said.left)
    if set(said.left) & _DATED and not said.scale and "not" not in said.left:
        # "Completion date" says what was completed and not when in the work.
        apart = tuple(word for word in words if word != "completion")
        stage = _read(group, apart, aliases).occasion if apart != words else said.occasion
        return replace(
            column, use="date", measure=said.measure.id, occasion=stage, why="date of a questionnaire"
        )
    named = role_named(said.left) if said.left else None
    if named is not None and named.role == "noise":
        return replace(column, use="ignore", why="not needed for the evaluation")
    if len(said.left) <= _SHORT and any(locate(flag, said.left) >= 0 for flag in _FLAGS):
        return replace(column, use="ignore", why="says something about the questionnaire and is no score")
    column = replace(
        column,
        measure=said.measure.id,
        occasion=said.occasion,
        why=f"{said.measure.short} in the header",
    )
    item = _item_of(said.measure, said)
    return replace(column, use="item", item=item) if item else _total(column, said.measure, said)


def _of_no_measure(column: Column, left: Tokens) -> Column | None:
    """An item or a score whose questionnaire its header does not name."""
    number = _item_number(left)
    if number and (left[0] in _ITEM_WORDS or left[0].isdecimal()):
        why = "an item number without a questionnaire's name"
        return replace(column, use="item", item=number, confidence="suggested", why=why)
    if left and set(left) <= _TOTALS:
        why = "a score without a questionnaire's name"
        return replace(column, use="score", confidence="suggested", why=why)
    return None


def _item_of(measure: Measure, said: _Said) -> int:
    """The item of a measure that a header numbers; 0 when it numbers none that there is."""
    # "Q7. PHQ-9: question 3" and "feelings/phq9_3": words and numbers before the name are a form's own.
    number = _item_number(said.left) or _number_alone(said.behind)
    if measure.items is None or number > measure.items.count:
        return 0
    each = bool(said.scale) and measure.scale(said.scale).score == "each"
    if each and not number:  # "Goal 1 baseline rating"
        first, *others = [word for word in said.left if word not in _FILLER] or [""]
        number = int(first) if first.isdecimal() and set(others) <= _TOTALS else 0
        number = number if number <= measure.items.count else 0
    return number if each or not said.scale else 0


def _total(column: Column, measure: Measure, said: _Said) -> Column:
    column = replace(column, use="score")
    scale = said.scale or total_scale(measure)
    if not scale:
        return replace(column, confidence="needs you", why=f"which score of {measure.short}?")
    words = set(tokens(column.header))
    if words & _MEANS and measure.scale(scale).score in {"sum", "mean_x10"}:
        why = f"it says it is an average, and {measure.short} is a total of its answers"
        return _left_out(column, why)
    odd = [word for word in said.left if word not in _TOTALS | _FILLER]
    if odd and not said.scale and _several(measure):  # "PBQ factor 1" is not its total
        return replace(column, confidence="needs you", why=f"which score of {measure.short}?")
    return replace(
        column,
        scale=scale,
        entered=_entered(words) if measure.scale(scale).convert else "",
        confidence="matched" if said.scale or len(odd) <= 1 else "suggested",
    )


def _several(measure: Measure) -> bool:
    """Whether a measure has more scores than its total and those of separate goals."""
    return len([scale for scale in measure.scales if scale.unit == "subject"]) > 1


def _entered(words: set[str]) -> Literal["", "raw", "converted"]:
    """What a header says of the totals of a converted scale: its own word wins over the numbers."""
    if words & _METRIC:
        return "converted"
    return "raw" if words & {"raw", "unconverted"} else ""


def _item_number(words: Tokens) -> int:
    """The item that the left-over words number ("q 3", "item 3", "3"); 0 when they number none."""
    first, *others = [word for word in words if word not in _FILLER] or [""]
    if first.isdecimal() and (not others or len(others) >= 3):  # "3", "1 little interest or ..."
        return int(first)
    if others and (first in _ITEM_WORDS or first == "goal") and others[0].isdecimal():
        return int(others[0]) if set(others[1:]) <= _TOTALS else 0
    return 0


def _number_alone(words: Tokens) -> int:
    """The item that words number and say nothing else of ("question 3"); 0 when they say more."""
    number = words[-1] if words else ""
    return int(number) if number.isdecimal() and set(words[:-1]) <= _ITEM_WORDS else 0
