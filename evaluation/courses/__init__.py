"""The files of a training programme as records: bookings, attendance, forms, ratings, headcounts."""

from evaluation.courses.records import ATTRIBUTES, LEVELS, Records

__all__ = ["ATTRIBUTES", "LEVELS", "Records"]
