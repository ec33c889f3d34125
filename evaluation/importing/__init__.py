"""From a file's bytes to checked responses: read, recognise, check."""

from evaluation.importing.ledger import Ledger, Problem, SetAside
from evaluation.importing.mapping import Column, Local, Mapping
from evaluation.importing.passwords import PasswordNeededError
from evaluation.importing.reading import read_workbook
from evaluation.importing.recognising import Recognition, recognise
from evaluation.importing.responses import Responses, ingest

__all__ = [
    "Column",
    "Ledger",
    "Local",
    "Mapping",
    "PasswordNeededError",
    "Problem",
    "Recognition",
    "Responses",
    "SetAside",
    "ingest",
    "read_workbook",
    "recognise",
]
