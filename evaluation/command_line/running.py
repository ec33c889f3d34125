"""Runs one verb, and says in one sentence what stops it.

Exit 0 done; 1 figures do not follow from the data (`verify`); 2 the input can't be used.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from evaluation.command_line.options import asked_password
from evaluation.command_line.parser import parser
from evaluation.errors import InputError
from evaluation.importing.passwords import PasswordNeededError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb; returns the exit code."""
    options = parser().parse_args(arguments)
    try:
        try:
            return int(options.run(options) or 0)
        except PasswordNeededError:
            options.password = asked_password(options)
            if not options.password:
                raise
            return int(options.run(options) or 0)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:  # the reader (`| head`) has seen enough
        sys.stderr.close()
    return 0
