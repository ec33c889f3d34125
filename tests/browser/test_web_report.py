"""A report's web page in a browser: axe finds nothing, it fits a phone, and nothing is fetched or run."""

from __future__ import annotations

from datetime import date

import pytest

from evaluation import reports
from tests import made_up
from tests.browser.reading import axe


@pytest.fixture(scope="module")
def written():
    made = reports.build(
        made_up.evidence(), plan=reports.Plan(organisation="Example trust"), made_on=date(2026, 11, 22)
    )
    return reports.render(made, "html").decode()


@pytest.mark.parametrize("size", ["page", "phone"])
def test_everybody_can_use_it_on_a_desk_and_on_a_phone(request, written, size):
    page = request.getfixturevalue(size)
    page.set_content(written)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("figure img").count() > 5
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


def test_it_prints_on_paper_with_its_tables_whole(page, written):
    page.set_content(written)
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    hidden = page.evaluate("[...document.querySelectorAll('main .table')].map(box => box.scrollWidth)")
    assert hidden
    page.set_viewport_size({"width": 680, "height": 960})  # the text width of A4
    wide = page.evaluate(
        "[...document.querySelectorAll('main .table')].filter(b => b.scrollWidth > b.clientWidth + 1).length"
    )
    assert wide == 0
