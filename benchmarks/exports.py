"""How long a report of twelve measures takes in every format: run `python benchmarks/exports.py`.

A spreadsheet of 400 made-up families with before and after scores of twelve questionnaires is read, evaluated
and written as everything that `report --format all` writes, in the full and in the annual layout, each in a
process of its own on two cores. The bar is 20 seconds for all formats together.
`--only full` measures one layout; `--write` writes results/exports.md.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

LAYOUTS = ("full", "annual")
BAR = 20.0
CORES = 2
MADE_ON = date(2026, 11, 22)
# By the name that a header has, and how far the scores reach.
MEASURES = {
    "PHQ-9": (0, 27),
    "GAD-7": (0, 21),
    "EPDS": (0, 30),
    "KPCS": (0, 45),
    "CORE-10": (0, 40),
    "BaM-13": (0, 39),
    "BPSES": (5, 25),
    "ORS": (0, 40),
    "PIIOS": (0, 52),
    "PIR-GAS": (1, 100),
    "KIPS": (1, 5),
    "MORS-SF warmth": (0, 35),
}


def write_data(path: Path, families: int, seed: int) -> None:
    """Made-up families: most have both scores, which agree by about a half."""
    chance = random.Random(seed)
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out)
        scores = [f"{name} {when}" for name in MEASURES for when in ("before", "after")]
        lines.writerow(["Family ID", "Site", "Language", "Date before", "Date after", *scores])
        for number in range(families):
            start = date(2024, 4, 1) + timedelta(days=chance.randrange(600))
            end = start + timedelta(days=chance.randrange(60, 240))
            site, language = (
                chance.choice("North South East West".split()),
                chance.choice(("English", "Urdu")),
            )
            row: list[str] = []
            for low, high in MEASURES.values():
                spread = high - low
                first = low + spread * chance.random()
                second = first + spread * chance.gauss(-0.1, 0.25)
                row.append(str(round(first)) if chance.random() < 0.95 else "")
                row.append(str(round(min(max(second, low), high))) if chance.random() < 0.7 else "")
            lines.writerow([f"F{number:04}", site, language, start.isoformat(), end.isoformat(), *row])


def measure(layout: str, families: int) -> dict[str, object]:
    """Seconds by step and format, and the most memory, of one layout in this process."""
    from evaluation import View, load  # noqa: PLC0415 loading it is timed
    from evaluation.reports import FORMATS, Plan, build, render  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "families.csv"
        write_data(path, families, seed=12)
        begun = time.perf_counter()
        evidence = load(path).evidence(View(group_by="Site"))
        evaluated = time.perf_counter()
        report = build(evidence, plan=Plan(layout=layout), made_on=MADE_ON)
        built = time.perf_counter()
        seconds, sizes, processor = {}, {}, {}
        for kind in FORMATS:
            start, worked = time.perf_counter(), time.process_time()
            sizes[kind] = len(render(report, kind))
            seconds[kind] = time.perf_counter() - start
            processor[kind] = time.process_time() - worked
    return {
        "layout": layout,
        "scales": len(evidence.findings),
        "charts": len(report.charts),
        "tables": len(report.tables),
        "evaluating": evaluated - begun,
        "building": built - evaluated,
        "seconds": seconds,
        "processor": processor,
        "sizes": sizes,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def in_a_process(layout: str, families: int) -> dict[str, object]:
    """The same in a process of its own, on two cores where the system can keep it to them."""
    command = [sys.executable, __file__, "--child", layout, "--families", str(families)]
    made = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)  # noqa: S603 our own
    found: dict[str, object] = json.loads(made.stdout)
    return found


def told(found: dict[str, dict[str, object]]) -> str:
    """The results as a table."""
    lines = ["| | " + " | ".join(found) + " |", "|---|" + "---|" * len(found)]

    def row(name: str, cells: list[str]) -> None:
        lines.append(f"| {name} | " + " | ".join(cells) + " |")

    runs = list(found.values())
    row("scales, charts, tables", [f"{r['scales']}, {r['charts']}, {r['tables']}" for r in runs])
    row("read and evaluated, s", [f"{r['evaluating']:.1f}" for r in runs])
    row("report built, s", [f"{r['building']:.2f}" for r in runs])
    for kind in runs[0]["seconds"]:  # type: ignore[attr-defined]
        cells = [
            f"{r['seconds'][kind]:.1f} / {r['processor'][kind]:.1f} ({r['sizes'][kind] / 1e6:.1f})"  # type: ignore[index]
            for r in runs
        ]
        row(f"{kind}, s / processor s (MB)", cells)
    row(
        "**all formats, s / processor s**",
        [f"**{total(r):.1f} / {total(r, 'processor'):.1f}**" for r in runs],
    )
    row("most memory, MB", [f"{r['memory']:.0f}" for r in runs])
    return "\n".join(lines)


def total(run: dict[str, object], what: str = "seconds") -> float:
    return float(sum(run[what].values()))  # type: ignore[attr-defined]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--families", type=int, default=400)
    options.add_argument("--only", choices=LAYOUTS)
    options.add_argument("--write", action="store_true")
    options.add_argument("--child", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.child:
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
        print(json.dumps(measure(asked.child, asked.families)))
        return 0
    found = {
        layout: in_a_process(layout, asked.families) for layout in ([asked.only] if asked.only else LAYOUTS)
    }
    load = f", load of the machine {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    about = (
        f"`python benchmarks/exports.py`: {asked.families} made-up families, {len(MEASURES)} measures, every "
        f"format, each layout in a process of its own, {CORES} cores{load}. A chart is drawn once for all "
        f"formats, in the first that needs it. The bar: {BAR:g} s for all formats together."
    )
    text = f"{about}\n\n{told(found)}\n"
    print(text)
    if asked.write:
        (ROOT / "benchmarks" / "results" / "exports.md").write_text(text, encoding="utf-8")
    slow = [layout for layout, run in found.items() if total(run) > BAR]
    print(f"Over the bar: {', '.join(slow)}" if slow else "Within the bar.")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
