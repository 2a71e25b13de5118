"""The steps of a process against the limit of the law."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.procedure import Channel, Procedure
from motcua.core.procedure.checks.limits import hours_of, longest_path, missed_days
from tests.catalogue.broken_packages import YEAR
from tests.core.procedure.examples import straight_package
from tests.effort import examples

BASIS = "basis: {legal: law}"


def path_of(procedure: Procedure) -> int:
    return longest_path(procedure, procedure.cases["one"].limit_for(Channel.ONLINE)).length


def test_a_working_day_is_eight_hours_and_the_same_day_is_one_day() -> None:
    assert hours_of(TimeLimit(LimitUnit.WORKING_DAYS, 30)) == 240
    assert hours_of(TimeLimit(LimitUnit.CALENDAR_DAYS, 15)) == 120
    assert hours_of(TimeLimit(LimitUnit.SAME_DAY, 0)) == 8


def test_ha_nois_fifteen_rows_with_a_block_of_eight_sharing_seven_days_are_thirty_days() -> None:
    """Hà Nội 1.012644, QĐ 1594/QĐ-TTPVHCC: 0,5 + 0,5 + 1 + 1 + 16 + 1 + 1 + 7 + 2 = 30 working days = 240 hours."""
    hours = {
        "receive": 4,
        "forward": 4,
        "director_assigns": 8,
        "division_assigns": 8,
        "appraise": 128,
        "division_reviews": 8,
        "director_signs": 8,
    }
    rows = {key: f"kind: work, limit: {{working_hours: {amount}}}" for key, amount in hours.items()}
    rows |= {f"city_office_{n}": "kind: work, group: city_office" for n in range(1, 9)}
    rows |= {"result_arrives": "kind: issue, limit: {working_hours: 16}", "return_result": "kind: return"}
    rows["receive"] = rows["receive"].replace("kind: work", "kind: reception")
    groups = "groups:\n  city_office: {name: {vi: Văn phòng, en: City office}, limit: {working_hours: 56}}\n"
    religion = straight_package(f"{{working_days: 30, {BASIS}, stated: 30 ngày làm việc}}", rows, groups)
    assert len(religion.steps) == 17
    assert path_of(religion) == 240


@given(st.lists(st.integers(1, 80), min_size=1, max_size=6))
@settings(max_examples=examples(20), deadline=None)
def test_steps_in_a_row_add_up(hours: list[int]) -> None:
    rows = {f"s{n}": f"kind: work, limit: {{working_hours: {amount}}}" for n, amount in enumerate(hours)}
    limit = f"{{working_days: 99, {BASIS}, stated: 99 ngày làm việc}}"
    assert path_of(straight_package(limit, rows)) == sum(hours)


def days_missed(limit: str, *hours: int) -> tuple[int, int]:
    rows = {f"s{n}": f"kind: work, limit: {{working_hours: {amount}}}" for n, amount in enumerate(hours)}
    procedure = straight_package(limit, rows)
    case = procedure.cases["one"]
    first = case.limit_for(Channel.ONLINE)
    return missed_days(procedure, first, longest_path(procedure, first), case.clock, YEAR)


def test_a_week_of_calendar_days_holds_five_days_of_work_whenever_it_starts() -> None:
    assert days_missed(f"{{calendar_days: 7, {BASIS}, stated: 7 ngày}}", 40)[0] == 0


def test_three_calendar_days_do_not_hold_four_days_of_work_on_some_days() -> None:
    missed, tried = days_missed(f"{{calendar_days: 3, {BASIS}, stated: 3 ngày}}", 32)
    days = (date(2026, 1, 1) + timedelta(days=n) for n in range(365))
    assert tried == sum(YEAR.calendar.is_working_day(day) for day in days)
    assert 0 < missed < tried
