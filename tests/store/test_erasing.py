"""One family erased everywhere: what is left is what a file without it would have given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import load
from evaluation.errors import InputError
from evaluation.importing.privacy.pseudonyms import new_key
from evaluation.store.erasing import marks_of, rows_of, without
from evaluation.view import View
from tests.examples import examples
from tests.store.conftest import HEAD, SPRING, SUMMER
from tests.store.test_round_trip import everything_in

TODAY = date(2026, 4, 3)
LONG_HEAD = "Client,Referral ID,Site,Start date,Stage,Rater,PHQ-9 Q9,PHQ-9,GAD-7\n"


def figures(data):
    """All figures of a data set without what names the file that they come from."""
    evidence = data.evidence(View())
    return replace(evidence, source=None, notes=())


def erased(data, family):
    key = data.responses.episodes.marks.key
    return without(data.responses, marks_of(family, key), TODAY)


def left(data, family):
    return type(data).of(data.name, "x", data.mapping, erased(data, family))


def test_what_is_left_is_what_the_file_without_the_family_gives():
    data = left(load(SPRING.encode(), name="a.csv"), "Zq83-C")
    lines = [line for line in SPRING.splitlines() if "Zq83" not in line]
    other = load("\n".join(lines).encode(), name="a.csv")
    assert figures(data) == figures(other)
    assert data.ledger.rows == other.ledger.rows == 3
    assert data.filters == other.filters


@settings(max_examples=examples(30))
@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABCDE"),
            st.sampled_from(["", "R1", "R2"]),
            st.sampled_from(["North", "South", ""]),
            st.sampled_from(["2025-01-10", ""]),
            st.sampled_from(["Pre", "Post", "Review"]),
            st.sampled_from(["parent", "practitioner"]),
            st.sampled_from(["", "0", "2"]),
            st.sampled_from(["", "3", "14", "99"]),
            st.sampled_from(["", "7"]),
        ),
        min_size=3,
        max_size=25,
    ),
    st.sampled_from("ABCDE"),
)
def test_so_in_any_list_of_questionnaires(rows, family):
    text = LONG_HEAD + "\n".join(",".join(row) for row in rows)
    try:
        data = load(text.encode(), name="a.csv")
    except InputError:
        return
    mine = rows_of(data.responses, marks_of(family, data.responses.episodes.marks.key))
    assert mine.tolist() == [number for number, row in enumerate(rows, 2) if row[0] == family]
    kept = [row for row in rows if row[0] != family]
    try:
        other = load(
            (LONG_HEAD + "\n".join(",".join(r) for r in kept)).encode(), name="a.csv", mapping=data.mapping
        )
    except InputError:
        return
    found = left(data, family)
    assert figures(found) == figures(other)
    assert found.ledger.rows == len(kept)
    assert len(found.ledger.set_aside) == len(other.ledger.set_aside)
    assert [e.used for e in found.to_follow_up] == [e.used for e in other.to_follow_up]


def test_no_word_about_its_rows_is_left():
    rows = "A1,North,14,77,30,40\nB2,North,9,88,30,40\nC3,South,9,4,31,41\n"
    data = load((HEAD + rows).encode(), name="a.csv")
    told = str((data.responses.problems, data.notes))
    assert "77" in told
    assert "rows 2 and 3" in told
    after = erased(data, "A1")
    said = str((after.problems, after.notes, after.ledger))
    assert "77" not in said
    assert [[spot.row for spot in problem.examples] for problem in after.problems] == [[3]]
    assert [problem.rows for problem in after.problems] == [(3,)]
    assert "on row 3" in said.casefold() or "Row 3" in said
    assert after.notes == (
        "A family was erased from these data on 3 April 2026: figures made before include it.",
    )


def test_answers_about_risk_on_rows_that_no_figure_has_go_too():
    head = "Family ID,Stage," + ",".join(f"PHQ-9 Q{i}" for i in range(1, 10))
    calm, risk = ",".join("1" * 8 + "0"), ",".join("1" * 8 + "3")
    text = f"{head}\nA1,Pre,{calm}\nA1,Pre,{risk}\nB2,Pre,{calm}\nB2,Post,{calm}\n"
    data = load(text.encode(), name="a.csv")
    assert [entry.row for entry in data.to_follow_up] == [3]
    assert left(data, "A1").to_follow_up == ()


def test_a_row_that_somebody_left_out_goes_with_its_family():
    from evaluation.importing import read_workbook
    from evaluation.importing.corrections import Corrections

    head = "Family ID,Stage," + ",".join(f"PHQ-9 Q{i}" for i in range(1, 10))
    calm, risk = ",".join("1" * 8 + "0"), ",".join("1" * 8 + "3")
    text = f"{head}\nA1,Pre,{risk}\nA1,Post,{calm}\nB2,Pre,{calm}\nB2,Post,{calm}\n".encode()
    out = Corrections().with_rows(read_workbook(text, "a.csv"), [("a", 2)])
    data = load(text, name="a.csv", corrections=out)
    assert [(entry.row, entry.used) for entry in data.to_follow_up] == [(2, False)]
    assert left(data, "A1").to_follow_up == ()
    assert left(data, "A1").ledger.rows == 2


def test_it_goes_from_every_saved_data_set_and_the_old_files_go(store, spring, summer):
    one, two = store.save(spring, "Spring"), store.save(summer, "Summer")
    other = store.save(load((HEAD + "X,North,9,4,30,40\nY,South,8,3,30,41\n").encode(), name="x.csv"))
    mark = marks_of("Zq81-A", store.marks_key)
    before = store.would_erase("Zq81-A")
    assert before.said[0] == "3 rows will go, with all that was noted of them."
    assert {saved.id for saved in store.list()} == {one.id, two.id, other.id}
    said = store.erase(" zq81-a ")
    assert said.said[0] == "3 rows went, with all that was noted of them."
    assert said.changed == ("Summer", "Spring")
    assert (said.rows, said.searched) == (3, 3)
    assert {saved.id for saved in store.list()}.isdisjoint({one.id, two.id})
    assert [saved.name for saved in store.list()] == [other.name, "Summer", "Spring"]
    for saved in store.list():
        data = store.open(saved.id)
        assert not np.isin(data.responses.whose.subject, mark).any()
        assert not np.isin(data.responses.episodes.marks.subject, mark).any()
    assert store.open("Spring").fingerprint != spring.fingerprint
    assert "A family was erased" in store.open("Spring").notes[-1]
    assert not (store.folder / "data" / one.id).exists()
    assert list((store.folder / "work").iterdir()) == []
    (record,) = store.erasures
    assert record.data_sets == 2
    assert "zq81" not in everything_in(store.folder).casefold()
    assert not any(
        mark[0].tobytes() in path.read_bytes() for path in store.folder.rglob("*") if path.is_file()
    )
    assert store.erase("Zq81-A").said == (
        "No family of that id was found in 3 saved data sets, so nothing was changed.",
    )
    assert len(store.erasures) == 1


def test_figures_of_the_others_are_what_they_would_have_been(store, spring):
    store.save(spring, "Spring")
    store.erase("Zq82-B")
    lines = [line for line in SPRING.splitlines() if "Zq82" not in line]
    assert figures(store.open("Spring")) == figures(load("\n".join(lines).encode(), name="spring.csv"))


def test_a_data_set_of_that_family_alone_is_deleted(store):
    store.save(load((HEAD + "A1,North,9,4,30,40\n").encode(), name="one.csv"))
    said = store.erase("A1")
    assert said.removed == ("one.csv",)
    assert store.list() == ()
    assert "no score of anybody else" in str(said)


def test_one_family_of_several_referrals_goes_whole(store):
    rows = (
        "C1,R1,North,2025-01-10,Pre,parent,0,12,\nC1,R2,North,2026-01-10,Pre,parent,0,9,\n"
        "C2,R3,South,2025-01-10,Pre,parent,0,3,\nC2,R3,South,2025-01-10,Post,parent,0,2,"
    )
    store.save(load((LONG_HEAD + rows).encode(), name="long.csv"))
    assert store.erase("c1").rows == 2
    data = store.open("long.csv")
    assert len(data.responses.episodes) == 1
    assert data.responses.episodes.subject.tolist() == [0]


def test_with_codes_in_place_of_ids_the_key_or_the_code_is_wanted(store):
    key = new_key()
    data = load(SPRING.encode(), name="spring.csv", id_key=key)
    store.save(data)
    said = store.erase("Zq81-A")
    assert not said.found
    assert "Codes stand for ids in “spring.csv”" in str(said)
    assert store.erase("Zq81-A", id_key=key).rows == 1
    from evaluation.importing.privacy.pseudonyms import pseudonyms, read_key

    code = pseudonyms(np.array(["Zq82-B"], dtype=object), read_key(key))[0]
    assert store.erase(code).rows == 1


def test_where_rows_have_no_ids_it_is_said_that_nobody_can_tell(store):
    data = load(SPRING.encode(), name="spring.csv")
    columns = tuple(replace(c, use="ignore") if c.use == "id" else c for c in data.mapping.columns)
    mapping = replace(data.mapping, subjects="one_per_row", columns=columns)
    store.save(load(SPRING.encode(), name="rows.csv", mapping=mapping))
    said = store.erase("row 2")
    assert not said.found
    assert "Without ids, so nobody can tell whether the family is in it: “rows.csv”." in said.said


def test_nothing_is_erased_where_one_data_set_can_t_be_opened(store, spring, summer):
    store.save(spring, "Spring")
    broken = store.save(summer, "Summer")
    path = store.folder / "data" / broken.id / "episodes.parquet"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(InputError, match=r"episodes\.parquet of these saved data is damaged"):
        store.erase("Zq81-A")
    assert len(store.open("Spring").responses.episodes) == 4
    assert store.erasures == ()


def test_an_id_must_be_typed_and_nothing_is_made_for_it(store):
    with pytest.raises(InputError, match="Type the id"):
        store.erase("  ")
    assert not store.erase("A1").found
    assert not store.folder.exists()


def test_what_is_erased_in_summer_is_the_same_family(store, summer):
    """The family of two rows with one id is set aside as repeated, and both go."""
    store.save(summer)
    assert store.erase("Zq81-A").rows == 2
    lines = [line for line in SUMMER.splitlines() if "Zq81" not in line]
    assert figures(store.open("summer.csv")) == figures(load("\n".join(lines).encode(), name="summer.csv"))
