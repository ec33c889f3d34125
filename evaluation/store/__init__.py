"""What a lead saves: data sets, mappings, questionnaires, views, plans of reports, the brand, packs."""

from evaluation.store.catalogue import Erasure
from evaluation.store.erased import Erased
from evaluation.store.kept import KeptPlan, KeptView, Named
from evaluation.store.saved import Saved
from evaluation.store.store import Store

__all__ = ["Erased", "Erasure", "KeptPlan", "KeptView", "Named", "Saved", "Store"]
