"""What messages are to those who use this app: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from motcua.core.text import ToldError


class NotificationError(ToldError):
    """Something about messages cannot be done: `vi` and `en` say why and what to do next."""


class UnknownEventError(NotificationError):
    """No template is written for this event, or it does not know one of these facts."""

    def __init__(self, event: str, facts: str = "") -> None:
        told = f"{event}: {facts}" if facts else event
        super().__init__(
            f"Mẫu tin nhắn không có sự kiện hoặc thông tin này ({told}). Hãy sửa catalogue/shared/messages.yaml.",
            f"No message template knows this event or fact ({told}). Add it to catalogue/shared/messages.yaml.",
        )


class NotAMessageError(NotificationError):
    """There is no such message, or it needs no resending any more."""

    def __init__(self) -> None:
        super().__init__(
            "Tin nhắn này không còn chờ gửi lại. Hãy tải lại danh sách.",
            "This message does not wait to be sent again. Reload the list.",
        )


class BadSubscriptionError(NotificationError):
    """What a browser gave is no web-push subscription of a known push service."""

    def __init__(self) -> None:
        super().__init__(
            "Trình duyệt này chưa dùng được thông báo đẩy. Ông/bà vẫn nhận tin qua các kênh khác.",
            "This browser cannot be used for push messages yet. You still get messages by the other channels.",
        )


class Channel(StrEnum):
    """By which way a message reaches somebody."""

    ZALO = "zalo"
    SMS = "sms"
    EMAIL = "email"
    IN_APP = "in_app"
    PUSH = "push"


class MessageState(StrEnum):
    """Where one message stands.

    UNSURE: the vendor may have it or not, and may not be asked again. REPLACED: another channel took over. DEAD:
    nothing more happens by itself; an operator sees it.
    """

    WAITING = "waiting"
    SENDING = "sending"
    UNSURE = "unsure"
    SENT = "sent"
    DELIVERED = "delivered"
    REPLACED = "replaced"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: a person or officer with an account, or whoever a dossier names with telephone number or e-mail.

    phone, email: as told for this matter; what is empty is taken from the account. language: of those who have chosen
    none themselves.
    """

    name: str
    person_id: UUID | None = None
    officer_id: int | None = None
    phone: str = ""
    email: str = ""
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Preferences:
    """By which channels somebody wants to hear from the city, and in which language. `IN_APP` is always among them.

    chosen: the person has said so; otherwise it is what follows from telephone number and e-mail.
    """

    channels: frozenset[Channel]
    language: str = "vi"
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class AttemptCard:
    """One line of the delivery log. outcome: a word of `Outcome`; problem: the vendor's words."""

    at: datetime
    outcome: str
    problem: str = ""
    by_officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class MessageCard:
    """A message as officers see it. `address` is masked; `text` is empty once it was erased."""

    id: int
    event: str
    channel: Channel
    state: MessageState
    subject_ref: UUID
    agency_id: int | None
    name: str
    address: str
    text: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    delivered_at: datetime | None
    tries: int
    parts: int
    problem: str
    attempts: tuple[AttemptCard, ...] = ()


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A message as its reader sees it within the system. url: where it leads."""

    id: int
    event: str
    subject_ref: UUID
    title: str
    text: str
    url: str
    at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class ChannelCount:
    """How one channel does. rests_until: its vendor does not answer, and is asked again then. configured: whether this
    city has a vendor for it.
    """

    channel: Channel
    configured: bool
    counts: Mapping[MessageState, int] = field(default_factory=dict)
    rests_until: datetime | None = None
    problem: str = ""

    @property
    def waiting(self) -> int:
        """How many are still to be sent."""
        return sum(self.counts.get(state, 0) for state in (MessageState.WAITING, MessageState.SENDING))

    @property
    def sent(self) -> int:
        """How many a vendor took."""
        return sum(self.counts.get(state, 0) for state in (MessageState.SENT, MessageState.DELIVERED))

    @property
    def dead(self) -> int:
        """How many wait for an operator."""
        return self.counts.get(MessageState.DEAD, 0)
