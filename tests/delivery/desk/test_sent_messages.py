"""At the desk: what an applicant was told, and what could not be delivered and is sent again."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from django.test import Client

from motcua.domain.dossiers.messages import tell_of_events
from motcua.domain.notifications.models import Message
from motcua.domain.notifications.services import save_preferences, send_due
from motcua.domain.notifications.types import Channel, Preferences
from motcua.infra import clock
from motcua.infra.messages import RefusedError
from tests.delivery.desk.officers import Officer, open_page, said_after, text_of
from tests.office import Office
from tests.permit import LEADERSHIP, accepted, refused
from tests.vendors import Vendors, vendors

__all__ = ["vendors"]

pytestmark = pytest.mark.django_db
LIST = "/lam-viec/tin-loi/"


@pytest.fixture
def undelivered(working_city: Office, vendors: Vendors) -> UUID:
    """An accepted dossier whose applicant could be told neither by Zalo nor by SMS."""
    dossier = accepted(working_city)
    lam = working_city.citizen("2026-11-02 09:00").person_id
    save_preferences(lam, Preferences(frozenset({Channel.ZALO})), clock.now())
    tell_of_events(clock.now())
    vendors[Channel.ZALO].fails.append(RefusedError("Zalo -118: no such account"))
    vendors[Channel.SMS].fails.append(RefusedError("SMS 10"))
    send_due(clock.now())
    send_due(clock.now())
    return dossier


def test_the_dossier_shows_what_was_told_by_which_way_and_whether_it_arrived(
    undelivered: UUID, specialist: Client
) -> None:
    page = open_page(specialist, undelivered)
    assert "Tin đã báo cho người nộp" in page
    for words in ("Hồ sơ đã được tiếp nhận", "Trong hệ thống", "Đã chuyển kênh khác", "Không gửi được", "SMS 10"):
        assert words in page
    log = page[page.index('id="tin-nhan"') :]
    assert "84*****456" in log
    assert "84903123456" not in page


def test_a_leader_sends_a_dead_letter_again_with_one_click(
    undelivered: UUID, chairman: Client, vendors: Vendors
) -> None:
    assert re.search(r"Tin chưa đến\s<span[^>]*>1<", text_of(chairman.get("/lam-viec/")))
    page = text_of(chairman.get(LIST))
    assert "Hồ sơ đã được tiếp nhận" in page
    assert str(undelivered) in page
    message = Message.objects.get(channel=Channel.SMS)
    answer = chairman.post(f"{LIST}{message.id}/gui-lai/")
    assert "Tin đang được gửi lại." in said_after(chairman, answer)
    send_due(clock.now())
    assert len(vendors[Channel.SMS].taken) == 1
    again = chairman.post(f"{LIST}{message.id}/gui-lai/")
    assert "Tin nhắn này không còn chờ gửi lại" in said_after(chairman, again)


def test_who_looks_after_no_messages_sees_no_list_of_them(undelivered: UUID, specialist: Client) -> None:
    message = Message.objects.get(channel=Channel.SMS)
    assert "Tin chưa đến" not in text_of(specialist.get("/lam-viec/"))
    assert specialist.get(LIST).status_code == 403
    assert specialist.post(f"{LIST}{message.id}/gui-lai/").status_code == 403


def test_a_leader_elsewhere_neither_sees_nor_sends_it(undelivered: UUID, officer: Officer) -> None:
    elsewhere = officer("H29.26740.01", "commune_chairman")
    message = Message.objects.get(channel=Channel.SMS)
    assert str(undelivered) not in text_of(elsewhere.get(LIST))
    refusal = said_after(elsewhere, elsewhere.post(f"{LIST}{message.id}/gui-lai/"))
    assert "không phụ trách tin nhắn của cơ quan này" in refusal
    assert Message.objects.get(channel=Channel.SMS).state == "dead"


def test_the_page_says_how_each_channel_does(working_city: Office, officer: Officer) -> None:
    page = text_of(officer(LEADERSHIP, "commune_chairman").get(LIST))
    assert "Mọi tin đã gửi hoặc đang chờ gửi." in page
    assert page.count("Chưa cấu hình") == 4  # no vendors in this city, which works all the same


def test_a_refused_dossier_is_told_too(working_city: Office, vendors: Vendors, specialist: Client) -> None:
    refused(working_city)
    tell_of_events(clock.now())
    assert set(Message.objects.values_list("notice__event", flat=True)) == {"refused"}
