"""Vendors of messages in memory: they keep what they took, once under each number, and fail as they are told."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from motcua.config.messages import join_messages
from motcua.domain.notifications.ports import join_carrier
from motcua.domain.notifications.types import Channel
from motcua.infra.messages import CarryError, Outgoing, UnsureError


@dataclass
class Vendor:
    """One vendor. asked: every time somebody knocked. taken: by tracking number. fails: what comes of the next
    requests; an answer that is lost (UnsureError) comes after the message was taken.
    """

    asked: list[Outgoing] = field(default_factory=list)
    taken: dict[str, Outgoing] = field(default_factory=dict)
    fails: deque[CarryError] = field(default_factory=deque)
    is_down: CarryError | None = None

    def carry(self, outgoing: Outgoing) -> str:
        self.asked.append(outgoing)
        problem = self.is_down or (self.fails.popleft() if self.fails else None)
        if problem is None or isinstance(problem, UnsureError):
            self.taken.setdefault(outgoing.tracking_id, outgoing)
        if problem:
            raise problem
        return f"ref-{len(self.taken)}"

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.taken.values()]


Vendors = dict[Channel, Vendor]


@pytest.fixture
def vendors() -> Iterator[Vendors]:
    """A city that has a vendor for each channel."""
    made = {each: Vendor() for each in (Channel.ZALO, Channel.SMS, Channel.EMAIL, Channel.PUSH)}
    for channel, vendor in made.items():
        join_carrier(channel, lambda vendor=vendor: vendor)
    yield made
    join_messages()
