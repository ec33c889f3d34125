"""The page Data quality: an answer first, what to do next, every table with a download."""

from __future__ import annotations

import re

ITEMS = ",".join(f"PHQ-9 Q{i} {stage}" for stage in ("before", "after") for i in range(1, 10))
GAPS = f"Family ID,Site,{ITEMS}\n" + "".join(
    f"A{n},{'North' if n % 2 else 'South'},{','.join(['1'] * 8)},{'' if n < 2 else 1},"
    f"{','.join(['1'] * 9) if n < 7 else ','.join([''] * 9)}\n"
    for n in range(9)
)


def test_the_answer_comes_first_and_then_what_to_do(dashboard):
    dashboard.open("quality").sound()
    assert dashboard.headings == ["Can these data carry the conclusions?"]
    first = next(m.value for m in dashboard.app.main.markdown if m.value.startswith("**")).replace("\\", "")
    assert first.startswith("**Yes: on all 5 questionnaires 60% or more of the families who started")
    assert "Ask 14 families with an open case for a second score" in dashboard.text


def test_every_table_has_its_download(dashboard):
    dashboard.open("quality")
    tables = [html for html in dashboard.app.main.get("html") if "<table" in html.proto.body]
    downloads = dashboard.app.main.get("download_button")
    assert len(tables) == len(downloads) >= 7


def test_questions_that_are_skipped_and_rows_set_aside_are_told(dashboard):
    dashboard.use("gaps.csv", GAPS.encode()).open("quality").sound()
    text = re.sub(r"<[^>]+>", " ", dashboard.text)
    assert "With care: only" in text
    assert "question 9 is left blank on 2 of 16 forms" in text
    assert "Questions left blank most" in text
