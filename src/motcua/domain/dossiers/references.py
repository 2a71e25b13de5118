"""The short reference a citizen has from the moment of filing, and how any typed code is understood."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable

from motcua.infra.postgres.trial import is_inside

TRIAL_MARK = "THU-"
"""Before the references and codes of test dossiers ("thử"): nobody takes one for a dossier."""

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U to be misread or misheard
_LENGTH = 10
_MISREAD = str.maketrans("ILO", "110")
_REFERENCE = re.compile(rf"[{_LETTERS}]{{{_LENGTH}}}")


def new_reference(choose: Callable[[str], str] = secrets.choice) -> str:
    """Ten unguessable letters in groups that can be read aloud: `7KQF-2M9T-XD`. 50 bits: nobody finds one by trying.
    Only an invented past lets something else `choose`.
    """
    return marked(_grouped("".join(choose(_LETTERS) for _ in range(_LENGTH))))


def marked(key: str) -> str:
    """A reference or code as it is given out here: inside the trial space it says that it is one of a trial."""
    return f"{TRIAL_MARK}{key}" if is_inside() else key


def normal_key(typed: str) -> str:
    """A dossier code or reference as it is stored, whatever case, spaces and misread letters it was typed with."""
    compact = re.sub(r"\s+", "", typed).upper()
    letters = compact.replace("-", "").translate(_MISREAD)
    return _grouped(letters) if _REFERENCE.fullmatch(letters) else compact


def _grouped(letters: str) -> str:
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"
