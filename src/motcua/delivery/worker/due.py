"""Timers that have come due."""

from __future__ import annotations

import logging
from datetime import datetime

from motcua.domain.dossiers.errors import DossierError
from motcua.domain.dossiers.services.timers import due_timers, fire_timer

log = logging.getLogger(__name__)


def fire_due_timers(now: datetime) -> int:
    """Fire all timers that have come due; how many fired. One that cannot fire is logged and does not stop the
    others.
    """
    fired = 0
    for dossier_id, n in due_timers(now):
        try:
            fired += fire_timer(dossier_id, n, now)
        except DossierError:
            log.exception("timer %s of dossier %s cannot fire", n, dossier_id)
    return fired
