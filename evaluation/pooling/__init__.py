"""Pooling: several services' counts together, and how much they differ. Never a league table."""

from evaluation.pooling.findings import (
    Average,
    Bounds,
    LeftOut,
    Member,
    Network,
    NotPooled,
    PooledFinding,
    PooledRate,
    ServiceResult,
)
from evaluation.pooling.gathering import gather
from evaluation.pooling.opening import pool
from evaluation.pooling.random_effects import RandomEffects, random_effects

__all__ = [
    "Average",
    "Bounds",
    "LeftOut",
    "Member",
    "Network",
    "NotPooled",
    "PooledFinding",
    "PooledRate",
    "RandomEffects",
    "ServiceResult",
    "gather",
    "pool",
    "random_effects",
]
