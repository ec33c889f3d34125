"""A questionnaire of one's own on its way through a file: headers, mapping, scores, command line."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from evaluation.command_line import main
from evaluation.dataset import Dataset
from evaluation.errors import InputError
from evaluation.evaluating import evaluate, inspect, report
from evaluation.importing import Local, Mapping, recognise
from evaluation.measures import Own, own_measure, registry, to_toml
from evaluation.opening import load
from evaluation.reports.template import template
from evaluation.view import View
from tests.tables_of_text import mapped, pairs, used, workbook

OURS = own_measure(
    Own(
        name="Our scale",
        questions=3,
        minimum=1,
        maximum=5,
        better="higher",
        reversed=(2,),
        labels=(("Never", 1), ("Sometimes", 3), ("Always", 5)),
    )
)
WORRY = own_measure(Own(name="Worry thermometer", minimum=0, maximum=10, better="lower", aliases=("WT",)))
ANSWERS = ",".join(f"Our scale Q{i} {stage}" for stage in ("before", "after") for i in (1, 2, 3))
WIDE = f"""
    Family ID,{ANSWERS},WT pre,WT post
    F1,1,5,2,4,2,5,8,3
    F2,Never,always,Sometimes,Sometimes,sometimes,Always,7,7
    F3,2,2,2,2,2,2,5,6
"""
LONG = """
    Family ID,Date,Stage,Questionnaire,Total
    F1,2025-01-10,before,Worry thermometer,8
    F1,2025-06-10,after,Worry thermometer,3
    F2,2025-01-12,before,wt,7
    F2,2025-06-12,after,WT,7
