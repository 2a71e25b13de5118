"""What anybody who holds a letter of the city may be told of it: nothing of whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from motcua.core.procedure import Letter
from motcua.domain.records.types import IssuedFacts


def facts_of(letter: Letter, details: Mapping[str, Any], issued_at: datetime) -> IssuedFacts:
    """The facts of a letter that is printed from these details. A result is called by the name of the result.

    Letters that were decided before tokens were given have a code that leads to the dossier's tracking; it goes on
    leading there.
    """
    result = details.get("result") or {}
    return IssuedFacts(
        title=result.get("name") or letter.name.vi,
        number=details["letter"]["number"],
        issuer=details["agency"]["name"],
        issued_at=issued_at,
        token=result.get("token", ""),
    )
