"""What can stand in a PDF's text: characters that can be set, and places where a line may end."""

from __future__ import annotations

import re
import unicodedata

BREAK = "\ue000"  # in a text for the layout: a line may end here; nothing is printed
MISSING = "\ufffd"  # printed in place of a letter that no font has
_SPACE = "\u200b"  # the same as a letter without width: quick, but it is copied with the text
_ENDLESS = 200  # characters of a word that nobody copies
_FEW = 4
_MOST = 12_000  # characters of a text outside the page: PDF/A-3 allows 32,767 bytes, of two a character
LONGEST = 40  # characters of a word in running text that stay together

# What no PDF/A or PDF/UA file may hold: control characters, halves of pairs, code points that are none
# or private. Marks that turn the order of what follows around are left out too: text stays where it is.
_NEVER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufeff\ufff0-\ufffb\ufffe\uffff]"
)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_LINES = re.compile(r"\r\n?|[\u2028\u2029]")
_WORD = re.compile(r"\S+")
_UNSET = re.compile(r'the text `"(?P<text>[^`]*)"` could not be displayed|codepoint `"(?P<codepoint>[^`]*)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)", re.DOTALL)


def settable(text: str, unset: frozenset[str] = frozenset()) -> str:
    r"""The text without what can't be set; letters in `unset`, which no font has, are replaced by a sign.

    >>> settable("warm\x00th \ue000"), settable("so 😀", frozenset("😀")) == f"so {MISSING}"
    ('warmth �', True)
    """
    composed = unicodedata.normalize("NFC", text)  # the same letters in as few parts as there are
    kept = _PRIVATE.sub(MISSING, _NEVER.sub("", _LINES.sub("\n", composed.replace("\t", " "))))
    if not unset:
        return kept
    return "".join(_instead(letter) if letter in unset else letter for letter in kept)


def breakable(text: str, longest: int = LONGEST) -> str:
    """The text with places to end a line in words of more than `longest` characters.

    >>> breakable("a fingerprint", 5).split(BREAK)
    ['a f', 'i', 'n', 'g', 'e', 'r', 'p', 'r', 'i', 'n', 't']
    """
    if len(text) <= longest:
        return text
    return _WORD.sub(lambda found: _parted(found[0]) if len(found[0]) > longest else found[0], text)


def bounded(text: str) -> str:
    """The text, cut where it would be too long for a bookmark or an alternative text."""
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"


def unset_in(fault: str) -> frozenset[str]:
    r"""The characters that the typesetter's message says it could not set.

    >>> sorted(unset_in('error: the text `"日\\u{200d}"` could not be displayed with font `"A"`'))
    ['\u200d', '日']
    """
    found: set[str] = set()
    for match in _UNSET.finditer(fault):
        found |= set(_ESCAPED.sub(_unescaped, match["text"] or match["codepoint"] or ""))
    return frozenset(found)


def _parted(word: str) -> str:
    """A break before every letter, or every few of an endless word, but for marks of the one before."""
    mark, step = (BREAK, 1) if len(word) <= _ENDLESS else (_SPACE, _FEW)
    return "".join(
        mark + letter if place and place % step == 0 and not _attached(letter) else letter
        for place, letter in enumerate(word)
    )


def marks(text: str) -> frozenset[str]:
    """The marks in a text that are set above or below other letters."""
    return frozenset(filter(_attached, text))


def _instead(letter: str) -> str:
    """A sign for a letter, nothing for what only changes the letter before it."""
    return "" if _attached(letter) else MISSING


def _attached(letter: str) -> bool:
    """Whether a character only changes the letter before it (Unicode's marks and formats)."""
    return unicodedata.category(letter) in {"Mn", "Mc", "Me", "Cf"}


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else found[2]
