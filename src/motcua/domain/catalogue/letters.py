"""Letters of a package printed for an invented dossier: to be looked at, and to find a broken template in time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from motcua.core.procedure import Problem, Procedure, Severity, sample_letters
from motcua.infra.letters import LetterError, qr_svg, render

_PLACE = re.compile(r"main\.typ:(\d+)")


def preview_letter(procedure: Procedure, key: str, at: datetime) -> bytes:
    """A letter of a procedure as PDF, for an invented dossier. Raises KeyError for a letter that it does not have, and
    LetterError for a template that is wrong.
    """
    return _printed(procedure, key, dict(sample_letters(procedure, at))[key], at)


def check_printing(procedure: Procedure, files: Mapping[str, bytes], at: datetime) -> Iterator[Problem]:
    """Print each letter that the package brings, in every way in which it can be issued."""
    for key, data in sample_letters(procedure, at):
        name = f"letters/{key}.typ"
        if name in files:
            try:
                _printed(procedure, key, data, at)
            except LetterError as wrong:
                yield _problem(name, wrong)


def _printed(procedure: Procedure, key: str, data: Mapping[str, Any], at: datetime) -> bytes:
    picture = qr_svg(data["dossier"]["tracking_url"])
    files = {"qr.svg": picture, "payment.svg": picture}
    return render(procedure.letters[key].source, data, issued_at=at, files=files)


def _problem(name: str, wrong: LetterError) -> Problem:
    said = str(wrong)
    place = _PLACE.search(said)
    first = said.splitlines()[0].removeprefix("error: ")
    return Problem(
        name,
        int(place[1]) if place else 1,
        Severity.ERROR,
        "letter_does_not_print",
        f"văn bản không in được với hồ sơ mẫu: {first}",
        f"the letter does not print for a sample dossier: {first}",
    )
