"""What a lead saves: data sets, mappings, questionnaires, views, the brand and published packs."""

from evaluation.store.catalogue import Erasure
from evaluation.store.erased import Erased
from evaluation.store.kept import KeptView, Named
from evaluation.store.saved import Saved
from evaluation.store.store import Store

__all__ = ["Erased", "Erasure", "KeptView", "Named", "Saved", "Store"]
