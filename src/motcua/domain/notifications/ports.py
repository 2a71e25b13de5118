"""What messages ask of the outside; `config/wiring.py` joins the adapters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol

from motcua.domain.notifications.types import Channel
from motcua.infra.messages import Outgoing


class Carrier(Protocol):
    """A vendor of one channel."""

    def carry(self, outgoing: Outgoing) -> str:
        """Hand one message over; the vendor's reference for it. The same tracking id twice is the same message.

        Raises RefusedError (never for this address), NotNowError (later), VendorDownError (nobody there; surely not
        sent), UnsureError (it may have been sent).
        """


Carriers = Mapping[Channel, Carrier]
_makers: dict[Channel, Callable[[], Carrier | None]] = {}
_made: dict[Channel, Carrier | None] = {}


def join_carrier(channel: Channel, make: Callable[[], Carrier | None]) -> None:
    """Let this maker give the channel its vendor when one is first needed; None where the city has none."""
    _makers[channel] = make
    _made.pop(channel, None)


def carriers() -> Carriers:
    """The vendors that this city has."""
    for channel, make in _makers.items():
        if channel not in _made:
            _made[channel] = make()
    return {channel: carrier for channel, carrier in _made.items() if carrier}
