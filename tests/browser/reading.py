"""What browser tests ask of a page: has it settled, and what does axe find in it?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

PATIENCE = 60_000  # milliseconds

SETTLED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app !== null
        && app.dataset.testConnectionState === 'CONNECTED'
        && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]') === null;
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
    # Twice, a moment apart: between a click and its run the app is idle for an instant.
    page.wait_for_function(SETTLED, timeout=PATIENCE)
    page.wait_for_timeout(150)
    page.wait_for_function(SETTLED, timeout=PATIENCE)


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
