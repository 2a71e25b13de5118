"""Vendors of messages report what arrived; nobody else can."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client

from motcua.domain.notifications.models import Message
from motcua.domain.notifications.services import send_due
from motcua.domain.notifications.types import Channel
from motcua.infra.messages.zalo import report_signature
from tests.domain.notifications.saying import BY_PHONE, DAY, states, told
from tests.vendors import Vendors, vendors

__all__ = ["vendors"]

pytestmark = pytest.mark.django_db
APP, SECRET = "4318657068771012646", "the account's own"


@pytest.fixture(autouse=True)
def _agreed(settings: LazySettings, vendors: Vendors) -> None:
    settings.ZALO = {**settings.ZALO, "app": APP, "oa_secret": SECRET}
    settings.SMS = {**settings.SMS, "report_secret": SECRET}
    told(BY_PHONE)
    send_due(DAY)


def tracking(channel: Channel = Channel.ZALO) -> str:
    return Message.objects.get(channel=channel).tracking_id


def zalo_says(client: Client, secret: str = SECRET, event: str = "user_received_message", **message: str) -> int:
    told = {"event_name": event, "app_id": APP, "timestamp": "1763800000000", "message": message}
    body = json.dumps(told)
    signature = report_signature(APP, body, "1763800000000", secret)
    return post(client, "zalo", body, headers={"X-ZEvent-Signature": signature})


def post(client: Client, vendor: str, body: str | bytes, **more: Any) -> int:
    return client.post(f"/api/messages/{vendor}", body, content_type="application/json", **more).status_code


def sms_says(client: Client, status: str, secret: str = SECRET) -> int:
    body = json.dumps({"requestId": tracking(Channel.SMS), "status": status})
    return post(client, "sms", body, headers={"Authorization": f"Bearer {secret}"})


def test_zalo_reports_that_a_message_arrived(client: Client) -> None:
    assert zalo_says(client, tracking_id=tracking()) == 204
    assert zalo_says(client, tracking_id=tracking()) == 204
    assert states() == {"zalo": "delivered"}


def test_other_events_of_the_account_change_nothing(client: Client) -> None:
    assert zalo_says(client, event="user_send_text", tracking_id=tracking()) == 204
    assert zalo_says(client, tracking_id="nobody's") == 204
    assert states() == {"zalo": "sent"}


def test_a_forged_report_is_turned_away(client: Client, settings: LazySettings) -> None:
    assert zalo_says(client, secret="a stranger's", tracking_id=tracking()) == 403
    assert post(client, "zalo", json.dumps({"event_name": "user_received_message"})) == 403
    settings.ZALO = {**settings.ZALO, "oa_secret": ""}
    assert zalo_says(client, secret="", tracking_id=tracking()) == 403
    assert states() == {"zalo": "sent"}


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff\xfe{", b"null", b"{" * 10_000])
@pytest.mark.parametrize("vendor", ["zalo", "sms"])
def test_what_is_no_report_is_told_so(client: Client, vendor: str, body: bytes) -> None:
    assert post(client, vendor, body) == 400


def test_a_report_is_posted(client: Client) -> None:
    assert client.get("/api/messages/zalo").status_code == 405


def test_the_sms_vendor_reports_in_his_own_words(client: Client, vendors: Vendors, settings: LazySettings) -> None:
    zalo_message = Message.objects.get(channel=Channel.ZALO)
    Message.objects.filter(id=zalo_message.id).update(channel=Channel.SMS)
    assert sms_says(client, "0") == 204  # on its way: nothing is known yet
    assert states() == {"sms": "sent"}
    assert sms_says(client, "1", secret="wrong") == 403
    assert sms_says(client, "1") == 204
    assert states() == {"sms": "delivered"}


def test_an_sms_that_did_not_arrive_is_a_dead_letter(client: Client, vendors: Vendors) -> None:
    Message.objects.update(channel=Channel.SMS)
    assert sms_says(client, "2") == 204
    assert states() == {"sms": "dead"}
