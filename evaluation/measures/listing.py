"""The table of questionnaires in README.md, made from the registry's files.

`python -m evaluation.measures.listing` writes it again; a test fails while it is out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.measures import phrases
from evaluation.measures.catalogue import registry
from evaluation.measures.named_only import named_only

if TYPE_CHECKING:
    from evaluation.measures.definition import Measure

START = "<!-- measures: start -->"
END = "<!-- measures: end -->"
_MADE_BY = "<!-- written by `python -m evaluation.measures.listing`: change the files, not this table -->"
README = Path(__file__).resolve().parents[2] / "README.md"


def table() -> str:
    """The questionnaires as a Markdown table, under what each is about, and those that are only names.

    >>> table().splitlines()[0]
    '| questionnaire | answered by | read from | published reliable change |'
    """
    rows = ["| questionnaire | answered by | read from | published reliable change |", "|---|---|---|---|"]
    for domain, words in phrases.DOMAIN.items():
        group = [measure for measure in registry() if measure.domain == domain]
        if group:
            rows.append(f"| **{wording.capital(words)}** | | | |")
        rows += [_row(measure) for measure in sorted(group, key=lambda one: one.short.casefold())]
    names = ", ".join(entry.short for entry in named_only())
    return "\n".join((*rows, "", f"Known by name, and not scored until more of them is verified: {names}."))


def _row(measure: Measure) -> str:
    name = measure.short if measure.short == measure.name else f"{measure.short}, {measure.name}"
    return f"| {name} | {measure.rater} | {_read_from(measure)} | {_change(measure)} |"


def _read_from(measure: Measure) -> str:
    scores = wording.plural(len(measure.scales), "score", "scores")
    if measure.items is None:
        return scores
    if all(scale.score == "answers" for scale in measure.scales):
        return wording.plural(measure.items.count, "answer", "answers")
    return f"{wording.plural(measure.items.count, 'answer', 'answers')} or {scores}"


def _change(measure: Measure) -> str:
    """Whether a firm threshold is on record, for all scores of a measure or for some."""
    known = [any(r.kind == "reliable" and r.firm for r in scale.change_rules) for scale in measure.scales]
    if not any(known):
        return "none"
    return "yes" if all(known) else f"for {sum(known)} of {len(known)} scores"


def listed(text: str) -> str:
    """A README with the table in its place, between its two markers.

    Raises ValueError when a marker is missing.
    """
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"README.md needs the lines {START!r} and {END!r} around the table")
    return f"{before}{START}\n{_MADE_BY}\n\n{table()}\n\n{END}{after}"


def write(readme: Path = README) -> None:
    """Write the table into the README."""
    readme.write_text(listed(readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    write()
