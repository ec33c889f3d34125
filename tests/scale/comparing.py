"""What is the same of a file read in memory and of a table that is counted where it is: every number.

What counts can't give is listed in `NOT_GIVEN`, by the name it has in the JSON, and nothing else is passed
over: an entry that one of the two lacks, or has more of, is a difference.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

CLOSE = 1e-9
# Parts of the JSON that counts of one pairing rule can't give: each with why.
NOT_GIVEN = {
    "composites": "national rules look at what one family has on several questionnaires",
    "experience": "answers about the service are no scores before and after",
    "described": "the same",
    "trajectories": "only the two scores that are compared are counted, none in between",
    "multiverses": "other definitions need the other ways of pairing: see `shared_definitions`",
    "notes": "say how a file was read, and of counts what isn't among them",
    "data": "says which file it was: see `of_the_rows`",
    "flow": "says of whom only answers about the service are known: see `only_scores`",
    "suppressions": "name what is hidden of national rules and of scores in between: see `of_what_is_given`",
}
# Where somebody is there twice, counts hold how many people there are in all and not how many under a filter.
NOT_GIVEN_NARROWED = {"people", "caveats", "sentence", "sentences"}


def differences(file: dict[str, Any], table: dict[str, Any]) -> list[str]:
    """Where two evaluations differ by more than 1e-9, one line each."""
    assert file.keys() ^ table.keys() == {"counts"}  # of a table alone: the size of its counts
    if "people" in file["flow"] and "people" not in table["flow"]:
        file, table = without_people(file), without_people(table)
    found = [
        line for name in file.keys() - NOT_GIVEN.keys() for line in _differing(name, file[name], table[name])
    ]
    found += _differing("data", of_the_rows(file), of_the_rows(table))
    found += _differing("flow", only_scores(file["flow"]), only_scores(table["flow"]))
    found += _differing("multiverses", shared_definitions(file, table), shared_definitions(table, file))
    found += _differing("suppressions", of_what_is_given(file, table), table["suppressions"])
    return sorted(found)


def without_people(found: Any) -> Any:
    """The same without the number of people, and without the words that may say that some are there twice."""
    if isinstance(found, dict):
        kept = {name: one for name, one in found.items() if name not in NOT_GIVEN_NARROWED}
        return {name: without_people(one) for name, one in kept.items()}
    if isinstance(found, list):
        return [
            without_people(one) for one in found if not (isinstance(one, dict) and one.get("key") == "people")
        ]
    return found


def of_what_is_given(file: dict[str, Any], table: dict[str, Any]) -> list[str]:
    """What is hidden of a file, without what is hidden of parts that counts have not."""
    national = tuple(one["title"] for one in file["composites"])
    return [
        one
        for one in file["suppressions"]
        if one in table["suppressions"] or not (one.startswith(national) or ", more than two scores: " in one)
    ]


def of_the_rows(found: dict[str, Any]) -> dict[str, Any]:
    """How many rows there are, and how many were set aside and why."""
    data = found["data"]
    reasons = {entry["reason"]: entry["n"] for entry in data["set_aside_by_reason"] or ()}
    return {"rows": data["rows"], "used": data["used"], "reasons": reasons}


def only_scores(flow: dict[str, Any]) -> dict[str, Any]:
    """The flow, in which those who only said what they think of the service are without a score."""
    reasons = [{"n": one["n"]} if one["key"] in {"only_said", "no_score"} else one for one in flow["reasons"]]
    return flow | {"reasons": reasons}


def shared_definitions(found: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Of the definitions of "better" those that both have, by their names."""

    def named(evaluated: dict[str, Any]) -> dict[str, Any]:
        """Ways of pairing that choose the same scores share an entry: "this, or that (the same scores)"."""
        return {
            " / ".join(
                (entry["key"], scores, *(str(one[name]) for name in ("better", "rater", "missing")))
            ): one["rate"]
            for entry in evaluated["multiverses"]
            for one in entry["definitions"]
            for scores in one["scores"].removesuffix(" (the same scores)").split(", or ")
        }

    both = named(found).keys() & named(other).keys()
    assert both or not (found["multiverses"] and other["multiverses"])
    return {name: rate for name, rate in named(found).items() if name in both}


def _differing(path: str, one: Any, other: Any) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in sorted(one.keys() | other.keys()):
            if name not in one or name not in other:
                yield f"{path}.{name}: only in {'the file' if name in one else 'the table'}"
            else:
                yield from _differing(f"{path}.{name}", one[name], other[name])
    elif isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        if len(one) != len(other):
            yield f"{path}: {len(one)} entries in the file and {len(other)} in the table"
        for place, pair in enumerate(zip(one, other, strict=False)):
            yield from _differing(f"{path}[{place}]", *pair)
    elif not same(one, other):
        yield f"{path}: {one!r} in the file and {other!r} in the table"


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal, numbers to 1e-9 of themselves (or of 1, if smaller)."""
    numbers = (int, float)
    if isinstance(one, numbers) and isinstance(other, numbers) and not isinstance(one, bool):
        return math.isclose(one, other, rel_tol=CLOSE, abs_tol=CLOSE)
    return bool(one == other)


def numbers_in(found: Any) -> int:
    """How many numbers there are in a JSON value."""
    if isinstance(found, dict):
        return sum(map(numbers_in, found.values()))
    if isinstance(found, (list, tuple)):
        return sum(map(numbers_in, found))
    return int(isinstance(found, (int, float)) and not isinstance(found, bool))
