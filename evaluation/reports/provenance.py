"""What every file of a report carries, for programs to read: which data, choices, plan and version."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from evaluation.errors import InputError
from evaluation.reports.plan import Plan
from evaluation.training.choices import TrainingView
from evaluation.view import View


@dataclass(frozen=True)
class MadeOfTraining:
    """Which training files a report was made of (their fingerprint), under which choices."""

    fingerprint: str
    view: TrainingView


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Enough to make a report again from its data: the same five give the same figures.

    `fingerprint` is the data's (SHA-256), empty where no families' data are in it, and `version` Attune's;
    `made_on` is the day printed on it. `training` is None where nothing of training is in it.
    """

    version: str
    fingerprint: str
    view: View
    plan: Plan
    made_on: date | None = None
    training: MadeOfTraining | None = None

    def to_json(self) -> str:
        """The text that a file carries; the same provenance gives the same text.

        >>> from evaluation.reports.plan import Plan
        >>> made = Provenance(version="1.0", fingerprint="ab12", view=View(), plan=Plan())
        >>> Provenance.from_json(made.to_json()) == made
        True
        """
        plain: dict[str, Any] = {
            "attune": self.version,
            "fingerprint": self.fingerprint,
            "made_on": self.made_on.isoformat() if self.made_on else "",
            "view": self.view.to_dict(),
            "plan": self.plan.to_dict(),
        }
        if self.training is not None:
            plain["training"] = {
                "fingerprint": self.training.fingerprint,
                "view": self.training.view.to_dict(),
            }
        return json.dumps(plain, ensure_ascii=True, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Provenance:
        """The provenance that `to_json` wrote; raises InputError where it is none."""
        try:
            plain: Any = json.loads(text)
            return cls(
                version=str(plain["attune"]),
                fingerprint=str(plain["fingerprint"]),
                view=View.from_dict(plain["view"]),
                plan=Plan.from_dict(plain["plan"]),
                made_on=date.fromisoformat(plain["made_on"]) if plain["made_on"] else None,
                training=_training(plain.get("training")),
            )
        except (KeyError, TypeError, ValueError, RecursionError) as error:
            if isinstance(error, InputError):
                raise
            raise InputError("What the file carries about its origin is damaged.") from error


def _training(plain: Any) -> MadeOfTraining | None:
    if plain is None:
        return None
    return MadeOfTraining(fingerprint=str(plain["fingerprint"]), view=TrainingView.from_dict(plain["view"]))
