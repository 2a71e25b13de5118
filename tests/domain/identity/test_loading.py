from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from motcua.domain.identity import events, models, queries, services
from motcua.domain.identity.cache import change_version
from motcua.domain.identity.reference import BadReferenceError, Loaded, load_people, load_reference
from motcua.domain.identity.types import Succession
from tests.city import REFERENCE, TODAY, City, small_reference

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return small_reference(tmp_path)


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new, 1))


def snapshot() -> list[list[dict[str, object]]]:
    tables = (models.AdminUnit, models.UnitSuccession, models.Agency, models.AgencySuccession, models.Person)
    more = (models.Officer, models.Posting, models.OfficeHours)
    return [list(each.objects.order_by("pk").values()) for each in (*tables, *more)]


def test_all_units_of_the_country_are_loaded() -> None:
    loaded = load_reference(REFERENCE, TODAY)
    assert loaded.units == models.AdminUnit.objects.count() == 34 + 3321 + 63 + 696 + 10_035
    assert {code: queries.unit(code, TODAY).name for code in ("00082", "00166")} == {
        "00082": "Cửa Nam",
        "00166": "Cầu Giấy",
    }
    assert set(models.UnitSuccession.objects.values_list("kind", flat=True)) == set(Succession)


def test_loading_twice_changes_nothing(folder: Path) -> None:
    load_reference(folder, TODAY)
    load_people(folder)
    before = snapshot()
    assert load_reference(folder, TODAY) == Loaded(
        models.AdminUnit.objects.count(), models.Agency.objects.count(), models.CalendarDay.objects.count()
    )
    load_people(folder)
    assert snapshot() == before


def test_a_corrected_name_reaches_the_row_that_is_there(folder: Path) -> None:
    load_reference(folder, TODAY)
    number = queries.unit("27094", TODAY).id
    rewrite(folder / "units" / "communes.csv", "27094,ward,An Khánh", "27094,ward,An Khánh Mới")
    rewrite(folder / "agencies" / "city-H29.csv", "Công an phường An Khánh", "Công an phường An Khánh Mới")
    load_reference(folder, TODAY)
    assert queries.unit("27094", TODAY).name == "An Khánh Mới"
    assert queries.unit("27094", TODAY).id == number
    assert queries.search_units("an khanh moi", TODAY)
    assert queries.competent_agency("commune_police", "27094", TODAY).name == "Công an phường An Khánh Mới"


def test_loading_again_revives_nothing_that_ended_here(city: City, folder: Path) -> None:
    posting = models.Posting.objects.get(officer__login="trinh.dai.duong")
    services.end_posting(posting.pk, TODAY, by=city.scope("H29.27094.02", "administrator"), reason="x")
    models.Agency.objects.filter(code="H29.18.03").update(valid_to=TODAY)
    change_version()
    load_reference(folder, TODAY)
    load_people(folder)
    assert models.Posting.objects.get(officer__login="trinh.dai.duong").valid_to is not None
    assert not models.Agency.objects.filter(code="H29.18.03", valid_to=None).exists()


def test_an_administrators_day_outlives_the_holidays_loaded_again(city: City, folder: Path) -> None:
    models.CalendarDay.objects.create(day=TODAY, agency_id=city.office("H29"), kind="holiday", reason="Bão số 9")
    load_reference(folder, TODAY)
    assert not queries.calendar_of(city.office("H29.27094.04")).is_working_day(TODAY)


def test_only_holidays_that_differ_are_told_when_they_are_loaded_again(city: City, folder: Path) -> None:
    heard: list[events.CalendarDayOverridden] = []
    events.subscribe(events.CalendarDayOverridden, heard.append)
    load_reference(folder, TODAY)
    assert heard == []
    models.CalendarDay.objects.filter(day=date(2026, 11, 24)).delete()
    models.CalendarDay.objects.create(day=date(2026, 11, 25), kind="holiday", reason="Nhầm")
    load_reference(folder, TODAY)
    assert [(event.day, event.agency_id, event.kind) for event in heard] == [
        (date(2026, 11, 24), None, "holiday"),
        (date(2026, 11, 25), None, "ordinary"),
    ]


def test_holidays_reach_two_years_ahead_of_the_day_of_loading(folder: Path) -> None:
    load_reference(folder, date(2027, 1, 5))
    assert queries.calendar_of(queries.agency_by_code("H29", TODAY).id).last == date(2029, 12, 31)


def test_an_agency_may_state_its_own_week(folder: Path) -> None:
    own = {"valid_from": date(2026, 6, 1), "week": ["07:30-11:30, 13:00-17:00"] * 5 + ["07:30-11:30", ""]}
    hours = folder / "calendar" / "office-hours.yaml"
    hours.write_text(yaml.safe_dump(yaml.safe_load(hours.read_text()) | {"agencies": {"H29.03": own}}))
    load_reference(folder, TODAY)
    calendar = queries.calendar_of(queries.agency_by_code("H29.03.03", TODAY).id)
    assert str(calendar.shifts(date(2026, 5, 29))[0]) == "08:00-12:00"
    assert str(calendar.shifts(date(2026, 6, 1))[0]) == "07:30-11:30"
    assert calendar.is_working_day(date(2026, 11, 28))


