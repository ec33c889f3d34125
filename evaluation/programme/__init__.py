"""A training programme's files as a whole: read once, from which any view's findings are made."""

from evaluation.programme.opening import load_programme
from evaluation.programme.programme import Programme

__all__ = ["Programme", "load_programme"]
