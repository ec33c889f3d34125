"""The choices in the sidebar change the figures, survive page changes, and live in the address."""

from __future__ import annotations

import pytest

from evaluation.findings.sentences import sentence
from evaluation.opening import load
from evaluation.view import View
from tests.pages.conftest import opened

RECOVERY = "No longer beyond the cut-off"


def exact_of(dashboard):
    return load(dashboard.root / "data_samples" / "first_run.csv")


@pytest.mark.parametrize(
    ("words", "improved"),
    [("Any change of score", "any_change"), ("Reliable change", "reliable_change"), (RECOVERY, "recovery")],
)
def test_the_definition_of_better_changes_the_figures(dashboard, words, improved):
    before = dashboard.open("outcomes").choose("measure", "PHQ-9 total").headings
    dashboard.choose("better", words).sound()
    finding = next(
        f for f in exact_of(dashboard).evidence(View(improved=improved)).findings if f.measure == "phq9"
    )
    assert finding.sentence in dashboard.text
    assert (dashboard.headings == before) is (improved == "reliable_change")  # the published rule


def test_a_filter_narrows_what_is_counted(dashboard):
    site = dashboard.app.multiselect[0]
    column, value = site.key.removeprefix("only "), site.options[0]
    dashboard.only(column, value).sound()
    evidence = exact_of(dashboard).evidence(View(filters={column: (value,)}))
    assert 0 < evidence.flow.n("all") < 240
    assert f"{evidence.flow.n('both')} of {evidence.flow.n('all')} families" in dashboard.text


@pytest.mark.parametrize("preset", ["NHS: hide under 5", "Strict: hide under 10"])
def test_presets_hide_small_numbers_on_every_page(dashboard, preset):
    small = b"Family ID,PHQ-9 before,PHQ-9 after\n" + b"".join(
        b"F%d,%d,%d\n" % (i, 15, 15 if i % 12 == 0 else 17 if i % 11 == 0 else 4) for i in range(36)
    )
    dashboard.use("small.csv", small).choose("numbers", preset).sound()
    assert "[c]" in dashboard.text
    assert "confidential" in dashboard.text
    assert "[c]" in dashboard.open("outcomes").sound().text
    assert "These figures are exact" not in dashboard.open("report").sound().text


def test_choices_survive_a_change_of_page(dashboard):
    dashboard.choose("better", "Any change of score").open("outcomes").open("overview")
    assert dashboard.app.selectbox("better").value == "Any change of score"
    finding = exact_of(dashboard).evidence(View(improved="any_change")).findings[0]
    assert sentence(finding, dated=False) in dashboard.text


def test_a_link_reopens_the_view(dashboard):
    column = dashboard.app.multiselect[0].key
    value = dashboard.app.multiselect[0].options[0]
    link = {"better": "Any change of score", column: value, "from": "2025-06-01"}
    dashboard = opened(dashboard.root, **link).sound()
    assert dashboard.app.selectbox("better").value == "Any change of score"
    assert dashboard.app.multiselect(column).value == [value]
    assert str(dashboard.app.date_input("from").value) == "2025-06-01"


NO_DATA = "The link you followed holds choices but no data"


def test_a_link_without_its_data_says_that_it_shows_the_sample(dashboard):
    assert NO_DATA not in dashboard.warnings
    dashboard.choose("better", "Any change of score")
    assert NO_DATA not in dashboard.warnings  # a choice made here is no link
    linked = opened(dashboard.root, better="Any change of score").sound()
    assert NO_DATA in linked.warnings
    assert NO_DATA in linked.open("outcomes").warnings
    assert NO_DATA not in linked.use("families_gbo.tsv").warnings
    linked.press("Close it and show the sample").sound()
    assert NO_DATA not in linked.warnings


def test_a_link_without_choices_needs_no_word(dashboard):
    assert NO_DATA not in opened(dashboard.root, utm_source="newsletter").warnings


def test_a_link_to_one_measure_opens_it(dashboard):
    dashboard.open("outcomes", measure="GAD-7 total").sound()
    assert "anxiety symptoms" in dashboard.headings[0]


def test_a_link_made_for_other_data_says_what_is_lacking(dashboard):
    dashboard.app.query_params["only borough"] = "Camden"
    dashboard.app.query_params["measure"] = "No such measure"
    dashboard.app.run()
    dashboard.sound()
    assert "This link was made for other data: these have no “Borough” to filter by" in dashboard.warnings
    dashboard.open("outcomes").sound()
    assert "168 of 240 families" in dashboard.open("overview").text


def test_the_national_rule_is_dropped_for_data_without_contacts(dashboard):
    dashboard = opened(dashboard.root, pairing="National rule").sound()
    dashboard.use("own.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\nA3,12,3\n").sound()
    assert "National rule" not in dashboard.app.selectbox("pairing").options
    assert dashboard.app.selectbox("pairing").value == "Chosen from the data"


def test_a_link_that_asks_for_the_national_rule_says_what_is_lacking(dashboard):
    dashboard.use("own.csv", b"Family ID,PHQ-9 before,PHQ-9 after\nA1,14,6\nA2,9,9\nA3,12,3\n").sound()
    dashboard.app.query_params["pairing"] = "National rule"
    dashboard.app.run()
    assert "The national rule needs the dates of the first and second contact" in dashboard.warnings


def test_a_preset_outlives_a_change_of_data(dashboard):
    dashboard.choose("numbers", "NHS: hide under 5").use("families_gbo.tsv").sound()
    assert dashboard.app.selectbox("numbers").value == "NHS: hide under 5"
    dashboard.press("Close it and show the sample").sound()
    assert dashboard.app.selectbox("numbers").value == "NHS: hide under 5"
    assert "170 of" in dashboard.text


def test_stages_can_be_chosen_by_name(dashboard):
    dashboard.choose("pairing", "Two stages").sound()
    assert dashboard.app.selectbox("before").value == "baseline"
    assert dashboard.app.selectbox("after").value != "baseline"


def test_a_column_named_like_personal_data_is_never_a_filter(dashboard):
    rows = "".join(f"F{i},{10 + i % 9},{3 + i % 5},{'North' if i % 2 else 'South'}\n" for i in range(20))
    dashboard.upload("p.csv", ("Family ID,PHQ-9 before,PHQ-9 after,Postcode\n" + rows).encode())
    from dataclasses import replace

    session = dashboard.app.session_state["attune"]
    mapping = session.draft.mapping
    postcode = replace(mapping.columns[3], use="attribute", confidence="matched")
    session.draft.restart(mapping.with_column(postcode))
    dashboard.app.run()
    dashboard.press("Show my results").sound()
    assert [entry.key for entry in dashboard.app.multiselect if str(entry.key).startswith("only ")] == []