"""


def recognised(text, *own):
    return recognise(workbook(text), registry().with_local(own)).mapping


def data_of(text, *own):
    return Dataset.read(workbook(text), recognised(text, *own), registry())


def test_its_name_and_other_names_are_recognised_in_headers():
    found = used(recognised(WIDE, OURS, WORRY))
    assert found["Our scale Q2 after"] == ("item", OURS.id, 2, "end")
    assert found["WT pre"] == ("score", WORRY.id, "total", "baseline")
    assert "own_our_scale" not in str(used(mapped(WIDE))), "nobody else knows it"


def test_its_answers_are_scored_as_it_says():
    data = data_of(WIDE, OURS, WORRY)
    # By hand, question 2 turned round (6 - answer): F1 1+1+2=4, 4+4+5=13; F2 1+1+3=5, 3+3+5=11;
    # F3 2+4+2=8 both times.
    assert pairs(data, OURS.id) == [(4, 13), (5, 11), (8, 8)]
    assert pairs(data, WORRY.id) == [(5, 6), (7, 7), (8, 3)]


def test_it_is_found_in_a_column_of_questionnaires():
    found = recognised(LONG, WORRY)
    assert dict(found.measures) == {"Worry thermometer": WORRY.id, "wt": WORRY.id, "WT": WORRY.id}
    assert found.own == (WORRY,)
    assert pairs(data_of(LONG, WORRY), WORRY.id) == [(7, 7), (8, 3)]


def test_a_mapping_holds_those_that_it_uses_and_no_others():
    found = recognised(
        WIDE, OURS, WORRY, own_measure(Own(name="Unused", minimum=0, maximum=1, better="lower"))
    )
    assert found.own == (OURS, WORRY)
    assert Mapping.from_dict(json.loads(json.dumps(found.to_dict()))) == found
    assert recognised("Family ID,PHQ-9 before,PHQ-9 after\nA,14,6", OURS).own == ()


def test_a_saved_mapping_needs_no_more_than_itself():
    plain = json.loads(json.dumps(recognised(WIDE, OURS, WORRY).to_dict()))
    data = load(WIDE.strip().encode(), name="quarter_2.csv", mapping=Mapping.from_dict(plain))
    assert data.measures == ((OURS.id, "Our scale"), (WORRY.id, "Worry thermometer"))


def test_the_mapping_s_fingerprint_changes_with_the_definition():
    data = data_of(WIDE, OURS, WORRY)
    other = replace(WORRY, scales=(replace(WORRY.scales[0], maximum=12.0),))
    changed = Dataset.read(workbook(WIDE), data.mapping.with_own([other]), registry())
    assert changed.mapping.own == (OURS, other)
    assert changed.mapping_fingerprint != data.mapping_fingerprint
    assert changed.fingerprint == data.fingerprint


def test_a_mapping_made_by_hand_may_name_it_in_words():
    found = recognised(WIDE, OURS, WORRY)
    by_name = replace(
        found,
        columns=tuple(replace(c, measure={WORRY.id: "wt"}.get(c.measure, c.measure)) for c in found.columns),
    )
    read = Dataset.read(workbook(WIDE), replace(by_name, own=()).with_own([OURS, WORRY]), registry())
    assert pairs(read, WORRY.id) == [(5, 6), (7, 7), (8, 3)]


@pytest.mark.parametrize(
    ("own", "sentence"),
    [
        ("ours", "must be a questionnaire"),
        ({"id": "x"}, "'own' questionnaire '' of the mapping: name: is missing"),
        (
            {"short": "Mine", "colour": 1},
            "'own' questionnaire 'Mine' of the mapping: colour: not a known key",
        ),
    ],
)
def test_a_mapping_whose_own_questionnaire_is_none_is_refused(own, sentence):
    plain = mapped(WIDE).to_dict() | {"own": [own]}
    with pytest.raises(InputError, match=sentence):
        Mapping.from_dict(plain)


def test_a_mapping_can_t_bring_in_a_verified_threshold():
    phq9 = registry().get("phq9")
    mine = replace(phq9, id="own_phq", aliases=(), scales=(replace(phq9.scales[0], aliases=()),))
    plain = json.loads(json.dumps(replace(recognised(WIDE, OURS), own=(mine,)).to_dict()))
    (read,) = Mapping.from_dict(plain).own
    assert read.local
    assert {rule.status for rule in read.scales[0].change_rules} == {"convention"}
    assert read.scales[0].change_rule is None


def test_its_own_cut_off_and_change_are_named_and_stay_behind_the_headline():
    worry = own_measure(
        Own(
            name="Worry thermometer",
            minimum=0,
            maximum=10,
            better="lower",
            aliases=("WT",),
            cut_off=7,
            change=2,
        )
    )
    rows = "\n".join(f"F{i},{8 - i % 3},{3 + i % 5}" for i in range(20))
    found = evaluate(f"Family ID,WT pre,WT post\n{rows}".encode(), name="w.csv", measures=[worry])
    (finding,) = found.evidence.findings
    assert finding.headline_rule == "any_change"
    assert "recovery:own" in {rule.id for rule in finding.rules}
    assert {rule.status for rule in finding.rules if rule.id.endswith(":own")} == {"convention"}
    assert "the service's own score" in " ".join(caveat.text for caveat in finding.caveats)


def test_its_own_amount_of_change_is_the_headline_only_where_it_is_asked_for():
    """By hand: of gains 5, 1 and -3 points one is 3 or more, and one loss is."""
    worry = own_measure(Own(name="Worry thermometer", minimum=0, maximum=10, better="lower", change=3))
    table = b"Family ID,Worry thermometer pre,Worry thermometer post\nA,8,3\nB,7,6\nC,5,8\n"
    usual = evaluate(table, name="w.csv", measures=[worry]).evidence.findings[0]
    assert usual.headline_rule == "any_change"
    asked = evaluate(table, name="w.csv", measures=[worry], view=View(improved="important_change"))
    finding = asked.evidence.findings[0]
    rule = next(rule for rule in finding.rules if rule.id == finding.headline_rule)
    assert (rule.id, rule.status) == ("important_change", "convention")
    assert rule.source == "Given by the service"
    counts = {rate.outcome: rate.n for rate in finding.rates if rate.rule == rule.id}
    assert counts == {"improved": 1, "no_change": 1, "worse": 1}


def test_the_quick_way_is_the_same_thing_underneath():
    local = Local(
        id="worry",
        name="Worry",
        minimum=0,
        maximum=10,
        better="lower",
        cut_off=7,
        cut_off_label="a talk is offered",
    )
    assert local.measure() == own_measure(replace(local.said(), id="worry"))
    scale = local.measure().scale("total")
    assert (scale.cut_offs[0].at, scale.cut_offs[0].label) == (7, "a talk is offered")
    assert Local.from_dict(json.loads(json.dumps(local.to_dict()))) == local


def test_a_mapping_file_from_before_cut_offs_still_loads():
    old = {
        "id": "bond",
        "name": "Bond",
        "minimum": 0,
        "maximum": 10,
        "better": "higher",
        "labels": {"Low": 2},
    }
    local = Local.from_dict(old)
    assert local.cut_off is None
    assert local.measure().scale("total").labels == (("low", 2),)


@pytest.mark.parametrize("measure", [OURS, WORRY], ids=lambda measure: measure.id)
def test_its_template_is_recognised_with_nothing_to_correct(measure):
    seen = inspect(template(measure), name="template.xlsx", measures=[measure])
    columns = [c for c in seen.mapping.columns if c.use in {"item", "score"}]
    assert len(columns) == (measure.items.count if measure.items else 1)
    assert {c.measure for c in columns} == {measure.id}
    assert {c.confidence for c in columns} == {"matched"}


def test_a_questionnaire_that_no_column_holds_is_said():
    seen = inspect(b"Family ID,PHQ-9 before,PHQ-9 after\nA,14,6\n", name="a.csv", measures=[OURS])
    assert "No column was recognised as 'Our scale'." in seen.notes


def test_one_by_the_name_of_a_known_questionnaire_is_refused():
    phq = own_measure(Own(name="PHQ 9", minimum=0, maximum=27, better="lower"))
    with pytest.raises(InputError, match="already here as PHQ-9"):
        load(WIDE.strip().encode(), name="wide.csv", measures=[phq])
    with pytest.raises(InputError, match="already here as Our scale"):
        load(WIDE.strip().encode(), name="wide.csv", measures=[OURS, OURS])


@pytest.fixture
def files(tmp_path):
    """The table, and the two questionnaires as files."""
    data = tmp_path / "families.csv"
    data.write_bytes("\n".join(line.strip() for line in WIDE.strip().splitlines()).encode())
    paths = []
    for measure in (OURS, WORRY):
        paths.append(tmp_path / f"{measure.id}.toml")
        paths[-1].write_text(to_toml(measure), encoding="utf-8")
    return [str(path) for path in (data, *paths)]


def test_the_command_line_takes_its_file(files, capsys, tmp_path):
    data, ours, worry = files
    assert main(["inspect", data, "--measure", ours, "--measure", worry]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert [entry["short"] for entry in printed["mapping"]["own"]] == ["Our scale", "Worry thermometer"]
    assert main(["evaluate", data, "--measure", ours, "--json", "-"]) == 0
    scales = json.loads(capsys.readouterr().out)["scales"]
    assert [(entry["measure"], entry["n"]) for entry in scales] == [(OURS.id, 3)]
    assert main(["report", data, "--measure", worry, "--format", "xlsx", "--out", str(tmp_path / "out")]) == 0


def test_the_library_makes_a_report_with_it_too(files, tmp_path):
    data, _, _ = files
    (path,) = report(data, formats=["xlsx"], out=tmp_path / "report", measures=[OURS])
    assert path.stat().st_size > 1000


def test_the_command_line_says_what_is_wrong_with_its_file(files, capsys, tmp_path):
    data, ours, _ = files
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("better = 1", encoding="utf-8")
    assert main(["evaluate", data, "--measure", str(wrong)]) == 2
    assert "wrong.toml: better: not a known key" in capsys.readouterr().err
    assert main(["evaluate", data, "--measure", str(tmp_path / "none.toml")]) == 2
    assert "can't be opened" in capsys.readouterr().err
    assert main(["evaluate", data, "--measure", ours, "--measure", ours]) == 2
    assert "already here as Our scale" in capsys.readouterr().err
