"""A data set: one sheet read, checked and scored once, from which any view's findings are made."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from evaluation.alerts import ToFollowUp, to_follow_up
from evaluation.dataset.countings import Countings
from evaluation.dataset.evaluable import Evaluable
from evaluation.dataset.filters import Filter, filters_of, may_be_offered, may_be_shown
from evaluation.dataset.ledgers import final_ledger, unscored_problems
from evaluation.dataset.making import Cores
from evaluation.errors import InputError
from evaluation.findings.building import entries_of
from evaluation.findings.composing import composite_notes, composites
from evaluation.findings.consequence import Consequence, consequence
from evaluation.findings.finding import FAMILY, LEARNER, Source
from evaluation.findings.latest import Latest, latest
from evaluation.findings.reaching import describing
from evaluation.importing.repairs import grouped as by_repair
from evaluation.importing.responses import ingest
from evaluation.pairing import choose_rule, occasions_of
from evaluation.scoring import score
from evaluation.trajectories import mixed_model
from evaluation.trajectories.arranging import Arranged, arrange, dated
from evaluation.view import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from evaluation.counting import Counted
    from evaluation.findings.composite import Composite
    from evaluation.findings.finding import Finding, Nouns
    from evaluation.findings.reaching import Column as Described
    from evaluation.importing.ledger import Ledger, Problem, SetAside
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.repairs import ToRepair
    from evaluation.importing.responses import Responses
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry
    from evaluation.pairing import Rule
    from evaluation.scoring import Scores
    from evaluation.trajectories import MixedModel


@dataclass(eq=False)
class Dataset(Evaluable):
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
    # `replace` takes neither over: a copy begins with nothing worked out.
    _models: dict[tuple[int, str], MixedModel] = field(default_factory=dict, init=False, repr=False)
    _cores: Cores = field(default_factory=Cores, init=False, repr=False)

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
            final_ledger(responses, scores),
            responses.problems + unscored_problems(scores, responses.places),
            responses.notes,
            sample,
        )

    @cached_property
    def filters(self) -> tuple[Filter, ...]:
        """The attributes that figures can be narrowed by, with the values that occur."""
        return filters_of(self.responses.episodes)

    @cached_property
    def offered(self) -> tuple[Filter, ...]:
        """The filters that a person may choose: no personal data, and nobody's trainees."""
        return tuple(entry for entry in self.filters if may_be_offered(self.mapping, entry.name))

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
        counted = self.counted_under(View())
        people = LEARNER if self.mapping.noun == "learner" else FAMILY
        nouns = entries_of(counted, people)
        return consequence(self.responses, self.scores, self.ledger, self.problems, counted, nouns)

    @property
    def set_aside(self) -> tuple[SetAside, ...]:
        """The rows that no figure rests on."""
        return self.ledger.set_aside

    @property
    def reasons(self) -> tuple[tuple[str, int], ...]:
        """How many rows were set aside for each kind of reason, most first."""
        return self.ledger.reasons

    @property
    def messages(self) -> tuple[str, ...]:
        """What could not be read, in words."""
        return tuple(problem.message for problem in self.problems)

    @property
    def starts(self) -> NDArray[np.datetime64]:
        """When each episode started: its first contact where no start is known, NaT without either."""
        episodes = self.responses.episodes
        return np.where(np.isnat(episodes.start), episodes.first_contact, episodes.start)

    @property
    def noun(self) -> Literal["family", "learner"]:
        """Who is followed: "family" or "learner"."""
        return self.mapping.noun

    @property
    def one_form(self) -> bool:
        """Whether learners' scores before and after came on one form: no date belongs to either."""
        dated = any(c.occasion or c.measure for c in self.mapping.using("date"))
        return self.noun == "learner" and self.mapping.layout == "wide" and not dated

    @property
    def names(self) -> tuple[str, ...]:
        """Every column that describes those who are followed."""
        return self.responses.episodes.names

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

    @cached_property
    def describing(self) -> tuple[tuple[Described, ...], tuple[str, ...]]:
        """The columns that say whom the service reaches, as numbers, and those with too many values."""
        columns = map(str, self.responses.episodes.attributes.columns)
        return describing(
            self.responses.episodes, (name for name in columns if may_be_shown(self.mapping, name))
        )

    @cached_property
    def countings(self) -> Countings:
        """The scores as they are counted under each pairing rule."""
        return Countings(self.scores, self.responses.episodes)

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
        counted = self.counted_under(view)
        place = counted.place(finding.measure, finding.scale, finding.rater)
        asked = (place, json.dumps(view.to_dict(), sort_keys=True))
        if asked not in self._models:
            keep = counted.mask(view.filters, view.start, view.end, place)
            self._models[asked] = mixed_model(
                *dated(self.scores.sets[place], keep), confidence=view.confidence
            )
        return self._models[asked]

    def counted(self, rule: Rule) -> Counted:
        """Pairs under a rule, counted once and kept."""
        return self.countings.under(rule)

    def counted_for(self, view: View) -> tuple[Counted, str]:
        """Pairs under the rule that a view asks for or the data suggest, and how it was chosen in words."""
        rule, said = choose_rule(view, self.scores, self.responses.episodes)
        return self.counted(rule), said

    def every_counting(self, first: Counted) -> tuple[Counted, ...]:
        """The data as they are counted first, and under every other pairing rule that they allow."""
        return self.countings.each(first)

    def national(
        self, counted: Counted, view: View, entries: Nouns
    ) -> tuple[tuple[Composite, ...], tuple[str, ...]]:
        """What national rules say of several questionnaires, and what is to be known about them."""
        episodes = self.responses.episodes
        found = composites(counted, episodes, self.countings.of, view, entries)
        return found, composite_notes(counted)
