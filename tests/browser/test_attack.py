"""An attack on published results: what everything that a commissioner can fetch tells of the data behind it.

The data are made up and hold what can be recognised: ids, a name in the file's name, a village that one
family lives in, a site with three families, and a few whose scores got worse; learners with e-mail
addresses, one of whom is the only one of her employer. Everything a browser is sent
by a server of published packs is kept: pages, frames of its web socket, downloads, Streamlit's own addresses.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from contextlib import suppress
from datetime import date
from html import unescape
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Origin
from websockets.sync.client import connect

from evaluation import View, load
from evaluation.packs.publishing import publish
from evaluation.packs.shelf import Shelf
from evaluation.programme import load_programme
from evaluation.training.choices import TrainingView
from tests.browser.conftest import DESK, opened_tab
from tests.browser.reading import settle
from tests.browser.server import serving_packs

if TYPE_CHECKING:
    from playwright.sync_api import FilePayload, Page, Response

    from evaluation.training.evidence import TrainingEvidence

SITES = {"Northgate": 70, "Southgate": 67, "Tinyhamlet": 3}
PLANTED = (
    *("QQZX", "Onlyonevillage", "Smithson", "jane.smithson", "Kettlewell"),  # ids, village, file, worker
    *("qqlearner", "Onlyonenursery", "Hargreaves"),  # e-mail addresses, an employer, the bookings' file
)
RESULTS = (
    *("", "outcomes", "reach", "over_time", "groups", "claim", "report"),
    *("training", "course", "learners", "coverage"),
)
ABOUT = ("measure?name=phq9", "methods")
LEADS = (
    *("import_data", "rows", "returns", "follow_up", "quality", "saved", "publish", "session"),
    *("portfolio", "training_files"),
)
STREAMLITS = (
    "_stcore/health",
    "_stcore/host-config",
    "_stcore/metrics",
    "_stcore/script-health-check",
    "_stcore/message",
    "_stcore/allowed-message-origins",
    "static/../../packs",
    "app/static/packs",
    "media/packs.json",
    "component/../packs",
    "packs",
    "shared/session",
    ".streamlit/secrets.toml",
    "evaluation/packs/shelf.py",
    "..%2f..%2fpacks",
)
# Kirkpatrick's levels are counted, and nobody with them: "level 2 of 4".
OF = re.compile(r"(?<![\d.,–-])(?<![Ll]evel )(\d{1,6}) of (?:about )?(\d{1,6})(?![\d.])")
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)
ROW = re.compile(r"<tr>(.*?)</tr>", re.DOTALL)


def source() -> str:
    """One row a family; of the three at Tinyhamlet all got better, and three elsewhere got worse."""
    chance = random.Random(7)  # noqa: S311 nothing is kept secret with it
    rows = ["Family ID,Site,Village,Worker,PHQ-9 before,PHQ-9 after,Date after"]
    number = 0
    for site, families in SITES.items():
        for place in range(families):
            before = chance.randrange(10, 22)
            worse = site == "Northgate" and place < 3
            after = before + 7 if worse else before - chance.randrange(0, 10)
            village = "Onlyonevillage" if number == 11 else ("Upper", "Lower")[number % 2]
            day = date(2025, 4 + place % 6, 1 + place % 28)
            worker = "Kettlewell" if number == 11 else "Others"
            rows.append(f"QQZX{number:04},{site},{village},{worker},{before},{min(after, 27)},{day}")
            number += 1
    return "\n".join(rows) + "\n"


def trained() -> TrainingEvidence:
    """Bookings and forms of 43 learners: one is the only one of her employer, two rated themselves lower."""
    bookings = ["Event Name,Event Start Date,Attendee Email,Attendee Status,Job Title,Company"]
    asked = "how confident do you feel with parents?"
    forms = [
        f'Timestamp,Email Address,Which course did you attend?,"Before the course, {asked}","Now, {asked}"'
    ]
    for number in range(43):
        email = f"qqlearner{number:02}@example.org"
        employer = "Onlyonenursery" if number == 5 else ("Large Trust", "Other Trust")[number % 2]
        role = ("Midwife", "Health visitor", "Social worker")[number % 3] if number else "Doula"
        bookings.append(f"Play,2026-01-14,{email},Checked In,{role},{employer}")
        before = 2 + number % 3
        after = before - 1 if number in {7, 8} else min(before + number % 2, 5)
        forms.append(f"2026-01-14 17:00,{email},Play,{before},{after}")
    files = ["\n".join(lines).encode() for lines in (bookings, forms)]
    programme = load_programme(files, names=["Hargreaves bookings.csv", "forms.csv"])
    return programme.evidence(TrainingView(by="employer", protection="nhs"))


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A folder with a pack on its shelf, and the pack."""
    folder = tmp_path_factory.mktemp("attack")
    path = folder / "Smithson family (jane.smithson).csv"
    path.write_text(source(), "utf-8")
    pack = publish(
        load(path),
        View(protection="nhs"),
        by=("Site",),
        title="Attacked results",
        made_on=date(2026, 7, 1),
        training=trained(),
    )
    Shelf(folder / "store" / "packs").put(pack)
    return folder / "store", pack


