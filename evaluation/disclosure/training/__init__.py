"""Disclosure control of what is said of training: the same presets as for families."""

from evaluation.disclosure.training.protecting import protected_training

__all__ = ["protected_training"]
