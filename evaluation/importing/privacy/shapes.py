"""What a single text looks like: an e-mail address, a telephone number, an NHS number, a person's name.

The first four shapes are sure of one cell alone; names, addresses and long texts are judged by
a whole column (`personal`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from evaluation.importing.privacy.first_names import FIRST_NAMES

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[a-z]{2,}", re.IGNORECASE)
# The shape of a UK postcode (GOV.UK, "Postcode"): one or two letters, a number, a space, a number,
# two letters. GIR 0AA is no family's.
_POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?)\s+(\d[a-z]{2})", re.IGNORECASE)
_DISTRICT = re.compile(r"([a-z]{1,2}\d[a-z\d]?)(?:\s+\d)?", re.IGNORECASE)
_TIGHT_POSTCODE = re.compile(r"([a-z]{1,2}\d[a-z\d]?)\s*(\d[a-z]{2})", re.IGNORECASE)
_PHONE = re.compile(r"(?:(?:\+|00)44[\s.-]*(?:\(0\))?|\(?0)[\s.-]*[1-37-9][\d\s().-]{7,14}")
_TITLE = re.compile(r"(?:mr|mrs|ms|miss|mx|dr|prof|rev)\.?\s+\S", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?(?:,?\s+[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?){0,3}")
_STREETS = (
    "road|rd|street|st|avenue|ave|close|lane|ln|drive|way|court|crescent|gardens|grove|place|terrace|hill|"
    "row|walk|square|park|mews|green|rise|house|flats?|estate|mount|vale|view"
)
_ADDRESS = re.compile(
    rf"(?:.*,\s*)?\d+[a-z]?,?\s+(?:(?!(?:in|at|the|of|a|to)\b)[\w'’.-]+\s+){{1,4}}(?:{_STREETS})\b.*|"
    r"(?:flat|apartment)\s+\w+\W+.*",
    re.IGNORECASE,
)
# Words of places and services, which are called like people ("Victoria Park"); those that are often
# surnames too (Hill, Green, Ward) are left off.
_PLACES = frozenset(
    "road rd street st avenue ave drive court crescent gardens place terrace park square mews house flat "
    "estate view centre center hub school nursery hospital clinic surgery practice team service services "
    "project group library borough trust college university children programme course workshop cottage "
    "lodge family families".split()
)

_NOT_PEOPLE = frozenset("st saint king queen prince princess lady sir".split())


def email(text: str) -> bool:
    """Whether a text is an e-mail address.

    >>> email("a.b@example.org"), email("5 @ home")
    (True, False)
    """
    return bool(_EMAIL.fullmatch(text))


def postcode(text: str) -> bool:
    """Whether a text is a UK postcode, written with its space (without one it may be a code).

    >>> postcode("OX4 3AA"), postcode("OX4"), postcode("A12 3BC"), postcode("F12 3")
    (True, False, True, False)
    """
    return bool(_POSTCODE.fullmatch(text))


def tight_postcode(text: str) -> bool:
    """Whether a text is a UK postcode, with its space or without.

    >>> tight_postcode("OX43AA"), tight_postcode("OX4")
    (True, False)
    """
    return bool(_TIGHT_POSTCODE.fullmatch(text))


def phone(text: str) -> bool:
    """Whether a text is a UK telephone number, written with its 0 or +44: ten or eleven digits with the 0.

    >>> phone("07700 900123"), phone("+44 (0)1865 496000"), phone("7700900123"), phone("0.7700900123")
    (True, True, False, False)
    """
    if not _PHONE.fullmatch(text) or re.match(r"0\.\d", text):
        return False
    digits = re.sub(r"\D", "", re.sub(r"^(?:\+|00)44[\s.-]*(?:\(0\))?", "0", text))
    return len(digits) in {10, 11}


def phone_without_zero(text: str) -> bool:
    """Whether a number may be a mobile telephone's whose first 0 a spreadsheet has dropped.

    >>> phone_without_zero("7700900123"), phone_without_zero("1700900123")
    (True, False)
    """
    return bool(re.fullmatch(r"7\d{9}", text, re.ASCII))


def nhs_number(text: str) -> bool:
    """Whether a text is an NHS number: ten digits with the right check digit.

    >>> nhs_number("943 476 5919"), nhs_number("9434765918"), nhs_number("12")
    (True, False, False)
    """
    from stdnum.gb import nhs  # noqa: PLC0415 slow to load, and only needed once a sheet is looked at

    return ten_digits(text) and bool(nhs.is_valid(text))


def ten_digits(text: str) -> bool:
    """Whether a text is of ten digits, as NHS numbers are, with spaces or dashes or none.

    >>> ten_digits("943-476-5919"), ten_digits("+9434765919")
    (True, False)
    """
    return bool(re.fullmatch(r"\d{3}[\s-]?\d{3}[\s-]?\d{4}", text, re.ASCII))


def sure(text: str) -> bool:
    """Whether a text can hardly be anything but an e-mail address, telephone or NHS number, or postcode."""
    return email(text) or phone(text) or nhs_number(text) or postcode(text)


def holds_contact(text: str) -> bool:
    """Whether a text holds an e-mail address or a telephone number among others, or is `sure`.

    >>> holds_contact("Nurse, call 07700 900123"), holds_contact("a.b@example.org"), holds_contact("Band 6")
    (True, True, False)
    """
    if not any(sign == "@" or sign.isdigit() for sign in text):
        return False
    return (
        sure(text) or bool(_EMAIL.search(text)) or any(phone(one[0].strip()) for one in _PHONE.finditer(text))
    )


def without_contacts(text: str) -> str:
    """A text without the e-mail addresses and telephone numbers in it.

    >>> without_contacts("Play, ask a.b@example.org or 07700 900123")
    'Play, ask or'
    """
    if not holds_contact(text):
        return text
    left = _EMAIL.sub(" ", text)
    left = _PHONE.sub(lambda found: " " if phone(found[0].strip()) else found[0], left)
    return " ".join(left.split())


def address(text: str) -> bool:
    """Whether a text is a street address, or holds a postcode after other words.

    >>> address("Flat 2, 14 High Street"), address("12 Old Road, Oxford"), address("Group 2 in the park")
    (True, True, False)
    """
    found = _POSTCODE.search(text)
    return bool(_ADDRESS.fullmatch(text)) or (found is not None and found.start() > 5)


def name(text: str) -> bool:
    """Whether a text could be somebody's name: one to four words of letters, in capitals or one known.

    >>> name("Asha Patel"), name("O'Neill, Niamh"), name("not sure"), name("Victoria Park"), name("P02")
    (True, True, False, False, False)
    """
    if not _NAME.fullmatch(text) or _words(text) & _PLACES:
        return False
    return all(word[0].isupper() for word in text.split()) or known_name(text)


def known_name(text: str) -> bool:
    """Whether a name begins or ends with a first name that is common, or has a title.

    >>> known_name("Emma Jones"), known_name("JONES Emma"), known_name("Ms Jones"), known_name("St James")
    (True, True, True, False)
    """
    words = re.split(r"[,\s]+", text.casefold().strip())
    if words[0] in _NOT_PEOPLE:
        return False
    return any(word.split("-")[0] in FIRST_NAMES for word in (words[0], words[-1])) or bool(
        _TITLE.match(text)
    )


def district(text: str) -> str:
    """The district of a postcode, its part before the space; "" where a text holds none.

    >>> district("ox4 3aa"), district("OX43AA"), district("12 High Street, Oxford OX1 2JD"), district("n/a")
    ('OX4', 'OX4', 'OX1', '')
    """
    found = _TIGHT_POSTCODE.fullmatch(text) or _DISTRICT.fullmatch(text) or _POSTCODE.search(text)
    return found[1].upper() if found else ""


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", text.casefold()))
