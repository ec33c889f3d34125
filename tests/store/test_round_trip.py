"""What is saved opens as it was, to the last bit, and holds no id."""

from __future__ import annotations

import io
import json
import string

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import load
from evaluation.errors import InputError
from evaluation.store.contents import contents_of, dataset_of
from evaluation.view import View
from tests.examples import examples
from tests.tables_of_text import table

SAMPLES = (
    "course_forms.xlsx",
    "experience_forms.csv",
    "families_gbo.tsv",
    "families_items_wide.csv",
    "families_long.csv",
    "families_redcap.csv",
    "families_wide.xlsx",
    "first_run.csv",
    "shapes/families_and_scores.xlsx",
    "shapes/family_hubs.csv",
    "shapes/google_forms.csv",
    "shapes/iaptus_like.csv",
    "shapes/kobo.xlsx",
    "shapes/lamplight_like.xlsx",
    "shapes/merged_groups.xlsx",
    "shapes/ms_forms.xlsx",
    "shapes/pre_and_post.xlsx",
    "shapes/qualtrics.csv",
    "shapes/redcap_labels.csv",
    "shapes/redcap_raw.csv",
    "shapes/sheet_a_site.xlsx",
    "shapes/sheet_a_worker.xlsx",
    "shapes/smart_survey.csv",
    "shapes/survey_monkey.csv",
)


def again(data):
    """A data set after it was written to files and read from them."""
    key = data.responses.episodes.marks.key
    found, changed = dataset_of(contents_of(data), lambda _name: key)
    assert changed == ()
    return found


def same(data, other, *views):
    """Assert that two data sets are alike in every figure of some views and in all that is told of rows."""
    for view in views or (View(),):
        one, two = data.evidence(view), other.evidence(view)
        assert repr(one) == repr(two)  # of each number as many digits as tell it from every other
    assert (data.name, data.fingerprint, data.mapping_fingerprint) == (
        other.name,
        other.fingerprint,
        other.mapping_fingerprint,
    )
    assert data.mapping == other.mapping
    for name in ("ledger", "problems", "notes", "reading", "repairs", "to_follow_up", "filters", "source"):
        assert getattr(data, name) == getattr(other, name), name
    for one, two in zip(data.responses.blocks, other.responses.blocks, strict=True):
        assert one.measure == two.measure
        for name in ("row", "episode", "occasion", "date", "rater"):
            before, after = getattr(one, name), getattr(two, name)
            assert before.dtype == after.dtype
            np.testing.assert_array_equal(before, after)
        for scores, others in zip(one.totals, two.totals, strict=True):
            assert scores[2].tobytes() == others[2].tobytes()
        assert (one.items is None) == (two.items is None)
        if one.items is not None and two.items is not None:
            assert one.items.tobytes() == two.items.tobytes()
    pd.testing.assert_frame_equal(data.responses.episodes.attributes, other.responses.episodes.attributes)
    assert contents_of(other).id == contents_of(data).id


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_opens_with_the_same_evidence_to_the_last_bit(root, name):
    data = load(root / "data_samples" / name)
    same(data, again(data))


def test_under_other_views_too(root):
    data = load(root / "data_samples" / "first_run.csv")
    column = data.filters[0]
    same(
        data,
        again(data),
        View(protection="nhs"),
        View(improved="any_change", filters={column.name: column.values[:1]}),
        View(confidence=0.9, group_by=column.name),
    )


def test_questionnaires_of_one_s_own_are_kept_as_they_were_described():
    from evaluation.evaluating import inspect
    from evaluation.measures import Own, own_measure

    own = own_measure(Own(name="Worry scale", minimum=1, maximum=7, better="lower", cut_off=5))
    text = table("Family ID,Worry scale before,Worry scale after,PHQ-9 before,PHQ-9 after", ("A", 6, 2, 9, 4))
    data = load(text.encode(), name="own.csv", measures=[own])
    assert own in {block.measure for block in data.responses.blocks}
    assert inspect(text.encode(), name="own.csv", measures=[own]).mapping == again(data).mapping
    same(data, again(data))


