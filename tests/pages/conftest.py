"""The dashboard as Streamlit's own test runner sees it, without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGES = (
    "overview",
    "outcomes",
    "reach",
    "over_time",
    "groups",
    "claim",
    "report",
    "import_data",
    "follow_up",
    "quality",
    "returns",
    "portfolio",
    "rows",
    "saved",
    "publish",
    "network",
    "counts",
    "measures",
    "measure",
    "methods",
)
TRAINING_PAGES = ("training", "course", "learners", "coverage", "training_files")


@dataclass
class Dashboard:
    """The running app and what a person does with it."""

    app: AppTest
    root: Path

    def open(self, page: str = "overview", **address: str) -> Dashboard:
        """Go to a page, by a link with these parameters."""
        for key, value in address.items():
            self.app.query_params[key.replace("_", " ")] = value
        self.app.switch_page(f"pages/{page}.py").run()
        return self

    def upload(self, name: str, content: bytes) -> Dashboard:
        """Drop a file on the import page."""
        self.open("import_data")
        self.app.file_uploader("upload").upload(name, content).run()
        return self

    def use(self, name: str, content: bytes | None = None) -> Dashboard:
        """Drop a file (of data_samples unless its content is given) and show its results."""
        data = (self.root / "data_samples" / name).read_bytes() if content is None else content
        self.upload(name, data).press("Show my results")
        assert self.headings[0].startswith("Did "), "the way leads to the overview"
        return self.open("overview")  # the test runner does not follow a page that switches to another

    def press(self, label: str) -> Dashboard:
        """Press the button of that label."""
        next(button for button in self.app.button if button.label == label).click().run()
        return self

    def choose(self, key: str, value: Any) -> Dashboard:
        """Choose in the select box of that key."""
        self.app.selectbox(key).set_value(value).run()
        return self

    def only(self, column: str, *values: str) -> Dashboard:
        """Filter by a column."""
        self.app.multiselect(f"only {column}").set_value(list(values)).run()
        return self

    @property
    def headings(self) -> list[str]:
        """The texts of level one."""
        from_markdown = [m.value[2:] for m in self.app.markdown if m.value.startswith("# ")]
        return [title.value for title in self.app.title] + from_markdown

    @property
    def charts(self) -> list[Any]:
        """What Streamlit sends the browser for each chart."""
        return [chart.proto for chart in self.app.get("plotly_chart")]

    @property
    def text(self) -> str:
        """All that the page says, Markdown's marks taken out, outside the sidebar."""
        app = self.app
        kinds = ("title", "header", "subheader", "markdown", "caption", "info", "warning", "error", "success")
        said = [element.value for kind in kinds for element in getattr(app, kind)]
        said += [element.value for element in app.html]
        said += [chart.alt for chart in self.charts]
        return "\n".join(said).replace("\\", "")

    @property
    def warnings(self) -> str:
        """What the page warns of."""
        return " ".join(warning.value for warning in self.app.warning).replace("\\", "")

    @property
    def errors(self) -> list[str]:
        """The errors told to the person."""
        return [error.value.replace("\\", "") for error in self.app.error]

    def sound(self) -> Dashboard:
        """Assert what holds of every page: no exception, one title, every chart in words."""
        assert [error.message for error in self.app.exception] == []
        assert len(self.headings) == 1
        assert all(len(chart.alt) > 40 for chart in self.charts)
        return self


def opened(root: Path, **address: str) -> Dashboard:
    """The app as a link opens it, in a tab of its own."""
    app = AppTest.from_file(str(root / "dashboard.py"), default_timeout=60)
    for key, value in address.items():
        app.query_params[key.replace("_", " ").strip()] = value
    return Dashboard(app.run(), root)


@pytest.fixture(scope="session", autouse=True)
def as_served() -> Iterator[None]:
    """What pages.shared.serving does: here too a folder named pages is taken for an older kind of app."""
    made = PagesManager.__init__

    def make(manager: PagesManager, *args: Any, **options: Any) -> None:
        PagesManager.uses_pages_directory = False
        made(manager, *args, **options)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(PagesManager, "__init__", make)
        yield


@pytest.fixture
def dashboard(root: Path) -> Dashboard:
    """The app just opened, with the sample in it."""
    return opened(root)
