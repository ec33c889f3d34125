"""The made-up families service: its places, its dates and how its families come, stay and answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Site:
    """A made-up place, its share of families and its practitioners.

    `shift` is how far its families' second scores sit from the others', in standard
    deviations; above 0 is worse.
    """

    name: str
    code: str
    share: float
    practitioners: tuple[str, ...]
    shift: float


@dataclass(frozen=True, kw_only=True)
class Service:
    """The made-up families service. Invented throughout, except where a line says otherwise."""

    name: str = "Riverside Parent–Infant Service"
    sites: tuple[Site, ...] = (
        Site(
            name="Riverside", code="riverside", share=0.34, practitioners=("P01", "P02", "P03"), shift=-0.05
        ),
        Site(name="Northbank", code="northbank", share=0.28, practitioners=("P04", "P05"), shift=0.0),
        Site(
            name="Café Lane Family Hub",
            code="cafe_lane",
            share=0.22,
            practitioners=("P06", "P07"),
            shift=-0.1,
        ),
        Site(name="Millfield", code="millfield", share=0.16, practitioners=("P08",), shift=0.2),
    )
    programmes: tuple[tuple[str, float], ...] = (
        ("One-to-one", 0.55),
        ("Group", 0.25),
        ("Home visiting", 0.20),
    )
    first_referral: date = date(2024, 4, 1)
    last_referral: date = date(2026, 3, 31)
    extracted: date = date(2026, 9, 30)  # the day the made-up system was asked
    severe_mental_illness: float = 0.29  # share of clients: OXPIP, Nursery World, 30 November 2015
    abuse_neglect_loss: float = 0.39  # share of clients: the same article
    deprivation: tuple[float, ...] = (0.32, 0.25, 0.19, 0.14, 0.10)  # quintile 1 is the most deprived
    seen: float = 0.95
    second_contact: float = 0.93  # of those seen
    only_after: float = 0.03  # of those seen: no first score, but a second
    no_after: float = 0.35  # of everyone: no second score
    rated_anyway: float = 0.30  # dropped out, but the practitioner still gave a closing rating
    before_first_contact: float = 0.02  # first questionnaire came back before the first visit
    difficulty_r: float = 0.5  # before-after correlation of a family's overall difficulty
    risk_in_difficulty: float = 0.4  # correlation of risk factors with overall difficulty
    incomplete_form: float = 0.04  # forms with one or two questions left blank


SERVICE = Service()