def parsed(frames: list[bytes]) -> list[ForwardMsg]:
    """The frames as Streamlit's messages."""
    return [ForwardMsg.FromString(frame) for frame in frames]


def ask(address: str, page: str, pack_id: str) -> list[bytes]:
    """What the server sends whoever types the address of a page, asked for as a browser would."""
    asked = BackMsg()
    asked.rerun_script.page_name, asked.rerun_script.query_string = page, f"pack={pack_id}"
    frames: list[bytes] = []
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(url, origin=Origin(address), max_size=None) as socket:
        socket.send(asked.SerializeToString())
        while not frames or ForwardMsg.FromString(frames[-1]).WhichOneof("type") != "script_finished":
            frames.append(socket.recv(timeout=60, decode=False))
    return frames


class Kept:
    """Everything that a browser was sent."""

    def __init__(self, page: Page) -> None:
        self.frames: list[bytes] = []
        self.bodies: list[bytes] = []
        self.of_results = 0  # how many of the first frames are of pages with figures
        page.on("websocket", lambda socket: socket.on("framereceived", self._frame))
        page.on("response", self._response)

    def _frame(self, payload: bytes | str) -> None:
        self.frames.append(payload.encode() if isinstance(payload, str) else payload)

    def _response(self, response: Response) -> None:
        if "/static/" in response.url:  # Streamlit's own program
            return
        with suppress(Exception):  # a body that the browser did not keep
            self.bodies.append(response.body())

    def download(self, content: bytes) -> None:
        """Keep a download, each file in it where it is an archive, and what a PDF says and carries."""
        self.bodies.append(content)
        if zipfile.is_zipfile(io.BytesIO(content)):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                self.bodies += [name.encode() for name in archive.namelist()]
                for name in archive.namelist():
                    self.download(archive.read(name))
        elif content.startswith(b"%PDF"):
            document = PdfReader(io.BytesIO(content))
            self.bodies += [sheet.extract_text().encode() for sheet in document.pages]
            self.bodies += [part for parts in document.attachments.values() for part in parts]
            self.bodies.append(str(document.metadata).encode())

    @property
    def text(self) -> str:
        """All of it as text."""
        return "\n".join(part.decode("utf-8", "replace") for part in (*self.frames, *self.bodies))

    @property
    def figures(self) -> str:
        """The text of the pages that have figures: a questionnaire's own page has its cut-offs and ranges."""
        return "\n".join(frame.decode("utf-8", "replace") for frame in self.frames[: self.of_results])


@pytest.fixture(scope="module")
def attacked(root, published, browser):
    """What a visit to every address and a press on every download brought."""
    store, pack = published
    with serving_packs(root, store) as address, opened_tab(browser, DESK) as page:
        kept = Kept(page)
        for place in RESULTS:
            page.goto(f"{address}/{place}?pack={pack.id}")
            settle(page)
            if place in {"", "report"}:
                press_downloads(page, kept)
        for cut in pack.cuts[1:]:
            page.goto(f"{address}/?pack={pack.id}&cut={cut.key}")
            settle(page)
        kept.of_results = len(kept.frames)
        for place in ABOUT:
            page.goto(f"{address}/{place}{'&' if '?' in place else '?'}pack={pack.id}")
            settle(page)
        typed = {place: ask(address, place, pack.id) for place in LEADS}
        kept.frames += [frame for frames in typed.values() for frame in frames]
        answers = {place: page.request.get(f"{address}/{place}") for place in STREAMLITS}
        kept.bodies += [answer.body() for answer in answers.values()]
        page.goto(f"{address}/")
        settle(page)
        nobody = page.locator("body").inner_text()
        upload = put_file(page, address, kept)
    return {
        "kept": kept,
        "pack": pack,
        "typed": {place: parsed(frames) for place, frames in typed.items()},
        "nobody": nobody,
        "upload": upload,
    }


