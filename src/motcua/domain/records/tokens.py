"""What the QR code of an issued paper holds: unguessable, short enough to be typed, the same at each printing."""

from __future__ import annotations

import re
from typing import Final

from django.utils.crypto import salted_hmac

_LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to be misread or misheard
_GROUPS, _GROUP = 4, 4
_MISREAD: Final = str.maketrans("ILO", "110")
_TOKEN: Final = re.compile(rf"[{_LETTERS}]{{{_GROUPS * _GROUP}}}")


def token_for(*named: object) -> str:
    """`7KQF-2M9T-XD4B-8KJ2` for what is named, such as a dossier and a letter of it: 80 bits that nobody can compute
    without the city's secret, so nothing is kept until there is a paper.
    """
    digest = salted_hmac("motcua.records.token", "/".join(map(str, named)), algorithm="sha256").digest()
    number = int.from_bytes(digest[:10], "big")
    return _grouped("".join(_LETTERS[number >> 5 * place & 31] for place in range(_GROUPS * _GROUP)))


def normal_token(typed: str) -> str | None:
    """A token as it is stored, whatever case, spaces and misread letters it was typed with; None for what is none."""
    letters = re.sub(r"[\s-]+", "", typed).upper().translate(_MISREAD)
    return _grouped(letters) if _TOKEN.fullmatch(letters) else None


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP))
