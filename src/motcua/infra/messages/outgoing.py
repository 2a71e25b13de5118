"""A message on its way out, and the four ways in which a vendor does not take it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a vendor is handed. tracking_id: the same at every repetition, so that a vendor who already has the message
    sends it once.

    address: a telephone number as 84…, an e-mail address, or the endpoint of a push subscription whose keys are in
    `values`. template: the vendor's number of an approved text that `values` fill in. url: where the message leads.
    """

    tracking_id: str
    address: str
    title: str
    text: str
    url: str = ""
    language: str = "vi"
    template: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    urgent: bool = False
    unsubscribe: str = ""


class CarryError(Exception):
    """The vendor has not taken the message; `problem` is why, in his own words, without any address or secret."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem[:200]


class RefusedError(CarryError):
    """It will never be taken for this address: a dead telephone number, a bounced address, an ended subscription."""


class NotNowError(CarryError):
    """It may be taken later: a full queue, a spent quota, a mailbox that is busy."""


class VendorDownError(CarryError):
    """Nobody answers, or the vendor does not let us in. The message has surely not been taken."""


class UnsureError(CarryError):
    """The connection broke after the message had gone out: the vendor may have it or not."""
