"""The page Who we reach, and the sidebar's filters that every page shares."""

from __future__ import annotations

from tests.pages.conftest import opened

NO_COLUMN = b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\nA3,12,\n"


def test_the_title_is_the_finding_and_each_part_has_its_heading(dashboard):
    dashboard.open("reach").sound()
    (title,) = dashboard.headings
    assert title == (
        "Of 240 families in the file, 224 (93%) had a first score on at least one measure; "
        "168 (70%) had both scores."
    )
    heads = [header.value for header in dashboard.app.main.header]
    assert heads == [
        "Who the families are",
        "Is access equal?",
        "Is outcome equal?",
        "Where the families started",
        "Before you quote this",
    ]
    assert "Site: the largest group is Riverside, 38% of 240 families" in dashboard.text


def test_another_column_is_a_choice_that_a_link_keeps(root):
    page = opened(root, **{"reach by": "Programme"})
    page.app.switch_page("pages/reach.py").run()
    page.sound()
    assert page.app.selectbox("reach by").value == "Programme"
    assert "Programme: the largest group is One-to-one" in page.text
    assert "3 programmes" in page.text  # whether outcome is equal


def test_without_a_column_the_page_says_what_to_do_and_still_tells_where_they_started(dashboard):
    dashboard.use("plain.csv", NO_COLUMN).open("reach").sound()
    assert "The file has no column that describes the families" in dashboard.text
    assert "3 families have a first score for depression symptoms" in dashboard.text


def test_with_small_numbers_hidden_and_filters_no_column_is_shown(dashboard):
    dashboard.open("reach").choose("numbers", "NHS: hide under 5").only("site", "Riverside").sound()
    assert "two together would soon describe a single family" in dashboard.text


def test_service_programme_and_rater_stand_before_what_counts_as_better_and_others_below(dashboard):
    """The columns recognised as service and programme are not folded away."""
    sidebar = dashboard.open("overview").app.sidebar
    boxes = [box.label for box in sidebar.multiselect]
    assert boxes[:3] == ["Site", "Programme", "Rated by"]
    folded = [
        box.label for fold in sidebar.expander if fold.label == "More filters" for box in fold.multiselect
    ]
    assert folded == boxes[3:]
    assert "Deprivation quintile" in folded
    assert [box.label for box in sidebar.date_input] == ["Second score from", "up to"]
    assert sidebar.selectbox[0].label == "What counts as better"


def test_a_link_reopens_the_view_and_every_page_keeps_it(root):
    page = opened(
        root,
        raters="Practitioner",
        only_site="Riverside",
        **{"from": "2025-01-01", "to": "2026-12-31", "better": "Any change of score"},
    )
    for place in ("overview", "reach", "over_time"):
        page.app.switch_page(f"pages/{place}.py").run()
        page.sound()
        view = page.app.session_state.attune.view
        assert view.raters == ("practitioner",)
        assert view.filters == {"site": ("Riverside",)}
        assert (str(view.start), str(view.end), view.improved) == ("2025-01-01", "2026-12-31", "any_change")
    assert {f.rater for f in page.app.session_state.attune.evidence().findings} == {"practitioner"}


def test_a_link_to_a_rater_that_the_data_lack_says_so_and_shows_all(root):
    page = opened(root, raters="Supervisor").sound()
    assert "these have no rater “Supervisor” to filter by" in page.warnings
    assert page.app.session_state.attune.view.raters == ()
