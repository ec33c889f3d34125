"""What pages print of a file's own words: never markup, never a formula."""

from __future__ import annotations

import doctest
import importlib

import pytest

from evaluation.charts import Table
from pages.shared.texts import as_csv, as_html


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


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@sum(A1)", "\tx"])
def test_a_csv_cell_is_never_a_formula(text):
    lines = as_csv(Table(caption="T", columns=("Reason",), rows=((text,),))).decode("utf-8-sig").splitlines()
    assert lines[1].startswith(("'", "\"'"))
