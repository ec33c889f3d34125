"""A data file that is wrong is refused with its name and the field that is wrong."""

from __future__ import annotations

import re

import pytest

from evaluation.measures import MeasureError, catalogue, load, registry

GOOD = """
id = "worry"
name = "Worry questionnaire"
short = "WQ-3"
asks = "Asks parents about worry."
domain = "caregiver"
about = "parent"
rater = "parent"
aliases = ["wq"]

[items]
count = 3
minimum = 0
maximum = 2
reversed = [2]
labels = [["never", 0], ["always", 2]]
not_applicable = [[3, 1]]
source = "Made up"

[[alerts]]
item = 3
above = 0
label = "Look today."
source = "Made up"

[[scales]]
id = "total"
name = "worry"
title = "WQ-3 total"
minimum = 0
maximum = 6
better = "lower"
score = "sum"
items = [1, 2, 3]
aliases = ["wq total"]
source = "Made up"

[scales.missing]
rule = "prorate"
most = 1
source = "Made up"

[[scales.cut_offs]]
id = "high"
at = 4
label = "high worry"
source = "Made up"

[[scales.bands]]
low = 0
high = 2
label = "low band"
source = "Made up"

[[scales.bands]]
low = 3
high = 6
label = "high band"
source = "Made up"

[[scales.change_rules]]
id = "ours"
label = "2 or more"
value = 2
published = 1.8
confidence = 0.95
default = true
source = "Made up"

[[scales.change_rules]]
id = "theirs"
label = "3 or more"
value = 3
source = "Made up"

[[scales.reliability]]
kind = "alpha"
value = 0.8
source = "Made up"

[[scales.norms]]
population = "parents"
mean = 2.5
sd = 1.5
n = 40
source = "Made up"

[licence]
text = "Free."
wording = "free"
source = "Made up"
"""

CONVERTED = """items = [1, 2, 3]
convert = [[0, 0.0], [1, 1.5], [2, 2.5], [3, 3.5], [4, 4.5], [5, 5.5], [6, 6.0]]
"""


