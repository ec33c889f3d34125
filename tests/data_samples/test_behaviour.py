"""The made-up families behave as their parameters ask.

The oracle is `data_samples/forms.py` itself, and for PHQ-9 and GAD-7 the published row that it
cites: NHS Talking Therapies, England 2019-20, ante/post-natal counselling (n=106).
"""

from __future__ import annotations

import numpy as np
import pytest

from data_samples.answers import fill
from data_samples.course import CONFIDENCE, KNOWLEDGE
from data_samples.families import Families, make_families
from data_samples.forms import FORMS, GOAL, Form, Score, form
from data_samples.scores import draw, solve
from data_samples.service import SERVICE
from evaluation.measures import find

MANY = 20_000
SCORES = [score for one in FORMS for score in one.scores]
ITEM_FORMS = [one for one in FORMS if one.items]


@pytest.fixture(scope="module")
def families() -> Families:
    return make_families(MANY, seed=11)


def alpha(answers: np.ndarray) -> float:
    """Cronbach's alpha, by its definition."""
    count = answers.shape[1]
    return float(count / (count - 1) * (1 - answers.var(axis=0).sum() / answers.sum(axis=1).var()))


@pytest.mark.parametrize("score", SCORES, ids=lambda score: score.id)
def test_scores_have_the_wanted_means_sds_and_correlation(families: Families, score: Score):
    drawn = families.scores(score)
    # Five standard errors of a mean and of an SD at n = 20,000, and the families' own spread (1%).
    for values, wanted in ((drawn.before, score.before), (drawn.after, score.after)):
        assert values.mean() == pytest.approx(wanted.mean, abs=5 * wanted.sd / np.sqrt(MANY))
        assert values.std() == pytest.approx(wanted.sd, rel=0.03)
        assert values.min() >= score.minimum
        assert values.max() <= score.maximum
    assert np.corrcoef(drawn.before, drawn.after)[0, 1] == pytest.approx(score.r, abs=0.03)


def test_published_means_and_sds_are_the_ones_asked_for():
    phq9, gad7 = form("phq9").scores[0], form("gad7").scores[0]
    assert (phq9.before.mean, phq9.before.sd, phq9.after.mean, phq9.after.sd) == (11.6, 6.0, 8.8, 5.8)
    assert (gad7.before.mean, gad7.before.sd, gad7.after.mean, gad7.after.sd) == (11.7, 5.4, 8.6, 5.3)
    # Parent-Infant Foundation 2021, 283 UK practitioners.
    assert (KNOWLEDGE.before.mean, CONFIDENCE.before.mean) == (3.27, 2.98)


@pytest.mark.parametrize("score", [*SCORES, GOAL, KNOWLEDGE, CONFIDENCE], ids=lambda score: score.id)
def test_solved_parameters_meet_the_wanted_ones_without_chance_error(score: Score):
    # A deterministic check by a fine grid over both normal variables, in place of random draws.
    latent = solve(score)
    z = np.linspace(-7, 7, 1401)
    weight = np.exp(-(z**2) / 2)
    weight /= weight.sum()

    def scaled(normal, spread):
        return np.clip(np.rint(spread.mean + spread.sd * normal), score.minimum, score.maximum)

    first = scaled(z, latent.before)
    second = scaled(latent.r * z[:, None] + np.sqrt(1 - latent.r**2) * z[None, :], latent.after)
    both = weight[:, None] * weight[None, :]
    mean = (weight * first).sum()
    after = (both * second).sum()
    sd = np.sqrt((weight * (first - mean) ** 2).sum())
    sd_after = np.sqrt((both * (second - after) ** 2).sum())
    r = (both * (first[:, None] - mean) * (second - after)).sum() / (sd * sd_after)
    assert mean == pytest.approx(score.before.mean, abs=0.02)
    assert after == pytest.approx(score.after.mean, abs=0.02)
    assert sd == pytest.approx(score.before.sd, abs=0.02)
    assert sd_after == pytest.approx(score.after.sd, abs=0.02)
    assert r == pytest.approx(score.r, abs=0.005)


@pytest.mark.parametrize("one", ITEM_FORMS, ids=lambda one: one.id)
def test_answers_add_up_to_their_scores_and_hang_together(families: Families, one: Form):
    totals = tuple(families.scores(score).before for score in one.scores)
    sheet = fill(np.random.default_rng(3), one, totals)
    scored = sheet.values.astype(np.int64)
    for item in one.reversed:
        scored[:, item - 1] = one.low + one.high - scored[:, item - 1]
    assert scored.min() >= one.low
    assert scored.max() <= one.high
    for score, total in zip(one.scores, totals, strict=True):
        answers = scored[:, np.array(score.items) - 1]
        assert (answers.sum(axis=1) == total).all()
        # Published alphas of these forms lie between .81 (KPCS) and .92 (GAD-7).
        assert 0.75 <= alpha(answers) <= 0.93
    others = [item for item in range(1, one.items + 1) if item not in one.rare]
    for item in one.rare:  # self-harm questions are endorsed least
        assert scored[:, item - 1].mean() < scored[:, np.array(others) - 1].mean(axis=0).min()


