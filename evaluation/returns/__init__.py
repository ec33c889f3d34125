"""Returns that a national body asks for: a row a person, so for whoever holds the data alone."""

from evaluation.returns.family_hubs import characteristics, family_hubs, quarters
from evaluation.returns.filed import Entry, FamilyHubs, LeftOut
from evaluation.returns.quarter import Quarter

__all__ = ["Entry", "FamilyHubs", "LeftOut", "Quarter", "characteristics", "family_hubs", "quarters"]
