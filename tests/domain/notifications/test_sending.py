"""Sending: once, in the time that people allow, and past whatever breaks on the way."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest

from motcua.domain.identity.types import NotAllowedError
from motcua.domain.notifications.models import Attempt, Message, Notice, PushSubscription
from motcua.domain.notifications.queries import channel_counts, dead_letters, inbox, messages_about
from motcua.domain.notifications.reading import book
from motcua.domain.notifications.services import forget_words, notify, resend, send_due, subscribe_push, take_report
from motcua.domain.notifications.services.sending import claim
from motcua.domain.notifications.types import Channel, MessageState, NotAMessageError
from motcua.infra.messages import NotNowError, RefusedError, UnsureError, VendorDownError
from tests.at_once import at_once
from tests.city import City
from tests.domain.notifications.saying import (
    BROWSER,
    BY_MAIL,
    BY_PHONE,
    DAY,
    FACTS,
    NIGHT,
    SUBJECT,
    by,
    lam,
    states,
    told,
)
from tests.vendors import Vendor, Vendors

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
DOWN, LOST = VendorDownError("ConnectError"), UnsureError("ReadTimeout")


def rounds(start, until, every) -> None:
    """The worker's rounds from one moment to another."""
    now = start
    while now <= until:
        send_due(now)
        now += every


def outcomes(channel: Channel) -> list[str]:
    return list(Attempt.objects.filter(message__channel=channel).order_by("id").values_list("outcome", flat=True))


def test_what_is_due_is_sent_once(vendors: Vendors) -> None:
    told()
    assert send_due(DAY) == 1
    assert send_due(DAY + HOUR) == 0
    assert states() == {"zalo": "sent"}
    [sent] = vendors[Channel.ZALO].asked
    assert (sent.address, sent.template, sent.values["amount"]) == ("84912345678", "410005", "150.000 đồng")


def test_at_night_only_what_is_urgent_goes_out(vendors: Vendors) -> None:
    told(now=NIGHT)
    told(BY_MAIL, now=NIGHT)
    assert send_due(NIGHT) == 1  # mail wakes nobody
    assert states() == {"zalo": "waiting", "email": "sent"}
    assert send_due(NIGHT + 9 * HOUR) == 1
    assert states()["zalo"] == "sent"


def test_an_apology_is_urgent(city: City, vendors: Vendors) -> None:
    facts = {"code": "X-1", "url": FACTS["url"], "due": NIGHT.isoformat(), "agency": str(city.office("H29.27094"))}
    notify("late_apology", BY_PHONE, facts, subject_ref=SUBJECT, key="k", now=NIGHT)
    assert send_due(NIGHT) == 1


def test_what_the_vendor_cannot_take_now_is_tried_again_with_longer_waits_and_then_given_up(vendors: Vendors) -> None:
    sms = vendors[Channel.SMS]
    told_by_sms(vendors)
    sms.is_down = NotNowError("SMS 99")
    rounds(DAY, DAY + 11 * HOUR, MINUTE)
    rule = book().channels[Channel.SMS]
    assert len(sms.asked) == rule.tries
    assert states()["sms"] == "dead"
    assert by(Channel.SMS).problem == "SMS 99"


def told_by_sms(vendors: Vendors) -> Message:
    """A message that Zalo has refused already."""
    vendors[Channel.ZALO].fails.append(RefusedError("Zalo -118: no such account"))
    told()
    send_due(DAY, channels={Channel.ZALO})
    return by(Channel.SMS)


def test_who_has_no_zalo_gets_an_sms(vendors: Vendors) -> None:
    told_by_sms(vendors)
    send_due(DAY)
    assert states() == {"zalo": "replaced", "sms": "sent"}
    [sms] = vendors[Channel.SMS].asked
    assert sms.text.isascii()
    assert dead_letters_of_anybody() == 0


def dead_letters_of_anybody() -> int:
    return Message.objects.filter(state=MessageState.DEAD).count()