def test_total_counts_not_applicable_as_its_score_and_blank_as_unknown():
    kpcs = form("kpcs")
    totals = (np.full(4000, 45, dtype=np.int16),)
    sheet = fill(np.random.default_rng(5), kpcs, totals)
    blank = sheet.blank.any(axis=1)
    ticked = sheet.not_applicable.sum(axis=1)
    assert np.isnan(sheet.total[blank]).all()
    # Every answer is 3; "not applicable" on items 1 and 9 counts 2 (KPCS manual).
    assert (sheet.total[~blank] == 45 - ticked[~blank]).all()
    assert set(ticked) == {0, 1, 2}


def test_empty_and_full_totals_have_all_lowest_and_all_highest_answers():
    phq9 = form("phq9")
    sheet = fill(np.random.default_rng(1), phq9, (np.array([0, 27], dtype=np.int16),))
    assert sheet.values[0].tolist() == [0] * 9
    assert sheet.values[1].tolist() == [3] * 9


def test_families_have_the_wanted_attributes_and_drop_out(families: Families):
    assert families.severe_mental_illness.mean() == pytest.approx(0.29, abs=0.015)
    assert families.abuse_neglect_loss.mean() == pytest.approx(0.39, abs=0.015)
    assert families.has_after.mean() == pytest.approx(1 - SERVICE.no_after, abs=0.015)
    shares = np.bincount(families.deprivation, minlength=6)[1:] / MANY
    assert shares == pytest.approx(np.array(SERVICE.deprivation), abs=0.015)
    # Higher-risk families come back less often, by a margin far beyond chance at this size.
    ill = families.severe_mental_illness
    assert families.has_after[~ill].mean() - families.has_after[ill].mean() > 0.10
    assert (families.has_after & ~families.has_before).any()
    assert (~families.has_after & ~families.has_before).any()
    paired = (families.has_before & families.has_after).sum() / (~np.isnat(families.when.first_contact)).sum()
    assert 0.60 <= paired <= 0.70


def test_dates_follow_one_another(families: Families):
    when = families.when
    seen = ~np.isnat(when.first_contact)
    again = ~np.isnat(when.second_contact)
    closed = families.closed
    assert (np.diff(when.referral) >= np.timedelta64(0, "D")).all()
    assert (when.first_contact[seen] > when.referral[seen]).all()
    assert (when.second_contact[again] > when.first_contact[again]).all()
    assert (when.end[closed & again] > when.second_contact[closed & again]).all()
    assert (when.end[closed] <= np.datetime64(SERVICE.extracted)).all()
    returned = families.has_after
    assert (when.after_date[returned] >= when.second_contact[returned]).all()
    assert (when.after_date[returned] <= when.end[returned]).all()
    assert (families.when.contacts[~seen] == 0).all()
    assert (families.when.contacts[seen & ~again] == 1).all()
    assert (families.when.contacts[again] >= 2).all()
    early = (when.before_date < when.first_contact)[seen].mean()
    assert early == pytest.approx(SERVICE.before_first_contact, abs=0.01)


@pytest.mark.parametrize("score", SCORES, ids=lambda score: score.id)
def test_some_get_better_and_some_get_worse(families: Families, score: Score):
    drawn = families.scores(score)
    gain = (drawn.after - drawn.before) * (1 if score.better == "higher" else -1)
    assert 0.5 < (gain > 0).mean() < 0.85
    assert 0.1 < (gain < 0).mean() < 0.35


def test_adding_a_measure_leaves_the_others_as_they_were():
    few = make_families(50, seed=4)
    alone = few.scores(form("phq9").scores[0])
    few.scores(form("kpcs").scores[0])
    assert (few.scores(form("phq9").scores[0]).before == alone.before).all()


def test_a_goal_follows_its_family_only_loosely():
    families = make_families(MANY, seed=2)
    drawn = draw(np.random.default_rng(1), GOAL, families.difficulty_before, families.difficulty_after)
    assert drawn.before.mean() == pytest.approx(GOAL.before.mean, abs=0.07)
    assert np.corrcoef(drawn.before, drawn.after)[0, 1] == pytest.approx(GOAL.r, abs=0.03)


@pytest.mark.parametrize("one", FORMS, ids=lambda one: one.id)
def test_forms_agree_with_the_registry_of_measures(one: Form):
    measure = find(one.label)
    assert measure is not None
    assert measure.id == one.id
    if one.items:
        assert measure.items is not None
        assert (measure.items.count, measure.items.minimum, measure.items.maximum) == (
            one.items,
            one.low,
            one.high,
        )
        # A form of which files hold answers that are scored already has nothing to turn round.
        turned = measure.items.reversed if measure.items.stored == "printed" else ()
        assert turned == one.reversed
        counted = tuple((item, counts_as) for item, counts_as, _ in one.not_applicable)
        assert measure.items.not_applicable == counted
    assert len(measure.scales) == len(one.scores)
    for scale, score in zip(measure.scales, one.scores, strict=True):
        assert (scale.minimum, scale.maximum, scale.better) == (score.minimum, score.maximum, score.better)
        assert scale.items == score.items
