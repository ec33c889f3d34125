"""What verifying a report's file has found; `print` it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from evaluation import wording
from evaluation.verifying.comparing import FAULTS

if TYPE_CHECKING:
    from evaluation.reports.provenance import Provenance
    from evaluation.verifying.comparing import Difference

_PICTURES = {"png", "svg"}  # where pictures are all there is; office programs shrink those in documents
_SHOWN = 20  # differences of a sort that a screen lists


@dataclass(frozen=True, kw_only=True)
class Verification:
    """Whether the figures of a file follow from data.

    `provenance` is what the file was made of as far as that is known, `fingerprint` the data's that it was
    compared with (`training_fingerprint` the training files'), and `version` Attune's now. `agreeing` counts
    figures that are as they should be; `own` those in the service's own words, which no data can bear out.
    `carried` says that the file said itself what it was made of.
    """

    file: str
    format: str
    provenance: Provenance
    carried: bool
    fingerprint: str
    version: str
    agreeing: int
    own: int
    differences: tuple[Difference, ...]
    training_fingerprint: str = ""

    @property
    def faults(self) -> tuple[Difference, ...]:
        """The places whose figures do not follow, or are turned round by words beside them."""
        return tuple(entry for entry in self.differences if entry.kind in FAULTS or self._drawn(entry))

    def _drawn(self, entry: Difference) -> bool:
        """Whether it is a figure's picture in a file whose pictures no program shrinks."""
        changed = entry.kind == "picture" and bool(entry.expected)
        return (entry.kind == "picture" and self.format in _PICTURES) or (changed and self.format == "html")

    @property
    def follows(self) -> bool:
        """Whether every figure of the file follows from the data."""
        return not self.faults and self.agreeing > 0

    @property
    def same_data(self) -> bool:
        """Whether the data are those that the file was made of, byte for byte."""
        known = self.provenance.fingerprint
        if not known and self.provenance.training is not None:  # of training alone
            return self.same_training
        return bool(known) and self.fingerprint.startswith(known)

    @property
    def same_training(self) -> bool:
        """Whether the training files are those that the file was made of."""
        made = self.provenance.training
        return made is not None and self.training_fingerprint.startswith(made.fingerprint)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "file": self.file,
            "format": self.format,
            "follows": self.follows,
            "agreeing": self.agreeing,
            "own": self.own,
            "differences": [asdict(entry) for entry in self.differences],
            "data": {
                "same": self.same_data,
                "fingerprint": self.fingerprint,
                "made_of": self.provenance.fingerprint,
            },
            **({"training": self._training()} if self.provenance.training else {}),
            "version": {"now": self.version, "made_with": self.provenance.version},
            "carried": self.carried,
            "view": self.provenance.view.to_dict(),
            "plan": self.provenance.plan.to_dict(),
        }

    def _training(self) -> dict[str, Any]:
        made = self.provenance.training
        return {
            "same": self.same_training,
            "fingerprint": self.training_fingerprint,
            "made_of": made.fingerprint if made else "",
            "view": made.view.to_dict() if made else {},
        }

    def __str__(self) -> str:
        lines = [f"{self.file}: {self._answer()}", *self._listed(self.faults), *self._data()]
        told = {
            "words": "Other words with the same figures, which is no fault",
            "extra": "In the file and not in the report, without a figure, which is no fault",
            "gone": "In the report and not in the file, which is no fault",
            "picture": "Pictures that are not those Attune draws of these data: look at them",
        }
        for kind, words in told.items():
            found = tuple(e for e in self.differences if e.kind == kind and e not in self.faults)
            if found:
                lines += [f"{words} ({wording.count(len(found))}):", *self._listed(found)]
        return "\n".join(lines)

    def _answer(self) -> str:
        if self.follows:
            several = wording.plural(self.agreeing, "figure", "figures")
            return f"all {several} in the file follow from these data."
        if not self.faults:
            return "no figure of the report was found in the file."
        several = wording.plural(len(self.faults), "place does", "places do")
        follow = wording.plural(self.agreeing, "figure does", "figures do")
        return f"{several} not follow from these data; {follow}."

    def _data(self) -> list[str]:
        made = self.provenance
        if not made.fingerprint and made.training is not None:
            said = []
        elif not made.fingerprint:
            said = ["The file does not say which data it was made from."]
        elif self.same_data:
            said = [f"The data are those it was made from (fingerprint {made.fingerprint[:12]})."]
        else:
            yet = ", yet every figure is the same" if self.follows else ""
            said = [
                (
                    f"The data are not those it was made from (fingerprint {self.fingerprint[:12]}, "
                    f"and it was made from {made.fingerprint[:12]}){yet}."
                )
            ]
        if made.training is not None:
            said.append(self._training_line(made.training.fingerprint))
        if not self.carried:
            said.append(
                "The file no longer says which choices it was made with: those given were taken instead."
            )
        if made.version and made.version != self.version:
            said.append(
                f"It was made with Attune {made.version} and checked with {self.version}: "
                "words and definitions may have changed between them (see the change log)."
            )
        if self.own:
            several = wording.plural(self.own, "figure stands", "figures stand")
            said.append(
                f"{several} in the service's own words, which are not checked here (`check` does that)."
            )
        return said

    def _training_line(self, known: str) -> str:
        if self.same_training:
            return f"The training files are those it was made from (fingerprint {known[:12]})."
        yet = ", yet every figure is the same" if self.follows else ""
        return (
            f"The training files are not those it was made from (fingerprint "
            f"{self.training_fingerprint[:12]}, and it was made from {known[:12]}){yet}."
        )

    def _listed(self, entries: tuple[Difference, ...]) -> list[str]:
        lines = [f"  {entry}" for entry in entries[:_SHOWN]]
        more = len(entries) - len(lines)
        return [*lines, f"  and {wording.count(more)} more (--json lists them)"] if more > 0 else lines