def test_a_bounced_mail_is_a_dead_letter_that_an_operator_can_send_again(city: City, vendors: Vendors) -> None:
    agency = city.office("H29.27094")
    notify("fee_due", BY_MAIL, FACTS, subject_ref=SUBJECT, key="k", now=DAY, agency_id=agency)
    vendors[Channel.EMAIL].fails.append(RefusedError("SMTP 550"))
    send_due(DAY)
    leader = city.scope("H29.27094.01", "commune_chairman")
    clerk = city.scope("H29.27094.03", "one_stop_officer")
    [letter] = dead_letters(leader)
    assert (letter.problem, letter.address) == ("SMTP 550", "l***@thu.example")
    assert dead_letters(clerk) == ()
    with pytest.raises(NotAllowedError):
        resend(letter.id, city.who("H29.27094.03", "one_stop_officer"), DAY)
    resend(letter.id, city.who("H29.27094.01", "commune_chairman"), DAY)
    with pytest.raises(NotAMessageError):
        resend(letter.id, city.who("H29.27094.01", "commune_chairman"), DAY)
    send_due(DAY)
    assert states() == {"email": "sent"}
    assert outcomes(Channel.EMAIL) == ["refused", "resent", "sent"]


def test_a_browser_that_is_gone_is_forgotten_and_troubles_nobody(city: City, vendors: Vendors) -> None:
    reader = lam(city)
    assert reader.person_id is not None
    subscribe_push(reader.person_id, BROWSER, DAY)
    told(reader)
    vendors[Channel.PUSH].fails.append(RefusedError("push service: 410"))
    send_due(DAY)
    assert states()["push"] == "replaced"
    assert not PushSubscription.objects.exists()
    assert len(inbox(reader.person_id)) == 1


# --- a vendor that is not there


def test_a_vendor_that_is_down_for_a_day_loses_nothing_and_sends_nothing_twice(vendors: Vendors) -> None:
    mail = vendors[Channel.EMAIL]
    for n in range(5):
        told(BY_MAIL, key=f"k{n}")
    mail.is_down = DOWN
    rounds(DAY, DAY + 24 * HOUR, 5 * MINUTE)
    asked = len(mail.asked)
    assert set(states().values()) == {"waiting"}
    mail.is_down = None
    rounds(DAY + 24 * HOUR, DAY + 25 * HOUR, 5 * MINUTE)
    assert set(states().values()) == {"sent"}
    assert len(mail.taken) == 5
    assert len(mail.asked) == asked + 5
    assert asked < 120  # it was left alone most of the time


def test_a_vendor_that_is_down_does_not_hold_up_the_others(vendors: Vendors) -> None:
    vendors[Channel.ZALO].is_down = DOWN
    for n in range(3):
        told(BY_PHONE, key=f"z{n}")
        told(BY_MAIL, key=f"m{n}")
    send_due(DAY)
    assert len(vendors[Channel.ZALO].asked) == 1
    assert len(vendors[Channel.EMAIL].taken) == 3
    [zalo] = [each for each in channel_counts() if each.channel is Channel.ZALO]
    assert zalo.rests_until is not None
    assert zalo.problem == "ConnectError"


def test_zalo_is_not_waited_for_longer_than_its_patience(vendors: Vendors) -> None:
    vendors[Channel.ZALO].is_down = DOWN
    told()
    rounds(DAY, DAY + 7 * HOUR, 10 * MINUTE)
    assert states() == {"zalo": "replaced", "sms": "sent"}
    assert vendors[Channel.ZALO].taken == {}


def test_one_message_that_breaks_the_vendor_does_not_stop_those_behind_it(vendors: Vendors) -> None:
    mail = vendors[Channel.EMAIL]
    for n in range(3):
        told(BY_MAIL, key=f"k{n}", now=DAY + n * timedelta(seconds=1))
    poison = Message.objects.order_by("id")[0].tracking_id
    mail.carry = lambda outgoing: poisoned(mail, poison, outgoing)  # type: ignore[method-assign]
    rounds(DAY + MINUTE, DAY + 10 * MINUTE, MINUTE)
    assert Message.objects.filter(state=MessageState.SENT).count() == 2


