from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.workcal import DayKind, Shift, SpecialDay, holiday
from motcua.domain.identity import events, models, policies, queries, services
from motcua.domain.identity.types import Agency, IdentityError, NotAllowedError, NotFoundError, Posting
from tests.city import NOW, TODAY, City

BEFORE = date(2025, 6, 30)


def test_the_commune_of_an_old_address_is_competent_today(city: City) -> None:
    assert queries.competent_agency("commune_committee", "27088", TODAY).code == "H29.27094"


def test_the_commune_of_that_time_was_competent_then(city: City) -> None:
    assert queries.competent_agency("commune_committee", "27088", BEFORE).code == "H29.TD.27088"


@pytest.mark.parametrize(
    ("kind", "code"),
    [("fire_police", "G01.079.PC07"), ("planning_department", "H29.13"), ("power_company", "Z99.079D")],
)
def test_a_city_wide_agency_is_competent_for_each_ward(city: City, kind: str, code: str) -> None:
    assert queries.competent_agency(kind, "27094", TODAY).code == code


def test_the_division_of_the_competent_agency_is_an_office_inside_it(city: City) -> None:
    office = queries.competent_agency("commune_committee", "27094", TODAY, division="economy")
    assert office.name == "Phòng Kinh tế, Hạ tầng và Đô thị phường An Khánh"
    assert queries.agency(office.parent_id or 0).code == "H29.27094"


def test_no_competent_agency_is_told_by_name(city: City) -> None:
    with pytest.raises(NotFoundError, match=r"notary.*Phường An Khánh"):
        queries.competent_agency("notary", "27094", TODAY)
    with pytest.raises(NotFoundError, match="ministry"):
        queries.competent_agency("ministry", "79", TODAY)
    with pytest.raises(NotFoundError, match="chưa có bộ phận “space”"):
        queries.competent_agency("commune_committee", "27094", TODAY, division="space")


def test_an_ended_agency_hands_over_to_its_successor(city: City) -> None:
    old = queries.agency_by_code("H29.TD.27118", BEFORE)
    assert queries.current_agency(old.id, TODAY).code == "H29.27094"
    assert queries.current_agency(old.id, BEFORE) == old
    with pytest.raises(NotFoundError):
        queries.agency_by_code("H29.TD.27118", TODAY)


def test_an_agency_that_ended_without_successor_is_told(city: City) -> None:
    with pytest.raises(NotFoundError, match="chưa ghi nhận cơ quan kế thừa"):
        queries.current_agency(queries.agency_by_code("H29.TD", BEFORE).id, TODAY)


def test_offices_come_by_their_codes(city: City) -> None:
    divisions = [office.division for office in queries.offices_of(city.office("H29.27094"), TODAY)]
    assert divisions == ["leadership", "office", "one_stop", "economy", "culture", "justice"]


def test_officers_with_a_role_are_named_in_order(city: City) -> None:
    office = city.office("H29.27094.03")
    names = [officer.full_name for officer in queries.officers_with_role(office, "one_stop_officer", TODAY)]
    assert names == ["Nguyễn Rừng Thông", "Trịnh Tre Xanh"]
    assert queries.officers_with_role(office, "one_stop_officer", BEFORE) == ()
    assert queries.officers_with_role(office, "specialist", TODAY) == ()


def test_a_specialist_sees_his_own_office_only(city: City) -> None:
    scope = city.scope("H29.27094.04", "specialist")
    assert scope.covers(city.office("H29.27094.04"))
    assert scope.has_role(city.office("H29.27094.04"), "specialist")
    assert not scope.has_role(city.office("H29.27094.04"), "division_head")
    assert not scope.covers(city.office("H29.27094.05"))
    assert not scope.covers(city.office("H29.27094"))


def test_the_chairman_sees_the_whole_ward_and_nothing_else(city: City) -> None:
    scope = city.scope("H29.27094.01", "commune_chairman")
    assert scope.agencies == queries.agencies().subtree(city.office("H29.27094"))
    assert not scope.covers(city.office("H29.26956.04"))
    assert not scope.administers(city.office("H29.27094"))


def test_the_city_leader_sees_every_ward_but_not_the_ministrys_police(city: City) -> None:
    scope = city.scope("H29.01", "city_leader")
    assert scope.covers(city.office("H29.26944.06"))
    assert not scope.covers(city.office("G01.079.26944"))


def test_an_administrator_of_a_ward_administers_the_ward(city: City) -> None:
    scope = city.scope("H29.27094.02", "administrator")
    assert scope.administers(city.office("H29.27094"))
    assert scope.administers(city.office("H29.27094.04"))
    assert not scope.administers(city.office("H29"))
    assert not policies.NO_SCOPE.administers(city.office("H29"))


