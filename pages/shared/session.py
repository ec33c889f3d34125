"""The session: whose data is open, held for one browser tab and nowhere else."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import streamlit as st

import data_samples
from evaluation.dataset import CountedData, Dataset
from evaluation.errors import InputError
from evaluation.findings.parts import PARTS
from evaluation.importing import read_workbook, recognise
from evaluation.importing.correcting import corrected
from evaluation.importing.corrections import Corrections
from evaluation.importing.privacy.pseudonyms import read_key
from evaluation.measures import registry
from evaluation.measures.own import check_new
from evaluation.opening import load
from evaluation.training.choices import TrainingView
from evaluation.view import View
from evaluation.workbooks import CheckedFile
from pages.shared.better import PARAMETERS
from pages.shared.place import marks_key, saved_questionnaires
from pages.shared.texts import label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from evaluation.courses.mapping import SheetUse
    from evaluation.differing import Differences
    from evaluation.exchange import Contribution
    from evaluation.findings.finding import Evidence, Nouns
    from evaluation.findings.parts import Part
    from evaluation.importing.mapping import Mapping
    from evaluation.importing.recalling import Recalled
    from evaluation.importing.sheets import Workbook
    from evaluation.measures import Registry
    from evaluation.measures.definition import Measure, Scale
    from evaluation.programme import Programme
    from evaluation.training.evidence import TrainingEvidence
    from evaluation.warehouse.held import Held
    from pages.shared.filters import Times
    from pages.shared.training_draft import TrainingDraft

    InUse: TypeAlias = Dataset | CountedData

_KEY = "attune"
_CHOICES = frozenset(
    {
        *PARAMETERS,
        *("pairing", "before", "after", "from", "to", "numbers", "measure", "raters"),
        *("step", "limits from", "target"),  # of the page Over time
        *("by", "groups of"),  # of the page Services compared
        "reach by",  # of the page Who we reach
        "pooled",  # of the page Network
        "weeks",  # of the page Families to follow up
    }
)
# Choices that name something in the data, besides filters and lists.
_NAMED = frozenset(
    {
        *("pairing", "measure", "before", "after"),
        *("by", "groups of", "reach by", "report groups"),
    }
)
_FIGURE = 320  # pixels that are kept free for a figure while it is worked out
_KEPT = 12  # views whose evidence is kept, so that going back redraws at once


@dataclass(eq=False)
class Draft:
    """An upload being looked at: the workbook and the mapping as corrected so far."""

    workbook: Workbook
    mapping: Mapping  # what the table of columns starts from
    notes: tuple[str, ...]
    recalled: Recalled | None = None  # the mapping made before that it starts from, where there is one
    corrected: Mapping | None = None  # with what was changed in the table since
    checked: Dataset | None = None  # what the corrected mapping reads, made once
    checked_with: str = ""  # the key of the codes that then stood for ids
    turn: int = 0  # counts new starts of the table, which forgets its own changes at each
    compared: tuple[Dataset, Dataset, Differences] | None = None  # the data sets compared last, and how
    corrections: Corrections = field(default_factory=Corrections)  # cells and rows put right by hand
    _laid_over: Workbook | None = field(default=None, repr=False)
    _file: CheckedFile | None = field(default=None, repr=False)

    @property
    def laid_over(self) -> Workbook:
        """The workbook with the corrections in it."""
        if self._laid_over is None:
            self._laid_over = corrected(self.workbook, self.corrections)
        return self._laid_over

    @property
    def said_of_corrections(self) -> tuple[str, ...]:
        """How many corrections there are, and which fit no cell of the file."""
        return self.laid_over.notes[len(self.workbook.notes) :]

    def correct(self, corrections: Corrections) -> None:
        """Put other corrections in place of those made so far; everything is then read again."""
        self.corrections, self.checked, self._laid_over, self._file = corrections, None, None, None

    def file(self, data: Dataset) -> CheckedFile:
        """The upload with what was found in it, for a data set just read of it."""
        if self._file is None or self._file.repairs is not data.repairs:
            self._file = checked_file(self.laid_over, data, self.corrections)
        return self._file

    @property
    def remembered(self) -> bool:
        """Whether it starts from a mapping made before."""
        return self.recalled is not None

    @property
    def key(self) -> str:
        """Names the widgets of this upload and turn, so that none keeps another's values."""
        return f"{self.workbook.fingerprint[:12]} {self.turn}"

    def dataset(self, mapping: Mapping) -> Dataset:
        """What a mapping reads of the upload; raises InputError when it can't be used."""
        text = held().id_key if mapping.ids == "keyed" else ""
        if self.checked is None or self.checked.mapping != mapping or self.checked_with != text:
            self.checked = None
            key = read_key(text) if text else b""
            marks = marks_key()
            read = Dataset.read(self.laid_over, mapping, registry(), id_key=key, marks_key=marks)
            self.checked_with = text
            read.reading = (*self.notes, *self.said_of_corrections)
            self.checked = read
        return self.checked

    def restart(self, mapping: Mapping) -> None:
        """Let the table start again from another mapping."""
        self.mapping, self.corrected = mapping, None
        self.turn += 1


