"""A data set: one sheet read, checked and scored once, from which any view's findings are made."""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from evaluation.alerts import ToFollowUp, to_follow_up
from evaluation.counting import Counted, count
from evaluation.disclosure import protect
from evaluation.errors import InputError
from evaluation.findings.building import build, entries_of
from evaluation.findings.completing import bootstraps_of_finding, completed, missing_of_finding
from evaluation.findings.composing import composite_notes, composites
from evaluation.findings.consequence import Consequence, consequence
from evaluation.findings.experience import left_out
from evaluation.findings.finding import FAMILY, LEARNER, Evidence, Source
from evaluation.findings.grouping import grouped
from evaluation.findings.latest import Latest, latest
from evaluation.findings.multiverse import multiverses
from evaluation.findings.parts import PARTS, Made, NotAsked
from evaluation.findings.reaching import describing, reach
from evaluation.findings.trajectory import trajectories
from evaluation.findings.trend import trends
from evaluation.groups import in_order
from evaluation.importing.ledger import Fault, Ledger, Problem, SetAside, Spot
from evaluation.importing.places import ROWS_SHOWN
from evaluation.importing.repairs import ToRepair
from evaluation.importing.repairs import grouped as by_repair
from evaluation.importing.responses import Responses, ingest
from evaluation.importing.vocabulary import role_named
from evaluation.pairing import Rule, choose_rule, occasions_of
from evaluation.scoring import Scores, score
from evaluation.tokens import tokens
from evaluation.trajectories import MixedModel, mixed_model
from evaluation.trajectories.arranging import Arranged, arrange, dated
from evaluation.version import __version__
from evaluation.view import Pairing, View

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable

    from evaluation.findings.finding import Finding
    from evaluation.findings.parts import Part
    from evaluation.findings.reaching import Column as Described
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.places import Places
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry


_ARMS = frozenset({"treat", "treatment", "arm", "control", "randomised", "randomized", "allocation"})
_CORES = 6  # views whose evidence is kept without its parts, for pages that ask for others


@dataclass(frozen=True)
class Filter:
    """An attribute that figures can be narrowed by, and its values."""

    name: str
    values: tuple[str, ...]


