"""A made-up network: what six services that do not exist would send, some with small numbers hidden."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from data_samples.families import make_families
from data_samples.wide import scores_frame

if TYPE_CHECKING:
    from evaluation.view import Protection

FOLDER = Path(__file__).parent / "counts"
_FORMS = ("phq9", "gad7", "kpcs")
_MADE_ON = date(2026, 10, 5)


@dataclass(frozen=True, kw_only=True)
class _Service:
    """One service: its name, how many families it has, and how it hides small numbers.

    `better` moves the second scores, in standard deviations of difficulty: services differ.
    """

    name: str
    families: int
    protection: Protection
    better: float = 0.0
    keep: tuple[str, ...] = ()


_SERVICES = (
    _Service(name="Alder Vale", families=320, protection="exact", better=0.15, keep=("site",)),
    _Service(name="Birchwater", families=180, protection="exact"),
    _Service(name="Cedar Bay", families=90, protection="exact", better=-0.35),
    _Service(name="Dunmere", families=240, protection="nhs", better=0.1),
    _Service(name="Elmfold", families=60, protection="nhs", better=-0.1),
    _Service(name="Fernhurst", families=140, protection="strict", better=0.4),
)


def counts() -> tuple[Path, ...]:
    """Where the committed counts files of the made-up network lie, in order of name."""
    return tuple(sorted(FOLDER.glob("*.counts.json")))


def make_counts(out: Path, *, seed: int) -> tuple[Path, ...]:
    """Write the counts file of every service of the made-up network into a folder."""
    # Here and not above: whoever makes a spreadsheet needs none of it.
    from evaluation.exchange.files import file_name, to_bytes  # noqa: PLC0415
    from evaluation.exchange.sharing import share  # noqa: PLC0415
    from evaluation.opening import load  # noqa: PLC0415
    from evaluation.view import View  # noqa: PLC0415

    out.mkdir(exist_ok=True)
    written = []
    for place, service in enumerate(_SERVICES):
        families = make_families(service.families, seed + place)
        moved = replace(families, difficulty_after=families.difficulty_after - service.better)
        file = BytesIO()
        scores_frame(moved, _FORMS).to_csv(file, index=False)
        data = load(file.getvalue(), name=f"{service.name}.csv", sample=True)
        made = share(
            data,
            View(protection=service.protection),
            service=service.name,
            keep=service.keep,
            made_on=_MADE_ON,
        )
        target = out / file_name(service.name)
        target.write_bytes(to_bytes(made))
        written.append(target)
    return tuple(written)
