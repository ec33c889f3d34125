"""Disclosure control: what is small is hidden before anything is drawn or written."""

from evaluation.disclosure.presets import PRESETS, Preset, hidden_cells, rounded
from evaluation.disclosure.protecting import protect

__all__ = ["PRESETS", "Preset", "hidden_cells", "protect", "rounded"]
