"""What is refused, what is left out by name, and what is put together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.counting.coding import STANDINGS
from evaluation.counting.days import NO_DAY
from evaluation.errors import InputError
from evaluation.findings.finding import Evidence
from evaluation.measures.editions import edition
from evaluation.pairing import Rule
from evaluation.pooling import gather as pool
from evaluation.view import View
from tests.pooling import networks

FEW = (4, 300)


@pytest.fixture(scope="module")
def exact():
    return networks.exact(*FEW)


@pytest.fixture(scope="module")
def mixed():
    return networks.contributions(*FEW, "exact", "nhs", "strict", "nhs")


def gather(contributions):
    return pool(contributions)


def refused(*contributions) -> str:
    with pytest.raises(InputError) as error:
        gather(contributions)
    said = str(error.value)
    assert said.count("\n") == 0
    return said


def test_nothing_is_refused():
    assert "nothing to put together" in refused()


def test_the_same_data_twice_are_refused_by_name(exact):
    one, two, *_ = exact
    said = refused(one, two, networks.other(one, service="Service 01 again"))
    assert "'Service 01' and 'Service 01 again'" in said
    assert "twice" in said


def test_two_files_of_one_name_are_refused(exact):
    one, two, *_ = exact
    assert "'Service 01'" in refused(one, networks.other(two, service="Service 01"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sample": True}, ("made-up sample data", "real data")),
        ({"noun": "learner"}, ("learners", "families")),
        (
            {"pairing": Rule("first_last")},
            ("first score against last score", "baseline against score at end"),
        ),
        ({"view": networks.VIEW.with_(confidence=0.9)}, ("90% intervals", "95% intervals")),
    ],
)
def test_what_can_t_stand_side_by_side_is_refused_with_who_differs(exact, changes, words):
    one, two, three, _ = exact
    said = refused(one, two, networks.other(three, **changes))
    assert "'Service 03'" in said
    assert "'Service 01' and 'Service 02'" in said
    assert all(word in said for word in words)


def test_a_questionnaire_of_another_edition_is_left_out_by_name_and_the_rest_pooled(exact):
    one, two, three, four = exact
    editions = tuple((m, "another" if m == "gad7" else code) for m, code in three.editions)
    network = gather([one, two, networks.other(three, editions=editions), four])
    by_measure = {finding.measure: finding for finding in network.findings}
    gad7, phq9 = by_measure["gad7"], by_measure["phq9"]
    assert [(e.service, "edition" in e.reason) for e in gad7.left_out] == [("Service 03", True)]
    assert [entry.service for entry in gad7.services] == ["Service 01", "Service 02", "Service 04"]
    assert len(phq9.services) == 4
    assert gad7.whole.n == gad7.n == sum(entry.n for entry in gad7.services)
    assert "Left out: Service 03" in str(network)


def _turned_round(one):
    """A service whose families have first scores alone, by an edition of GAD-7 where more is better."""
    scales = []
    for scale in one.cells.scales:
        both = scale.standing == STANDINGS.index("both")
        changes = {
            "standing": np.where(both, STANDINGS.index("before_only"), scale.standing).astype(np.uint8),
            "after": np.full_like(scale.after, np.nan),
            "earliest": np.full_like(scale.earliest, NO_DAY),
            "latest": np.full_like(scale.latest, NO_DAY),
        }
        if scale.measure.id == "gad7":
            turned = replace(scale.scale, better="higher")
            changes |= {"scale": turned, "measure": replace(scale.measure, scales=(turned,))}
        scales.append(replace(scale, **changes))
    editions = tuple(sorted({(scale.measure.id, edition(scale.measure)) for scale in scales}))
    return networks.other(one, cells=replace(one.cells, scales=tuple(scales)), editions=editions)


def test_first_scores_by_another_edition_turn_nobodys_direction(exact):
    """The first service by name would give the scale its definition, and all the others theirs away."""
    one, *others = exact
    network, without = gather([_turned_round(one), *others]), gather(others)
    gad7 = next(finding for finding in network.findings if finding.measure == "gad7")
    same = without.finding(gad7.key)
    assert gad7.better == gad7.whole.better == "lower"
    assert gad7.effect == same.effect
    assert [rate.n for rate in gad7.whole.headline()] == [rate.exact.n for rate in gad7.headline()]
    assert [("edition" in e.reason, e.service) for e in gad7.left_out] == [(True, "Service 01")]
    kept = {scale.measure.id for scale in network.data.cells.scales}
    assert "gad7" not in kept
    assert "phq9" in kept


def test_scales_pooled_for_nobody_are_in_no_union(exact):
    one, two, *_ = exact
    editions = tuple((m, "another" if m == "gad7" else code) for m, code in two.editions)
    data = gather([one, networks.other(two, editions=editions)]).data
    assert {scale.measure.id for scale in data.cells.scales} == {"phq9", "kpcs"}


def test_names_that_differ_in_capitals_alone_are_one(exact):
    one, two, *_ = exact
    assert "'SERVICE 02'" in refused(one, two, networks.other(exact[2], service="SERVICE 02"))


def test_another_direction_under_the_same_edition_is_left_out(mixed):
    """As only a file that somebody has edited could say."""
    at = next(i for i, one in enumerate(mixed) if one.evidence is not None)
    told = mixed[at].evidence
    found = next(f for f in told.findings if f.measure == "gad7")
    turned = tuple(replace(f, better="higher") if f is found else f for f in told.findings)
    edited = networks.other(mixed[at], evidence=replace(told, findings=turned))
    network = gather([edited if i == at else one for i, one in enumerate(mixed)])
    gad7 = next(finding for finding in network.findings if finding.measure == "gad7")
    assert ("higher scores are better there", edited.service) in [
        (entry.reason.split(",")[0], entry.service) for entry in gad7.left_out
    ]


def test_two_editions_of_one_service_each_are_pooled_for_nobody_and_said(exact):
    one, two, *_ = exact
    editions = tuple((m, "another" if m == "gad7" else code) for m, code in two.editions)
    network = gather([one, networks.other(two, editions=editions)])
    (entry,) = network.not_pooled
    assert entry.services == ("Service 01", "Service 02")
    assert "edition" in entry.reason
    assert "gad7" not in {finding.measure for finding in network.findings}
    assert "GAD-7 total" in str(network)


def test_another_definition_of_better_is_left_out_with_both_in_words(exact):
    one, two, three, four = exact
    view = networks.VIEW.with_(improved="any_change")
    network = gather([one, two, three, networks.other(four, view=view)])
    finding = next(f for f in network.findings if f.measure == "phq9")
    (entry,) = finding.left_out
    assert entry.service == "Service 04"
    assert "Any change" in entry.reason
    assert finding.rule.label in entry.reason


def test_thresholds_computed_from_each_services_own_scores_are_not_pooled(exact):
    view = networks.VIEW.with_(improved="computed_change")
    network = gather([networks.other(one, view=view) for one in exact])
    computed = [entry for entry in network.not_pooled if "computed from each service's own" in entry.reason]
    assert computed
    assert all(len(entry.services) == 4 for entry in computed)
    assert all(finding.rule.status != "computed" for finding in network.findings)


def test_other_raters_stand_apart_and_it_is_said(exact):
    one, two, *_ = exact
    cells = replace(
        two.cells, scales=tuple(replace(scale, rater="practitioner") for scale in two.cells.scales)
    )
    network = gather([one, networks.other(two, cells=cells)])
    phq9 = [finding for finding in network.findings if finding.measure == "phq9"]
    assert sorted((f.rater, len(f.services)) for f in phq9) == [("parent", 1), ("practitioner", 1)]
    where = f"(parent at '{one.service}'; practitioner at '{two.service}')"
    assert any(f"stands apart for each kind of rater {where}" in note for note in network.notes)


def test_what_several_services_have_comes_before_what_one_has_alone(exact):
    one, two, three, *_ = exact
    cells = replace(one.cells, scales=tuple(replace(scale, rater="father") for scale in one.cells.scales))
    network = gather([networks.other(one, cells=cells), two, three])
    assert {f.rater for f in network.findings if len(f.services) == 1} == {"father"}
    alone = [len(finding.services) < 2 for finding in network.findings]
    assert any(alone)
    assert alone == sorted(alone)


def test_counts_of_some_families_only_are_put_together_and_said(exact):
    one, two, *_ = exact
    view = networks.VIEW.with_(filters={"Site": ("North",)})
    network = gather([one, networks.other(two, view=view)])
    assert network.members[1].narrowed == "Site: North"
    assert any("Service 02 (Site: North)" in note for note in network.notes)


def test_other_versions_are_said(exact):
    one, two, *_ = exact
    notes = gather([one, networks.other(two, version="9.9.9")]).notes
    assert any("different versions" in note and "9.9.9" in note for note in notes)


def test_one_service_is_a_network_that_says_nothing_of_differences(exact):
    network = gather(exact[:1])
    assert isinstance(network.evidence, Evidence)
    for finding in network.findings:
        assert "nothing can be said of how services differ" in finding.between
        assert finding.rate("improved").average.k == 1
        assert finding.funnel is None


def test_protected_and_exact_files_stand_together(mixed):
    network = gather(mixed)
    assert [member.protection for member in network.members] == ["exact", "nhs", "strict", "nhs"]
    assert not network.exact
    assert network.evidence is None
    assert network.data is None
    assert network.findings


def test_bounds_hold_what_the_same_services_say_in_exact_counts(mixed):
    """Each service's true counts, shared exactly, lie within what its printed figures allow."""
    true = gather(networks.contributions(*FEW, "exact"))
    network = gather(mixed)
    assert {f.key for f in network.findings} == {f.key for f in true.findings}
    for finding in network.findings:
        for rate in finding.headline():
            share = true.finding(finding.key).rate(rate.outcome).exact.share
            assert rate.exact is None
            assert rate.bounds.low - 1e-9 <= share <= rate.bounds.high + 1e-9
            assert rate.bounds.low < rate.bounds.high


