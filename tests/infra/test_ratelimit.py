from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from motcua.infra import clock
from motcua.infra.ratelimit import allow, client_address, forget_ended, limited, window_end

MINUTE = timedelta(minutes=1)
NOW = datetime(2026, 11, 23, 9, 0, 30, tzinfo=UTC)


@pytest.mark.django_db
def test_so_many_are_allowed_and_not_one_more() -> None:
    assert [allow("a", 3, MINUTE, NOW) for _ in range(5)] == [True, True, True, False, False]


@pytest.mark.django_db
def test_the_next_window_begins_anew() -> None:
    assert allow("a", 1, MINUTE, NOW)
    assert not allow("a", 1, MINUTE, NOW + timedelta(seconds=29))
    assert allow("a", 1, MINUTE, NOW + timedelta(seconds=30))


@pytest.mark.django_db
def test_keys_are_counted_apart_and_cannot_be_read_from_the_table() -> None:
    assert allow("track 10.0.0.1", 1, MINUTE, NOW)
    assert allow("track 10.0.0.2", 1, MINUTE, NOW)
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM infra_rate_window")
        assert all(b"10.0.0" not in bytes(key) and len(key) == 32 for (key,) in cursor.fetchall())


@pytest.mark.django_db
def test_counters_of_ended_windows_are_forgotten() -> None:
    allow("a", 1, MINUTE, NOW)
    allow("b", 1, timedelta(hours=1), NOW)
    assert forget_ended(NOW) == 0
    assert forget_ended(NOW + MINUTE) == 1
    assert not allow("b", 1, timedelta(hours=1), NOW)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_counted_one_by_one() -> None:
    def ask(_: int) -> bool:
        try:
            return allow("crowd", 10, MINUTE, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        assert sum(crowd.map(ask, range(40))) == 10


@given(st.timedeltas(timedelta(seconds=1), timedelta(days=2)), st.datetimes(timezones=st.just(UTC)))
def test_a_window_ends_within_its_length(window: timedelta, now: datetime) -> None:
    assert timedelta() < window_end(window, now) - now <= window


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address", "told"),
    [
        (0, "6.6.6.6", "10.0.0.1", "10.0.0.1"),
        (1, "6.6.6.6, 203.0.113.7", "10.0.0.1", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.2", "10.0.0.1", "203.0.113.7"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (3, "203.0.113.7", "10.0.0.1", "203.0.113.7"),
        (0, "", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        (0, "", "::ffff:10.0.0.1", "10.0.0.1"),
    ],
)
def test_only_our_own_proxies_are_believed(
    settings: LazySettings, proxies: int, forwarded: str, address: str, told: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    request = RequestFactory().get("/", REMOTE_ADDR=address, headers={"X-Forwarded-For": forwarded})
    assert client_address(request) == told


def page(request: HttpRequest, number: int = 0) -> HttpResponse:
    """The page."""
    return HttpResponse(f"page {number}")


@pytest.fixture
def still(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.mark.django_db
def test_a_guarded_page_says_when_to_come_again(still: Callable[[datetime], None]) -> None:
    still(NOW)
    guarded = limited("track", 1, MINUTE)(page)
    request = RequestFactory().get("/")
    assert guarded(request, number=7).content == b"page 7"
    refused = guarded(request)
    assert (refused.status_code, refused["Retry-After"]) == (429, "30")
    assert "Xin chờ 30 giây" in refused.content.decode()
    still(NOW + timedelta(seconds=30))
    assert guarded(request).status_code == 200
    assert guarded.__name__ == "page"


@pytest.mark.django_db
def test_views_of_one_name_are_counted_together(still: Callable[[datetime], None]) -> None:
    still(NOW)
    first, second = limited("both", 1, MINUTE)(page), limited("both", 1, MINUTE)(page)
    assert first(RequestFactory().get("/")).status_code == 200
    assert second(RequestFactory().get("/")).status_code == 429
