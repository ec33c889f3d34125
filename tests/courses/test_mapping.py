"""The training mapping: corrected, written to JSON and read again, taken up for the next file."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.courses.kinds import KINDS
from evaluation.courses.mapping import ColumnUse, SheetUse, TrainingMapping, uses_of
from evaluation.courses.reading import read
from evaluation.courses.recognising import recognise
from evaluation.courses.vocabulary import Question
from evaluation.errors import InputError
from tests.courses.books import KEY, sheet, text, xlsx

FORM = [["Code", "Before the course, how sure were you of play?", "Now, how sure are you of play?"],
        ["a", "Not at all", "Very"], ["b", "Slightly", "Quite"]]  # fmt: skip


def corrected() -> SheetUse:
    """The form with its before corrected to a true baseline, of a named course."""
    use = sheet(xlsx("form.xlsx", FORM))
    return replace(use.with_column(replace(use.columns[1], occasion="baseline")), course="Play", notes=())


def test_a_mapping_comes_back_from_json_as_it_was():
    mapping = recognise([xlsx("form.xlsx", FORM)]).mapping
    assert TrainingMapping.from_json(mapping.to_json()) == mapping
    assert TrainingMapping.from_dict({"mapping": mapping.to_dict()}) == mapping


def test_a_correction_is_what_is_read():
    book = xlsx("form.xlsx", FORM)
    found = read([book], recognise([book]).mapping.with_sheet(corrected()), key=KEY)
    assert {answer.occasion for answer in found.answers} == {"baseline", "end"}
    assert found.courses == ("Play",)


def test_a_remembered_correction_reads_the_next_file_with_the_same_headers():
    again = xlsx("next quarter.xlsx", [FORM[0], ["c", "Somewhat", "Very"]])
    use = recognise([again], remembered=[corrected()]).mapping.sheets[0]
    assert (use.columns[1].occasion, use.course, use.file) == ("baseline", "Play", "next quarter.xlsx")
    other = xlsx("other.xlsx", [[*FORM[0], "Role"], ["c", "Somewhat", "Very", "Midwife"]])
    assert recognise([other], remembered=[corrected()]).mapping.sheets[0].columns[1].occasion != "baseline"


def test_columns_that_have_moved_are_found_again_by_their_headers():
    rows = [[row[2], row[0], row[1]] for row in FORM]
    use = recognise([xlsx("form.xlsx", rows)], remembered=[corrected()]).mapping.sheets[0]
    assert [column.use for column in use.columns] == ["question", "learner", "question"]
    assert [column.index for column in use.columns] == [0, 1, 2]


def test_a_mapping_of_another_file_is_refused_in_one_sentence():
    book = xlsx("form.xlsx", FORM)
    mapping = recognise([book]).mapping
    with pytest.raises(InputError, match=r"reads form\.xlsx, which is not among the files"):
        read([xlsx("other.xlsx", FORM)], mapping, key=KEY)
    changed = xlsx(
        "form.xlsx", [["Code", "Something else", "Now, how sure are you of play?"], ["a", "Very", "Very"]]
    )
    with pytest.raises(InputError, match="has no column 'Before the course"):
        read([changed], mapping, key=KEY)


def test_one_question_on_two_scales_is_refused_in_one_sentence():
    book = xlsx("form.xlsx", FORM)
    use = corrected()
    question = use.columns[2].question
    assert question is not None
    wrong = use.with_column(replace(use.columns[2], question=replace(question, low=1, high=10, labels=())))
    with pytest.raises(InputError, match="give both the same scale"):
        read([book], TrainingMapping(sheets=(wrong,)), key=KEY)


def test_two_files_of_one_name_and_no_file_are_refused_and_the_same_file_twice_is_read_once():
    one, other = text("b.csv", [["Code", "Role"], ["a", "x"]]), text("b.csv", [["Code", "Role"], ["b", "x"]])
    with pytest.raises(InputError, match="Two different files are called"):
        recognise([one, other])
    with pytest.raises(InputError, match="no file"):
        recognise([])
    found = recognise([one, one])
    assert len(found.mapping.sheets) == 1
    assert any("read once" in note for note in found.notes)


def plain(**changes):
    mapping = recognise([xlsx("form.xlsx", FORM)]).mapping.to_dict()
    mapping["sheets"][0]["columns"][1].update(changes)
    return mapping


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([], "must be a JSON object"),
        ({"sheets": [1]}, "can't be read"),
        ({"format": 9, "sheets": []}, "'format' is 9"),
        ({"sheets": [{"file": "a", "sheet": "b", "kind": "song"}]}, "'kind' of sheet 'b' of a is 'song'"),
        ({"sheets": [{"file": "a", "sheet": "b", "kinds": "form"}]}, "an entry 'kinds'"),
        ({"sheets": [{"file": "a", "sheet": "b"}] * 2}, "the same sheet of a file twice"),
        ({"sheets": [{"file": "a", "sheet": "b", "header_rows": [0]}]}, "'header_rows'"),
        (plain(use="credits"), "'use' of column"),
        (plain(occasion="teatime"), "'occasion' of column"),
        (plain(question=None), "a question without its 'question'"),
        (plain(question={"id": "q", "low": 5, "high": 1, "level": 2}), "runs from 5 to 1"),
        (plain(question={"id": "q", "low": 1, "high": 5, "level": 7}), "'level' of column"),
        (plain(question={"id": "q", "low": 1, "high": 5, "level": 2, "labels": ["a"]}), "has 1 labels"),
        (plain(index=-1), "no 'index'"),
        (plain(index=0), "the same column of"),
        (plain(header=5), "must be text"),
    ],
)
def test_each_fault_of_a_mappings_file_is_one_sentence(wrong, said):
    with pytest.raises(InputError, match=said) as error:
        TrainingMapping.from_json(json.dumps(wrong))
    assert "\n" not in str(error.value)


def test_what_is_no_json_is_refused():
    with pytest.raises(InputError, match="no JSON"):
        TrainingMapping.from_json("{")


def test_every_use_of_a_kind_is_a_field_or_one_of_the_others():
    assert set(uses_of("form")) >= {"learner", "email", "occasion", "question", "ignore", "private"}


def test_sheets_and_columns_that_need_somebody_say_so():
    question = Question(id="q", text="Q", low=1, high=5, level=2)
    column = ColumnUse(index=0, header="Q", use="question", question=question, confidence="needs you")
    use = SheetUse(file="a.csv", sheet="a", kind="form", columns=(column,))
    assert TrainingMapping(sheets=(use,)).needs_you == (use,)
    assert not replace(use, columns=(replace(column, confidence="matched"),)).needs_you


def test_the_example_in_the_documentation_is_a_mapping():
    said = (Path(__file__).resolve().parents[2] / "docs/training-files.md").read_text("utf-8")
    example = said.split("```json\n")[1].split("```")[0]
    (use,) = TrainingMapping.from_json(example).sheets
    assert use.columns[1].question is not None
    assert use.columns[1].question.labels[-1] == "Strongly agree"
    for kind in KINDS:
        assert f"`{kind}`" in said