_WORDS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=8)
_SCORE = st.one_of(
    st.integers(-2, 30).map(str), st.sampled_from(["", "n/a", "12.5", "see notes", "=1+1", "∞"])
)
_ROW = st.tuples(st.text(alphabet=string.ascii_uppercase + "0", max_size=3), _WORDS, _SCORE, _SCORE, _SCORE)


@settings(max_examples=examples(25))
@given(st.lists(_ROW, min_size=1, max_size=12), _WORDS, st.sampled_from(["PHQ-9", "GAD-7", "Helpfulness"]))
def test_whatever_a_file_holds_it_opens_as_it_was(rows, header, third):
    import csv

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Family ID", header, "PHQ-9 before", "PHQ-9 after", f"{third} before"])
    writer.writerows(rows)
    try:
        data = load(out.getvalue().encode(), name="any.csv")
    except InputError:
        return
    same(data, again(data))


def test_half_a_character_survives():
    import numpy as np

    from evaluation.store.columns import from_parquet, to_parquet

    texts = np.array(["a\ud800", "", "é", "a\ud800"], dtype=object)
    found = from_parquet(to_parquet({"x": texts}))["x"]
    assert found.tolist() == texts.tolist()


@pytest.mark.parametrize("n", [0, 1, 70_000])
def test_columns_of_any_length_come_back_as_they_were(n):
    from evaluation.store.columns import from_parquet, to_parquet

    columns = {
        "number": np.linspace(-1, 1, n) if n != 1 else np.array([np.inf]),
        "whole": np.arange(n, dtype=np.int64),
        "mark": np.arange(n, dtype=np.uint64) + np.uint64(2**63),
        "day": np.full(n, "NaT", dtype="datetime64[s]"),
        "text": np.array([f"t{i}" for i in range(n)], dtype=object),
    }
    found = from_parquet(to_parquet(columns))
    for name, values in columns.items():
        assert found[name].dtype == values.dtype
        np.testing.assert_array_equal(found[name], values)


def test_no_id_and_nothing_private_is_in_any_file(store, root):
    """Ids, made-up mothers' initials and postcodes of a workbook, looked for in every cell and byte."""
    data = load(root / "data_samples" / "families_wide.xlsx")
    saved = store.save(data)
    store.mappings.keep("this quarter", data.mapping)
    told = everything_in(store.folder)
    assert "North" in told or "PHQ-9" in told, "what is looked through is what was saved"
    for private in ("F0001", "f0001", "F0002", "Made-up A", "ZZ99 4JW"):
        assert private not in told
    assert store.find(saved.id).families == 88


def test_ids_that_notes_once_quoted_are_in_no_file(store):
    rows = (
        "00717,Pre,9",
        "717,Post,4",
        "00717,Post,3",
        "00717,Post,3",
        "00717,Post,5",
        "8,Pre,9",
        "8,Post,77",
    )
    text = "\n".join(("ID,Stage,PHQ9", *rows))
    data = load(text.encode(), name="zeros.csv")
    assert any("zeros in front" in note for note in data.notes)
    store.save(data)
    told = everything_in(store.folder)
    assert "zeros in front" in told
    assert "717" not in told.replace(str(store.folder), "")


def everything_in(folder):
    """All texts of a folder: files as text, and every cell of every Parquet file."""
    told = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".parquet":
            frame = pd.read_parquet(path)
            told += [str(path.name), frame.drop(columns=[c for c in frame if "mark" in str(c)]).to_csv()]
        elif path.is_file() and path.name != "marks.json":
            content = path.read_bytes()
            if path.name == "manifest.json":
                plain = json.loads(content)
                hashes = {
                    "files",
                    "fingerprint",
                    "mapping_fingerprint",
                    "definitions",
                    "marks_key",
                    "measures",
                }
                content = json.dumps({k: v for k, v in plain.items() if k not in hashes}).encode()
            if path.name != "catalogue.db":
                told.append(content.decode("utf-8", "replace"))
    return "\n".join(told)
