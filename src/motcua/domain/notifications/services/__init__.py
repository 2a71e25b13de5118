from motcua.domain.notifications.services.choosing import (
    mark_read,
    mark_read_by_officer,
    save_preferences,
    subscribe_push,
    unsubscribe_push,
)
from motcua.domain.notifications.services.operating import forget_words, resend
from motcua.domain.notifications.services.reports import take_report
from motcua.domain.notifications.services.sending import send_due
from motcua.domain.notifications.services.telling import notify

__all__ = [
    "forget_words",
    "mark_read",
    "mark_read_by_officer",
    "notify",
    "resend",
    "save_preferences",
    "send_due",
    "subscribe_push",
    "take_report",
    "unsubscribe_push",
]
