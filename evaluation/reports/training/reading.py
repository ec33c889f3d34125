"""How to read figures on training and where they come from: what every report with any of them ends with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.reports import origin
from evaluation.reports.report import Bullets, Paragraph
from evaluation.reports.setting import sentences
from evaluation.reports.training import in_short
from evaluation.reports.training.origin import training_choices
from evaluation.reports.training.tables import files_table
from evaluation.reports.training.words import definitions
from evaluation.reports.training.words import limits as limits_of

if TYPE_CHECKING:
    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting
    from evaluation.training.evidence import TrainingEvidence


SINGLE = "Single figures have limits of their own: the training report gives them."
_NAMED = 3  # files that a line has room for


def reading(setting: Setting) -> tuple[Block, ...]:
    """What the words of training mean, and the limits that hold for all of it; empty without training."""
    training = setting.training
    if training is None:
        return ()
    said = definitions(training)
    if setting.alone:
        said = (*said, _interval(training), *_symbols(training))
    limits = _limits(setting)
    return (
        *((Paragraph("Training:"),) if said and not setting.alone else ()),
        *((Bullets(said),) if said else ()),
        *((Paragraph("Read all figures on training with care:"), Bullets(limits)) if limits else ()),
        *_untold(setting, training),
    )


def _untold(setting: Setting, training: TrainingEvidence) -> tuple[Block, ...]:
    """The limits of what is said in a line alone, since no other part gives them."""
    if not in_short.says_all(setting) or setting.holds("training_short"):
        return ()
    told = {part.content for part in setting.printed}
    own = limits_of(in_short.caveats_of(training, told), training)
    return (Paragraph("Limits of single figures on training:"), Bullets(own)) if own else ()


def in_brief(setting: Setting) -> tuple[str, ...]:
    """The same in a few lines, for a report of one page: what is counted, and the limits of what is said.

    Beside families the page says of training how many came, and nothing that was learnt.
    """
    training = setting.training
    if training is None:
        return ()
    counted = "Training: people are counted once, however many courses they came to."
    list_of = " How many work in a role is as the workforce list says." if training.coverage else ""
    if not setting.alone:
        return (f"{counted}{list_of}",)
    return (f"{counted}{list_of}", *_limits(setting), *_by_part(training))


def _by_part(training: TrainingEvidence) -> tuple[str, ...]:
    """The limits that are worded alike wherever they hold; one page has no room for all others."""
    texts: dict[str, set[str]] = {}
    for caveat in in_short.caveats_of(training):
        texts.setdefault(caveat.key, set()).add(wording.sentence(caveat.text))
    alike = {text for found in texts.values() if len(found) == 1 for text in found}
    told = {wording.sentence(caveat.text) for caveat in training.caveats}
    lines = []
    for kind, name in in_short.PARTS.items():
        others = in_short.PARTS.keys() - {kind}
        own = dict.fromkeys(wording.sentence(one.text) for one in in_short.caveats_of(training, others))
        new = [text for text in own if text in alike and text not in told]
        told |= set(new)
        lines += [f"{name}: {' '.join(new)}"] if new else []
    return (*lines, *((SINGLE,) if len(alike) < len(texts) else ()))


def _limits(setting: Setting) -> tuple[str, ...]:
    """The limits of all of the training, without what the notice at the top of a report says."""
    if setting.training is None:
        return ()
    above = set(origin.notices(setting.evidence, setting.training))
    return tuple(text for text in sentences(setting.training.caveats) if text not in above)


def provenance(setting: Setting) -> tuple[Block, ...]:
    """The training files, the choices made and what was hidden; empty without training."""
    training = setting.training
    if training is None:
        return ()
    hidden = tuple(map(wording.sentence, training.suppressions))
    notes = tuple(map(wording.sentence, training.notes))
    return (
        files_table(training),
        training_choices(training.view),
        *((Paragraph("What was noticed in the training files:"), Bullets(notes)) if notes else ()),
        *((Bullets(hidden),) if hidden else ()),
    )


def provenance_short(setting: Setting) -> tuple[Block, ...]:
    """The choices made as a table and the files in a line each; empty without training."""
    training = setting.training
    if training is None:
        return ()
    return (training_choices(training.view), Paragraph(files_line(setting)))


def files_line(setting: Setting) -> str:
    """The training files in a sentence, and alone the version in another; empty without training."""
    training = setting.training
    if training is None:
        return ""
    about = "" if training.view.protection == "exact" else "about "
    many = len(training.sources)
    rows = "; ".join(
        f"{source.name}, {_rows(source.used, about)} of {_rows(source.rows, about)} rows used"
        for source in training.sources
    )
    files = f"Training files: {rows}" if many <= _NAMED else f"Training: {wording.count(many)} files"
    made = f", on {wording.day(setting.made_on)}" if setting.made_on else ""
    with_ = f" Made with Attune {training.version}{made}." if setting.alone else ""
    return f"{files}, fingerprint {training.fingerprint[:12]}.{with_}"


def _rows(n: int | None, about: str) -> str:
    return f"{about if n is not None else ''}{wording.count(n)}"


def _interval(training: TrainingEvidence) -> str:
    level = wording.level(training.view.confidence)
    return (
        f"An interval is the likely range: with more learners it would be narrower. A {level} interval from "
        "57% to 75% means that shares in that range fit the data well. Where everybody is counted there is "
        "none."
    )


def _symbols(training: TrainingEvidence) -> tuple[str, ...]:
    """What stands for numbers that are not given."""
    hidden = training.view.protection != "exact"
    used = [symbol for symbol in wording.SYMBOLS if hidden or symbol != wording.HIDDEN]
    return tuple(f"{symbol} means {wording.SYMBOLS[symbol]}." for symbol in used)
