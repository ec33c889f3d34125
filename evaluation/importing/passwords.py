"""Opening a workbook that is protected with a password. The password is used once and not kept."""

from __future__ import annotations

import io
import logging
from typing import TYPE_CHECKING, Any

from evaluation.errors import InputError
from evaluation.importing.kinds import damaged_error

if TYPE_CHECKING:
    from evaluation.importing.limits import Limits

# With it Excel protects workbooks whose structure alone is locked, and it opens them without asking.
_EXCELS_OWN = "VelvetSweatshop"
# Excel makes a key in 100,000 turns, a quarter of a second; the format allows 10 million.
_MOST_TURNS = 1_000_000


class PasswordNeededError(InputError):
    """A workbook that opens with a password, and none or a wrong one was given.

    >>> issubclass(PasswordNeededError, InputError)
    True
    """


def locked_error(name: str) -> InputError:
    """Return the one sentence for a file whose password, even if it were known, is of no use here."""
    return InputError(
        f"{name} is protected with a password in a way that can't be undone here. "
        "Open it, save it without a password and upload that."
    )


def is_protected_xls(data: bytes) -> bool:
    """Say whether an .xls file, which looks from outside as any other, needs a password."""
    import msoffcrypto  # type: ignore[import-untyped]  # noqa: PLC0415 - seldom needed

    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except Exception:  # noqa: BLE001 - damage raises struct.error, AssertionError, OSError and more
        return False


def unlocked(data: bytes, name: str, password: str, limits: Limits) -> bytes:
    """Return the workbook inside a protected .xlsx, .xlsm, .xlsb or .xls file.

    Raises PasswordNeededError without the right password, and InputError when the file is damaged,
    too large, or protected in a way that can't be undone here.
    """
    from msoffcrypto.exceptions import InvalidKeyError  # type: ignore[import-untyped]  # noqa: PLC0415 - seldom needed

    file = _opened(data, name, limits)
    try:
        plain = _decrypted(file, password or _EXCELS_OWN)
    except InvalidKeyError:
        # Whatever led here knows the key that was tried, so it is not handed on.
        raise _refusal(name, given=bool(password)) from None
    except Exception:  # noqa: BLE001 - damage raises struct.error, AssertionError, OSError and more
        raise damaged_error(name) from None
    limits.check_size(name, len(plain))
    return plain


def _opened(data: bytes, name: str, limits: Limits) -> Any:
    import msoffcrypto  # noqa: PLC0415 - seldom needed

    # At its most talkative it would write down the keys that it makes from passwords.
    logging.getLogger("msoffcrypto").setLevel(logging.WARNING)
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
    except msoffcrypto.exceptions.DecryptionError:  # another cipher, or turns beyond the format's own
        raise locked_error(name) from None
    except Exception as error:
        raise damaged_error(name) from error
    if file.format == "xls97":
        limits.check_protected(name, len(data))
    elif file.format != "ooxml" or file.info.get("spinValue", 0) > _MOST_TURNS:
        raise locked_error(name)
    return file


def _decrypted(file: Any, password: str) -> bytes:
    """Decrypt; a wrong password raises InvalidKeyError, at once or because no zip file comes out."""
    file.load_key(password=password)
    plain = io.BytesIO()
    file.decrypt(plain)
    return plain.getvalue()


def _refusal(name: str, *, given: bool) -> PasswordNeededError:
    if given:
        return PasswordNeededError(
            f"That password does not open {name}. Check capitals and spaces, and give it again."
        )
    return PasswordNeededError(
        f"{name} is protected with a password. Give the password with it (on the command line in a file, "
        "--password-file), or save it in Excel without one."
    )
