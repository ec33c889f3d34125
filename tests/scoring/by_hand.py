"""Scoring one response at a time in plain Python, as the words of the measure files say: an oracle.

It knows nothing of the library's expressions: no narwhals, no numpy, one answer after the other.
"""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal

INF = math.inf


def points(measure, item, answer, stored):
    """What one answer scores: None blank, infinite where it is not a score."""
    if answer is None or answer == INF or stored == "scored":
        return answer
    options = next((entry for entry in measure.items.options if item in entry.items), None)
    low, high = measure.items.minimum, measure.items.maximum
    if stored == "upside_down":
        codes = (low, high) if options is None else options.codes
        answer = min(codes) + max(codes) - answer
    if options is not None:
        return dict(zip(options.codes, options.scores, strict=True)).get(answer)
    return low + high - answer if item in measure.items.reversed else answer


def of_answers(measure, scale, answers, stored):
    """The score of a response on a scale with items of its own, and why there is none."""
    found = [points(measure, item, answers.get(item), stored) for item in scale.items]
    scores = [value for value in found if value is not None and value != INF]
    count = len(found) - found.count(INF)
    gone = count - len(scores)
    if not scores:
        return None, "none of its answers is a score" if INF in found else ""
    most = scale.missing.most if scale.missing.rule == "prorate" else 0
    if gone > most:
        rule = f"at most {most} may be missing" if most else "it is scored only when complete"
        verb = "is" if gone == 1 else "are"
        return None, f"{gone} of {count} answers {verb} missing or can't be read; {rule}"
    mean = sum(scores) / len(scores)
    if scale.score == "mean":
        raw = mean
    elif scale.score == "mean_x10":
        raw = mean * 10
    elif gone == 0:
        raw = sum(scores)
    else:
        raw = mean * count
        if scale.missing.rounded:
            raw = float(Decimal(raw).quantize(Decimal(1), ROUND_HALF_UP))
    return on_table(scale, round(raw, 9)), ""


def on_table(scale, raw):
    """A raw total on a scale's conversion table."""
    return dict(scale.convert).get(raw) if scale.convert else raw


def of_response(measure, scale, answers, typed, stored, given):
    """The score of a response and why there is none; `typed` has (entered, total) of this scale."""
    parts = [measure.scale(part) for part in scale.parts] or [scale]
    found = [of_answers(measure, part, answers, stored) for part in parts]
    if not scale.parts:
        score, why = found[0]
    elif all(value is not None for value, _ in found):
        score, why = sum(value for value, _ in found), ""
    else:
        said = [f"{part.title}: {why}" for part, (_, why) in zip(parts, found, strict=True) if why]
        some = any(value is not None for value, _ in found)
        score, why = None, (said or (["a part of it has no answers"] if some else [""]))[0]
    for entered, total in typed:
        if score is not None or total is None:
            continue
        if adds_up_some(measure, scale, parts, answers, (entered, total), stored, given):
            why = "its typed total is the sum of the answers given, as if those missing scored 0"
            continue
        score = on_table(scale, total) if entered == "raw" else total
        if score is None:
            why = "its raw total is not in the conversion table, which has whole ones"
    return score, "" if score is not None else why


def adds_up_some(measure, scale, parts, answers, typed, stored, given):
    """Whether a total is the sum of the answers given, where some are missing."""
    entered, total = typed
    wanted = [item for part in parts for item in part.items]
    if scale.score not in {"sum", "sum_of", "mean_x10"} or (scale.convert and entered != "raw"):
        return False
    if not wanted or not set(wanted) <= given:
        return False
    scores = [points(measure, item, answers.get(item), stored) for item in wanted]
    known = [score for score in scores if score is not None and score != INF]
    return 0 < len(known) < len(wanted) and abs(sum(known) - total) < 5e-10
