"""How long commissioners wait at once: `python benchmarks/commissioners.py [PEOPLE] [THINK]` (20 and 4).

Publishes a pack of made-up data, serves it on this machine's loopback address alone as `python3 start.py
packs` does, and lets PEOPLE look at it together: each opens the link, then changes who is shown and goes
from page to page, reading THINK seconds on average in between (0: nobody reads, which shows the most that
the server can do). They are web socket clients that speak Streamlit's protocol, in a process of their own:
the time is from asking until all of a page has arrived, without what a browser then takes to draw it. The
goal is no error and 95 of 100 pages within 2 seconds, on two cores. Other work on the machine adds to it.
"""

from __future__ import annotations

import asyncio
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the tests' way of serving

from streamlit.proto.BackMsg_pb2 import BackMsg  # noqa: E402
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg  # noqa: E402
from websockets.asyncio.client import ClientConnection, connect  # noqa: E402

import data_samples  # noqa: E402
import evaluation  # noqa: E402
from evaluation.packs.publishing import publish  # noqa: E402
from evaluation.packs.shelf import Shelf  # noqa: E402
from tests.browser.server import serving_packs  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Awaitable

PATIENCE = 60  # seconds until a page that has not come counts as an error
GOAL = 2.0
ARRIVE = 3.0  # seconds within which everybody opens the link
PAGES = ("outcomes", "reach", "over_time", "groups", "report", "measures", "")


@dataclass
class Waits:
    """What was waited for, and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    async def time(self, what: str, doing: Awaitable[None]) -> None:
        """Time one thing."""
        start = time.perf_counter()
        try:
            await asyncio.wait_for(doing, PATIENCE)
        except Exception as error:  # noqa: BLE001 whatever it is, it is counted
            self.errors.append(f"{what}: {type(error).__name__} {error}")
            return
        self.seconds.setdefault(what, []).append(time.perf_counter() - start)


@dataclass
class Reader:
    """One browser tab, as far as the server can tell."""

    socket: ClientConnection
    pack: str
    pages: dict[str, str] = field(default_factory=dict)  # the pages' hashes, by their addresses
    page: str = ""
    cuts: list[str] = field(default_factory=list)
    cut: str = ""
    box: str = ""  # the id of the box that chooses the cut

    async def go(self, page: str = "", *, cut: str = "") -> None:
        """Ask for a page or a cut, and read until all of it has arrived; raises RuntimeError on a fault."""
        self.page, self.cut = page, cut or self.cut
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode({"pack": self.pack})
        asked.rerun_script.page_script_hash = self.pages.get(page, "")
        if self.cut:
            state = asked.rerun_script.widget_states.widgets.add()
            state.id, state.string_value = self.box, self.cut
        await self.socket.send(asked.SerializeToString())
        elements = 0
        while True:
            message = ForwardMsg()
            message.ParseFromString(await self.socket.recv(decode=False))
            kind = message.WhichOneof("type")
            if kind == "navigation":
                self.pages = {
                    page.url_pathname: page.page_script_hash for page in message.navigation.app_pages
                }
            elif kind in {"delta", "ref_hash"}:
                elements += 1
                self._read(message)
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    continue
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY or elements < 5:
                    raise RuntimeError(f"the run of '{page}' ended with {message.script_finished}")
                return

    def _read(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if element.WhichOneof("type") == "selectbox" and element.selectbox.label == "Who is shown":
            self.box, self.cuts = element.selectbox.id, list(element.selectbox.options)


async def reading(address: str, pack: str, think: float, waits: Waits, seed: int) -> None:
    """One commissioner's visit."""
    chance = random.Random(seed)
    await asyncio.sleep(chance.uniform(0, ARRIVE))
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    async with connect(url, origin=address, subprotocols=["streamlit"], max_size=None) as socket:
        reader = Reader(socket, pack)
        await waits.time("open the link", reader.go())
        for page in PAGES:
            await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
            await waits.time("change page", reader.go(page))
            if reader.cuts:
                await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
                await waits.time("change who is shown", reader.go(page, cut=chance.choice(reader.cuts)))


async def together(address: str, pack: str, people: int, think: float) -> Waits:
    """Everybody's visits at once."""
    waits = Waits()
    await asyncio.gather(*(reading(address, pack, think, waits, seed) for seed in range(people)))
    return waits


def main(people: int, think: float) -> int:
    """Print what was waited; 1 where something went wrong or the goal was missed."""
    with tempfile.TemporaryDirectory() as folder:
        file = data_samples.make("first_run", families=1000, seed=1, out=Path(folder) / "families.csv")
        data = evaluation.load(file)
        by = [entry.name for entry in data.filters if len(entry.values) < 6][:2]
        view = evaluation.View(protection="nhs")
        pack = publish(data, view, by=by, title="Outcomes", made_on=date.today())
        Shelf(Path(folder) / "packs").put(pack)
        print(f"{people} people, {think:g} s to read, a pack of {len(pack.cuts)} cuts by {', '.join(by)}")
        with serving_packs(ROOT, Path(folder)) as address:
            first = asyncio.run(together(address, pack.id, 1, 0))  # who waits for the server's imports
            waits = asyncio.run(together(address, pack.id, people, think))
        used = resource.getrusage(resource.RUSAGE_CHILDREN)  # the server has ended
    print(
        f"errors: {len(waits.errors)}; load of the machine {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores"
    )
    for error in dict.fromkeys(waits.errors):
        print(f"  {error}")
    pages = sum(map(len, (*first.seconds.values(), *waits.seconds.values())))
    print(f"the server's own time: {(used.ru_utime + used.ru_stime) / pages:.2f} s a page, with its start")
    every = [second for seconds in waits.seconds.values() for second in seconds]
    for what, seconds in {**waits.seconds, "all": every}.items():
        said = f"median {middle(seconds):5.2f} s  95th centile {late(seconds):5.2f} s"
        print(f"  {what:20} {len(seconds):5} times  {said}")
    return 1 if waits.errors or late(every) > GOAL else 0


def middle(seconds: list[float]) -> float:
    """The median; of nothing it is not a number."""
    return statistics.median(seconds) if seconds else float("nan")


def late(seconds: list[float]) -> float:
    """The 95th centile; of nothing it is not a number."""
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else float("nan")


if __name__ == "__main__":
    PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    sys.exit(main(PEOPLE, float(sys.argv[2]) if len(sys.argv) > 2 else 4))
