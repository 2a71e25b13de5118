"""What may be said to people, and how it is judged before anybody is told it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.notifications.book import LANGUAGES, Quiet
from motcua.domain.notifications.plain import UNKNOWN, parts, septets, unaccented
from motcua.domain.notifications.reading import BrokenBookError, read_book, read_file
from motcua.domain.notifications.types import Channel, UnknownEventError
from motcua.domain.notifications.wording import worded
from tests.city import City
from tests.domain.notifications.saying import CODE, URL
from tests.office import CATALOGUE, at

FILE = CATALOGUE / "shared" / "messages.yaml"
BOOK = read_file(FILE)
OF_THE_LAW = {
    *("accepted", "supplement_needed", "moved", "fee_due", "fee_received", "early_result"),
    *("late_apology", "result_ready", "rating_request", "reminder", "escalation"),
}
SAMPLES = {
    "name": "Nguyễn Thị Trúc Lam",
    "code": CODE,
    "link": URL,
    "date": "2026-12-15T17:00:00+07:00",
    "moment": "2026-12-15T17:00:00+07:00",
    "money": "1885000",
    "label": "Thẩm định hồ sơ",
}


def facts_of(event: str, agency: int) -> dict[str, str]:
    samples = {**SAMPLES, "agency": str(agency)}
    return {name: samples[kind] for name, kind in BOOK.events[event].facts.items()}


def test_every_event_that_the_law_wants_told_has_its_words() -> None:
    assert set(BOOK.events) >= OF_THE_LAW
    by_zalo = {name for name, words in BOOK.events.items() if Channel.ZALO in words.channels}
    assert by_zalo == set(BOOK.vendors["zalo"]["templates"])


def test_the_facts_of_a_message_are_of_kinds_that_tell_nothing_of_a_person_but_his_name() -> None:
    kinds = {kind for words in BOOK.events.values() for kind in words.facts.values()}
    assert kinds <= SAMPLES.keys() | {"agency"}
    named = {name for words in BOOK.events.values() for name, kind in words.facts.items() if kind == "name"}
    assert named <= {"name", "holder"}  # the reader, and the officer who has the work


@pytest.mark.django_db
@pytest.mark.parametrize("event", sorted(BOOK.events))
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("channel", list(Channel))
def test_every_message_holds_the_code_and_where_to_look_it_up(
    city: City, event: str, language: str, channel: Channel
) -> None:
    words = BOOK.events[event]
    made = worded(BOOK, words, channel, facts_of(event, city.office("H29.27094")), language)
    assert CODE in made.text
    assert made.url == URL
    assert URL in made.text or channel is Channel.PUSH  # there it is the link of the notice itself
    assert "{" not in made.text + made.title


@pytest.mark.django_db
@pytest.mark.parametrize("event", sorted(BOOK.events))
def test_an_sms_is_plain_and_no_longer_than_three(city: City, event: str) -> None:
    for language in LANGUAGES:
        facts = facts_of(event, city.office("H29.27094"))
        made = worded(BOOK, BOOK.events[event], Channel.SMS, facts, language)
        assert made.text.isascii()
        assert UNKNOWN not in made.text
        assert made.parts == parts(made.text) <= 3


def test_a_fact_that_the_template_does_not_foresee_is_refused() -> None:
    words = BOOK.events["fee_due"]
    good = {"name": "A", "code": CODE, "url": URL, "amount": "1"}
    with pytest.raises(UnknownEventError, match="personal_id"):
        worded(BOOK, words, Channel.SMS, {**good, "personal_id": "079088910001"}, "vi")
    with pytest.raises(UnknownEventError, match="amount"):
        worded(BOOK, words, Channel.SMS, {name: good[name] for name in ("name", "code", "url")}, "vi")


def test_a_long_name_is_cut_to_what_zalo_takes_and_a_code_is_never_cut() -> None:
    words = BOOK.events["fee_due"]
    facts = {"name": "Công ty trách nhiệm hữu hạn một thành viên Sông Xanh", "code": CODE, "url": URL, "amount": "5"}
    made = worded(BOOK, words, Channel.ZALO, facts, "vi")
    assert len(made.values["name"]) <= 30
    assert made.values["name"].endswith("…")
    with pytest.raises(UnknownEventError):
        worded(BOOK, words, Channel.ZALO, {**facts, "code": "H29." * 8}, "vi")


def test_money_and_days_are_written_as_people_write_them() -> None:
    facts = {"name": "A", "code": CODE, "url": URL, "amount": "1885000"}
    assert "1.885.000 đồng" in worded(BOOK, BOOK.events["fee_due"], Channel.EMAIL, facts, "vi").text
    assert "1,885,000 VND" in worded(BOOK, BOOK.events["fee_due"], Channel.EMAIL, facts, "en").text
    at_night = {"code": CODE, "url": URL, "step": "Thẩm định", "due": "2026-12-15T02:30:00+00:00", "name": "A"}
    assert "09:30 15/12/2026" in worded(BOOK, BOOK.events["reminder"], Channel.IN_APP, at_night, "vi").text


def _without_url(content: Any) -> None:
    content["events"]["fee_due"]["short"]["vi"] = "Hồ sơ {code} có phí"


def _with_a_stranger(content: Any) -> None:
    content["events"]["fee_due"]["text"]["vi"] = "{code} {url} {personal_id}"


def _too_long_for_zalo(content: Any) -> None:
    content["events"]["accepted"]["text"]["vi"] += "x" * 300


def _too_long_for_sms(content: Any) -> None:
    content["events"]["accepted"]["short"]["en"] += "x" * 400


def _no_english(content: Any) -> None:
    del content["events"]["moved"]["title"]["en"]


def _of_no_type(content: Any) -> None:
    content["events"]["moved"]["facts"]["agency"] = "person"


def _no_such_channel(content: Any) -> None:
    content["channels"]["fax"] = {"says": "text"}


def _unprintable(content: Any) -> None:
    content["events"]["moved"]["short"]["vi"] += " ✓"


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (_without_url, "fee_due.short.vi: must say {code} and {url}"),
        (_with_a_stranger, "personal_id"),
        (_too_long_for_zalo, "accepted.text.vi"),
        (_too_long_for_sms, "accepted.short.en"),
        (_no_english, "moved.title: en is missing"),
        (_of_no_type, "no such type as person"),
        (_no_such_channel, "fax"),
        (_unprintable, "no SMS can carry"),
    ],
)
def test_a_broken_book_says_where_it_is_broken(spoil: Callable[[Any], None], told: str) -> None:
    content = yaml.safe_load(FILE.read_text("utf-8"))
    read_book(copy.deepcopy(content))
    spoil(content)
    with pytest.raises(BrokenBookError) as broken:
        read_book(content)
    assert any(told in problem for problem in broken.value.problems), broken.value.problems


def test_vietnamese_without_diacritics_is_what_networks_carry() -> None:
    assert unaccented("Hồ sơ của Đặng Thị Ửng “đã” có kết quả…") == 'Ho so cua Dang Thi Ung "da" co ket qua...'
    assert unaccented("漢") == UNKNOWN


def test_parts_are_counted_as_networks_do() -> None:
    assert [parts("a" * n) for n in (1, 160, 161, 306, 307)] == [1, 1, 2, 2, 3]
    assert septets("{}") == 4
    assert parts("€" * 80) == 1
    assert parts("a" * 152 + "€" + "a" * 152) == 3  # the sign does not fit where one place is left


@given(st.text(max_size=700))
def test_parts_always_hold_the_whole_text(text: str) -> None:
    plain = unaccented(text)
    count = parts(plain)
    assert septets(plain) <= (160 if count == 1 else 153 * count)
    assert unaccented(plain) == plain


def test_quiet_hours_reach_over_midnight() -> None:
    night = Quiet(at("2026-01-01 21:00").time(), at("2026-01-01 07:00").time())
    hours = ("20:59", "21:00", "23:59", "00:00", "06:59", "07:00")
    assert [night.holds_at(at(f"2026-11-23 {each}")) for each in hours] == [False, True, True, True, True, False]
    noon = Quiet(at("2026-01-01 12:00").time(), at("2026-01-01 13:00").time())
    assert [noon.holds_at(at(f"2026-11-23 {each}")) for each in ("11:59", "12:30", "13:00")] == [False, True, False]
