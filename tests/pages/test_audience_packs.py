"""A process that serves packs alone: what its pages show, and that nothing that can hold a row is loaded."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

import pytest

import data_samples
from evaluation import View, load
from evaluation.packs.publishing import publish, publish_training
from evaluation.packs.shelf import Shelf
from evaluation.programme import load_programme
from evaluation.training.choices import TrainingView
from tests.pages.conftest import opened

SHARED = (
    "overview",
    "outcomes",
    "reach",
    "over_time",
    "groups",
    "claim",
    "report",
    "training",
    "course",
    "learners",
    "coverage",
    "measures",
    "measure",
    "methods",
)
HOLD_ROWS = (
    "evaluation.alerts",
    "evaluation.command_line",
    "evaluation.counting",
    "evaluation.courses.reading",
    "evaluation.courses.recognising",
    "evaluation.courses.records",
    "evaluation.dataset",
    "evaluation.differing",
    "evaluation.evaluating",
    "evaluation.exchange",
    "evaluation.importing",
    "evaluation.individual",
    "evaluation.opening",
    "evaluation.packs.members",
    "evaluation.packs.publishing",
    "evaluation.pairing",
    "evaluation.pooling",
    "evaluation.portfolio",
    "evaluation.programme",
    "evaluation.returns",
    "evaluation.scoring",
    "evaluation.sources",
    "evaluation.store",
    "evaluation.warehouse",
    "evaluation.workbooks",
    "data_samples",
    "pages.shared.session",
    "pages.shared.training_session",
)
WALK = """
import json, sys
from streamlit.testing.v1 import AppTest

def opened(**address):
    app = AppTest.from_file("dashboard.py", default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()

def told(app):
    kinds = ("title", "markdown", "caption", "warning", "info")
    return {
        "text": "\\n".join(entry.value for kind in kinds for entry in getattr(app, kind)),
        "faults": [entry.message for entry in app.exception],
        "titles": len(app.title),
        "boxes": [box.label for box in (*app.sidebar.selectbox, *app.sidebar.multiselect)],
    }

pack, cut, pages = sys.argv[1], sys.argv[2], sys.argv[3].split(",")
app = opened(pack=pack)
found = {"pages": {}}
for page in pages:
    found["pages"][page] = told(app.switch_page(f"pages/{page}.py").run())
found["cut"] = told(opened(pack=pack, cut=cut))
found["nobody"] = told(opened())
found["unknown"] = told(opened(pack="no-such-pack-0000"))
found["outside"] = told(opened(pack="../../secrets"))
found["modules"] = sorted(sys.modules)
print(json.dumps(found))
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("store") / "packs")


@pytest.fixture(scope="module")
def pack(root, shelf):
    data = load(root / "data_samples" / "first_run.csv")
    view = View(protection="nhs")
    day = date(2026, 7, 1)
    files = next(one.files for one in data_samples.training_sets() if one.name == "three_workshops")
    training = load_programme(files).evidence(TrainingView(protection="nhs"))
    found = publish(
        data, view, by=("site",), title="Our outcomes", organisation="Us", made_on=day, training=training
    )
    shelf.put(found)
    return found


@pytest.fixture(scope="module")
def walked(root, shelf, pack):
    """What each page says, in a process of its own."""
    environment = os.environ | {"ATTUNE_SERVE": "packs", "ATTUNE_STORE": str(shelf.folder.parent)}
    done = subprocess.run(
        [sys.executable, "-c", WALK, pack.id, pack.cuts[1].key, ",".join(SHARED)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_no_module_that_can_hold_a_row_is_loaded(walked):
    loaded = [name for name in walked["modules"] if name.startswith(HOLD_ROWS)]
    assert loaded == []
    assert "evaluation.packs.shelf" in walked["modules"], "the walk did not read a pack"


@pytest.mark.parametrize("page", SHARED)
def test_every_page_is_sound(walked, page):
    told = walked["pages"][page]
    assert told["faults"] == []
    assert told["titles"] == 1
    assert "Our outcomes" in told["text"]  # the sidebar says whose it is
    assert "Use my own data" not in told["text"]
    assert told["boxes"] == ["Who is shown"]


def test_the_overview_is_that_of_the_pack(walked, pack):
    first = pack.cuts[0].evidence.findings[0]
    shown = walked["pages"]["overview"]["text"].replace("\\", "")
    assert first.concept in shown
    assert "[c]" in shown or "about" in shown


def test_a_link_opens_a_cut(walked):
    shown, everybody = walked["cut"]["text"], walked["pages"]["overview"]["text"]
    assert walked["cut"]["faults"] == []
    assert shown != everybody


@pytest.mark.parametrize("link", ["unknown", "outside"])
def test_a_link_that_leads_nowhere_says_so(walked, link):
    told = walked[link]
    assert told["faults"] == []
    assert "Nothing to show" in told["text"]
    assert "Traceback" not in told["text"]


def test_without_a_link_nothing_is_listed(walked, pack):
    told = walked["nobody"]["text"]
    assert "Open the link that you were sent" in told
    assert pack.id not in told
    assert pack.title not in told


def test_training_is_shown_as_it_was_published(walked, pack):
    shown = walked["pages"]["training"]["text"].replace("\\", "")
    assert pack.training.sentence.rstrip(".") in shown
    assert "Training files" not in shown
    for page in ("training", "course", "learners"):
        assert pack.training.fingerprint[:12] in walked["pages"][page]["text"]


def test_a_pack_without_training_has_no_training_pages(root, shelf, monkeypatch):
    data = load(root / "data_samples" / "first_run.csv")
    view = View(protection="nhs")
    found = publish(data, view, title="Families", organisation="", made_on=date(2026, 7, 1))
    monkeypatch.setenv("ATTUNE_STORE", str(shelf.folder.parent))
    shelf.put(found, withdrawing=[one.id for one in shelf.clashes(found)])
    app = opened(root, pack=found.id)
    app.app.switch_page("pages/overview.py").run()
    assert not app.app.exception
    with pytest.raises(ValueError, match="training"):
        app.app.switch_page("pages/training.py").run()


def test_a_pack_of_training_alone_opens_on_training_and_has_no_page_on_families(
    root, shelf, pack, monkeypatch
):
    found = publish_training(pack.training, title="Courses", organisation="Them", made_on=date(2026, 7, 1))
    monkeypatch.setenv("ATTUNE_STORE", str(shelf.folder.parent))
    shelf.put(found, withdrawing=[one.id for one in shelf.clashes(found)])
    app = opened(root, pack=found.id).sound()
    assert app.headings[0] == "Who came, what did they learn, who is missing?"
    for page in ("course", "learners", "coverage", "report", "methods"):
        app.open(page).sound()
    for page in ("overview", "outcomes", "reach"):
        with pytest.raises(ValueError, match=page):
            app.app.switch_page(f"pages/{page}.py").run()
