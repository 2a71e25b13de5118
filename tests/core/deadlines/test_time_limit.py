"""A time limit is one number of one unit."""

from collections.abc import Mapping

import pytest

from motcua.core.deadlines import BadTimeLimitError, LimitUnit, TimeLimit


@pytest.mark.parametrize(
    ("stated", "limit"),
    [
        ({"working_days": 3, "basis": "nd175"}, TimeLimit(LimitUnit.WORKING_DAYS, 3, "nd175")),
        ({"working_hours": 4}, TimeLimit(LimitUnit.WORKING_HOURS, 4)),
        ({"calendar_days": 15}, TimeLimit(LimitUnit.CALENDAR_DAYS, 15)),
        ({"months": 2}, TimeLimit(LimitUnit.MONTHS, 2)),
        ({"same_day": True, "basis": "nd23"}, TimeLimit(LimitUnit.SAME_DAY, 0, "nd23")),
    ],
)
def test_a_limit_is_read_and_written_the_same(stated: dict[str, object], limit: TimeLimit) -> None:
    assert TimeLimit.parse(stated) == limit
    assert limit.as_dict() == stated


@pytest.mark.parametrize(
    "stated",
    [
        {"working_days": 3, "calendar_days": 5},
        {"working_days": 3, "same_day": True},
        {},
        {"basis": "nd175"},
        {"days": 3},
        {1: 3},
    ],
)
def test_units_are_never_mixed_and_never_left_out(stated: Mapping[str, object]) -> None:
    with pytest.raises(BadTimeLimitError, match="đúng một đơn vị"):
        TimeLimit.parse(stated)


@pytest.mark.parametrize(
    "stated",
    [
        {"working_days": 0},
        {"working_days": -3},
        {"working_hours": 10_000},
        {"working_days": 0.5},
        {"working_days": "3"},
        {"working_days": True},
        {"working_hours": None},
        {"same_day": False},
        {"same_day": 1},
        {"working_days": 3, "basis": 175},
    ],
)
def test_an_amount_that_is_no_whole_number_is_refused(stated: Mapping[str, object]) -> None:
    with pytest.raises(BadTimeLimitError):
        TimeLimit.parse(stated)


def test_half_a_day_is_refused_with_the_way_to_write_it() -> None:
    with pytest.raises(BadTimeLimitError, match="working_hours: 4"):
        TimeLimit(LimitUnit.WORKING_DAYS, 0)
