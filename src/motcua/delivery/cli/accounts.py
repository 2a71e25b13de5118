"""`motcua accounts load FILE`: into which accounts the agencies collect."""

from __future__ import annotations

import sys
from pathlib import Path

from motcua.core.text import ToldError
from motcua.domain.payments.services import load_accounts
from motcua.infra import clock


def load(arguments: list[str]) -> int:
    """Take the accounts of a file over, from today on where an agency has one already. Safe to run again."""
    if len(arguments) != 1:
        print("motcua accounts load: name one file, such as catalogue/reference/accounts/demo.yaml", file=sys.stderr)
        return 2
    try:
        print(f"{load_accounts(Path(arguments[0]), clock.now().date())} accounts")
    except ToldError as problem:
        print(f"motcua accounts load: {problem.en}", file=sys.stderr)
        return 1
    return 0
