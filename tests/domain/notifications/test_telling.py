"""Who hears by which channel, in which language, and that nobody hears a thing twice."""

from __future__ import annotations

import pytest

from motcua.domain.notifications.addresses import mailbox, masked, mobile
from motcua.domain.notifications.models import Message, Notice, PushSubscription
from motcua.domain.notifications.ports import join_carrier
from motcua.domain.notifications.queries import inbox, messages_about, preferences_of, unread
from motcua.domain.notifications.services import mark_read, notify, save_preferences, subscribe_push, unsubscribe_push
from motcua.domain.notifications.types import BadSubscriptionError, Channel, Preferences, Recipient, UnknownEventError
from tests.at_once import at_once
from tests.city import City
from tests.domain.notifications.saying import BROWSER, BY_MAIL, BY_PHONE, DAY, SUBJECT, URL, by, lam, states, told
from tests.vendors import Vendors

pytestmark = pytest.mark.django_db


def test_who_has_only_a_telephone_hears_by_zalo(vendors: Vendors) -> None:
    assert told(BY_PHONE) == 1
    assert states() == {"zalo": "waiting"}
    assert by(Channel.ZALO).address == "84912345678"


def test_who_has_an_address_for_mail_hears_by_mail_and_is_not_called(vendors: Vendors) -> None:
    told(BY_MAIL)
    assert states() == {"email": "waiting"}


def test_who_has_an_account_always_finds_it_there(city: City, vendors: Vendors) -> None:
    reader = lam(city)
    told(reader)
    assert states()["in_app"] == "delivered"
    assert reader.person_id is not None
    [item] = inbox(reader.person_id)
    assert item.url == URL
    assert "150.000 đồng" in item.text
    assert unread(reader.person_id) == 1
    mark_read(reader.person_id, [item.id], DAY)
    assert unread(reader.person_id) == 0


def test_what_a_person_has_chosen_counts(city: City, vendors: Vendors) -> None:
    reader = lam(city)
    assert reader.person_id is not None
    save_preferences(reader.person_id, Preferences(frozenset({Channel.SMS}), "en"), DAY)
    told(Recipient(reader.name, reader.person_id, phone="0912345678", email="lam@thu.example"))
    assert set(states()) == {"sms", "in_app"}
    assert "150,000 VND of fees are due" in by(Channel.SMS).content["text"]
    assert preferences_of(reader.person_id) == Preferences(frozenset({Channel.SMS, Channel.IN_APP}), "en")


def test_without_a_choice_the_preferences_follow_from_what_is_known(city: City, vendors: Vendors) -> None:
    reader = lam(city)
    assert reader.person_id is not None
    assert not preferences_of(reader.person_id).chosen
    assert Channel.IN_APP in preferences_of(reader.person_id).channels


def test_an_officer_is_told_within_the_system(city: City, vendors: Vendors) -> None:
    officer = city.officer("trinh.dai.duong")
    to = Recipient("Trịnh Đại Dương", officer_id=officer, phone="0912345678", email="duong@thanhpho.example")
    facts = {"code": "X-1", "url": URL, "step": "Thẩm định", "due": DAY.isoformat()}
    assert notify("reminder", to, facts, subject_ref=SUBJECT, key="k", now=DAY) == 1
    assert states() == {"in_app": "delivered"}
    assert [item.event for item in inbox(officer_id=officer)] == ["reminder"]


def test_the_same_key_twice_makes_nothing_even_when_the_choice_has_changed(city: City, vendors: Vendors) -> None:
    reader = lam(city)
    assert reader.person_id is not None
    first = told(reader, key="dossier:1:fee")
    save_preferences(reader.person_id, Preferences(frozenset({Channel.EMAIL, Channel.SMS})), DAY)
    assert first > 0
    assert told(reader, key="dossier:1:fee") == 0
    assert Notice.objects.count() == 1


def test_the_same_key_reaches_two_different_people(vendors: Vendors) -> None:
    assert told(BY_PHONE, key="one") == 1
    assert told(Recipient("Người khác", phone="0987654321"), key="one") == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_tell_the_same_at_once_tell_it_once(vendors: Vendors) -> None:
    answers = at_once(*[lambda: told(BY_PHONE, key="same")] * 4)
    assert sorted(answers) == [0, 0, 0, 1]
    assert Message.objects.count() == 1


def test_where_the_city_has_no_zalo_the_next_channel_takes_its_place(vendors: Vendors) -> None:
    join_carrier(Channel.ZALO, lambda: None)
    told(BY_PHONE)
    assert states() == {"sms": "waiting"}


def test_without_any_vendor_nothing_waits_for_ever() -> None:
    assert told(BY_PHONE) == 0
    assert states() == {}


def test_an_event_goes_only_by_the_channels_that_are_meant_for_it(vendors: Vendors) -> None:
    facts = {"code": "X-1", "url": URL, "step": "Thẩm định", "due": DAY.isoformat()}
    assert notify("reminder", BY_PHONE, facts, subject_ref=SUBJECT, key="k", now=DAY) == 0


def test_an_event_that_nobody_wrote_words_for_is_refused(vendors: Vendors) -> None:
    with pytest.raises(UnknownEventError, match=r"messages\.yaml"):
        told(event="moonrise")


def test_each_browser_that_was_switched_on_gets_it_and_no_other_address_is_taken(city: City, vendors: Vendors) -> None:
    reader = lam(city)
    assert reader.person_id is not None
    subscribe_push(reader.person_id, BROWSER, DAY)
    subscribe_push(reader.person_id, BROWSER, DAY)
    told(reader)
    assert Message.objects.filter(channel=Channel.PUSH).count() == 1
    unsubscribe_push(reader.person_id, BROWSER["endpoint"])
    assert not PushSubscription.objects.exists()
    for endpoint in (
        *("http://fcm.googleapis.com/x", "https://evil.example/fcm.googleapis.com", "https://127.0.0.1/"),
        *(
            "https://fcm.googleapis.com:99999/",
            "https://[",
            "https://fcm.googleapis.com/a b",
            "https://x@web.push.apple.com",
        ),
    ):
        with pytest.raises(BadSubscriptionError):
            subscribe_push(reader.person_id, {**BROWSER, "endpoint": endpoint}, DAY)
    for nonsense in ({}, {"endpoint": 1}, {**BROWSER, "keys": {"p256dh": "short", "auth": ""}}):
        with pytest.raises(BadSubscriptionError):
            subscribe_push(reader.person_id, nonsense, DAY)


def test_officers_see_that_it_was_said_and_not_to_which_number(vendors: Vendors) -> None:
    told(BY_PHONE)
    [card] = messages_about(SUBJECT)
    assert card.address == "84*****678"
    assert "0912345678" not in repr(card)
    assert "84912345678" not in repr(card)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0912345678", "84912345678"),
        ("+84 912.345.678", "84912345678"),
        ("(091) 234-5678", "84912345678"),
        ("028 3822 1234", ""),  # a landline
        ("0123456789", ""),
        ("", ""),
        ("0912345678; 0987654321", ""),
    ],
)
def test_only_a_mobile_number_gets_messages(typed: str, number: str) -> None:
    assert mobile(typed) == number


def test_only_one_good_address_is_written_to() -> None:
    assert mailbox(" lam@thu.example ") == "lam@thu.example"
    assert [mailbox(each) for each in ("lam", "a@b", "a@b.vn, c@d.vn", "a b@c.vn", "x@y.vn\nBcc: z@w.vn")] == [""] * 5
    assert masked("lam@thu.example") == "l***@thu.example"
