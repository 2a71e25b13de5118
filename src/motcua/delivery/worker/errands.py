"""What passes between the whole and the parts of linked procedures."""

from __future__ import annotations

import logging
from datetime import datetime

from motcua.core.text import ToldError
from motcua.domain.dossiers.services.linked import carry, due_errands, put_off
from motcua.infra.letters import LetterError

log = logging.getLogger(__name__)


def carry_errands(now: datetime) -> int:
    """Carry all errands that are due; how many were carried. One that cannot be carried is logged, tried again a minute
    later, and does not stop the others.
    """
    carried = 0
    for errand in due_errands(now):
        try:
            carry(errand, now)
            carried += 1
        except (ToldError, LetterError):
            log.exception("errand %s of dossier %s cannot be carried", errand.kind, errand.dossier_id)
            put_off(errand, now)
    return carried
