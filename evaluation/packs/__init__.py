"""Evidence packs: what is published, as files that hold no row. Publishing is imported by its own name."""

from evaluation.packs.pack import ALL, Cut, Pack, Withheld

__all__ = ["ALL", "Cut", "Pack", "Withheld"]