def agency_of(number: int, parent: int | None, division: str = "") -> Agency:
    return Agency(number, f"H{number}", "body", division, parent, None, None, "", "", "", "", None, None)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30), st.integers(0, 29))
def test_a_subtree_holds_each_agency_whose_way_up_passes_through_its_top(parents: list[int], top: int) -> None:
    tree = policies.AgencyTree(
        agency_of(each, parent if parent < each else None) for each, parent in enumerate(parents)
    )
    top %= len(parents)
    below = {each for each in tree.by_id if top in {above.id for above in tree.upwards(each)}}
    assert tree.subtree(top) == below


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_posting_gives_rights_from_its_first_day_up_to_its_last(day: date) -> None:
    tree = policies.AgencyTree([agency_of(1, None)])
    first, past = date(2025, 1, 1), date(2026, 1, 1)
    scope = policies.scope_of(7, [Posting(1, 7, 1, "specialist", first, past)], tree, day)
    assert scope.has_role(1, "specialist") == scope.covers(1) == (first <= day < past)


def test_an_offices_calendar_has_the_citys_hours_and_holidays(city: City) -> None:
    calendar = queries.calendar_of(city.office("H29.27094.04"))
    assert calendar.shifts(TODAY) == (Shift(time(8), time(12)), Shift(time(13, 30), time(17, 30)))
    assert not calendar.is_working_day(date(2026, 11, 24))
    assert calendar.is_working_day(date(2026, 8, 22))
    assert not calendar.is_working_day(date(2026, 8, 31))
    assert (calendar.first, calendar.last) == (date(2021, 1, 1), date(2028, 12, 31))


def test_offices_with_the_same_hours_share_one_calendar(city: City) -> None:
    assert queries.calendar_of(city.office("H29.27094")) is queries.calendar_of(city.office("H29.26944.01"))


def test_a_day_stated_for_the_city_counts_for_all_and_a_wards_own_word_wins(city: City) -> None:
    day = date(2026, 12, 31)
    administrator = city.scope("H29.01", "administrator")
    services.override_calendar_day(holiday(day), city.office("H29"), by=administrator, reason="QĐ 1", now=NOW)
    own = SpecialDay(day, DayKind.WORKING, (Shift(time(8), time(12)),))
    services.override_calendar_day(own, city.office("H29.27094"), by=administrator, reason="QĐ 2", now=NOW)
    assert not queries.calendar_of(city.office("H29.26944.04")).is_working_day(day)
    assert queries.calendar_of(city.office("H29.27094.04")).shifts(day) == own.shifts
    assert queries.calendar_of(city.office("G01.079.27094")).is_working_day(day)


def test_stating_a_day_again_replaces_it_and_each_time_is_told(city: City) -> None:
    heard: list[events.CalendarDayOverridden] = []
    events.subscribe(events.CalendarDayOverridden, heard.append)
    day, city_id, by = date(2026, 12, 31), city.office("H29"), city.scope("H29.01", "administrator")
    services.override_calendar_day(holiday(day), city_id, by=by, reason="QĐ 1", now=NOW)
    services.override_calendar_day(
        SpecialDay(day, DayKind.SWAP_WORK, instead_of=TODAY), city_id, by=by, reason="QĐ 2", now=NOW
    )
    assert [event.reason for event in heard] == ["QĐ 1", "QĐ 2"]
    assert queries.calendar_of(city_id).is_working_day(day)
    row = models.CalendarDay.objects.get(day=day)
    assert (row.recorded_by_id, row.recorded_at) == (by.officer_id, NOW)


def test_only_an_administrator_states_days_and_never_without_a_reason(city: City) -> None:
    ward = city.office("H29.27094")
    with pytest.raises(NotAllowedError, match="quản trị viên"):
        services.override_calendar_day(
            holiday(TODAY), ward, by=city.scope("H29.27094.04", "specialist"), reason="x", now=NOW
        )
    with pytest.raises(IdentityError, match="lý do"):
        services.override_calendar_day(
            holiday(TODAY), ward, by=city.scope("H29.01", "administrator"), reason=" ", now=NOW
        )


@pytest.mark.django_db
def test_a_calendar_is_never_guessed() -> None:
    row = models.Agency.objects.create(code="H29", kind="city_committee", name="x", name_en="x", certainty="design")
    with pytest.raises(NotFoundError, match="nạp dữ liệu tham chiếu"):
        queries.calendar_of(row.pk)
    with pytest.raises(NotFoundError):
        queries.calendar_of(row.pk + 1)
