"""What a pack does not say: the name of the file, and names of values of which every figure is hidden."""

from __future__ import annotations

from datetime import date

from evaluation.packs.files import to_bytes
from evaluation.packs.publishing import publish
from evaluation.view import View
from tests.packs.shapes import HEAD
from tests.tables_of_text import dataset

RARE, FILE = "Onlyonevillage", "Smithson family"
ROWS = [f"F{i},R,S,{RARE if i == 7 else 'Upper'},,{12 + i % 5},{4 + i % 7}" for i in range(40)]
# Those without a second score are told apart by column too.
ROWS += [f"G{i},R,S,{RARE if i == 3 else 'Upper'},,{12 + i % 5}," for i in range(30)]


def test_neither_the_file_nor_a_value_of_one_family_is_named():
    data = dataset("\n".join([HEAD, *ROWS]))
    data.name = f"{FILE}.csv"
    view = View(protection="nhs")
    evidence = data.evidence(view)
    assert FILE in evidence.source.name
    assert evidence.reach is not None
    assert RARE in repr(evidence.reach)
    said = to_bytes(publish(data, view, title="Spring", made_on=date(2026, 5, 1))).decode()
    assert RARE not in said
    assert FILE not in said
