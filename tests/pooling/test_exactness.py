"""Pooled counts of fifty services are those of their families in one file."""

from __future__ import annotations

import pytest

from evaluation.change import wilson
from evaluation.pooling import gather
from evaluation.view import View
from tests.pooling import networks

SERVICES, FAMILIES = 50, 600


@pytest.fixture(scope="module")
def network():
    return gather(networks.exact(SERVICES, FAMILIES))


@pytest.fixture(scope="module")
def union():
    """All families in one sheet, read and evaluated as any sheet is."""
    return networks.opened(networks.everyone(FAMILIES), "all.csv").evidence(networks.VIEW)


def test_all_fifty_are_in_it_and_nobody_is_left_out(network):
    assert len(network.members) == SERVICES
    assert network.exact
    assert network.not_pooled == ()
    assert [
        entry for finding in network.findings for entry in finding.left_out if "both" not in entry.reason
    ] == []


def test_every_scale_of_the_union_is_pooled(network, union):
    assert sorted(f.key for f in network.findings) == sorted(f.key for f in union.findings)


def test_every_rate_is_that_of_the_union(network, union):
    for finding in union.findings:
        pooled = network.finding(finding.key)
        assert pooled.n == finding.n
        assert [(r.rule, r.outcome, r.n, r.of, r.low, r.high) for r in pooled.whole.rates] == [
            (r.rule, r.outcome, r.n, r.of, r.low, r.high) for r in finding.rates
        ]
        assert len(pooled.rates) >= 3
        for found in pooled.rates:
            rate = finding.rate(found.rule, found.outcome)
            assert (found.exact.n, found.exact.of) == (rate.n, rate.of)
            assert (found.exact.low, found.exact.high) == pytest.approx((rate.low, rate.high), abs=1e-9)


def test_the_headlines_are_worked_out_by_hand(network, union):
    """Wilson's interval of the numbers themselves, and the table of all scores."""
    for finding in union.findings:
        for found in network.finding(finding.key).headline():
            ends = wilson(found.exact.n, finding.n)
            assert (found.exact.low, found.exact.high) == pytest.approx(ends, abs=1e-12)


def test_every_effect_and_average_is_that_of_the_union(network, union):
    for finding in union.findings:
        whole = network.finding(finding.key).whole
        assert [e.name for e in whole.effects] == [e.name for e in finding.effects]
        for found, told in zip(whole.effects, finding.effects, strict=True):
            assert (found.value, found.low, found.high) == pytest.approx(
                (told.value, told.low, told.high), abs=1e-9
            )
        assert network.finding(finding.key).effect == whole.effects[0]
        assert whole.mean_change.value == pytest.approx(finding.mean_change.value, abs=1e-9)
        for name in (
            "mean_before",
            "mean_after",
            "sd_before",
            "sd_after",
            "median_before",
            "median_after",
            "r",
        ):
            ours, theirs = getattr(whole.description, name), getattr(finding.description, name)
            assert ours == pytest.approx(theirs, abs=1e-9)


def test_every_flow_is_that_of_the_union(network, union):
    assert [(s.key, s.n) for s in network.evidence.flow.steps] == [(s.key, s.n) for s in union.flow.steps]
    for finding in union.findings:
        told = network.finding(finding.key).whole.flow
        assert [(s.key, s.n) for s in told.steps] == [(s.key, s.n) for s in finding.flow.steps]
        assert [(s.key, s.n) for s in told.reasons] == [(s.key, s.n) for s in finding.flow.reasons]


def test_the_services_add_up_to_the_whole(network):
    for finding in network.findings:
        assert sum(one.n for one in finding.services) == finding.n
        assert sum(one.part for one in finding.services) == pytest.approx(1)
        assert finding.exact


def test_services_stand_in_order_of_name(network):
    for finding in network.findings:
        names = [one.service for one in finding.services]
        assert names == sorted(names)


def test_the_order_in_which_files_come_changes_nothing():
    some = networks.exact(SERVICES, FAMILIES)[:5]
    assert gather(reversed(some)).to_dict() == gather(some).to_dict()


def test_the_union_can_be_narrowed_to_one_service(network):
    """The network's counts are a data set with the attribute "Service"."""
    one = network.data.evidence(View(filters={"Service": ("Service 07",)}), parts=())
    finding = network.findings[0]
    mine = next(entry for entry in finding.services if entry.service == "Service 07")
    assert one.finding(finding.key).n == mine.n
