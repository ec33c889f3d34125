"""Starts Streamlit on the dashboard: `python -m pages.shared.serving`, then Streamlit's own options."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import cli

from evaluation.errors import InputError
from pages.shared.audience import packs_only

DASHBOARD = Path(__file__).parents[2] / "dashboard.py"
# Nobody has anything to upload where packs are all there is: Streamlit's own address for it refuses too.
_PACKS_ONLY = {"STREAMLIT_SERVER_MAX_UPLOAD_SIZE": "0"}


def main(options: list[str]) -> None:
    """Serve until stopped; ends with exit code 2 and one sentence where the environment asks for nonsense."""
    try:
        os.environ.update(_PACKS_ONLY if packs_only() else {})
    except InputError as error:
        sys.exit(_refused(error))
    # Until `st.navigation` has run once, Streamlit takes a folder named pages for its older kind of app and
    # runs whichever page is asked for, alone. Those of leads must not even be imported among packs.
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", str(DASHBOARD), *options]
    cli.main(prog_name="streamlit")


def _refused(error: InputError) -> int:
    print(error, file=sys.stderr, flush=True)  # noqa: T201 what this command says
    return 2


if __name__ == "__main__":
    main(sys.argv[1:])
