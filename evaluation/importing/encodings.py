"""Turning a text file's bytes into characters, the same way every time."""

from __future__ import annotations

from dataclasses import dataclass

from evaluation.errors import InputError

# Longest first: the UTF-16 mark is also the beginning of the UTF-32 one.
_MARKS: tuple[tuple[bytes, str, str], ...] = (
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32-be", "UTF-32"),
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)

# Five bytes have no character in Windows-1252; like browsers, keep them as control characters.
_WINDOWS = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}

_UNREADABLE = "\ufffd"
_SAMPLE = 200_000  # bytes that show whether this is text


@dataclass(frozen=True)
class DecodedText:
    """A file's characters, the name of the encoding in words, and what went wrong on the way."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decoded(data: bytes, name: str) -> DecodedText:
    """Decode a text file: by its byte order mark, else UTF-8, else UTF-16 by its NULs, else Windows-1252.

    Raises InputError when the bytes are not text at all.

    >>> decoded("Zoë;3".encode("cp1252"), "may.csv")
    DecodedText(text='Zoë;3', encoding='Windows-1252', notes=())
    """
    if _share_of_controls(_characters(data[:_SAMPLE])[0]) > 0.02:
        raise _not_text(name)
    text, encoding = _characters(data)
    notes: list[str] = []
    lost = text.count(_UNREADABLE)
    if lost and encoding != "Windows-1252":
        notes.append(
            f"{lost:,} character{'s' if lost > 1 else ''} in {name} could not be read and "
            f"show as {_UNREADABLE}."
        )
    nuls = text.count("\x00")
    # A NUL here and there is a fault of the exporter; many mean that this is not text.
    if nuls > 0.02 * len(text):
        raise _not_text(name)
    if nuls:
        notes.append(f"Removed {nuls:,} empty (NUL) character{'s' if nuls > 1 else ''} from {name}.")
        text = text.replace("\x00", "")
    return DecodedText(text.removesuffix("\x1a"), encoding, tuple(notes))


def _not_text(name: str) -> InputError:
    return InputError(
        f"{name} is not a spreadsheet and not text either. Open the spreadsheet and save it as .xlsx or .csv."
    )


def _characters(data: bytes) -> tuple[str, str]:
    for mark, codec, words in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace"), words
    codec = _utf16_without_mark(data)
    if codec:
        return data.decode(codec, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        lenient = data.decode("utf-8", errors="replace")
    # One damaged character should not turn every accent of a UTF-8 file into nonsense.
    lost = lenient.count(_UNREADABLE)
    beyond_ascii = len(lenient) - len(lenient.encode("ascii", errors="ignore"))
    if lost * 4 < beyond_ascii - lost:
        return lenient, "UTF-8"
    return data.decode("latin-1").translate(_WINDOWS), "Windows-1252"


def _utf16_without_mark(data: bytes) -> str:
    """Name the codec when every other byte is nearly always NUL, as in Western text."""
    sample = data[:4000]
    half = len(sample) // 2
    if half < 2:
        return ""
    first, second = sample[0::2].count(0), sample[1::2].count(0)
    if second > 0.6 * half and first < 0.1 * half:
        return "utf-16-le"
    if first > 0.6 * half and second < 0.1 * half:
        return "utf-16-be"
    return ""


def _share_of_controls(text: str) -> float:
    # str.isprintable is far too strict; count only the C0 controls that no text file holds.
    controls = (chr(code) for code in range(32) if chr(code) not in "\t\n\r\f\v\x1a\x1c\x1d\x1e\x1f")
    return sum(map(text.count, controls)) / max(len(text), 1)