@dataclass(eq=False)
class Dataset:
    r"""What a sheet holds after scoring. Rows stay in here; `evidence` is what leaves.

    >>> from evaluation.importing import read_workbook, recognise
    >>> from evaluation.measures import registry
    >>> csv = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\n"
    >>> book = read_workbook(csv, "families.csv")
    >>> data = Dataset.read(book, recognise(book, registry()).mapping, registry())
    >>> data.ledger.used, data.evidence(View()).findings[0].n
    (2, 2)
    """

    name: str
    fingerprint: str
    mapping: Mapping
    responses: Responses
    scores: Scores
    ledger: Ledger
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]
    sample: bool = False
    reading: tuple[str, ...] = ()  # what was noticed while reading and recognising the file
    redefined: tuple[str, ...] = ()  # of saved data: which questionnaires are defined otherwise since
    _counted: dict[Rule, Counted] = field(default_factory=dict, repr=False)
    _counted_of: dict[tuple[Rule, frozenset[str]], Counted] = field(default_factory=dict, repr=False)
    _models: dict[tuple[int, str], MixedModel] = field(default_factory=dict, repr=False)
    _cores: dict[str, Made] = field(default_factory=dict, repr=False)

    @classmethod
    def read(
        cls,
        workbook: Workbook,
        mapping: Mapping,
        registry: Registry,
        *,
        sample: bool = False,
        id_key: bytes = b"",
        marks_key: bytes = b"",
    ) -> Dataset:
        """Read, check and score a sheet; raises InputError with one sentence when it can't be used."""
        responses = ingest(workbook, mapping, registry, id_key=id_key, marks_key=marks_key)
        return cls.of(workbook.name, workbook.fingerprint, mapping, responses, sample=sample)

    @classmethod
    def of(
        cls, name: str, fingerprint: str, mapping: Mapping, responses: Responses, *, sample: bool = False
    ) -> Dataset:
        """Score what was read under a mapping; raises InputError where that gives no score at all."""
        scores = score(responses)
        if not scores.sets and not scores.answers:
            detail = f" ({scores.unscored[0].title}: {scores.unscored[0].reason})" if scores.unscored else ""
            raise InputError(f"No score could be worked out from sheet '{mapping.sheet}'{detail}.")
        return cls(
            name,
            fingerprint,
            mapping,
            responses,
            scores,
            _final_ledger(responses, scores),
            responses.problems + _unscored_problems(scores, responses.places),
            responses.notes,
            sample,
        )

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """The attributes that figures can be narrowed by, with the values that occur."""
        attributes = self.responses.episodes.attributes
        found = []
        for name in attributes.columns:
            values = tuple(in_order(set(attributes[name]) - {""}))
            if len(values) > 1:
                found.append(Filter(str(name), values))
        return tuple(found)

    @cached_property
    def offered(self) -> tuple[Filter, ...]:
        """The filters that a person may choose: none whose column is named like personal data."""
        return tuple(entry for entry in self.filters if self._may_be_shown(entry.name))

    @cached_property
    def raters(self) -> tuple[str, ...]:
        """Who gave the scores and answers, in order of name."""
        return tuple(sorted({entry.rater for entry in (*self.scores.sets, *self.scores.answers)}))

    @cached_property
    def to_follow_up(self) -> tuple[ToFollowUp, ...]:
        """Answers that ask for a clinician's look, for whoever holds the data: no evidence has them."""
        return to_follow_up(self.responses)

    @cached_property
    def repairs(self) -> tuple[ToRepair, ...]:
        """What could be put right, grouped by how."""
        return by_repair(
            self.problems,
            self.ledger,
            self.responses.places,
            self.responses.columns,
            repeats=self.responses.repeats,
            duplicates=self.mapping.duplicates,
        )

    @cached_property
    def consequence(self) -> Consequence:
        """What happens if somebody goes on with the file as it is, in families and in rows."""
        rule, _ = choose_rule(View(), self.scores, self.responses.episodes)
        counted = self.counted(rule)
        people = LEARNER if self.mapping.noun == "learner" else FAMILY
        nouns = entries_of(counted, people)
        return consequence(self.responses, self.scores, self.ledger, self.problems, counted, nouns)

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """Id and short name of each measure with a score."""
        entries = (*self.scores.sets, *self.scores.answers)
        return tuple(dict.fromkeys((entry.measure.id, entry.measure.short) for entry in entries))

    @property
    def occasions(self) -> tuple[str, ...]:
        """The stages at which scores were given, in order of time."""
        return occasions_of(self.scores)

    @property
    def has_contacts(self) -> bool:
        """Whether the national pairing rule can be used."""
        return self.responses.episodes.has_contacts

    @cached_property
    def mapping_fingerprint(self) -> str:
        """Changes whenever the mapping does."""
        plain = json.dumps(self.mapping.to_dict(), sort_keys=True)
        return hashlib.sha256(plain.encode()).hexdigest()[:12]

    @property
    def source(self) -> Source:
        """Which upload the figures come from."""
        return Source(
            name=self.name,
            fingerprint=self.fingerprint,
            rows=self.ledger.rows,
            used=self.ledger.used,
            set_aside=len(self.ledger.set_aside),
            mapping=self.mapping_fingerprint,
        )

    @cached_property
    def latest(self) -> tuple[Latest, ...]:
        """The forms that say what was thought of the service: each episode's latest, picked once."""
        return tuple(latest(entry) for entry in self.scores.answers)

    @cached_property
    def arranged(self) -> tuple[Arranged, ...]:
        """The scores of each scale side by side where there are more than two of each; else nothing."""
        return tuple(arrange(entry) if entry.scale.claims else () for entry in self.scores.sets)

    def mixed_model(self, finding: Finding, view: View) -> MixedModel:
        """A mixed model of all dated scores behind a finding of that view, in months, for statisticians.

        Raises InputError where small numbers are hidden, the steps of the rating are unequal or
        statsmodels is not installed.
        """
        if view.protection != "exact":
            raise InputError(
                "A mixed model is worked out from every single score, so not while small numbers are hidden."
            )
        if finding.ordinal:
            raise InputError(f"The steps of {finding.title} are unequal, so no line fits its scores.")
        wanted = (finding.measure, finding.scale, finding.rater)
        place, entry = next(
            (place, entry)
            for place, entry in enumerate(self.scores.sets)
            if (entry.measure.id, entry.scale.id, entry.rater) == wanted
        )
        rule, _ = choose_rule(view, self.scores, self.responses.episodes)
        asked = (place, json.dumps(view.to_dict(), sort_keys=True))
        if asked not in self._models:
            keep = self.counted(rule).mask(view.filters, view.start, view.end, place)
            self._models[asked] = mixed_model(*dated(entry, keep), confidence=view.confidence)
        return self._models[asked]

    def counted(self, rule: Rule) -> Counted:
        """Pairs under a rule, counted once and kept."""
        if rule not in self._counted:
            self._counted[rule] = count(self.scores, self.responses.episodes, rule)
        return self._counted[rule]

    def counted_under(self, view: View) -> Counted:
        """Pairs under the rule that a view asks for, or that the data suggest."""
        return self.counted(choose_rule(view, self.scores, self.responses.episodes)[0])

    def _counted_on(self, rule: Rule, measures: frozenset[str]) -> Counted:
        """Some questionnaires alone, counted once and kept."""
        if (rule, measures) not in self._counted_of:
            sets = tuple(entry for entry in self.scores.sets if entry.measure.id in measures)
            found = count(replace(self.scores, sets=sets), self.responses.episodes, rule)
            self._counted_of[rule, measures] = found
        return self._counted_of[rule, measures]

    def evidence(self, view: View, parts: Collection[Part] = PARTS, of: str = "") -> Evidence:
        """The findings of a view after disclosure control.

        `parts` names those that are wanted of the parts that take long, and `of` the key of the only finding
        whose own parts are (empty: of all). What is not wanted is left out of exact figures only, and
        refuses to be used; disclosure control judges all parts together.
        Raises InputError when the view names an attribute, a rater or a stage that the data don't have.
        """
        self._refuse_unknown(view)
        if view.protection == "exact":
            return self._exact(self._made(view), view, parts, of)
        view = fixed_cuts(view)
        made = self._made(view)
        counted = made.counted
        keep = counted.mask(view.filters, view.start, view.end)
        left_out_of = counted.left_out(view.filters, view.start, view.end)
        for one in self.latest:
            left_out_of[one.measure.id, one.scale.id, one.rater] = left_out(one, counted, view)
        return protect(
            self._exact(made, view, PARTS),
            left_out=int(np.count_nonzero(~keep)),
            left_out_of=left_out_of,
        )

    def _made(self, view: View) -> Made:
        """What a view's evidence has apart from its parts, made once for all views that differ in these."""
        core = view.with_(every="auto", rebase=None, target=None, group_by="")
        key = json.dumps(core.to_dict(), sort_keys=True)
        if key not in self._cores:
            for old in list(self._cores)[: 1 - _CORES]:
                self._cores.pop(old, None)
            self._cores[key] = self._core(core)
        return self._cores[key]

    def _core(self, view: View) -> Made:
        rule, said = choose_rule(view, self.scores, self.responses.episodes)
        counted = self.counted(rule)
        undated = int(np.isnat(counted.last_date).sum())
        # What was found while importing is for whoever imports: it may hold small counts and cells.
        notes = self.notes if view.protection == "exact" else ()
        notes += (said,) if said else ()
        if undated and (view.start or view.end):
            how_many = str(undated) if view.protection == "exact" else "Some"
            notes += (f"{how_many} have no date at all, so they are outside any period.",)
        exact = build(
            counted,
            view,
            self.source,
            noun=self.mapping.noun,
            version=__version__,
            sample=self.sample,
            notes=notes + self._arms(view),
            one_form=self._one_form,
            latest=self.latest,
        )
        return Made(self._with_national_rules(exact, rule), counted)

    def _exact(self, made: Made, view: View, parts: Collection[Part], of: str = "") -> Evidence:
        """The exact evidence of a view with the parts that are wanted."""
        counted, core = made.counted, replace(made.core, view=view)
        over_time = (view.every, view.rebase, view.target)

        def part(name: Part, make: Callable[[], Any], *key: Hashable) -> Any:
            return made.once((name, *key), make) if name in parts else NotAsked(name)

        def whole(finding: Finding) -> Finding:
            if of not in {"", finding.key}:
                return completed(finding, NotAsked("missing"), NotAsked("bootstraps"))
            return completed(
                finding,
                part("missing", lambda: missing_of_finding(counted, finding, view), finding.key),
                part("bootstraps", lambda: bootstraps_of_finding(counted, finding, view), finding.key),
            )

        return replace(
            core,
            findings=tuple(map(whole, core.findings)),
            trends=part("trends", lambda: trends(counted, core), over_time),
            trajectories=part("trajectories", lambda: trajectories(counted, self.arranged, core)),
            reach=part("reach", lambda: reach(counted, core, *self._describing)),
            multiverses=part("multiverses", lambda: multiverses(core.findings, self._each(counted), view)),
            groups=made.once(("groups", view.group_by), lambda: grouped(counted, core)),
        )

    def _each(self, counted: Counted) -> tuple[Counted, ...]:
        """The data as they are counted, and under every other pairing rule."""
        return (counted, *(self.counted(other) for other in self._pairings if other != counted.rule))

    @cached_property
    def _pairings(self) -> tuple[Rule, ...]:
        """Every pairing rule that these data allow, for the multiverse."""
        found = []
        asked: tuple[Pairing, ...] = ("occasions", "first_last", "national")
        for pairing in asked:
            try:
                rule, _ = choose_rule(View(pairing=pairing), self.scores, self.responses.episodes)
            except InputError:
                continue
            found.append(rule)
        return tuple(found)

    def _refuse_unknown(self, view: View) -> None:
        known = set(self.responses.episodes.attributes.columns)
        for name, values in view.filters.items():
            if values and name not in known:
                listed = ", ".join(f"'{k}'" for k in sorted(known)) or "none"
                raise InputError(f"There is no column '{name}' to filter by; the data have: {listed}.")
        unknown = sorted(set(view.measures) - {measure for measure, _ in self.measures})
        if unknown:
            listed = ", ".join(measure for measure, _ in self.measures)
            raise InputError(f"There is no score on '{unknown[0]}' in the data; they have {listed}.")
        nobody = sorted(set(view.raters) - set(self.raters))
        if nobody:
            listed = ", ".join(self.raters)
            raise InputError(f"There is no score by the rater '{nobody[0]}' in the data; they have {listed}.")

    @cached_property
    def _describing(self) -> tuple[tuple[Described, ...], tuple[str, ...]]:
        """The columns that say whom the service reaches, as numbers, and those with too many values."""
        columns = map(str, self.responses.episodes.attributes.columns)
        return describing(self.responses.episodes, filter(self._may_be_shown, columns))

    def _may_be_shown(self, name: str) -> bool:
        """Whether a column is not named like personal data, or only bands of it are kept."""
        if any(column.header == name and column.keep for column in self.mapping.columns):
            return True
        role = role_named(tokens(name))
        return role is None or role.role != "private"

    def _with_national_rules(self, exact: Evidence, rule: Rule) -> Evidence:
        """The evidence with what national rules say of several questionnaires; learners have none."""
        if self.mapping.noun == "learner":
            return exact
        counted = self.counted(rule)
        return replace(
            exact,
            composites=composites(counted, self._counted_on, exact.view, entries_of(counted, exact.nouns)),
            notes=exact.notes + composite_notes(counted),
        )

    @property
    def _one_form(self) -> bool:
        """Whether learners' scores before and after came on one form: no date belongs to either."""
        mapping = self.mapping
        dated = any(c.occasion or c.measure for c in mapping.using("date"))
        return mapping.noun == "learner" and mapping.layout == "wide" and not dated

    def _arms(self, view: View) -> tuple[str, ...]:
        """A word about columns that look like the arms of a trial, whose values the figures pool."""
        return tuple(
            f"The column '{entry.name}' looks like a comparison between groups, and these figures pool them: "
            "filter by it to see one at a time."
            for entry in self.filters
            if _ARMS & set(tokens(entry.name)) and not view.filters.get(entry.name)
        )