def poisoned(vendor: Vendor, poison: str, outgoing):
    if outgoing.tracking_id == poison:
        raise VendorDownError("HTTP 500")
    return Vendor.carry(vendor, outgoing)


# --- an answer that was lost, a worker that was killed


def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_number(vendors: Vendors) -> None:
    zalo = vendors[Channel.ZALO]
    zalo.fails.extend([LOST, LOST])
    told()
    rounds(DAY, DAY + HOUR, MINUTE)
    assert len(zalo.asked) == 3
    assert len({each.tracking_id for each in zalo.asked}) == 1
    assert len(zalo.taken) == 1
    assert states() == {"zalo": "sent"}


def test_a_mail_whose_answer_was_lost_is_not_sent_again_until_somebody_decides(city: City, vendors: Vendors) -> None:
    mail = vendors[Channel.EMAIL]
    mail.fails.append(LOST)
    told(BY_MAIL)
    rounds(DAY, DAY + 5 * HOUR, 10 * MINUTE)
    assert len(mail.asked) == 1
    assert states() == {"email": "dead"}
    resend(by(Channel.EMAIL).id, city.who("H29.27094.01", "commune_chairman"), DAY)
    send_due(DAY + 6 * HOUR)
    assert len(mail.asked) == 2
    assert len(mail.taken) == 1  # the mailbox knows its number


def test_what_the_vendor_may_have_is_not_told_by_another_channel_as_well(city: City, vendors: Vendors) -> None:
    """Nobody gets two: after the patience with Zalo is over, an operator decides."""
    zalo = vendors[Channel.ZALO]
    zalo.is_down = LOST
    told()
    rounds(DAY, DAY + 8 * HOUR, 10 * MINUTE)
    assert states() == {"zalo": "dead"}
    zalo.is_down = None
    resend(by(Channel.ZALO).id, city.who("H29.27094.01", "commune_chairman"), DAY + 8 * HOUR)
    send_due(DAY + 8 * HOUR)
    assert states() == {"zalo": "sent"}
    assert len(zalo.taken) == 1


def test_a_clear_refusal_after_a_lost_answer_lets_the_next_channel_tell(vendors: Vendors) -> None:
    vendors[Channel.ZALO].fails.extend([LOST, RefusedError("Zalo -118")])
    told()
    rounds(DAY, DAY + HOUR, 10 * MINUTE)
    assert states() == {"zalo": "replaced", "sms": "sent"}


def killed_while_sending(channel: Channel) -> None:
    """A worker has claimed a message, handed it over, and was killed before he could write it down."""
    rules = book()
    assert claim(rules, rules.channels[channel], DAY) is not None


def test_a_worker_killed_while_sending_leaves_it_to_the_next_after_the_lease(vendors: Vendors) -> None:
    told()
    killed_while_sending(Channel.ZALO)
    zalo = vendors[Channel.ZALO]
    send_due(DAY + MINUTE)
    assert zalo.asked == []
    send_due(DAY + 3 * MINUTE)
    assert len(zalo.taken) == 1
    assert outcomes(Channel.ZALO) == ["broken_off", "sent"]


def test_a_message_that_breaks_whoever_sends_it_is_given_up_in_the_end(vendors: Vendors) -> None:
    told()
    vendors[Channel.ZALO].carry = lambda outgoing: outgoing.nothing  # type: ignore[method-assign, attr-defined]
    for n in range(10):
        with suppress(AttributeError):
            send_due(DAY + n * 3 * MINUTE)
    assert states() == {"zalo": "dead"}
    assert set(outcomes(Channel.ZALO)) == {"broken_off"}


