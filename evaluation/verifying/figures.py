"""What a text says in figures, and in the few words that turn a figure's meaning round."""

from __future__ import annotations

import re
from collections import Counter

# Not the number in a name ("PHQ-9", "families_2026.csv"): it has a letter or an underscore before it.
_FIGURE = re.compile(
    r"(?<![^\W\d]-)(?<![\w.,])-?\d+(?:,\d{3})*(?:\.\d+)?%?(?!\w)(?!\.[A-Za-z])"
    r"|\[[cxz]\]|\b(?:less|more) than\b"
)
_WORD = re.compile(r"[^\W\d_]+")
_TELLING = {
    **dict.fromkeys(("better", "improved", "improvement", "improvements", "improving", "best"), "better"),
    **dict.fromkeys(("worse", "worsened", "worsening", "deteriorated", "worst"), "worse"),
    **dict.fromkeys(("unchanged", "same"), "same"),
    **dict.fromkeys(("reliable", "reliably"), "reliable"),
    **dict.fromkeys(("no", "not", "never", "nobody", "none", "without", "cannot"), "no"),
    **dict.fromkeys(("before", "first"), "before"),
    **dict.fromkeys(("after", "second", "last"), "after"),
}


def figures(text: str) -> tuple[str, ...]:
    """The figures of a text in order, symbols in their place among them.

    >>> figures("PHQ-9: 54 of 81 families (67%) got better, -3.5 to 1,204; [c] of 2019–2020")
    ('54', '81', '67%', '-3.5', '1,204', '[c]', '2019', '2020')
    """
    return tuple(_FIGURE.findall(text))


def telling(text: str) -> Counter[str]:
    """The words of a text that say which way a figure points, each by what it means.

    >>> dict(telling("67% improved; 12% got worse")) == dict(telling("67% got better and 12% worse"))
    True
    """
    found = (_TELLING.get(word) for word in _WORD.findall(text.lower()))
    return Counter(word for word in found if word)
