"""The hand-written tables of all modules of facts, together."""

from __future__ import annotations

from typing import Any

from tests.measures import facts_child, facts_first, facts_parents, facts_relationship

MODULES = (facts_first, facts_relationship, facts_parents, facts_child)


def table(name: str) -> dict[Any, Any]:
    """One table of all modules; no entry may be in two of them."""
    together: dict[Any, Any] = {}
    for module in MODULES:
        entries = getattr(module, name)
        assert not together.keys() & entries.keys(), f"{name}: in two modules"
        together |= entries
    return together
