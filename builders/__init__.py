"""How readouts become tables: one module a stage, one command a stage.

Only the entry point of the command line lives here: it says what to install where only the data
were installed.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line, or say which extra it needs."""
    try:
        from .command import main as run
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("diplocalls"):
            raise
        remedy = "install them with: pip install '.[workshop]' in a checkout"
        sys.exit(f"The commands need the builders' libraries ({error.name} is missing); {remedy}")
    run()
