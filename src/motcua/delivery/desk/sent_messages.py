"""Messages as officers see them: what was said, by which way, and whether it arrived."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.notifications.queries import event_title
from motcua.domain.notifications.types import AttemptCard, Channel, MessageCard, MessageState

_COLOURS = {
    MessageState.WAITING: "",
    MessageState.SENDING: "",
    MessageState.UNSURE: "soon",
    MessageState.SENT: "done",
    MessageState.DELIVERED: "done",
    MessageState.REPLACED: "",
    MessageState.DEAD: "late",
}


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """One message in words. colour: of its state; the word stands beside it."""

    card: MessageCard
    event: str
    channel: str
    state: str
    colour: str
    attempts: tuple[tuple[AttemptCard, str], ...]


def shown_messages(cards: Iterable[MessageCard]) -> tuple[ShownMessage, ...]:
    """The messages in the reader's language."""
    return tuple(
        ShownMessage(
            card=card,
            event=event_title(card.event, get_language() or "vi"),
            channel=message_channel_name(card.channel),
            state=state_name(card.state),
            colour=_COLOURS[card.state],
            attempts=tuple((attempt, outcome_name(attempt.outcome)) for attempt in card.attempts),
        )
        for card in cards
    )


def message_channel_name(channel: Channel) -> str:
    """By which way."""
    return {
        Channel.ZALO: "Zalo",
        Channel.SMS: "SMS",
        Channel.EMAIL: _("Thư điện tử"),
        Channel.IN_APP: _("Trong hệ thống"),
        Channel.PUSH: _("Thông báo đẩy"),
    }[channel]


def state_name(state: MessageState) -> str:
    """Where it stands."""
    return {
        MessageState.WAITING: _("Chờ gửi"),
        MessageState.SENDING: _("Đang gửi"),
        MessageState.UNSURE: _("Chưa rõ đã gửi"),
        MessageState.SENT: _("Đã gửi"),
        MessageState.DELIVERED: _("Đã đến nơi"),
        MessageState.REPLACED: _("Đã chuyển kênh khác"),
        MessageState.DEAD: _("Không gửi được"),
    }[state]


def outcome_name(outcome: str) -> str:
    """A word of the delivery log."""
    return {
        "sent": _("Nhà cung cấp đã nhận"),
        "refused": _("Nhà cung cấp từ chối hẳn"),
        "not_now": _("Chưa nhận lúc này, sẽ thử lại"),
        "down": _("Nhà cung cấp không trả lời"),
        "unsure": _("Mất câu trả lời, chưa rõ đã gửi"),
        "broken_off": _("Bị ngắt giữa chừng"),
        "expired": _("Hết thời gian chờ"),
        "delivered": _("Báo đã đến nơi"),
        "undelivered": _("Báo không đến nơi"),
        "resent": _("Cán bộ cho gửi lại"),
    }[outcome]
