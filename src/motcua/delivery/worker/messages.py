"""The rounds of messages, each in a thread of its own: a vendor that is slow or down slows nobody else."""

from __future__ import annotations

import logging
from datetime import datetime
from functools import partial

from motcua.delivery.worker.rounds import Rounds
from motcua.domain.dossiers.messages import tell_of_events
from motcua.domain.notifications.queries import channels_on_offer
from motcua.domain.notifications.reading import BrokenBookError
from motcua.domain.notifications.services import send_due
from motcua.domain.notifications.types import Channel

MOST_AT_ONCE = 200
log = logging.getLogger(__name__)


def message_rounds() -> dict[str, Rounds]:
    """By name: one that tells of what has happened, and one for each vendor that this city has."""
    try:
        vendors = sorted(channels_on_offer() - {Channel.IN_APP})
    except BrokenBookError:
        log.exception("nobody is told anything until messages.yaml is mended and the worker is started again")
        return {}
    sending = {f"messages by {each}": Rounds(partial(_send, each)) for each in vendors}
    return {"messages": Rounds(_tell), **sending}


def _tell(now: datetime) -> int:
    return _left(tell_of_events(now, MOST_AT_ONCE))


def _send(channel: Channel, now: datetime) -> int:
    return _left(send_due(now, MOST_AT_ONCE, frozenset({channel})))


def _left(done: int) -> int:
    """Only when there may be more does the next round follow at once: a message can wait half a second, and a thread
    that took each act the moment it is written would be busy with asking.
    """
    return done if done == MOST_AT_ONCE else 0
