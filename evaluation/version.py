"""The version that every export carries."""

__version__ = "0.2.0"
