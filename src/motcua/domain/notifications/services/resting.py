"""A vendor that does not answer is left alone for a while, longer each time, so that it slows nobody."""

from __future__ import annotations

from datetime import datetime

from django.db import connection

from motcua.domain.notifications.book import Rest
from motcua.domain.notifications.models import ChannelStand
from motcua.domain.notifications.types import Channel

_FAILED = """
INSERT INTO notifications_channelstand AS s (channel, failures, rests_until, problem) VALUES (%s, 1, %s, %s)
ON CONFLICT (channel) DO UPDATE SET failures = s.failures + 1, problem = excluded.problem RETURNING failures
"""


def is_resting(channel: Channel, now: datetime) -> bool:
    """Whether the vendor is to be left alone now."""
    return ChannelStand.objects.filter(channel=channel, rests_until__gt=now).exists()


def has_answered(channel: Channel) -> None:
    """The vendor is there again."""
    ChannelStand.objects.filter(channel=channel).delete()


def has_not_answered(channel: Channel, rest: Rest, problem: str, now: datetime) -> None:
    """The vendor was not there; how long it rests grows with every failure in a row."""
    with connection.cursor() as cursor:
        cursor.execute(_FAILED, [channel, now + rest.first, problem])
        (failures,) = cursor.fetchone()
    ChannelStand.objects.filter(channel=channel).update(rests_until=now + rest.after(failures))
