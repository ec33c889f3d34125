"""What an intruder can work out from the bytes of a pack: integer programmes over everything printed.

Only the file and the published rules are used: counts are to the nearest 5 (strict: 10), never below the
threshold, shares and intervals are of the exact counts, in whole percentages of 100 or more and in steps of 5
points of fewer. Everybody is the sum of a column's values and of those without one; parts of a
definition add up to its denominator, bins and moves to the pairs; an average times the pairs is the sum
of their scores. `known` adds what an intruder may know of the service: which values lie in which others.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Name: TypeAlias = "tuple[Any, ...]"
Parts: TypeAlias = "dict[int, float]"
Target: TypeAlias = "tuple[Parts, Parts | None]"

THRESHOLD = {"nhs": 5, "strict": 10}
MANY = 400  # more than anybody in these tests
SIZES = {"n", "first", "all", "before", "both", "pairs", "scored"}
OF_ALL = {"any_change", "reliable_change", "important_change", "computed_change"}


def wilson(n, of, confidence):
    """Wilson's interval, from its formula (1927), with the normal quantile by bisection."""
    z = _quantile((1 + confidence) / 2)
    share, zz = n / of, z * z
    middle, reach = share + zz / (2 * of), z * math.sqrt(share * (1 - share) / of + zz / (4 * of * of))
    return max(0.0, (middle - reach) / (1 + zz / of)), min(1.0, (middle + reach) / (1 + zz / of))


def _quantile(p):
    low, high = 0.0, 10.0
    for _ in range(80):
        mid = (low + high) / 2
        low, high = (mid, high) if 0.5 * (1 + math.erf(mid / math.sqrt(2))) < p else (low, mid)
    return low


def like(value, printed, of):
    """Whether a share would be printed so."""
    step = 0.05 if of < 100 else 0.01
    return abs(value - printed) <= step / 2 + 1e-9


def _places(targets):
    return {place for parts, _ in targets for place in parts}


def _safe(seen, least):
    return any(n >= least for n in seen) or (0 in seen and len(seen) > 1)