@dataclass(eq=False)
class Session:
    """One tab's data set, view and draft import. The sample is shown until something else is opened."""

    dataset: InUse | None = None  # counts have no row
    opened: CheckedFile | None = None  # the file that the data set was read from
    saved_as: str = ""  # the id under which it is saved
    _saved: tuple[InUse, str] | None = field(default=None, repr=False)  # what was saved last, and its id
    view: View = field(default_factory=View)
    draft: Draft | None = None
    table: Held | None = None  # a table too large to upload that is being looked at
    looked_at: CountedData | None = None  # counts that were dropped and are not in use yet
    network: tuple[Contribution, ...] = ()  # what the services of a network sent
    by_link: bool = False  # whether the address held choices before any could be made here
    # Corrected mappings by the headers they were made for: the same export next time needs no work.
    remembered: dict[tuple[str, ...], Mapping] = field(default_factory=dict)
    own: dict[str, Measure] = field(default_factory=dict)  # questionnaires of the service's own, by id
    took_up: bool = False  # whether the saved ones of them have been brought in
    id_key: str = field(default="", repr=False)  # with which codes are made in place of ids
    programme: Programme | None = None  # own training files; until some are opened a sample set is shown
    training_view: TrainingView = field(default_factory=TrainingView)
    training_draft: TrainingDraft | None = None  # training files being looked at
    training_sheets: tuple[SheetUse, ...] = ()  # as they were read, the latest first: the same need no work
    training_evidence: dict[tuple[str, ...], TrainingEvidence] = field(default_factory=dict, repr=False)
    _evidence: dict[tuple[str, str, str, frozenset[Part], str], Evidence] = field(
        default_factory=dict, repr=False
    )

    @property
    def data(self) -> InUse:
        """The open data set, or the made-up sample."""
        return self.dataset or sample()

    @property
    def counts(self) -> CountedData | None:
        """The open counts; None where a data set with rows, or the sample, is open."""
        return self.data if isinstance(self.data, CountedData) else None

    @property
    def rows(self) -> Dataset:
        """The open data set with its rows; raises InputError of counts, which have none."""
        if isinstance(self.data, CountedData):
            raise InputError("The data in use are counts, which hold no row: open the file that has them.")
        return self.data

    @property
    def scales(self) -> tuple[Scale, ...]:
        """The scales that the open data have scores on."""
        if isinstance(self.data, CountedData):
            return tuple(entry.scale for entry in self.data.cells.scales)
        return tuple(entry.scale for entry in self.data.scores.sets)

    @property
    def times(self) -> Times:
        """By what the open data can be narrowed to a period: counts keep months, or none."""
        if self.counts is None:
            return "days"
        return "months" if self.counts.cells.by_month else "none"

    @property
    def nouns(self) -> Nouns:
        """What those are called whom the open data are about."""
        return self.evidence(parts=()).nouns

    @property
    def file(self) -> CheckedFile | None:
        """The file that the open data set was read from, or the sample's; of saved data there is none."""
        return self.opened if self.dataset else sample_file()

    @property
    def columns(self) -> dict[str, str]:
        """The columns that groups can be compared by: their labels and names."""
        return {label(entry.name): entry.name for entry in self.data.offered}

    @property
    def measures(self) -> tuple[tuple[str, str], ...]:
        """The questionnaires that a report can leave out: their ids and names."""
        return self.data.measures

    @property
    def where_used(self) -> dict[str, str]:
        """The ids of the questionnaires that the open data have, with words for where that is."""
        where = "In the sample data" if self.data.sample else "In your data"
        return {measure: where for measure, _ in self.data.measures}

    def open(self, dataset: InUse, file: CheckedFile | None, saved_as: str = "") -> None:
        """Make a data set the one that every page shows, without the choices made for another."""
        before = self._saved[1] if self._saved is not None and self._saved[0] is dataset else ""
        self.dataset, self.opened, self.saved_as = dataset, file, saved_as or before
        self.draft = self.looked_at = None
        self.by_link = False
        _forget_choices()
        self._evidence.clear()

    def note_saved(self, dataset: Dataset, saved_as: str) -> None:
        """Note the id under which a data set was saved, be it open or still being looked at."""
        self._saved = (dataset, saved_as)
        if self.dataset is dataset:
            self.saved_as = saved_as

    def close(self) -> None:
        """Go back to the sample; the person's own data leave memory."""
        self.dataset, self.opened, self.saved_as = None, None, ""
        self.draft = self.looked_at = None
        _forget_choices()
        self._evidence.clear()

    @property
    def known(self) -> Registry:
        """The questionnaires that Attune knows and the service's own."""
        return registry().with_local(self.own.values())

    def keep(self, measure: Measure) -> None:
        """Add a questionnaire of the service's own, or put it in the place of the one of its id.

        Raises InputError where another questionnaire goes by its name.
        """
        check_new(measure, [other for other in self.known if self.own.get(measure.id) != other])
        self.own[measure.id] = measure

    def take_up(self) -> None:
        """Bring in the saved questionnaires of the service's own, once a tab: they can be removed from it."""
        if not self.took_up:
            self.took_up = True
            for measure in saved_questionnaires():
                with suppress(InputError):  # a known one goes by its name meanwhile
                    self.keep(measure)

    def look_again(self) -> None:
        """Recognise an upload again that nobody has corrected yet: it may hold what was added since."""
        draft = self.draft
        if draft is None or draft.remembered or (draft.corrected or draft.mapping) != draft.mapping:
            return
        mapping = draft.mapping
        row = mapping.header_rows[-1]
        together = tuple(more.sheet for more in mapping.more_sheets)
        found = recognise(
            draft.workbook, self.known, sheet=mapping.sheet, header_row=row, with_sheets=together
        )
        draft.notes = found.notes
        draft.restart(found.mapping)

    def evidence(
        self,
        view: View | None = None,
        parts: Iterable[Part] = PARTS,
        of: str = "",
        data: InUse | None = None,
    ) -> Evidence:
        """The evidence of a view (the sidebar's unless given), made once and kept.

        `parts` are those of the parts that take long which a page shows: the others refuse to be used.
        `of` is the key of the only finding whose own parts it shows. `data` are other than those open.
        """
        chosen = view or self.view
        data = data or self.data
        wanted = frozenset(parts)
        asked = json.dumps(chosen.to_dict(), sort_keys=True)
        key = (data.fingerprint, data.source.mapping, asked, wanted, of)
        if key not in self._evidence:
            while len(self._evidence) >= _KEPT:
                self._evidence.pop(next(iter(self._evidence)))
            with st.spinner("Working out the figures"), st.skeleton(height=_FIGURE):
                self._evidence[key] = data.evidence(chosen, wanted, of)
        return self._evidence[key]


