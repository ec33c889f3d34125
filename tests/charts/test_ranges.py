"""The range of a scale drawn: each band and cut-off where the registry has it, better end named."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evaluation.charts import palette, score_range
from evaluation.charts.layout import lay_out
from evaluation.measures import registry

SCALES = [
    pytest.param(measure, scale, id=f"{measure.id}-{scale.id}")
    for measure in registry()
    for scale in measure.scales
]


@pytest.mark.parametrize(("measure", "scale"), SCALES)
def test_every_scale_is_drawn_within_its_range(measure, scale):
    chart = score_range(measure, scale)
    drawn = lay_out(chart)
    assert len(chart.rows) == len(drawn.rects) == 1 + len(scale.bands) + len(scale.cut_offs)
    assert all(0 <= rect.x0 < rect.x1 <= 1 for rect in drawn.rects)
    assert (drawn.rects[0].x0, drawn.rects[0].x1) == (0, 1)
    assert len(chart.alt) > 40
    said = [words.text for words in drawn.words]
    assert f"{scale.minimum:g}" in said
    assert f"{scale.maximum:g}" in said
    ends = [text for text in said if "better" in text and ("←" in text or "→" in text)]
    assert ends == ([] if not scale.claims else ["← better"] if scale.better == "lower" else ["better →"])


@pytest.mark.parametrize(("measure", "scale"), SCALES)
def test_the_table_beside_it_has_each_fact_with_its_source_and_trust(measure, scale):
    rows = score_range(measure, scale).data.rows
    facts = (*scale.bands, *scale.cut_offs)
    assert [row[3] for row in rows] == [fact.source for fact in facts]
    words = {
        "verified": "verified",
        "secondary": "secondary source",
        "recalled": "not verified",
        "convention": "local convention",
    }
    assert [row[2] for row in rows] == [words[fact.status] for fact in facts]


def test_a_band_lies_where_its_scores_are():
    """PHQ-9 (measures.md section 4): mild is 5 to 9 of 0 to 27, each score one step of 28."""
    phq9 = registry().get("phq9")
    drawn = lay_out(score_range(phq9, phq9.scale("total")))
    mild = next(rect for rect in drawn.rects if rect.hover == "mild, 5 to 9")
    assert (mild.x0, mild.x1) == pytest.approx((5 / 28, 10 / 28))
    beyond = next(rect for rect in drawn.rects if rect.look == palette.WORSE)
    assert (beyond.x0, beyond.x1) == pytest.approx((10 / 28, 1))


def test_a_cut_off_of_a_scale_on_which_more_is_better_reaches_down():
    """KPCS (measures.md section 4): 39 or less of 45 is low confidence."""
    kpcs = registry().get("kpcs")
    drawn = lay_out(score_range(kpcs, kpcs.scale("total")))
    beyond = next(rect for rect in drawn.rects if rect.look == palette.WORSE)
    assert (beyond.x0, beyond.x1) == pytest.approx((0, 40 / 46))


def test_what_is_not_firm_is_outlined_and_the_legend_says_so():
    """PIR-GAS (measures.md 2.1): the lower bands are recalled, the upper ones read."""
    pir_gas = registry().get("pir_gas")
    scale = pir_gas.scale("rating")
    drawn = lay_out(score_range(pir_gas, scale))
    doubted = {rect.hover for rect in drawn.rects if rect.look == palette.NO_CHANGE}
    assert {band.label for band in scale.bands if not band.firm} <= {text.split(",")[0] for text in doubted}
    said = [words.text for words in drawn.words]
    assert "not verified, or a local convention" in said
    firm = replace(scale, bands=tuple(band for band in scale.bands if band.firm), cut_offs=())
    said = [words.text for words in lay_out(score_range(pir_gas, firm)).words]
    assert "not verified, or a local convention" not in said


def test_editions_are_told_apart_only_where_they_differ():
    """ECBI (measures_update.md): its cut-offs differ by source, so each names its edition."""
    ecbi = registry().get("ecbi")
    differing = [scale for scale in ecbi.scales if len({cut.edition for cut in scale.cut_offs}) > 1]
    assert differing
    for scale in differing:
        labels = [row.label for row in score_range(ecbi, scale).rows]
        assert len(set(labels)) == len(labels)