BREAKS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a code too short": (
        lambda at: rewrite(at / "units/communes.csv", "27094,ward", "2709,ward"),
        r"communes\.csv:\d+: mã “2709” phải gồm 5 chữ số",
    ),
    "a code twice": (
        lambda at: rewrite(at / "units/communes.csv", "27094,ward", "26740,ward"),
        r"communes\.csv:\d+: mã 26740 đã có",
    ),
    "no such parent": (
        lambda at: rewrite(at / "units/communes.csv", "An Khánh,79", "An Khánh,78"),
        r"communes\.csv:\d+: không có đơn vị cấp trên mang mã “78”",
    ),
    "no such successor": (
        lambda at: rewrite(at / "units/communes-until-2025-07-01.csv", "769,27094", "769,99999"),
        r"communes-until-2025-07-01\.csv:\d+: không có đơn vị kế thừa mang mã 99999",
    ),
    "ended into nothing": (
        lambda at: rewrite(at / "units/communes-until-2025-07-01.csv", "769,27094", "769,"),
        "phải có đơn vị kế thừa",
    ),
    "an unknown kind": (
        lambda at: rewrite(at / "units/communes.csv", "27094,ward", "27094,wart"),
        "loại đơn vị không đúng",
    ),
    "decomposed letters": (
        lambda at: rewrite(at / "units/communes.csv", "An Khánh,79", "An Kha\u0301nh,79"),
        "phải ở dạng NFC",
    ),
    "a missing column": (
        lambda at: rewrite(at / "units/communes.csv", "An Khánh,79", "An Khánh"),
        "cần 4 cột, có 3",
    ),
    "another head": (
        lambda at: rewrite(at / "units/communes.csv", "code,kind", "kind,code"),
        r"communes\.csv:1: dòng đầu phải là",
    ),
    "an agency without parent": (
        lambda at: rewrite(at / "agencies/city-H29.csv", "H29.18.03,", "H29.99.03,"),
        r"city-H29\.csv:\d+: không có cơ quan mang mã H29\.99",
    ),
    "an agency code in small letters": (
        lambda at: rewrite(at / "agencies/city-H29.csv", "H29.18.03,", "h29.18.03,"),
        "mã định danh “h29",
    ),
    "an agency of no unit": (
        lambda at: rewrite(at / "agencies/city-H29.csv", "commune_police,,27094", "commune_police,,27095"),
        "không có đơn vị hành chính mang mã 27095",
    ),
    "an agency code twice": (
        lambda at: rewrite(at / "agencies/city-H29.csv", "H29.18.03,", "H29.18.02,"),
        "mã này đã có",
    ),
    "an agency without name": (
        lambda at: rewrite(at / "agencies/city-H29.csv", "Sở Xây dựng,", ","),
        "thiếu tên",
    ),
    "an unknown certainty": (
        lambda at: rewrite(at / "agencies/national.csv", "confirmed", "perhaps"),
        "certainty phải là",
    ),
    "no date": (
        lambda at: rewrite(at / "agencies/city-H29.csv", "2025-07-01", "1/7/2025"),
        "không phải là ngày",
    ),
    "hours that overlap": (
        lambda at: rewrite(at / "calendar/office-hours.yaml", "08:00-12:00, 13:30-17:30", "08:00-14:00, 13:30-17:30"),
        r"office-hours\.yaml: Hai ca",
    ),
    "hours of nobody": (
        lambda at: rewrite(at / "calendar/office-hours.yaml", "agencies: {}", "agencies: {H29.77: {}}"),
        r"không có cơ quan mang mã H29\.77",
    ),
    "no YAML": (
        lambda at: rewrite(at / "units/index.yaml", "tables:", "tables: ["),
        r"index\.yaml: không đọc được YAML",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_contradiction_is_refused_with_its_place_and_nothing_is_loaded(folder: Path, name: str) -> None:
    spoil, told = BREAKS[name]
    spoil(folder)
    with pytest.raises(BadReferenceError, match=told):
        load_reference(folder, TODAY)
    assert not models.AdminUnit.objects.exists()
    assert not models.Agency.objects.exists()


def test_a_person_in_an_unknown_office_is_refused_by_name(folder: Path) -> None:
    rewrite(folder / "people/demo.yaml", "office: H29.27094.01", "office: H29.27094.77")
    load_reference(folder, TODAY)
    with pytest.raises(BadReferenceError, match=r"Dương Hoa Cúc: không có cơ quan mang mã H29\.27094\.77"):
        load_people(folder)
    assert not models.Person.objects.exists()


def test_a_number_that_cannot_be_true_is_refused_by_name(folder: Path) -> None:
    load_reference(folder, TODAY)
    for wrong in ("000177900001", "079178900001"):
        rewrite(folder / "people/demo.yaml", "079177900001", wrong)
        with pytest.raises(BadReferenceError, match="Dương Hoa Cúc: số định danh"):
            load_people(folder)
        rewrite(folder / "people/demo.yaml", wrong, "079177900001")
    rewrite(folder / "people/demo.yaml", "0399999004", "0399999005")
    with pytest.raises(BadReferenceError, match="số kiểm tra"):
        load_people(folder)