def write(folder, text, name="worry.toml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_sound_file_is_read_into_the_dataclasses(tmp_path):
    measure = load(write(tmp_path, GOOD))
    scale = measure.scale("total")
    assert measure.items is not None
    assert measure.items.labels == (("never", 0.0), ("always", 2.0))
    assert measure.items.not_applicable == ((3, 1.0),)
    assert scale.change_rule is not None
    assert (scale.change_rule.id, scale.change_rule.confidence) == ("ours", 0.95)
    assert scale.items == (1, 2, 3)
    assert (scale.missing.rule, scale.missing.most) == ("prorate", 1)
    assert not measure.local


def test_a_conversion_table_is_read(tmp_path):
    text = GOOD.replace("items = [1, 2, 3]\n", CONVERTED).replace('"prorate"\nmost = 1', '"complete"')
    assert load(write(tmp_path, text)).scale("total").convert[1] == (1.0, 1.5)


# (what is replaced, by what, the field, a part of what is said of it)
OPTIONS = "reversed = []\noptions = [{items = [2], codes = [1, 2], scores = "
AGES = 'rater = "parent"\nages = {source = "Made up", '
WRONG = [
    # answers that differ by item, answers left out, ages, scales of scales
    ("reversed = [2]", f"{OPTIONS}[0]}}]", "items.options[0].codes", "as many scores"),
    ("reversed = [2]", f"{OPTIONS}[0, 9]}}]", "items.options[0].scores", "9 is outside 0 to 2"),
    (
        "reversed = [2]",
        f"{OPTIONS}[0, 2]}}]".replace("[]", "[2]", 1),
        "items.options[0].items",
        "item 2 is also in 'reversed'",
    ),
    ("reversed = [2]", 'omitted = ["never"]', "items.omitted[0]", "'never' must be lower case and no label"),
    ("reversed = [2]", 'omitted = ["not seen"]', "scales[0].score", "an omitted answer has no place"),
    ('rater = "parent"', f"{AGES}low = 12, high = 0}}", "ages.low", "the lower first"),
    ('rater = "parent"', f"{AGES[:-2]}}}", "ages", "give the lowest or the highest age"),
    ('score = "sum"', 'score = "sum"\nparts = ["other"]', "scales[0].parts", "has no parts"),
    (
        'score = "sum"',
        'score = "sum"\nlabels = [["high", 6]]',
        "scales[0].labels",
        "don't go with score 'sum'",
    ),
    ('better = "lower"', 'better = "lower"\nclaims = false', "scales[0].claims", "has no change rules"),
    ("default = true", "default = true\nworse = 9", "scales[0].change_rules[0].worse", "9 is not a change"),
    (
        "default = true",
        'default = true\nunit = "percent"',
        "scales[0].change_rules[0].default",
        "the default is a reliable change in points",
    ),
    # keys and types
    ('better = "lower"', 'better = "down"', "scales[0].better", "'down' is not one of higher, lower"),
    ('better = "lower"', "", "scales[0].better", "is missing"),
    ('asks = "Asks parents about worry."', "", "asks", "is missing"),
    ('rater = "parent"', 'rater = "parent"\ncolour = "red"', "colour", "not a known key"),
    ("at = 4", "at = 4\nabove = 4", "scales[0].cut_offs[0].above", "not a known key"),
    ("at = 4", 'at = "4"', "scales[0].cut_offs[0].at", "'4' is not a number"),
    ("at = 4", "at = true", "scales[0].cut_offs[0].at", "True is not a number"),
    ("at = 4", "at = nan", "scales[0].cut_offs[0].at", "nan is not a number"),
    ("count = 3", "count = 3.5", "items.count", "3.5 is not a whole number"),
    ("default = true", 'default = "yes"', "scales[0].change_rules[0].default", "'yes' is not true or false"),
    ('short = "WQ-3"', 'short = " "', "short", "' ' is not a text"),
    ('aliases = ["wq"]', 'aliases = "wq"', "aliases", "'wq' is not a list"),
    ('aliases = ["wq"]', "aliases = [3]", "aliases[0]", "3 is not a text"),
    ('["never", 0]', '["never"]', "items.labels[0]", "needs 2 values"),
    ('["never", 0]', '["never", "nil"]', "items.labels[0][1]", "'nil' is not a number"),
    ("[licence]", "[[licence]]", "licence", "is not a table of keys"),
    (
        'rule = "prorate"\nmost = 1\nsource = "Made up"',
        'rule = "prorate"\nmost = 1',
        "scales[0].missing.source",
        "is missing",
    ),
    (
        'kind = "alpha"',
        'kind = "alpha"\nstatus = "sure"',
        "scales[0].reliability[0].status",
        "'sure' is not one of",
    ),
    (
        'wording = "free"\nsource = "Made up"',
        'wording = "free"\nsource = ""',
        "licence.source",
        "is not a text",
    ),
    ('wording = "free"\nsource = "Made up"', 'wording = "free"', "licence.source", "is missing"),
    # ids and names
    ('id = "worry"', 'id = "wq3"', "id", "'wq3' is not the name of the file"),
    ('id = "total"', 'id = "The total"', "scales", "'The total' is not an id"),
    ('id = "theirs"', 'id = "ours"', "scales[0].change_rules", "'ours' is used more than once"),
    ('id = "high"', 'id = "High"', "scales[0].cut_offs", "'High' is not an id"),
    ('["wq total"]', '["WQ total"]', "scales[0].aliases[0]", "must be lower case"),
    # items
    ("reversed = [2]", "reversed = [4]", "items.reversed", "there is no item 4"),
    ("reversed = [2]", "reversed = [2, 2]", "items.reversed", "item 2 is listed more than once"),
    ('["always", 2]', '["always", 3]', "items.labels[1]", "3 is outside 0 to 2"),
    ('["always", 2]', '["Always", 2]', "items.labels[1]", "must be lower case"),
    ("[[3, 1]]", "[[9, 1]]", "items.not_applicable", "there is no item 9"),
    ("[[3, 1]]", "[[3, 5]]", "items.not_applicable[0]", "5 is outside 0 to 2"),
    ("item = 3", "item = 4", "alerts[0].item", "no item 4"),
    ("above = 0", "above = 2", "alerts[0].above", "no answer is above 2"),
    ("items = [1, 2, 3]", "items = [1, 2, 4]", "scales[0].items", "there is no item 4"),
    ("items = [1, 2, 3]", "items = []", "scales[0].items", "needs items"),
    ('score = "sum"', 'score = "entered"', "scales[0].items", "not made from items"),
    ('score = "sum"', 'score = "sum"\nunit = "goal"', "scales[0].unit", "'goal' goes with score 'each'"),
    # ranges
    ("maximum = 6", "maximum = 7", "scales[0].minimum", "the items give 0 to 6, not 0 to 7"),
    ("maximum = 6", "maximum = 0", "scales[0].minimum", "0 is not below the maximum of 0"),
    ("maximum = 2", "maximum = 0", "items.minimum", "0 is not below the maximum of 0"),
    ("at = 4", "at = 7", "scales[0].cut_offs[0].at", "7 is outside the scale's 0 to 6"),
    ("high = 6", "high = 8", "scales[0].bands[1]", "3 to 8 is not a range within 0 to 6"),
    ("low = 3", "low = 2", "scales[0].bands[1].low", "not overlap"),
    ('label = "high band"', 'label = "low band"', "scales[0].bands[0].label", "used more than once"),
    ("most = 1", "most = 3", "scales[0].missing.most", "3 is not from 1"),
    ('rule = "prorate"', 'rule = "complete"', "scales[0].missing.most", "goes with rule 'prorate'"),
    ("value = 2\n", "value = 0\n", "scales[0].change_rules[0].value", "0 is not a change"),
    ("value = 3\n", "value = 9\n", "scales[0].change_rules[1].value", "9 is not a change"),
    ("published = 1.8", "published = 2.8", "scales[0].change_rules[0].published", "2.8 does not round to 2"),
    ("confidence = 0.95", "confidence = 95", "scales[0].change_rules[0].confidence", "not between 0 and 1"),
    ("value = 3\n", "value = 3\ndefault = true\n", "scales[0].change_rules", "more than one rule"),
    (
        "default = true",
        'default = true\nstatus = "recalled"',
        "scales[0].change_rules[0].default",
        "not firm",
    ),
    (
        "default = true",
        "default = true\nunit_unknown = true",
        "scales[0].change_rules[0].default",
        "not firm",
    ),
    ("value = 0.8", "value = 1.8", "scales[0].reliability[0].value", "1.8 is not above 0 and at most 1"),
    ("mean = 2.5", "mean = 25", "scales[0].norms[0].mean", "25 is outside the scale's 0 to 6"),
    ("sd = 1.5", "sd = 0", "scales[0].norms[0].sd", "0 is not above 0"),
    ("n = 40", "n = 0", "scales[0].norms[0].n", "0 is not a number of people"),
    ('score = "sum"', 'score = "sum"\nstep = 0', "scales[0].step", "0 is not above 0"),
]


@pytest.mark.parametrize(("old", "new", "field", "said"), WRONG, ids=[f"{w[2]}: {w[3]}" for w in WRONG])
def test_a_wrong_file_is_refused_naming_file_and_field(tmp_path, old, new, field, said):
    assert old in GOOD
    with pytest.raises(MeasureError, match=f"^worry.toml: {re.escape(field)}: .*{re.escape(said)}"):
        load(write(tmp_path, GOOD.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[3, 3.5], ", "", "must list every total from 0 to 6 once"),
        ("[3, 3.5]", "[3, 2.5]", "must rise with the total"),
        ("[6, 6.0]", "[6, 7.0]", "must run from 0 to 6"),
    ],
)
def test_a_conversion_with_a_gap_a_fall_or_another_range_is_refused(tmp_path, old, new, said):
    text = GOOD.replace("items = [1, 2, 3]\n", CONVERTED).replace('"prorate"\nmost = 1', '"complete"')
    with pytest.raises(MeasureError, match=rf"^worry.toml: scales\[0\].convert: .*{said}"):
        load(write(tmp_path, text.replace(old, new, 1)))


def test_a_converted_total_cannot_be_pro_rated(tmp_path):
    text = GOOD.replace("items = [1, 2, 3]\n", CONVERTED)
    with pytest.raises(MeasureError, match=r"scales\[0\].missing.rule: a pro-rated total"):
        load(write(tmp_path, text))


def test_a_file_that_is_not_toml_is_refused(tmp_path):
    with pytest.raises(MeasureError, match=r"^worry.toml: not readable as TOML"):
        load(write(tmp_path, "id = "))


def test_two_measures_of_one_name_are_refused(tmp_path, monkeypatch):
    other = GOOD.replace('id = "worry"', 'id = "fret"').replace("Worry questionnaire", "Fret")
    write(tmp_path, GOOD)
    write(tmp_path, other, "fret.toml")
    monkeypatch.setattr(catalogue, "__file__", str(tmp_path / "catalogue.py"))
    registry.cache_clear()
    try:
        with pytest.raises(MeasureError, match=r"^worry.toml: aliases: '\w+' is also a name of fret"):
            registry()
    finally:
        monkeypatch.undo()
        registry.cache_clear()
