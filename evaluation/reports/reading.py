"""How to read the figures and where they come from: what every report ends with, in three lengths.

Whatever findings the other parts give without their definition and limits get them here, so that no
choice of parts leaves a number bare.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from evaluation import wording
from evaluation.charts import labels
from evaluation.reports import origin
from evaluation.reports.report import Bullets, Paragraph
from evaluation.reports.setting import Made, apart, common, sentences, some
from evaluation.reports.training import reading as training

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.findings.finding import Caveat, Evidence, Finding, RuleInWords
    from evaluation.reports.report import Block
    from evaluation.reports.setting import Setting

_TOGETHER = (
    "Got better, no change (or no reliable change) and got worse are always shown together: they add up to "
    "everyone with both scores."
)
_SAY = ("summary", "headlines", "training_in_brief")  # contents that say everything in a line
_RELIABLE = "A reliable change is larger than the questionnaire's own error: a smaller one may be chance."


def reading(setting: Setting) -> Made:
    """What the words and symbols mean, and the limits that hold for all findings."""
    if setting.alone:
        return Made(training.reading(setting))
    evidence = setting.evidence
    said = (
        *(_TOGETHER, _RELIABLE, _interval(evidence)),
        (
            "An effect size is the average change divided by the spread of scores that is named beside it. "
            "The main one carries a correction for small samples (Hedges). Positive is better."
        ),
        *(f"{symbol} means {meaning}." for symbol, meaning in wording.SYMBOLS.items()),
    )
    return Made((Bullets(said), *limits(evidence), *_untold(setting), *training.reading(setting)))


def reading_short(setting: Setting) -> Made:
    """The same without effect sizes, which a short report doesn't give."""
    if setting.alone:
        return Made(training.reading(setting))
    evidence = setting.evidence
    used = _symbols(evidence)
    compared = (_TOGETHER, _RELIABLE) if evidence.findings else ()
    said = (*compared, _interval(evidence), *used)
    return Made((Bullets(said), *limits(evidence), *_untold(setting), *training.reading(setting)))


def limits_only(setting: Setting) -> Made:
    """Definitions and limits of all findings in as few lines as they fit, for a single page.

    What the notice at the top of the page says of small numbers is not said again.
    """
    evidence = setting.evidence
    above = set(origin.notices(evidence))
    said = (
        *_definitions(evidence.findings, brief=True),
        *(text for text in sentences(common(evidence)) if text not in above),
        *_own(evidence.findings, evidence, brief=True),
        *_others(setting),
        *training.in_brief(setting),
    )
    return Made((Bullets(said),)) if said else Made()


def limits(evidence: Evidence) -> tuple[Block, ...]:
    """The caveats that hold for every finding."""
    items = sentences(common(evidence))
    return (Paragraph("Read all of these figures with care:"), Bullets(items)) if items else ()


def provenance(setting: Setting) -> Made:
    """The upload, the choices made and what was hidden, as tables and a list."""
    if setting.alone:
        return Made(training.provenance(setting))
    evidence = setting.evidence
    hidden = tuple(map(wording.sentence, evidence.suppressions))
    return Made(
        (
            origin.upload(evidence, setting.made_on),
            origin.choices(evidence),
            *some(Bullets(hidden) if hidden else None),
            *training.provenance(setting),
        )
    )


def provenance_short(setting: Setting) -> Made:
    """The choices made as a table and the upload as a line."""
    if setting.alone:
        return Made(training.provenance(setting))
    line = (_upload(setting), *training.provenance_short(setting))
    return Made((origin.choices(setting.evidence), *line))


def provenance_line(setting: Setting) -> Made:
    """The upload and the version in two sentences, and the training files in another."""
    said = ("" if setting.alone else _upload(setting).text, training.files_line(setting))
    return Made((Paragraph(" ".join(filter(None, said))),))


def _upload(setting: Setting) -> Paragraph:
    evidence = setting.evidence
    source = evidence.source
    about = "" if evidence.view.protection == "exact" else "about "
    used = f"{about}{wording.count(source.used)} of {about}{wording.count(source.rows)} rows used"
    made = f", on {wording.day(setting.made_on)}" if setting.made_on else ""
    return Paragraph(
        f"Source: {source.name}, {used}, fingerprint {source.fingerprint[:12]}. Made with Attune "
        f"{evidence.version}{made}."
    )