def fixed_cuts(view: View) -> View:
    """A view under a disclosure preset: whole months, and one value of each column that it filters by.

    Views that differ by a day or by one value could be compared to find one family (facts/users.md
    section 2.3), and so could months with their quarter: change over time is by quarter. Raises
    InputError when a column has several values.
    """
    for name, values in view.filters.items():
        if len(values) > 1:
            raise InputError(
                f"With small numbers hidden, choose one value of '{name}': views that differ by one value "
                "could be compared to find a family."
            )
    start, end = view.start, view.end
    return view.with_(
        every="quarter",
        start=start.replace(day=1) if start else None,
        end=end.replace(day=monthrange(end.year, end.month)[1]) if end else None,
    )


def _final_ledger(responses: Responses, scores: Scores) -> Ledger:
    """After scoring: a questionnaire row none of whose scores could be computed is set aside too."""
    if not responses.long or not scores.unscored:
        return responses.ledger
    scored = {int(row) for entry in (*scores.sets, *scores.answers) for row in entry.row}
    return responses.ledger.with_more(
        tuple(
            SetAside(*responses.places.of(entry.row), f"{entry.title}: {entry.reason}")
            for entry in scores.unscored
            if entry.row not in scored
        )
    )


def _unscored_problems(scores: Scores, places: Places) -> tuple[Problem, ...]:
    grouped: dict[tuple[str, str, str], list[int]] = {}
    for entry in scores.unscored:
        grouped.setdefault((entry.title, entry.reason, entry.measure), []).append(entry.row)
    return tuple(
        Problem(
            f"{title} can't be scored on {places.listed(sorted(rows))}: {reason}.",
            tuple(sorted(rows)),
            fault=Fault("not scored", measure, title, detail=reason),
            examples=tuple(
                Spot(sheet=sheet, row=row) for sheet, row in map(places.of, sorted(rows)[:ROWS_SHOWN])
            ),
        )
        for (title, reason, measure), rows in grouped.items()
    )
