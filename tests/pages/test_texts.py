"""What pages print of a file's own words: never markup, never a formula."""

from __future__ import annotations

import doctest
import importlib

import pytest

from evaluation.charts import Table
from pages.shared.texts import as_html


@pytest.mark.parametrize("name", ["audience", "look", "texts"])
def test_the_examples_in_the_pages_run(name):
    ran = doctest.testmod(importlib.import_module(f"pages.shared.{name}"))
    assert ran.attempted > 0
    assert ran.failed == 0


def test_a_table_keeps_markup_as_text_and_can_be_walked():
    html = as_html(Table(caption='A "caption"', columns=("<b>Site</b>",), rows=(("<script>x</script>",),)))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert '<th scope="col"' in html
    assert 'aria-label="A &quot;caption&quot;"' in html
    assert 'tabindex="0"' in html
