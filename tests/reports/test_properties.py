"""What office files say of themselves: title, author, subject, language, and where they come from."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from pptx import Presentation

from evaluation import reports
from tests import made_up
from tests.reports.conftest import MADE_ON

if TYPE_CHECKING:
    from collections.abc import Callable

OPEN: dict[str, Callable[[BytesIO], Any]] = {"docx": Document, "pptx": Presentation}


@pytest.mark.parametrize("kind", OPEN)
@pytest.mark.parametrize(("organisation", "author"), [("", "Attune"), ("Example trust", "Example trust")])
def test_an_office_file_says_what_it_is_and_whose(kind: str, organisation: str, author: str) -> None:
    plan = reports.Plan.of("one_page").with_(organisation=organisation)
    report = replace(reports.build(made_up.evidence(), plan=plan, made_on=MADE_ON), title="T" * 300)
    core = OPEN[kind](BytesIO(reports.render(report, kind))).core_properties
    assert (core.title, core.author, core.last_modified_by) == ("T" * 255, author, author)
    assert (core.subject, core.language) == (report.subtitle, "en-GB")
    assert core.comments == " ".join((*report.notices, report.stamp))[:255]
