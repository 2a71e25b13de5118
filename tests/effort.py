"""How long a proof may take: everything on demand (MOTCUA_FULL=1), a tenth of it in every ordinary run."""

from __future__ import annotations

import os

FULL = os.environ.get("MOTCUA_FULL") == "1"


def examples(all_of_them: int) -> int:
    """How many examples a property is tried on in this run; never fewer than ten."""
    return all_of_them if FULL else max(10, all_of_them // 10)
