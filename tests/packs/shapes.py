"""Made-up families in the shapes that give people away: a table of text and the columns to publish by."""

from __future__ import annotations

import numpy as np

HEAD = "Family ID,Region,Site,Kind,Date after,PHQ-9 before,PHQ-9 after"


def rows_of(seed, groups, *, better=0.6, dates=False):
    """One row a family: `groups` are (region, site, kind, how many); scores at random, or all better."""
    random = np.random.default_rng(seed)
    lines = [HEAD]
    for region, site, kind, many in groups:
        for _ in range(many):
            before = int(random.integers(8, 26))
            gain = random.choice(
                [8, 1, 0, -8], p=[better, (1 - better) / 2, (1 - better) / 4, (1 - better) / 4]
            )
            after = "" if random.random() < 0.1 and better < 1 else min(27, max(0, before - int(gain)))
            day = f"2025-{int(random.integers(4, 13)):02d}-10" if dates else ""
            lines.append(f"F{len(lines)},{region},{site},{kind},{day},{before},{after}")
    return "\n".join(lines)


def several(seed, sites, questions=2):
    """One row a family with two questionnaires that a national rule joins, and its answers on the service."""
    random = np.random.default_rng(seed)
    asked = ",".join(f"CHI-ESQ Q{number}" for number in range(1, 13))
    lines = [
        f"Family ID,Site,Date before,PHQ-9 before,GAD-7 before,Date after,PHQ-9 after,GAD-7 after,{asked}"
    ]
    for site, many in sites:
        for _ in range(many):
            phq9, gad7 = int(random.integers(8, 27)), int(random.integers(6, 21))
            again = (
                max(0, phq9 - int(random.choice([12, 8, 1, 0]))),
                max(0, gad7 - int(random.choice([8, 6, 0]))),
            )
            after = ",".join(map(str, again)) if random.random() < 0.85 else ","
            said = random.choice(_SAID, 12, p=(0.75, 0.12, 0.06, 0.04, 0.03))
            said[questions:] = ""
            lines.append(f"F{len(lines)},{site},2025-01-10,{phq9},{gad7},2025-05-10,{after},{','.join(said)}")
    return "\n".join(lines)


_SAID = ("Certainly true", "Partly true", "Not true", "Don't know", "")

# Name: the table, the columns, and which cuts an intruder knows to lie within which.
SHAPES = {
    "one family apart": (
        rows_of(1, [("R1", "North", "a", 44), ("R1", "South", "a", 1), ("R2", "South", "b", 39)]),
        ("Region", "Site", "Kind"),
        (("region-r1", ("site-north",)), ("site-south", ("region-r2",)), ("kind-a", ("site-north",))),
    ),
    "sites within regions": (
        rows_of(
            2,
            [
                *(("R1", "A", "x", 30), ("R1", "B", "y", 26), ("R1", "C", "x", 3)),
                *(("R2", "D", "x", 31), ("R2", "E", "y", 7), ("R2", "F", "x", 28)),
            ],
        ),
        ("Region", "Site"),
        (
            ("region-r1", ("site-a", "site-b", "site-c")),
            ("region-r2", ("site-d", "site-e", "site-f")),
        ),
    ),
    "one rare value": (
        rows_of(3, [("R1", "A", "common", 60), ("R1", "B", "common", 50), ("R1", "B", "rare", 2)]),
        ("Kind", "Site"),
        (("kind-common", ("site-a",)),),
    ),
    "everybody improved": (
        rows_of(4, [("R1", "A", "x", 40), ("R1", "B", "x", 35), ("R2", "C", "y", 9)], better=1.0),
        ("Region", "Site"),
        (("region-r1", ("site-a", "site-b")),),
    ),
    "not recorded": (
        rows_of(5, [("R1", "A", "x", 40), ("R1", "B", "", 3), ("R2", "B", "y", 38), ("", "A", "y", 4)]),
        ("Region", "Site", "Kind"),
        (),
    ),
    "large enough for whole percentages": (
        rows_of(
            6, [("R1", "A", "x", 130), ("R1", "B", "y", 112), ("R2", "C", "x", 120), ("R2", "D", "z", 12)]
        ),
        ("Region", "Site"),
        (("region-r1", ("site-a", "site-b")), ("region-r2", ("site-c", "site-d"))),
    ),
    "several questionnaires": (several(8, (("A", 48), ("B", 33), ("C", 6))), ("Site",), ()),
    "over time": (
        rows_of(7, [("R1", "A", "x", 60), ("R1", "B", "y", 45), ("R2", "C", "x", 30)], dates=True),
        ("Region", "Site"),
        (("region-r1", ("site-a", "site-b")), ("region-r2", ("site-c",))),
    ),
}
