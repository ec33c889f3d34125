"""The page Groups compared: one answer first, a choice that a link keeps, funnels where they are due."""

from __future__ import annotations

from tests.pages.conftest import opened

FUNNEL = "with limits around the average of"
NO_COLUMN = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\nA3,12,12\n"


def test_the_first_screen_answers_in_one_sentence(dashboard):
    dashboard.open("groups").sound()
    first = next(m.value for m in dashboard.app.main.markdown)
    assert first.startswith("**No clear difference between 4 sites in how many families")
    assert "comparisons were made" in dashboard.text


def test_a_link_chooses_the_column_and_the_measure(root):
    page = opened(root, by="Programme", **{"groups of": "PHQ-9 total, rated by the parent"})
    page.app.switch_page("pages/groups.py").run()
    page.sound()
    assert page.app.selectbox("by").value == "Programme"
    assert page.app.selectbox("groups of").value == "PHQ-9 total, rated by the parent"
    assert "3 programmes" in page.text


def test_sites_have_a_funnel_at_once_and_others_where_it_is_asked_for(dashboard):
    dashboard.open("groups")
    assert any(FUNNEL in chart.alt for chart in dashboard.charts)
    assert "too few groups to tell whether they vary more than chance" in dashboard.text
    dashboard.choose("by", "Deprivation quintile")
    assert not any(FUNNEL in chart.alt for chart in dashboard.charts)
    dashboard.app.toggle("funnel").set_value(True).run()
    assert any(FUNNEL in chart.alt for chart in dashboard.charts)
    dashboard.sound()


def test_the_order_is_by_name_or_by_size_and_never_by_result(dashboard):
    dashboard.open("groups")
    assert list(dashboard.app.get("button_group")[0].options) == ["By name", "By size"]


def test_more_than_twelve_groups_are_drawn_only_when_asked_for(dashboard):
    rows = ["Family ID,Site,PHQ-9 before,PHQ-9 after"]
    rows += [f"F{i},Site {i % 15 + 1},14,{4 + i % 12}" for i in range(300)]
    dashboard.use("sites.csv", "\n".join(rows).encode()).open("groups").sound()
    assert "3 more groups are in the table" in dashboard.charts[0].alt
    dashboard.app.checkbox("all groups").check().run()
    assert "more groups are in the table" not in dashboard.charts[0].alt


def test_without_a_column_to_compare_by_the_page_says_what_to_do(dashboard):
    dashboard.use("plain.csv", NO_COLUMN).open("groups").sound()
    assert "no column to compare groups by" in dashboard.warnings
