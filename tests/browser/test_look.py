"""How every page looks and whether everybody can use it: on a desk in light, on a phone in dark, by keys."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from evaluation.charts.dark import ON_DARK
from pages.shared.tour import STEPS
from tests.browser.conftest import DESK, PHONE, anew, watched
from tests.browser.reading import axe, settle

HIDDEN = ("measure?name=phq9",)  # pages that the navigation does not list
NAV = "[data-testid=stSidebarNavLink]"
SIZES = {"1440-light": DESK, "390-dark": PHONE}

# Boxes whose words are cut off, and whatever makes the page scroll sideways.
CUT_OFF = """() => [...document.querySelectorAll('[data-testid=stMain] *')]
    .filter(box => box.closest('svg, input, textarea, .figures, [data-testid=stDataFrame], pre') === null)
    .filter(box => [...box.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
    .filter(box => box.getClientRects().length > 0 && !box.closest('[inert]'))
    .filter(box => {
        const style = getComputedStyle(box);
        return (style.overflowX !== 'visible' && box.scrollWidth > box.clientWidth + 2)
            || (style.overflowY === 'hidden' && box.scrollHeight > box.clientHeight + 4)
            || box.getBoundingClientRect().right > innerWidth + 1;
    })
    .map(box => box.textContent.trim().slice(0, 60))"""

# Colours of a chart that are painted, where they are none of those of a dark screen.
FOREIGN = """known => [...new Set([...document.querySelectorAll(
        '.js-plotly-plot :is(text, .point path, path.point, .shapelayer path, .lines path)')]
    .flatMap(mark => {
        const style = getComputedStyle(mark);
        const stroke = mark.tagName === 'text' || style.strokeOpacity === '0' ? 'none' : style.stroke;
        return [style.fillOpacity === '0' ? 'none' : style.fill, stroke];
    })
    .filter(colour => colour !== 'none' && !colour.startsWith('rgba') && !known.includes(colour)))]"""

FIGURES = """() => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
    .filter(chart => {
        const figure = chart.closest('[class*="st-key-figure-"]');
        const said = chart.querySelector('[aria-label]') ?? chart.closest('[aria-label]');
        return figure === null || said === null || said.getAttribute('aria-label').length < 40
            || !figure.textContent.includes('Data for this figure');
    })
    .map(chart => chart.textContent.slice(0, 60))"""

# What can be pressed and is smaller than WCAG 2.2 asks for (2.5.8), but for links within a sentence.
SMALL = """() => [...document.querySelectorAll('a, button, summary, [role=button], [role=combobox]')]
    .filter(target => target.getClientRects().length > 0)
    .filter(target => !target.closest('p, li, [inert], .js-plotly-plot'))
    // in a menu that is closed, which has no width
    .filter(target => (target.closest('[data-testid=stSidebar]')?.getBoundingClientRect().right ?? 99) > 50)
    .filter(target => target.getAttribute('aria-label') !== 'Link to heading' // seen with the heading only
        && target.dataset.testid !== 'stSkipToContent' && target.tabIndex >= 0)
    .filter(target => target.offsetWidth < 24 || target.offsetHeight < 24)
    .map(target => `${target.getAttribute('aria-label') ?? target.innerText} ${target.offsetHeight}`)"""

# Where the keyboard is, and whether that can be seen.
FOCUS = """() => {
    const here = document.activeElement;
    if (here === null || here === document.body) return null;
    const tiny = box => box.offsetWidth < 5 || getComputedStyle(box).opacity === '0';
    // of a grid: its canvas draws a frame around the cell that has the focus
    const cell = here.closest('[data-testid^="glide-cell"]') !== null;
    const seen = tiny(here) ? here.closest('label, section, [data-testid=stCheckbox]') ?? here : here;
    const style = getComputedStyle(seen);
    return {
        // an icon is a word of a font of icons, on a line of its own above the name
        name: (here.getAttribute('aria-label') || here.innerText || here.tagName).trim().split('\\n').pop(),
        visible: cell || style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
    };
}"""


TITLE = "() => document.querySelector('h1, [data-testid=stException]')?.innerText ?? ''"


def rgb(colour):
    return f"rgb({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))})"


def follow(page, href, asked=None):
    """Go to a page as a person does: by its link in the navigation, on a phone by the menu first."""
    before = page.evaluate(TITLE)
    menu = page.locator("[data-testid=stExpandSidebarButton]")
    if menu.is_visible():
        menu.click()
    page.locator(f'{NAV}[href="{href}"]').click()
    if urlsplit(href).path != asked:
        page.wait_for_function(f"before => ({TITLE})() !== before", arg=before)
    settle(page)
    close = page.locator("[data-testid=stSidebarCollapseButton] button")
    if page.viewport_size["width"] < 500 and close.is_visible():
        close.click()
        menu.wait_for()
        page.wait_for_timeout(400)  # it slides away


def faults(page, size):
    """What is wrong with the page as it stands, in words; nothing on a sound page."""
    found = [str(violation) for violation in axe(page)]
    if page.get_by_role("heading", level=1).count() != 1:
        found.append("not one main heading")
    widths = page.evaluate("[innerWidth, document.querySelector('[data-testid=stMain]').scrollWidth]")
    if widths[1] > widths[0]:
        found.append(f"{widths[1]} pixels wide on a screen of {widths[0]}")
    found += [f"cut off: {words}" for words in page.evaluate(CUT_OFF)]
    found += [f"a chart without words or table: {words}" for words in page.evaluate(FIGURES)]
    found += [f"too small to press: {words}" for words in page.evaluate(SMALL)]
    if size.endswith("dark"):
        dark = [rgb(colour) for colour in ON_DARK.values()]
        found += [f"a colour of no dark chart: {colour}" for colour in page.evaluate(FOREIGN, dark)]
    return found


def picture(page, path):
    """Save the whole page, with what lies below the first screen."""
    size = page.viewport_size
    tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": size["width"], "height": min(tall, 16_000)})
    page.wait_for_timeout(300)
    page.screenshot(path=path)
    page.set_viewport_size(size)


@pytest.fixture(scope="module")
def screenshots(root):
    folder = root / "artefacts" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def turn(page, size):
    """Make the screen a desk's in light or a phone's in dark, with the page that stands there."""
    on_phone = size == "390-dark"
    page.emulate_media(color_scheme="dark" if on_phone else "light")
    page.set_viewport_size(SIZES[size])
    # Not detached: with its end the screen would be as large as the browser's window.
    screen = page.context.new_cdp_session(page)
    screen.send("Emulation.setTouchEmulationEnabled", {"enabled": on_phone})
    settle(page)
    assert page.evaluate("[innerWidth, innerHeight]") == list(SIZES[size].values())


@pytest.fixture(scope="module")
def walked(tabs, app, screenshots):
    """What is wrong with each page at each size, and that its pictures are kept.

    Each is opened once, and looked at on a desk and on a phone, or on a phone and then on a desk.
    """
    found: dict[str, dict[str, list[str]]] = {size: {} for size in SIZES}
    looks = list(SIZES)

    def look(page, name):
        for size in looks:
            turn(page, size)
            found[size][name] = faults(page, size)
            picture(page, screenshots / f"{name}-{size}.png")
        looks.reverse()

    for page in watched(anew(tabs["desk"], DESK)):
        page.goto(app)
        settle(page)
        hrefs = page.locator(NAV).evaluate_all("links => links.map(link => link.getAttribute('href'))")
        assert len(hrefs) >= 10
        for href in hrefs:
            follow(page, href, asked=urlsplit(page.url).path)
            look(page, urlsplit(href).path.strip("/") or "overview")
        for address in HIDDEN:
            page.goto(f"{app}/{address}")
            settle(page)
            look(page, address.partition("?")[0])
        turn(page, "1440-light")
    return found


@pytest.mark.parametrize("size", SIZES)
def test_every_page_is_sound_and_its_picture_is_kept(walked, size):
    assert {name: said for name, said in walked[size].items() if said} == {}


def tab_to(page, name, most=90):
    """Press Tab until what has that name has the focus; at every stop the focus is seen."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        if here is None:  # the end of the page: the browser's own bar comes next
            continue
        assert here["visible"], f"the focus can't be seen on {here['name']!r}"
        if re.search(name, here["name"]):
            return
        passed.append(here["name"][:40])
    pytest.fail(f"the keyboard does not reach {name!r} in {most} steps: {passed}")


def test_from_the_address_bar_to_a_report_by_keyboard_alone(page, app, root):
    page.goto(app)
    settle(page)
    keys = page.keyboard
    tab_to(page, "^Skip to main content$", most=1)
    tab_to(page, "^Use my own data$")
    keys.press("Enter")
    page.get_by_role("heading", name="Use my own data").wait_for()
    settle(page)
    tab_to(page, "^Upload$")
    offered = []
    page.once("filechooser", lambda chooser: offered.append(chooser))  # noqa: PLW0108 playwright marks it
    for _ in range(8):  # on a busy machine the first press has gone to a button about to be drawn anew
        keys.press("Enter")
        page.wait_for_timeout(3_000)
        if offered:
            break
    offered[0].set_files(root / "data_samples" / "families_wide.xlsx")
    page.get_by_role("heading", name="2. Check").wait_for()
    settle(page)
    keys.press("Tab")  # no dialog was shown that would give the focus back: here it is on nothing drawn
    tab_to(page, "Show my results")
    keys.press("Space")
    page.get_by_role("heading", name="Did families get better?").wait_for()
    settle(page)
    tab_to(page, "What counts as better")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    keys.press("Enter")
    settle(page)
    tab_to(page, "Data for this figure")
    keys.press("Enter")
    page.locator("[data-testid=stMain] details[open] .figures").first.wait_for()
    tab_to(page, "^Report$")
    keys.press("Enter")
    page.get_by_role("heading", name="Make a report").wait_for()
    settle(page)
    tab_to(page, "Download Word")
    with page.expect_download() as download:
        keys.press("Enter")
    assert download.value.suggested_filename.endswith(".docx")


def test_the_tour_leads_through_its_pages_and_closes(page, app):
    page.goto(app)
    settle(page)
    page.get_by_role("button", name="Take the two-minute tour").click()
    box = page.locator(".st-key-tour")
    for number, step in enumerate(STEPS, 1):
        box.get_by_text(f"Tour, {number} of {len(STEPS)}: {step.title}").wait_for()
        settle(page)
        assert step.words in box.inner_text()
        assert f"tour={number}" in page.url
        if number < len(STEPS):
            box.get_by_role("link", name=f"Next: {STEPS[number].title}").click()
    box.get_by_role("link", name=f"Back: {STEPS[-2].title}").click()
    box.get_by_text(f"Tour, {len(STEPS) - 1} of").wait_for()
    page.reload()
    box.get_by_text(f"Tour, {len(STEPS) - 1} of").wait_for()
    settle(page)
    box.get_by_role("button", name="Stop the tour").click()
    box.wait_for(state="detached")
    settle(page)
    assert "tour" not in page.url
    assert page.get_by_role("heading", level=1).inner_text() == "Make a report"


SPACING = """[data-testid=stApp] * { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } [data-testid=stApp] p { margin-bottom: 2em !important }"""


@pytest.mark.parametrize("place", ["", "outcomes", "report", "import_data"])
def test_no_words_are_lost(page, app, place):
    # WCAG 2.2, 1.4.4 and 1.4.12: text at 200 percent, and with the spaces that the rule names.
    page.goto(f"{app}/{place}")
    page.set_viewport_size({"width": 720, "height": 450})
    settle(page)
    nothing_is_lost(page, "twice as large")
    page.set_viewport_size(DESK)
    settle(page)
    page.add_style_tag(content=SPACING)
    nothing_is_lost(page, "with wider spaces")


def nothing_is_lost(page, how):
    """Assert that no words are cut off and that nothing scrolls sideways."""
    assert page.evaluate(CUT_OFF) == [], how
    wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    assert wide <= 0, how


def test_paper_is_light_and_shows_no_controls_whatever_the_screen(page, app):
    page.emulate_media(color_scheme="dark")
    page.goto(app)
    settle(page)
    bar = page.locator(".js-plotly-plot .point path").first
    fill = "mark => getComputedStyle(mark).fill"
    assert bar.evaluate(fill) == rgb(ON_DARK["#12436D"])
    page.emulate_media(media="print")
    assert bar.evaluate(fill) == rgb("#12436D")
    assert page.locator("h1").evaluate("h1 => getComputedStyle(h1).color") == rgb("#0B0C0C")
    for gone in ("stSidebar", "stHeader", "stDownloadButton", "stPageLink"):
        assert page.locator(f"[data-testid={gone}]:visible").count() == 0
    folded = "summary => getComputedStyle(summary, '::after').content"
    assert "unfold it to print it" in page.locator("[data-testid=stMain] summary").first.evaluate(folded)
