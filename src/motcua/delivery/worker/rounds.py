"""The short rounds: timers that have come due, errands between linked dossiers, events that reports have not read yet,
dossiers that a changeover moves to another version. All are rows; a round that fails or is killed leaves them where
they are, and any number of workers may go the rounds at once.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import close_old_connections, connection

from motcua.delivery.worker.books import keep_books
from motcua.delivery.worker.due import fire_due_timers
from motcua.delivery.worker.errands import carry_errands
from motcua.delivery.worker.payments import AskPlatform
from motcua.domain.dossiers.calendar_change.running import follow_calendars
from motcua.domain.dossiers.changeover.running import carry_on_any
from motcua.domain.dossiers.services.reminders import remind_due
from motcua.domain.records.judging import judge_due
from motcua.domain.reporting.services import read_outbox
from motcua.infra import clock

log = logging.getLogger(__name__)

Round = Callable[[datetime], int]
PAUSE = 0.5
PAUSE_AFTER_FAILURE = 5.0


class Rounds:
    """Goes the rounds until it is told to stop; pauses when there was nothing to do."""

    def __init__(self, *rounds: Round) -> None:
        self._rounds = rounds or (
            fire_due_timers,
            carry_errands,
            read_outbox,
            carry_on_any,
            follow_calendars,
            remind_due,
            judge_due,
            keep_books,
            AskPlatform(),
        )
        self._stopped = threading.Event()

    def run(self) -> None:
        """Go the rounds. A failure is logged with its cause and tried again; nothing is lost by it."""
        while not self._stopped.is_set():
            try:
                close_old_connections()
                done = sum(each(clock.now()) for each in self._rounds)
                pause = 0 if done else PAUSE
            except Exception:  # the database went away, or a dossier is broken: say so, and go on
                log.exception("a round failed; trying again in %s s", PAUSE_AFTER_FAILURE)
                pause = PAUSE_AFTER_FAILURE
            self._stopped.wait(pause)
        connection.close()

    def stop(self) -> None:
        """End after the present round."""
        self._stopped.set()
