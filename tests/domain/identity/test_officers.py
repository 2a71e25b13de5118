from datetime import date, timedelta

import pytest

from motcua.domain.identity import events, models, queries, services
from motcua.domain.identity.cache import change_version
from motcua.domain.identity.policies import NO_SCOPE, Scope
from motcua.domain.identity.types import IdentityError, NotAllowedError, Succession
from tests.city import TODAY, City

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def newcomer(city: City) -> str:
    services.record_person("Đinh Mưa Rào", personal_id="079190123456", born=date(1990, 5, 6))
    return "079190123456"


def appoint(city: City, newcomer: str, **other: object) -> int:
    stated = {
        "login": "dinh.mua.rao",
        "agency_id": city.office("H29.27094.04"),
        "role": "specialist",
        "valid_from": TODAY,
        "by": city.scope("H29.27094.02", "administrator"),
        "decision": "15/QĐ-UBND",
    }
    return services.appoint_officer(newcomer, **(stated | other))


def test_an_appointed_person_holds_the_role_from_the_first_day(city: City, newcomer: str) -> None:
    heard: list[events.OfficerAppointed] = []
    events.subscribe(events.OfficerAppointed, heard.append)
    posting = appoint(city, newcomer, valid_from=TOMORROW)
    office, officer = city.office("H29.27094.04"), city.officer("dinh.mua.rao")
    assert not queries.scope(officer, TODAY).has_role(office, "specialist")
    assert queries.scope(officer, TOMORROW).has_role(office, "specialist")
    assert queries.officer(officer).full_name == "Đinh Mưa Rào"
    assert heard == [events.OfficerAppointed(posting, officer, office, "specialist", TOMORROW)]


def test_only_an_administrator_of_the_office_appoints(city: City, newcomer: str) -> None:
    for by in (NO_SCOPE, city.scope("H29.27094.01", "commune_chairman"), city.scope("H29.26956.02", "administrator")):
        with pytest.raises(NotAllowedError):
            appoint(city, newcomer, by=by)
    assert not models.Officer.objects.filter(login="dinh.mua.rao").exists()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"role": "Chuyên viên"}, "Vai trò"),
        ({"valid_from": date(2025, 6, 30)}, "không hoạt động"),
        ({"login": "vo.hoa.sen"}, "không thuộc về"),
        ({"login": ""}, "không thuộc về"),
    ],
)
def test_an_appointment_that_does_not_fit_is_refused(
    city: City, newcomer: str, wrong: dict[str, object], told: str
) -> None:
    with pytest.raises(IdentityError, match=told):
        appoint(city, newcomer, **wrong)


def test_an_unknown_person_cannot_be_appointed(city: City) -> None:
    with pytest.raises(IdentityError, match="ghi nhận người này trước"):
        appoint(city, "079190999999")


def test_a_role_is_held_once(city: City, newcomer: str) -> None:
    appoint(city, newcomer)
    with pytest.raises(IdentityError, match="đã giữ vai trò này"):
        appoint(city, newcomer)
    appoint(city, newcomer, role="division_head")
    assert len(queries.postings_of(city.officer("dinh.mua.rao"), TODAY)) == 2


def test_an_ended_posting_gives_rights_through_its_last_day_and_stays_in_history(city: City, newcomer: str) -> None:
    heard: list[events.PostingEnded] = []
    events.subscribe(events.PostingEnded, heard.append)
    posting, officer = appoint(city, newcomer), city.officer("dinh.mua.rao")
    services.end_posting(posting, TODAY, by=city.scope("H29.01", "administrator"), reason="Chuyển công tác")
    assert queries.scope(officer, TODAY).roles
    assert not queries.scope(officer, TOMORROW).roles
    assert models.Posting.objects.get(id=posting).end_reason == "Chuyển công tác"
    assert [event.valid_to for event in heard] == [TOMORROW]


def test_a_posting_ends_once_and_not_before_it_began(city: City, newcomer: str) -> None:
    by = city.scope("H29.01", "administrator")
    posting = appoint(city, newcomer)
    with pytest.raises(IdentityError, match="trong thời gian phân công"):
        services.end_posting(posting, TODAY - timedelta(days=1), by=by, reason="x")
    services.end_posting(posting, TODAY, by=by, reason="x")
    with pytest.raises(IdentityError):
        services.end_posting(posting, TOMORROW, by=by, reason="x")
    with pytest.raises(NotAllowedError):
        services.end_posting(posting, TODAY, by=NO_SCOPE, reason="x")
    with pytest.raises(IdentityError, match="Không có phân công"):
        services.end_posting(0, TODAY, by=by, reason="x")


def test_a_unit_that_ends_takes_its_offices_and_postings_with_it(city: City) -> None:
    heard: list[events.UnitEnded] = []
    events.subscribe(events.UnitEnded, heard.append)
    old, officer = city.office("H29.26737"), city.who("H29.26737.04", "specialist")
    by = _everywhere(city)
    services.end_unit("26737", TOMORROW, ["26740", "26743"], Succession.SPLIT, by=by)
    assert queries.competent_agency("commune_committee", "26737", TODAY).id == old
    assert queries.competent_agency("commune_committee", "26737", TOMORROW).code == "H29.26740"
    assert queries.current_agency(old, TOMORROW).code == "H29.26740"
    assert [unit.code for unit in queries.successors("26737", TOMORROW)] == ["26740", "26743"]
    assert queries.scope(officer, TODAY).roles
    assert not queries.scope(officer, TOMORROW).roles
    assert old in heard[0].agency_ids
    assert city.office("H29.26737.04") in heard[0].agency_ids


def test_a_unit_cannot_end_into_nothing_or_itself_or_by_a_ward(city: City) -> None:
    by = _everywhere(city)
    for successors in ([], ["26737"]):
        with pytest.raises(IdentityError, match="đơn vị kế thừa"):
            services.end_unit("26737", TOMORROW, successors, Succession.MERGE, by=by)
    with pytest.raises(IdentityError, match="chưa thể kết thúc"):
        services.end_unit("26737", date(2025, 7, 1), ["26740"], Succession.MERGE, by=by)
    with pytest.raises(IdentityError, match="99999"):
        services.end_unit("26737", TOMORROW, ["99999"], Succession.MERGE, by=by)
    with pytest.raises(NotAllowedError):
        services.end_unit(
            "26737", TOMORROW, ["26740"], Succession.MERGE, by=city.scope("H29.27094.02", "administrator")
        )


def _everywhere(city: City) -> Scope:
    """The city's administrator, who for this has been given the police of the ward as well."""
    police = city.office("G01.079")
    officer = city.who("H29.01", "administrator")
    models.Posting.objects.create(officer_id=officer, agency_id=police, role="administrator", valid_from=TODAY)
    change_version()
    return queries.scope(officer, TODAY)