def press_downloads(page: Page, kept: Kept) -> None:
    """Press every download, those that are a click away too."""
    page.evaluate(
        "document.querySelectorAll('[data-testid=stMain] details:not([open]) > summary')"
        ".forEach(closed => closed.click())"
    )
    settle(page)
    for button in page.locator("[data-testid=stDownloadButton] button:visible").all():
        with page.expect_download() as download:
            button.click()
        kept.download(download.value.path().read_bytes())


def put_file(page: Page, address: str, kept: Kept) -> list[int]:
    """Try to upload as Streamlit's page would, with a live session's id and the token; the answers."""
    began = [m.new_session for m in parsed(kept.frames) if m.WhichOneof("type") == "new_session"]
    session = began[-1].initialize.session_id
    token = next((c["value"] for c in page.context.cookies() if "xsrf" in c["name"]), "")
    headers = {"X-Xsrftoken": token}
    file: FilePayload = {"name": "a.csv", "mimeType": "text/csv", "buffer": b"a,b\n1,2\n"}
    url = f"{address}/_stcore/upload_file"
    tried = [f"{url}/{session}/1", f"{url}/{session}/0f3f1c2e-0000-4000-8000-000000000000"]
    return [page.request.put(one, headers=headers, multipart={"file": file}).status for one in tried]


def test_the_visit_saw_what_was_published(attacked):
    text, pack = attacked["kept"].text, attacked["pack"]
    assert len(attacked["kept"].frames) > 200
    assert len(attacked["kept"].bodies) > 20
    assert pack.title in text
    assert "Northgate" in text
    assert "word/document.xml" in text or "<w:document" in text


@pytest.mark.parametrize("planted", PLANTED)
def test_nothing_that_tells_of_a_row_a_file_or_a_single_family_was_sent(attacked, planted):
    text = attacked["kept"].text
    at = text.lower().find(planted.lower())
    assert at < 0, text[max(at - 200, 0) : at + 200]


def test_no_count_that_was_sent_is_exact_or_small(attacked):
    counts = {int(n) for pair in OF.findall(attacked["kept"].figures) for n in pair}
    assert len(counts) > 1
    assert {n for n in counts if n % 5 or 0 < n < 5} == set()


def test_no_table_that_was_sent_has_an_exact_count(attacked):
    rows = [
        CELL.findall(row)[1:] for row in ROW.findall(attacked["kept"].figures)
    ]  # after what each is about
    cells = [unescape(cell).replace(",", "") for row in rows for cell in row]
    numbers = {int(cell) for cell in cells if cell.isdigit()}
    assert len(numbers) > 5
    assert {n for n in numbers if n % 5 or 0 < n < 5} == set()


def test_of_the_site_with_three_families_there_is_no_figure(attacked):
    rows = [row for row in ROW.findall(attacked["kept"].text) if "Tinyhamlet" in row]
    for row in rows:
        told = [unescape(cell) for cell in CELL.findall(row)][1:]
        assert not any(re.search(r"\d", cell) for cell in told), row


def test_the_pack_s_numbers_for_programs_are_rounded_too(attacked):
    found = [body for body in attacked["kept"].bodies if body.startswith(b"{") and b'"scales"' in body]
    assert found
    for body in found:
        assert {n for n in counted(json.loads(body)) if n % 5 or 0 < n < 5} == set()


def counted(plain: object) -> list[int]:
    """Every "n", "of" and count in a JSON document."""
    if isinstance(plain, dict):
        own = [v for k, v in plain.items() if k in {"n", "of", "rows", "used"} and isinstance(v, int)]
        return own + [n for value in plain.values() for n in counted(value)]
    return [n for value in plain for n in counted(value)] if isinstance(plain, list) else []


@pytest.mark.parametrize("place", LEADS)
def test_a_lead_s_address_leads_to_the_published_overview_and_nowhere_else(attacked, place):
    messages = attacked["typed"][place]
    kinds = [message.WhichOneof("type") for message in messages]
    assert "page_not_found" in kinds
    offered = {page.url_pathname for message in messages for page in message.navigation.app_pages}
    assert "outcomes" in offered
    assert not offered & set(LEADS)
    elements = [m.delta.new_element for m in messages if m.WhichOneof("type") == "delta"]
    drawn = {element.WhichOneof("type") for element in elements}
    assert "plotly_chart" in drawn
    assert not drawn & {"file_uploader", "exception"}
    assert any("Did families get better?" in element.heading.body for element in elements)


def test_without_a_link_there_is_no_list(attacked):
    assert "Open the link that you were sent" in attacked["nobody"]
    assert attacked["pack"].title not in attacked["nobody"]


def test_an_upload_is_refused(attacked):
    assert attacked["upload"]
    assert all(status >= 400 for status in attacked["upload"]), attacked["upload"]