def test_protected_figures_are_those_that_are_printed(mixed):
    network = gather(mixed)
    shown = {(one.service, f.key): f for one in mixed if one.evidence for f in one.evidence.findings}
    for finding in network.findings:
        for one in finding.services:
            if not one.exact:
                told = shown[one.service, finding.key]
                assert (one.n, one.rates, one.effect) == (
                    told.n,
                    told.headline(),
                    told.effects[0] if told.effects else None,
                )


def test_no_sentence_has_a_causal_word_or_a_ranking(mixed):
    words = str(gather(mixed)).lower()
    for word in ("impact", "because of the service", "league", "best service", "worst", "outperform", "rank"):
        assert word not in words


def test_json_holds_every_key_that_is_documented(mixed):
    documented = (Path(__file__).resolve().parents[2] / "docs" / "pooling.md").read_text("utf-8")

    def keys(value) -> set[str]:
        if isinstance(value, dict):
            return set(value) | set().union(*(keys(one) for one in value.values()), set())
        return set().union(*(keys(one) for one in value), set()) if isinstance(value, list) else set()

    entry = gather(networks.exact(*FEW)).to_dict()
    entry["scales"] += gather(mixed).to_dict()["scales"]
    names = keys(entry) - {"baseline_sd", "d_av", "d_rm", "d_z"}
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []


def test_a_view_of_its_own_is_what_the_union_is_evaluated_under(exact):
    view = networks.VIEW.with_(improved="any_change")
    network = gather([networks.other(one, view=view) for one in exact])
    assert {finding.rule.id for finding in network.findings} == {"any_change"}
    assert isinstance(view, View)
