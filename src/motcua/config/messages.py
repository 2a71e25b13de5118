"""The vendors of messages, from the settings and from messages.yaml; each only where the settings name one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from motcua.domain.notifications.keys import StoredKeys
from motcua.domain.notifications.ports import Carrier, join_carrier
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.types import Channel
from motcua.infra.messages.mail import MailCarrier, MailSettings, Tls
from motcua.infra.messages.push import PushCarrier, make_key
from motcua.infra.messages.sms import SmsCarrier, SmsSettings
from motcua.infra.messages.zalo import ZaloCarrier, ZaloSettings


def join_messages() -> None:
    """Let notifications find the city's vendors."""
    makers: dict[Channel, Callable[[], Carrier | None]] = {
        Channel.ZALO: _zalo,
        Channel.SMS: _sms,
        Channel.EMAIL: _mail,
        Channel.PUSH: _push,
    }
    for channel, make in makers.items():
        join_carrier(channel, make)


def _zalo() -> Carrier | None:
    given, agreed = settings.ZALO, book().vendors["zalo"]
    if not given["app"]:
        return None
    account = ZaloSettings(
        url=given["url"].rstrip("/"),
        oauth_url=given["oauth_url"].rstrip("/"),
        app=given["app"],
        secret=given["secret"],
        hash_phone=given["hash_phone"] == "1",
        token_errors=agreed["token_errors"],
        lasting_errors=agreed["lasting_errors"],
        seconds=settings.MESSAGE_SECONDS,
    )
    return ZaloCarrier(account, StoredKeys("zalo", given["refresh_token"]))


def _sms() -> Carrier | None:
    given, agreed = settings.SMS, book().vendors["sms"]
    if not given["url"]:
        return None
    return SmsCarrier(
        SmsSettings(
            url=given["url"],
            user=given["user"],
            secret=given["secret"],
            brand=given["brand"],
            headers=agreed["headers"],
            body=agreed["body"],
            code=agreed["code"],
            reference=agreed["reference"],
            accepted=agreed["accepted"],
            lasting=agreed["lasting"],
            seconds=settings.MESSAGE_SECONDS,
        )
    )


def _mail() -> Carrier | None:
    given = settings.MAIL
    if not given["host"]:
        return None
    return MailCarrier(
        MailSettings(
            host=given["host"],
            port=int(given["port"]),
            sender=given["sender"],
            tls=Tls(given["tls"]),
            seconds=settings.MESSAGE_SECONDS,
            user=given["user"],
            password=given["password"],
        )
    )


def _push() -> Carrier | None:
    if settings.PUSH_KEY is None:
        return None
    if settings.TRAINING:
        make_key(settings.PUSH_KEY)
    return PushCarrier(settings.PUSH_KEY, settings.PUSH_CONTACT, settings.MESSAGE_SECONDS)