def _interval(evidence: Evidence) -> str:
    level = wording.level(evidence.view.confidence)
    return (
        f"An interval is the likely range: with more {evidence.nouns.many} it would be narrower. A {level} "
        "interval from 57% to 75% means that shares in that range fit the data well."
    )


def _symbols(evidence: Evidence) -> tuple[str, ...]:
    """What stands for a number that was hidden; nothing where none was."""
    if evidence.view.protection == "exact":
        return ()
    return (f"{wording.HIDDEN} means {wording.SYMBOLS[wording.HIDDEN]}.",)


def _untold(setting: Setting) -> tuple[Block, ...]:
    """Definitions and own limits of what other parts give without them."""
    found = setting.untold
    said = (*_definitions(found), *_own(found, setting.evidence), *_others(setting))
    return (Paragraph("Definitions and limits of single figures:"), Bullets(said)) if said else ()


def _definitions(findings: tuple[Finding, ...], *, brief: bool = False) -> tuple[str, ...]:
    """What counts as better, once for all scores that share it, and which scores are compared."""
    meant: dict[str, list[str]] = {}
    compared: dict[str, list[str]] = {}
    for finding in findings:
        compared.setdefault(finding.pairing, []).append(finding.title)
        for rule in finding.rules:
            if rule.id in {finding.headline_rule, finding.lead_rule}:
                meant.setdefault(_meaning(rule, brief=brief), []).append(finding.title)
    rates = [rate for finding in findings for rate in finding.headline() if rate.low is not None]
    kinds = wording.listed(sorted({f"{rate.interval} {wording.level(rate.confidence)}" for rate in rates}))
    together = "; ".join(
        pairing if len(compared) == 1 else f"{_names(titles)}: {pairing}"
        for pairing, titles in compared.items()
    )
    last = [f"Compared: {together}.", f"Intervals of shares: {kinds}." if kinds else ""]
    return (
        *(f"{_names(titles)}: {text}" for text, titles in meant.items()),
        *((" ".join(filter(None, last)),) if findings else ()),
    )


def _meaning(rule: RuleInWords, *, brief: bool) -> str:
    """A definition with its source; in brief without where in the source it stands."""
    source = rule.source.split(" (", maxsplit=1)[0] if brief else rule.source
    named = f" ({source.rstrip('.')})" if source else ""
    return f"{wording.sentence(rule.label)[:-1]}: {rule.text.rstrip('.')}{named}."


def _in_brief(caveat: Caveat, finding: Finding) -> str:
    """A caveat on a page whose table has the counts and whose line begins with the names."""
    if caveat.key == "completion":
        return (
            "Both scores are held for some only, as the table shows. Those without a second score may have "
            "done better or worse."
        )
    return wording.sentence(caveat.text.removeprefix(f"{finding.short} has "))


def _own(findings: tuple[Finding, ...], evidence: Evidence, *, brief: bool = False) -> tuple[str, ...]:
    """The caveats that single findings have, each once with the scores that it is about."""
    titles = [finding.title for finding in findings]
    about: dict[str, list[str]] = {}
    for finding in findings:
        name = finding.title if titles.count(finding.title) == 1 else labels.scored(finding)
        for caveat in apart(finding, evidence):
            text = _in_brief(caveat, finding) if brief else wording.sentence(caveat.text)
            about.setdefault(text, []).append(name)
    # What is about the same scores stands together.
    texts: dict[tuple[str, ...], list[str]] = {}
    for text, scores in about.items():
        texts.setdefault(tuple(scores), []).append(text)
    return tuple(f"{wording.listed(scores)}: {' '.join(said)}" for scores, said in texts.items())


def _others(setting: Setting) -> tuple[str, ...]:
    """The same of answers about the service and of scores without a better end, given in a line alone."""
    evidence = setting.evidence
    if not any(map(setting.holds, _SAY)):
        return ()
    told = {caveat.key for caveat in common(evidence)}
    found: dict[str, list[str]] = {}
    if not setting.holds("experience"):
        for said in evidence.experience:
            for caveat in said.caveats:
                if caveat.key not in told:
                    found.setdefault(wording.sentence(caveat.text), []).append(said.title)
    if not setting.holds("described"):
        for one in evidence.described:
            for caveat in one.caveats:
                if caveat.key not in told:
                    found.setdefault(wording.sentence(caveat.text), []).append(one.title)
    return tuple(f"{_names(titles)}: {text}" for text, titles in found.items())


def _names(names: Iterable[str]) -> str:
    return wording.listed(dict.fromkeys(names))
