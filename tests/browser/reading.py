"""What browser tests ask of a page: has it settled, and what does axe find in it?"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request

PATIENCE = 60_000  # milliseconds

QUIET = 400  # milliseconds in which the page's words must stay the same
PAUSE = 50

# The script has run, all of it is drawn, and no word of the main area has changed for a while. Streamlit
# fetches the code of each kind of element when it first meets one, so a heading can stand there alone.
SETTLED = """quiet => {
    const app = document.querySelector('[data-testid="stApp"]');
    const main = document.querySelector('[data-testid="stMain"]');
    if (app === null || main === null) return false;
    if (window.lastWords === undefined) {
        window.lastWords = performance.now();
        new MutationObserver(() => { window.lastWords = performance.now(); })
            .observe(app, {childList: true, subtree: true, characterData: true});
    }
    return app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]') === null
        && performance.now() - window.lastWords > quiet;
}"""

# Streamlit's own, not ours to mend: (rule, where, why). Anything else is a fault of the page.
STREAMLITS_OWN = (
    (
        "list",
        '[data-testid="stSidebarNavItems"]',
        "page links under a section heading: the heading's div sits inside the ul",
    ),
    (
        "listitem",
        '[data-testid="stSidebarNavItems"]',
        "page links under a section heading: their li sits in a div and not in the ul",
    ),
    (
        "presentation-role-conflict",
        '[data-testid="stFileUploaderDropzone"]',
        "the area to drop a file on has a name as well as role=presentation; its button is sound",
    ),
)

# What Streamlit writes to the console of its own accord: (the end of the address it is about, why).
STREAMLITS_OWN_MESSAGES = (
    (
        "_stcore/health",
        "opened at a page's own address, it looks for its server below that address before it looks above",
    ),
    (
        "_stcore/host-config",
        "the same, for its settings",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Violation:
    """One thing that axe found: its rule, what it asks for, and the elements that break it."""

    rule: str
    impact: str
    help: str
    elements: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {self.help}\n  " + "\n  ".join(self.elements)


def settle(page: Page) -> None:
    """Wait until Streamlit has run the script and drawn all of it; raises Playwright's TimeoutError."""
    traffic = _traffic(page)
    page.wait_for_timeout(150)  # between a click and its run the app is idle for an instant
    deadline = time.monotonic() + PATIENCE / 1000
    while True:
        page.wait_for_load_state("networkidle", timeout=PATIENCE)  # of a page just opened
        page.wait_for_function(SETTLED, arg=QUIET, timeout=PATIENCE, polling=PAUSE)  # not at each frame
        if not traffic.waiting:
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"still waiting for {traffic.waiting}")
        page.wait_for_timeout(PAUSE)


class Traffic:
    """The requests of a page that have not ended, from when it is first asked for."""

    def __init__(self, page: Page) -> None:
        """Listen to a page."""
        self.waiting: set[Request] = set()
        page.on("request", self.began)
        page.on("requestfinished", self.ended)
        page.on("requestfailed", self.ended)

    def began(self, request: Request) -> None:
        """Note a request."""
        self.waiting.add(request)

    def ended(self, request: Request) -> None:
        """Forget a request."""
        self.waiting.discard(request)


_TRAFFIC: WeakKeyDictionary[Page, Traffic] = WeakKeyDictionary()


def _traffic(page: Page) -> Traffic:
    if page not in _TRAFFIC:
        _TRAFFIC[page] = Traffic(page)
    return _TRAFFIC[page]


def axe(page: Page) -> list[Violation]:
    """All that axe finds against WCAG 2.2 AA and its own best practice, less STREAMLITS_OWN."""
    results = Axe().run(page).response
    if not results["passes"]:
        raise AssertionError("axe passed nothing: it has not seen the page")
    found = []
    for violation in results["violations"]:
        elements = [
            node["html"] for node in violation["nodes"] if not streamlits_own(page, violation["id"], node)
        ]
        if elements:
            found.append(
                Violation(
                    rule=violation["id"],
                    impact=violation["impact"] or "unknown",
                    help=violation["help"],
                    elements=tuple(elements),
                )
            )
    return found


def streamlits_own(page: Page, rule: str, node: dict[str, Any]) -> bool:
    """Whether an element that broke a rule lies where Streamlit is known to break it."""
    inside = "([element, place]) => document.querySelector(element)?.closest(place) != null"
    return any(
        rule == known and page.evaluate(inside, [node["target"][0], place])
        for known, place, _why in STREAMLITS_OWN
    )


def streamlits_own_message(said: ConsoleMessage) -> bool:
    """Whether a message of the console is one that Streamlit is known to write."""
    path = urlsplit(said.location["url"]).path
    return "404" in said.text and any(
        path.endswith(known) and path != f"/{known}" for known, _why in STREAMLITS_OWN_MESSAGES
    )
