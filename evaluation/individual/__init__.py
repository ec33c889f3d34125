"""Pictures of single families, for those who hold the data and for nobody else.

Nothing in here passes disclosure control, so no room that makes what others see may import it:
charts of evidence, reports and packs all come before it, and a test says so of every later one.
"""

from evaluation.individual.pairs import Pair, Pairs, pairs_of
from evaluation.individual.pictures import paired_lines, scatter

__all__ = ["Pair", "Pairs", "paired_lines", "pairs_of", "scatter"]
