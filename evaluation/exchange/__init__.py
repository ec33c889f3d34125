"""Exchange: what a service sends to a network instead of rows. Sharing is imported by its own name."""

from evaluation.exchange.contribution import Contribution
from evaluation.exchange.files import file_name, from_bytes, is_counts, to_bytes
from evaluation.exchange.opened import counted_data

__all__ = ["Contribution", "counted_data", "file_name", "from_bytes", "is_counts", "to_bytes"]