def test_a_mail_that_was_being_sent_when_the_worker_was_killed_waits_for_an_operator(vendors: Vendors) -> None:
    told(BY_MAIL)
    killed_while_sending(Channel.EMAIL)
    rounds(DAY + 3 * MINUTE, DAY + 3 * HOUR, 10 * MINUTE)
    assert vendors[Channel.EMAIL].asked == []
    assert states() == {"email": "dead"}


def test_a_worker_that_was_thought_dead_changes_nothing_any_more(vendors: Vendors) -> None:
    told()
    slow = vendors[Channel.ZALO]

    def while_it_hangs(outgoing):
        vendors[Channel.ZALO].carry = lambda again: Vendor.carry(slow, again)  # type: ignore[method-assign]
        send_due(DAY + 5 * MINUTE)  # another worker, after the lease
        Vendor.carry(slow, outgoing)
        raise RefusedError("too late")

    slow.carry = while_it_hangs  # type: ignore[method-assign]
    send_due(DAY)
    assert states() == {"zalo": "sent"}
    assert len(slow.taken) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_message_once(vendors: Vendors) -> None:
    for n in range(20):
        told(key=f"k{n}")
    sent = at_once(*[lambda: send_due(DAY)] * 4)
    assert sum(sent) == 20
    assert len(vendors[Channel.ZALO].asked) == 20


# --- what vendors report later


def test_a_report_says_that_it_arrived_and_may_come_twice(vendors: Vendors) -> None:
    told()
    send_due(DAY)
    tracking = by(Channel.ZALO).tracking_id
    assert take_report(Channel.ZALO, tracking, delivered=True, now=DAY + MINUTE)
    assert not take_report(Channel.ZALO, tracking, delivered=True, now=DAY + 2 * MINUTE)
    assert states() == {"zalo": "delivered"}
    assert by(Channel.ZALO).delivered_at == DAY + MINUTE


def test_a_report_that_it_did_not_arrive_lets_the_next_channel_tell(vendors: Vendors) -> None:
    told()
    send_due(DAY)
    assert take_report(Channel.ZALO, by(Channel.ZALO).tracking_id, delivered=False, now=DAY + MINUTE, problem="off")
    assert states() == {"zalo": "replaced", "sms": "waiting"}
    assert not take_report(Channel.ZALO, by(Channel.ZALO).tracking_id, delivered=False, now=DAY + MINUTE)


def test_a_report_settles_a_message_whose_answer_was_lost(vendors: Vendors) -> None:
    vendors[Channel.EMAIL].fails.append(LOST)
    told(BY_MAIL)
    send_due(DAY)
    assert states() == {"email": "unsure"}
    take_report(Channel.EMAIL, by(Channel.EMAIL).tracking_id, delivered=True, now=DAY + MINUTE)
    rounds(DAY, DAY + 3 * HOUR, 10 * MINUTE)
    assert states() == {"email": "delivered"}


def test_a_report_about_nothing_or_by_the_wrong_vendor_changes_nothing(vendors: Vendors) -> None:
    told()
    send_due(DAY)
    assert not take_report(Channel.SMS, by(Channel.ZALO).tracking_id, delivered=False, now=DAY)
    assert not take_report(Channel.SMS, "no such number", delivered=True, now=DAY)
    assert states() == {"zalo": "sent"}


# --- forgetting


def test_words_and_addresses_are_erased_after_their_time_and_that_it_was_sent_stays(vendors: Vendors) -> None:
    told()
    send_due(DAY)
    assert forget_words(DAY + 300 * 24 * HOUR) == 0
    assert forget_words(DAY + 366 * 24 * HOUR) == 1
    assert forget_words(DAY + 366 * 24 * HOUR) == 0
    notice = Notice.objects.get()
    assert (notice.name, notice.phone, notice.email, notice.facts) == ("", "", "", {})
    [card] = messages_about(SUBJECT)
    assert (card.text, card.address, card.state) == ("", "", MessageState.SENT)
    assert card.sent_at == DAY
