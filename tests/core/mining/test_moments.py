"""Dates are read as logs of all origins write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.mining.reading.moments import EARLIEST, LATEST, find_moment, month_comes_first, read_moment
from motcua.core.workcal import ZONE

HALF_PAST_EIGHT = datetime(2026, 11, 20, 8, 30, tzinfo=ZONE)
zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_FIRST, _LAST = (datetime(year, 1, 1, tzinfo=UTC).replace(tzinfo=None) for year in (1990, 2090))
seconds = st.datetimes(_FIRST, _LAST).map(lambda moment: moment.replace(microsecond=0))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20T08:30:00.123+07:00", datetime(2026, 11, 20, 8, 30, 0, 123_000, ZONE)),
        ("2026-11-20 08:30:00.123456789", datetime(2026, 11, 20, 8, 30, 0, 123_456, ZONE)),
        ("2026-11-20T08:30:00,5", datetime(2026, 11, 20, 8, 30, 0, 500_000, ZONE)),
        ("20/11/2026", datetime(2026, 11, 20, tzinfo=ZONE)),
        ("20261120", datetime(2026, 11, 20, tzinfo=ZONE)),
        ("20.11.2026 08:30:15", datetime(2026, 11, 20, 8, 30, 15, tzinfo=ZONE)),
        ("20261120083015", datetime(2026, 11, 20, 8, 30, 15, tzinfo=ZONE)),
        ("1795138215", datetime(2026, 11, 20, 1, 30, 15, tzinfo=UTC)),
        ("1795138215250", datetime(2026, 11, 20, 1, 30, 15, 250_000, UTC)),
        ("1795138215.25", datetime(2026, 11, 20, 1, 30, 15, 250_000, UTC)),
        ("1795138215250000", datetime(2026, 11, 20, 1, 30, 15, 250_000, UTC)),
        ("1795138215250000000", datetime(2026, 11, 20, 1, 30, 15, 250_000, UTC)),
        ("46346", datetime(2026, 11, 20, tzinfo=ZONE)),
    ],
)
def test_moments_are_read_as_logs_write_them(text: str, moment: datetime) -> None:
    assert read_moment(text, ZONE) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("2026-11-20T01:30:00Z", "2026-11-20 01:30 UTC", "2026-11-20 08:30:00 +0700", "2026-11-20 08:30:00 +07"),
        *("2026-11-20 08:30 GMT+7", "20/11/2026 08:30 +07:00", "20/11/2026 8:30 SA", "20/11/2026 08:30 AM"),
        *("08:30 20/11/2026", "8 giờ 30 phút ngày 20/11/2026", "8h30 20/11/2026", "08:30:00, 20-11-2026"),
        *("202611200830", "20/11/26 08:30", "20-Nov-2026 08:30", "20 November 2026 08:30:00", "Nov 20, 2026 8:30 AM"),
        *("Fri, 20 Nov 2026 08:30:00 +0700", "Fri Nov 20 08:30:00 ICT 2026", "20-NOV-26 08.30.00.000000000 AM"),
        *("8 giờ 30 phút, ngày 20 tháng 11 năm 2026", "08:30 ngày 20 tháng 11 năm 2026", "2026-11-20 08:30 ICT"),
        *("2026/11/20 08:30", " 20/11/2026  08:30 ", "46346.3541666667", "46346,3541666667"),
    ],
)
def test_half_past_eight_is_read_in_all_its_spellings(text: str) -> None:
    assert read_moment(text, ZONE) == HALF_PAST_EIGHT


@pytest.mark.parametrize("text", ["20/11/2026 8:30 CH", "20/11/2026 8:30 PM", "20/11/2026 20:30"])
def test_the_evening_is_the_evening(text: str) -> None:
    assert read_moment(text, ZONE) == HALF_PAST_EIGHT + timedelta(hours=12)


@pytest.mark.parametrize(
    "text",
    [
        *("0001-01-01", "1900-01-01 00:00:00", "9999-12-31", "31/12/9999", "31 tháng 2 năm 2026", "31-Feb-2026"),
        *(
            "31/02/2026",
            "20/11/2026 25:00",
            "11/20/2026",
            "soon",
            "",
            "9" * 20,
            "9" * 400,
            "2026-11",
            "-86400",
            "12",
            "nan",
        ),
    ],
)
def test_what_is_no_moment_is_none(text: str) -> None:
    assert read_moment(text, ZONE) is None


def test_months_come_first_only_where_days_could_not() -> None:
    assert month_comes_first(["11/20/2026 08:30", "01/02/2026"])
    assert not month_comes_first(["11/20/2026", "20/11/2026"])
    assert not month_comes_first(["01/02/2026", "2026-11-20", ""])
    assert find_moment("11/20/2026", month_first=True) == datetime(2026, 11, 20)  # noqa: DTZ001 it names no zone


@given(st.datetimes(datetime(EARLIEST, 1, 2), datetime(LATEST, 12, 30), timezones=zones))  # noqa: DTZ001 zones come
def test_what_is_written_as_iso_is_read_back(moment: datetime) -> None:
    assert read_moment(moment.isoformat(), ZONE) == moment


@given(seconds)
def test_what_is_written_day_first_is_read_back(moment: datetime) -> None:
    assert find_moment(f"{moment:%d/%m/%Y %H:%M:%S}") == moment
    assert find_moment(f"{moment:%H:%M:%S %d/%m/%Y}") == moment
    assert find_moment(f"{moment:%m/%d/%Y %I:%M:%S %p}", month_first=True) == moment


@given(seconds)
def test_what_excel_counts_in_days_is_read_back(moment: datetime) -> None:
    days = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001 as Excel counts
    assert find_moment(f"{days:.10f}") == moment


@given(st.text(max_size=40))
def test_any_text_is_a_moment_or_none_and_never_a_fault(text: str) -> None:
    found = read_moment(text, ZONE)
    assert found is None or found.tzinfo
