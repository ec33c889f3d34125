"""The page of questionnaires: what a person finds on it, and that it says what the command line says."""

from __future__ import annotations

from urllib.parse import parse_qs, quote

import pytest

from evaluation.measures import phrases, registry, shared_names
from evaluation.measures.description import of_scale
from evaluation.measures.named_only import named_only
from tests.pages.conftest import opened


def listed(dashboard):
    """The ids of the questionnaires on the list."""
    links = [link.proto for link in dashboard.app.get("page_link")]
    return {parse_qs(link.query_string)["name"][0] for link in links if "name=" in link.query_string}


def squashed(text):
    """Text as it is compared: without Markdown's marks."""
    return text.replace("\\", "").replace("*", "")


def test_the_list_has_every_questionnaire_under_what_it_is_about(dashboard):
    dashboard.open("measures").sound()
    assert dashboard.headings == ["Which questionnaires does Attune know?"]
    assert listed(dashboard) == {measure.id for measure in registry()}
    headers = [header.value for header in dashboard.app.header]
    assert "Parent and baby together" in headers
    assert "How the parent is doing" in headers
    for measure in registry():
        assert measure.asks in squashed(dashboard.text)


def test_a_search_narrows_the_list(dashboard):
    dashboard.open("measures", q="depression").sound()
    assert {"phq9", "epds"} <= listed(dashboard)
    assert "kpcs" not in listed(dashboard)
    assert f"of {len(registry())}" in dashboard.text


def test_the_kind_of_outcome_narrows_it_too(dashboard):
    dashboard.open("measures", about="Goals of the family's own").sound()
    assert listed(dashboard) == {"gbo"}


def test_a_search_that_finds_nothing_offers_what_is_like_it(dashboard):
    dashboard.open("measures", q="PQH-9").sound()
    assert "Did you mean" in dashboard.text
    assert "phq9" in listed(dashboard)


def test_a_shared_name_is_explained(dashboard):
    dashboard.open("measures", q="PSS").sound()
    assert "Which PSS is it?" in squashed(dashboard.text)
    for entry in shared_names():
        assert entry.tell_apart in squashed(dashboard.text)


def test_names_without_a_definition_say_what_is_missing(dashboard):
    dashboard.open("measures", q="WSAS").sound()
    assert "WSAS is known by name only" in squashed(dashboard.text)
    for entry in named_only():
        assert entry.what_is_known in squashed(dashboard.text)


@pytest.mark.parametrize("measure", registry().measures, ids=lambda measure: measure.id)
def test_a_questionnaire_s_page_says_all_that_is_known(dashboard, measure):
    dashboard.open("measure", name=measure.id).sound()
    text = squashed(dashboard.text)
    assert measure.asks in text
    assert measure.licence.text in text
    for scale in measure.scales:
        assert phrases.direction(scale) in text
        for line in of_scale(scale, measure):
            assert line.text in text, line
            assert line.source in text, line
            assert line.note in text, line
    for citation in measure.citations:
        assert not citation.doi or f"](https://doi.org/{quote(citation.doi, safe='/')})" in text


def test_each_mark_is_in_words(dashboard):
    dashboard.open("measure", name="phq9")
    for words in phrases.STATUS.values():
        assert f"{words}]" in dashboard.text


def test_where_nothing_is_published_the_page_says_so(dashboard):
    """KPCS (measures.md section 4): no reliable change threshold could be verified."""
    dashboard.open("measure", name="kpcs")
    assert "Reliable change: no published threshold that could be verified" in squashed(dashboard.text)


def test_the_open_data_are_marked(dashboard):
    dashboard.open("measure", name="phq9")
    assert "In the sample data" in dashboard.text
    dashboard.use("families_wide.xlsx").open("measures")
    assert "In your data" in dashboard.text
    assert "In the sample data" not in dashboard.text


def test_the_template_can_be_downloaded(dashboard):
    dashboard.open("measure", name="phq9")
    labels = [button.proto.label for button in dashboard.app.get("download_button")]
    assert "Download a template to fill in (Excel)" in labels


def test_a_link_finds_a_questionnaire_by_any_of_its_names(dashboard):
    dashboard.open("measure", name="PHQ-9").sound()
    assert squashed(dashboard.headings[0]) == "PHQ-9: Patient Health Questionnaire"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PSS", "Which PSS is it?"),
        ("WSAS", "known by name only"),
        ("<b>x</b>", "is no questionnaire"),
        ("", "Choose one from the list."),
    ],
)
def test_a_link_with_another_name_says_what_to_do(dashboard, name, said):
    dashboard.open("measure", name=name).sound()
    assert dashboard.headings == ["Which questionnaire?"]
    assert said in squashed(dashboard.text)


def test_a_link_to_a_questionnaire_is_no_link_to_choices(root):
    """Only a link that holds choices for other data makes the overview warn."""
    for address, warned in (({"name": "phq9"}, False), ({"measure": "PHQ-9 total"}, True)):
        said = opened(root, **address).open("overview").warnings
        assert ("link you followed holds choices" in said) is warned


def test_the_way_back_keeps_the_search(dashboard):
    dashboard.open("measure", name="phq9", q="depression").sound()
    back = next(
        link.proto for link in dashboard.app.get("page_link") if link.proto.label == "All questionnaires"
    )
    assert back.query_string == "q=depression"