def _forget_choices() -> None:
    """Choices that name something in the data: columns, values, stages, measures."""
    for key in list(st.session_state):
        named = str(key)
        if named.startswith("only ") or named in {"raters", "report measures"}:
            st.session_state[key] = []
        elif named in _NAMED:
            del st.session_state[key]


def _chooses(parameter: str) -> bool:
    """Whether a parameter of the address is one of the choices."""
    return parameter.startswith("only ") or parameter in _CHOICES


def held() -> Session:
    """This tab's session, for what a page's own widgets call."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session(by_link=any(map(_chooses, st.query_params)))
    found: Session = st.session_state[_KEY]
    return found


def checked_file(workbook: Workbook, data: Dataset, corrections: Corrections) -> CheckedFile:
    """A workbook with its corrections and what was found in it."""
    return CheckedFile.of(
        workbook,
        data.mapping,
        registry(),
        repairs=data.repairs,
        ledger=data.ledger,
        sentence=data.consequence.sentence,
        corrections=corrections,
    )


@st.cache_resource(show_spinner=False)
def sample_file() -> CheckedFile:
    """The file of the made-up data."""
    return checked_file(read_workbook(data_samples.path("first_run")), sample(), Corrections())


@st.cache_resource(show_spinner="Reading the sample data")
def sample() -> Dataset:
    """The made-up data that a new user sees first. Nobody's data, so all tabs may share it."""
    return load(data_samples.path("first_run"), name="Made-up sample data", sample=True)