@dataclass
class Puzzle:
    """Unknown counts, what is printed of them, and how they add up."""

    least: int
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    rows: list[tuple[dict[int, float], float, float]] = field(default_factory=list)
    names: dict[Name, int] = field(default_factory=dict)
    hidden: set[Name] = field(default_factory=set)
    sizes: set[int] = field(default_factory=set)
    rows_of: dict[int, list[int]] = field(default_factory=dict)
    more: dict[Name, Target] = field(default_factory=dict)  # groups that lie between two that are counted

    def unknown(self, name, low=0, high=MANY, *, hidden=False):
        if name not in self.names:
            self.names[name] = len(self.low)
            self.low.append(low)
            self.high.append(high)
        place = self.names[name]
        self.low[place], self.high[place] = max(self.low[place], low), min(self.high[place], high)
        if hidden:
            self.hidden.add(name)
        return place

    def printed(self, name, n):
        if n is None:
            return self.unknown(name, hidden=True)
        return self.unknown(name, *self.around(n))

    def around(self, n):
        """The counts that are rounded to one (halves up): to the nearest 5 or 10, as the threshold is."""
        return max(n - self.least // 2, self.least), n + (self.least - 1) // 2

    def says(self, parts, low, high):
        self.rows.append((parts, low, high))

    def adds_up(self, whole, parts):
        self.says({whole: 1, **dict.fromkeys(parts, -1)}, 0, 0)

    def one_of(self, places, vectors):
        """The counts at these places are one of these vectors."""
        picks = [self.unknown(("pick", tuple(places), v), 0, 1) for v in vectors]
        self.says(dict.fromkeys(picks, 1), 1, 1)
        for at, place in enumerate(places):
            chosen = {pick: float(v[at]) for pick, v in zip(picks, vectors, strict=True)}
            self.says({place: -1.0, **chosen}, 0, 0)

    def extreme(self, parts, sign):
        """The least (sign 1) or most (sign -1) that a sum of unknowns can be; None where nothing fits.

        Only what bears on these unknowns is solved, up to the sizes of groups, whose ranges are known.
        """
        rows, places = self._about(parts)
        found = self._solved({place: sign * factor for place, factor in parts.items()}, rows, places)
        return None if found.x is None else round(sign * found.fun)

    def _solved(self, cost, rows, places):
        at = {place: i for i, place in enumerate(places)}
        wanted = np.zeros(len(places))
        for place, factor in cost.items():
            wanted[at[place]] += factor
        bounds = Bounds([self.low[p] for p in places], [self.high[p] for p in places])
        limits: LinearConstraint | tuple[()] = ()
        if rows:
            entries = [(r, at[c], v) for r, row in enumerate(rows) for c, v in self.rows[row][0].items()]
            of_rows, of_cols, values = zip(*entries, strict=True)
            matrix = csr_array((values, (of_rows, of_cols)), shape=(len(rows), len(places)))
            limits = LinearConstraint(
                matrix, [self.rows[r][1] for r in rows], [self.rows[r][2] for r in rows]
            )
        return milp(wanted, constraints=limits, bounds=bounds, integrality=np.ones(len(places), np.uint8))

    def worth_trying(self, targets, rows, places, signs):
        """The targets that no few worlds, each in keeping with all that is printed, show to be safe.

        One world in which a count is at least the threshold, or one in which it is none and another in
        which it is some, is enough.
        """
        random = np.random.default_rng(0)
        seen: dict[Name, set[int]] = {name: set() for name in targets}
        for sign in signs:
            cost: Parts = {}
            for name in (open_ := [name for name in targets if not _safe(seen[name], self.least)]):
                weight = random.random()
                for place, factor in targets[name][0].items():
                    cost[place] = cost.get(place, 0) + sign * weight * factor
            if not cost:
                break
            found = self._solved(cost, rows, places)
            assert found.x is not None, "what is printed contradicts itself"
            at = dict(zip(places, found.x, strict=True))
            for name in open_:
                seen[name].add(round(sum(factor * at[p] for p, factor in targets[name][0].items())))
        return {name: parts for name, parts in targets.items() if not _safe(seen[name], self.least)}

    def found(self, targets):
        """Every hidden count that gives somebody away, with its range."""
        return dict(self.each_found(targets))

    def each_found(self, targets):
        """The hidden counts that give somebody away one by one: first many at once are shown to be safe."""
        self.tighten()
        every, rows = range(len(self.low)), range(len(self.rows))
        together: dict[tuple[int, ...], dict[Name, Target]] = {}
        for name, target in self.worth_trying(targets, rows, every, (-1, 1, -1, -1, 1)).items():
            together.setdefault(tuple(self._about(target[0])[0]), {})[name] = target
        for about, members in together.items():
            places = sorted({p for row in about for p in self.rows[row][0]} | _places(members.values()))
            for name, target in self.worth_trying(members, about, places, (-1, 1) * 6).items():
                ends = self.gives_away(*target)
                if ends is not None:
                    yield name, ends

    def _about(self, parts):
        if not self.rows_of:
            for number, (row, _, _) in enumerate(self.rows):
                for one in row:
                    self.rows_of.setdefault(one, []).append(number)
        rows: set[int] = set()
        places, edge = set(parts), list(parts)
        while edge:
            for number in self.rows_of.get(edge.pop(), ()):
                if number not in rows:
                    rows.add(number)
                    new = set(self.rows[number][0]) - places
                    places |= new
                    edge += [place for place in new if place not in self.sizes]
        return sorted(rows), sorted(places)

    def tighten(self):
        """The sizes of groups as far as everything that is printed of each tells them."""
        for place in sorted(self.sizes):
            least, most = self.extreme({place: 1}, 1), self.extreme({place: 1}, -1)
            assert least is not None, "what is printed contradicts itself"
            self.low[place], self.high[place] = least, most

    def gives_away(self, parts, size=None):
        """The range of a hidden count if it tells of a few: one number alone, or all from 1 to the threshold.

        That there is none of a group that may be empty itself (`size`) tells of nobody.
        """
        most = self.extreme(parts, -1)
        assert most is not None, "what is printed contradicts itself"
        if most >= self.least:
            return None
        least = self.extreme(parts, 1)
        if most == 0 and size is not None and self.extreme(size, 1) == 0:
            return None
        return (least, most) if least >= 1 or least == most else None


def _rates(puzzle, cut, scale, rates, n):
    """The rates of each definition: only counts that would be printed as these are left."""
    rules: dict[str, list[dict[str, Any]]] = {}
    for rate in rates:
        rules.setdefault(rate["rule"], []).append(rate)
    for rule, members in rules.items():
        of = next((r["of"] for r in members if r["of"] is not None), None)
        whole = puzzle.printed((cut, scale, rule, "of"), of)
        places = [puzzle.printed((cut, scale, rule, r["outcome"]), r["n"]) for r in members]
        puzzle.adds_up(whole, places)
        puzzle.says({n: 1, whole: -1}, 0, 0 if rule in OF_ALL else MANY)
        shown = [(p, r) for p, r in zip(places, members, strict=True) if r["low"] is not None]
        if not shown or of is None:
            continue
        vectors = []
        low, high = puzzle.around(of)
        for total in range(low, high + 1):
            ways: list[tuple[int, ...]] = [()]
            for _, r in shown:
                ways = [
                    (*way, m)
                    for way in ways
                    for m in range(
                        puzzle.around(r["n"])[0], min(puzzle.around(r["n"])[1], total - sum(way)) + 1
                    )
                    if like(m / total, r["printed_share"], total)
                    and all(
                        like(end, r[side], total)
                        for side, end in zip(("low", "high"), wilson(m, total, r["confidence"]), strict=True)
                    )
                ]
            vectors += [(total, *way) for way in ways]
        puzzle.one_of([whole, *(p for p, _ in shown)], vectors)


def _finding(puzzle, cut, entry):
    """One scale in one cut: sizes, rates, bins, moves, who is not counted, and the averages."""
    scale = (entry["measure"], entry["scale"], entry["rater"])
    n = puzzle.printed((cut, scale, "n"), entry["n"])
    puzzle.sizes.add(n)
    _rates(puzzle, cut, scale, entry["rates"], n)
    for side, mean in (("before", "mean_before"), ("after", "mean_after")):
        bins = [(puzzle.printed((cut, scale, "bin", side, b["label"]), b[side]), b) for b in entry["bins"]]
        if bins:
            puzzle.adds_up(n, [place for place, _ in bins])
            told = entry["description"][mean]
            if told is not None:
                puzzle.says({n: -(told + 0.05), **{p: b["low"] for p, b in bins}}, -np.inf, 1e-6)
                puzzle.says({n: -(told - 0.05), **{p: b["high"] for p, b in bins}}, -1e-6, np.inf)
    if entry["moves"]:
        moves = [
            puzzle.printed((cut, scale, "move", m["before"], m["after"]), m["n"]) for m in entry["moves"]
        ]
        puzzle.adds_up(n, moves)
        bands = entry["bands"]
        for outcome in ("improved", "worse") if (cut, scale, "band_move", "of") in puzzle.names else ():
            better = outcome == "improved"
            up = [
                place
                for place, m in zip(moves, entry["moves"], strict=True)
                if (bands.index(m["after"]) < bands.index(m["before"])) == better
                and m["after"] != m["before"]
            ]
            puzzle.adds_up(puzzle.names[cut, scale, "band_move", outcome], up)
    steps = {s["key"]: puzzle.printed((cut, scale, "flow", s["key"]), s["n"]) for s in entry["flow"]["steps"]}
    puzzle.sizes |= set(steps.values())
    puzzle.says({steps["both"]: 1, n: -1}, 0 if "pairs" not in steps else -MANY, 0)
    puzzle.says({steps["before"]: 1, steps["both"]: -1}, 0, MANY)
    reasons = [puzzle.printed((cut, scale, "flow", s["key"]), s["n"]) for s in entry["flow"]["reasons"]]
    puzzle.adds_up(steps["all"], [steps["both"], *reasons])
    return scale


def _trend(puzzle, cut, entry):
    scale = (entry["measure"], entry["scale"], entry["rater"])
    for point in entry["points"]:
        n = puzzle.printed((cut, scale, point["short"], "n"), point["n"])
        _rates(puzzle, cut, (*scale, point["short"]), point["rates"], n)


def read_first(puzzle, cut, entry):
    """First scores: of everybody who has one, and beside them those of the pairs, so of who has no pair."""
    scale = (entry["measure"], entry["scale"], entry["rater"])
    n = puzzle.printed((cut, scale, "first"), entry["n"])
    puzzle.sizes.add(n)
    bins = {
        b["label"]: puzzle.printed((cut, scale, "first bin", b["label"]), b["before"]) for b in entry["bins"]
    }
    if bins:
        puzzle.adds_up(n, bins.values())
    pairs = puzzle.names.get((cut, scale, "n"))
    if pairs is not None:
        _inside(puzzle, (cut, scale, "no pair"), n, pairs)
        for label, place in bins.items():
            before = puzzle.names.get((cut, scale, "bin", "before", label))
            if before is not None:
                _inside(puzzle, (cut, scale, "no pair", label), place, before, {n: 1, pairs: -1})
    clinical = entry["clinical"]
    if clinical is not None:
        rest = {**clinical, "outcome": "rest", "n": None, "low": None}
        _rates(puzzle, cut, scale, [clinical, rest], n)
        puzzle.says({n: 1, puzzle.names[cut, scale, clinical["rule"], "of"]: -1}, 0, 0)


def _inside(puzzle, name, whole, part, size=None):
    """One count holds another; what lies between is a group too, which tells of nobody if it may be empty."""
    puzzle.says({whole: 1, part: -1}, 0, MANY)
    puzzle.more[name] = ({whole: 1, part: -1}, size or {whole: 1, part: -1})


def read_composite(puzzle, cut, entry):
    """A national rule: its parts, and recovery inside which reliable recovery lies."""
    scale = ("composite", entry["id"], entry["rater"])
    n = puzzle.printed((cut, scale, "n"), entry["n"])
    puzzle.sizes.add(n)
    _rates(puzzle, cut, scale, entry["rates"], n)
    rule = entry["id"]
    reliable = puzzle.names.get((cut, scale, f"{rule}_reliable_recovery", "reliable_recovery"))
    for wider in ((f"{rule}_recovery", "recovery"), (rule, "improved")):
        if reliable is not None and (cut, scale, *wider) in puzzle.names:
            _inside(puzzle, (cut, scale, "not both", *wider), puzzle.names[cut, scale, *wider], reliable)


def read_answers(puzzle, cut, entry):
    """What was said: answers add up to those who gave one, who with the unsure are of those who answered."""
    scale = (entry["measure"], entry["scale"], entry["rater"])
    n = puzzle.printed((cut, scale, "n"), entry["n"])
    puzzle.sizes.add(n)
    for question in entry["questions"]:
        name = (cut, scale, question["number"])
        of = next((r["of"] for r in question["answers"] if r["of"] is not None), None)
        whole = puzzle.printed((*name, "of"), of)
        places = [puzzle.printed((*name, r["outcome"]), r["n"]) for r in question["answers"]]
        unsure = puzzle.printed((*name, "unsure"), question["unsure"])
        puzzle.adds_up(whole, places)
        puzzle.says({n: 1, whole: -1, unsure: -1}, 0, MANY)
        shown = [(p, r) for p, r in zip(places, question["answers"], strict=True) if r["n"] is not None]
        if shown:
            puzzle.one_of([whole, *(p for p, _ in shown)], _printed_alike(puzzle, of, [r for _, r in shown]))


def _printed_alike(puzzle, of, answers):
    """The counts whose shares would be printed so: of few the exact share, of many that of rounded counts."""
    low, high = puzzle.around(of)
    vectors = []
    for total in range(low, high + 1):
        ways: list[tuple[int, ...]] = [()]
        for r in answers:
            least, most = puzzle.around(r["n"])
            ways = [
                (*way, m)
                for way in ways
                for m in range(least, min(most, total - sum(way)) + 1)
                if like(m / total if total < 100 else r["n"] / of, r["printed_share"], total)
            ]
        vectors += [(total, *way) for way in ways]
    return vectors


def _cut(puzzle, key, evidence):
    """Everything that one cut prints."""
    reach = evidence["reach"]
    for entries, read in (
        (evidence["findings"], _finding),
        (reach["first"] if reach else evidence["needs"], read_first),
        (evidence["composites"], read_composite),
        (evidence["experience"], read_answers),
        (evidence["trends"], _trend),
    ):
        for entry in entries:
            read(puzzle, key, entry)
    for step in (*evidence["flow"]["steps"], *evidence["flow"]["reasons"]):
        puzzle.printed((key, "flow", step["key"]), step["n"])


def puzzle_of(data, known=()):
    """The puzzle of a pack's bytes, and every hidden count with its name."""
    pack = json.loads(data)["pack"]
    puzzle = Puzzle(THRESHOLD[pack["preset"]])
    for cut in pack["cuts"]:
        _cut(puzzle, cut["key"], cut["evidence"])
    columns: dict[str, list[str]] = {}
    for cut in pack["cuts"][1:]:
        columns.setdefault(cut["column"], []).append(cut["key"])
    targets: dict[Name, Target] = {
        name: ({puzzle.names[name]: 1}, None) for name in sorted(puzzle.hidden, key=str)
    }
    targets |= puzzle.more
    inside = [("all", keys) for keys in columns.values()] + [(whole, list(parts)) for whole, parts in known]
    rests = []
    for whole, parts in inside:
        for name in [name for name in puzzle.names if name[0] == whole]:
            places = [puzzle.names[part, *name[1:]] for part in parts if (part, *name[1:]) in puzzle.names]
            if not places:
                continue
            rest = puzzle.unknown(("rest of " + whole, tuple(parts), *name[1:]))
            puzzle.adds_up(puzzle.names[name], [*places, rest])
            if name[-1] in SIZES:
                puzzle.sizes.add(rest)
            rests.append((whole, parts, name, rest, places))
    for whole, parts, name, rest, places in rests:
        of = puzzle.names.get(("rest of " + whole, tuple(parts), name[1], "n"))
        targets["rest of " + whole, tuple(parts), *name[1:]] = ({rest: 1}, {of: 1} if of else None)
        for place in places:  # every pair of cuts: what of the larger is not in the smaller
            size: Parts | None = (
                {
                    puzzle.names[whole, name[1], "n"]: 1,
                    puzzle.names[place_cut(puzzle, place), name[1], "n"]: -1,
                }
                if of
                else None
            )
            targets["all but", place, *name] = ({puzzle.names[name]: 1.0, place: -1.0}, size)
    return pack, puzzle, targets


def place_cut(puzzle, place):
    """The cut that an unknown is of."""
    return next(name[0] for name, at in puzzle.names.items() if at == place)
