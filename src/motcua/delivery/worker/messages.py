"""The rounds of messages, each in a thread of its own: a vendor that is slow or down slows nobody else."""

from __future__ import annotations

import logging
from functools import partial

from motcua.delivery.worker.rounds import Rounds
from motcua.domain.dossiers.messages import tell_of_events
from motcua.domain.notifications.queries import channels_on_offer
from motcua.domain.notifications.reading import BrokenBookError
from motcua.domain.notifications.services import send_due
from motcua.domain.notifications.types import Channel

log = logging.getLogger(__name__)


def message_rounds() -> dict[str, Rounds]:
    """By name: one that tells of what has happened, and one for each vendor that this city has."""
    try:
        vendors = sorted(channels_on_offer() - {Channel.IN_APP})
    except BrokenBookError:
        log.exception("nobody is told anything until messages.yaml is mended and the worker is started again")
        return {}
    sending = {f"messages by {each}": Rounds(partial(send_due, channels=frozenset({each}))) for each in vendors}
    return {"messages": Rounds(tell_of_events), **sending}
