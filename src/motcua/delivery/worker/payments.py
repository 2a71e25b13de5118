"""A worker's round: ask the payment platform for what is not decided, so that a lost call-back is repaired."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from motcua.domain.payments import ports
from motcua.domain.payments.errors import PlatformUnreachableError
from motcua.domain.payments.services import poll_due

log = logging.getLogger(__name__)

# In an outage every question costs its whole time limit: the other rounds must not wait for each of them.
REST_AFTER_OUTAGE = timedelta(seconds=30)
MOST_AT_ONCE = 5


class AskPlatform:
    """Asks for a few orders a round; rests when the platform does not answer. `rests_until` is this worker's own."""

    def __init__(self) -> None:
        self.rests_until: datetime | None = None

    def __call__(self, now: datetime) -> int:
        """How many orders were asked for."""
        if not ports.has_platform() or (self.rests_until and now < self.rests_until):
            return 0
        try:
            return poll_due(now, MOST_AT_ONCE)
        except PlatformUnreachableError as error:
            log.warning("the payment platform does not answer (%s); asking again later", error.__cause__)
            self.rests_until = now + REST_AFTER_OUTAGE
            return 0
