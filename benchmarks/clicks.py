"""How soon a chart is redrawn after a click in a real browser: `python benchmarks/redraw.py --browser`.

The app is served to this machine with a data set already open. A Chromium clicks on one value after
another of a filter; the time runs, in the page itself, from the press of the button to the first frame
with another chart.
"""

from __future__ import annotations

import contextlib
import statistics
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser import chromium  # noqa: E402 the repository's root comes first
from tests.browser.server import free_port, wait_until_healthy  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Page

LEAST = 3  # values of each
FILTERS = ("Site", "Programme")  # of several values each, in the sidebar of every page
# A chart is another once its words are, and drawn once it has marks again.
WATCH = """() => {
    const said = () => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')]
        .filter(chart => chart.querySelector('.main-svg .point, .main-svg .shapelayer path'))
        .map(chart => (chart.closest('[aria-label]') ?? chart.querySelector('[aria-label]'))
            ?.getAttribute('aria-label') ?? '').at(0) ?? '';
    window.attune = {old: said(), pressed: 0, drawn: 0};
    document.addEventListener('pointerdown', () => { if (!window.attune.drawn)
        window.attune.pressed = performance.now(); }, {capture: true});
    const look = () => {
        const now = said();
        if (!window.attune.pressed || !now || now === window.attune.old) requestAnimationFrame(look);
        else window.attune.drawn = performance.now();
    };
    requestAnimationFrame(look);
}"""


def serve(port: int, path: Path) -> None:
    """Serve the app with a file open in every tab, as if it were the made-up sample."""
    from streamlit.web import cli  # noqa: PLC0415 slow to load

    from evaluation.opening import load  # noqa: PLC0415 the same
    from pages.shared import session  # noqa: PLC0415 the same

    data = load(path, name="100,000 families")
    session.sample = lambda: data
    sys.argv = ["streamlit", "run", str(ROOT / "dashboard.py"), "--server.port", str(port)]
    sys.argv += ["--server.headless", "true", "--server.fileWatcherType", "none"]
    cli.main()


def clicks(path: Path, address: str = "", times: int = 10) -> None:
    """Serve a file, click, and print how long redraws took; `address` is of the page."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only where it is asked for

    port = free_port()
    command = [sys.executable, str(Path(__file__).resolve()), str(port), str(path)]
    server = subprocess.Popen(command, cwd=ROOT)  # noqa: S603 ourselves
    try:
        wait_until_healthy(f"http://127.0.0.1:{port}", server)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(180_000)  # the first visit counts all families
            found = []
            for turn in range(1 + -(-times // len(FILTERS))):
                page.goto(f"http://127.0.0.1:{port}/{address}")  # without a filter
                page.locator('[data-testid="stPlotlyChart"] .main-svg').first.wait_for()
                took = [_click(page, name, turn) for name in FILTERS]
                found += took if turn else []  # the first round also loads what is loaded once
            browser.close()
    finally:
        server.terminate()
        server.wait(20)
    middle, worst = statistics.median(found), max(found)
    print(f"  {address or 'overview':<10} click to chart: median {middle:.0f} ms, worst {worst:.0f} ms")


def _click(page: Page, name: str, turn: int) -> float:
    """Choose one more value of a filter, in each turn another; milliseconds to another chart."""
    from playwright.sync_api import TimeoutError as NotThereError  # noqa: PLC0415 as above

    box = page.locator("[data-testid=stSidebar]").get_by_role("combobox", name=name)
    offered = page.get_by_role("option").filter(has_not_text="Select all")
    page.wait_for_timeout(1500)  # what went before is drawn
    page.evaluate(WATCH)
    for _ in range(5):  # a redraw that was still going on closes the list again
        box.click()
        with contextlib.suppress(NotThereError):
            offered.nth(turn % LEAST).click(timeout=5000)
            break
    page.wait_for_function("window.attune.drawn > 0")
    milliseconds: float = page.evaluate("window.attune.drawn - window.attune.pressed")
    page.keyboard.press("Escape")
    return milliseconds


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]))
