"""The tables of units against what is known of the map, and what becomes of an old address."""

import csv
from collections import Counter
from datetime import date

import pytest

from motcua.domain.identity import models, queries
from motcua.domain.identity.types import Level, NotFoundError
from tests.city import REFERENCE, TODAY, City

BEFORE = date(2025, 6, 30)
THE_DAY = date(2025, 7, 1)


def table(name: str) -> list[dict[str, str]]:
    with (REFERENCE / "units" / name).open(newline="") as handle:
        return list(csv.DictReader(handle))


def test_there_are_34_provinces_28_of_them_no_cities() -> None:
    assert Counter(row["kind"] for row in table("provinces.csv")) == {"province": 28, "city": 6}


def test_there_are_3321_communes_of_three_kinds() -> None:
    assert Counter(row["kind"] for row in table("communes.csv")) == {"ward": 687, "commune": 2621, "special_zone": 13}


@pytest.mark.parametrize(
    ("province", "kinds"),
    [("01", {"ward": 51, "commune": 75}), ("79", {"ward": 113, "commune": 54, "special_zone": 1})],
)
def test_the_two_big_cities_have_126_and_168_communes(province: str, kinds: dict[str, int]) -> None:
    assert Counter(row["kind"] for row in table("communes.csv") if row["parent"] == province) == kinds


def test_63_provinces_696_districts_and_10035_communes_ended() -> None:
    ended = [len(table(f"{level}-until-2025-07-01.csv")) for level in ("provinces", "districts", "communes")]
    assert ended == [63, 696, 10_035]


def test_every_commune_of_today_came_from_somewhere() -> None:
    came = {code for row in table("communes-until-2025-07-01.csv") for code in row["successors"].split()}
    came |= {code for row in table("districts-until-2025-07-01.csv") for code in row["successors"].split()}
    assert {row["code"] for row in table("communes.csv")} <= came


@pytest.mark.parametrize(
    ("code", "name", "province"),
    [
        ("00082", "Cửa Nam", "01"),
        ("00166", "Cầu Giấy", "01"),
        ("27094", "An Khánh", "79"),
        ("26956", "Thạnh Mỹ Tây", "79"),
    ],
)
def test_official_codes_of_wards(code: str, name: str, province: str) -> None:
    assert {"code": code, "kind": "ward", "name": name, "parent": province} in table("communes.csv")


@pytest.mark.parametrize(
    ("province", "old", "new"),
    [
        ("79", "Thảo Điền", "An Khánh"),
        ("01", "Tràng Tiền", "Cửa Nam"),
        ("79", "22", "Thạnh Mỹ Tây"),
        ("01", "Yên Thường", "Phù Đổng"),
    ],
)
def test_old_wards_are_found_in_the_new_ones(province: str, old: str, new: str) -> None:
    districts = {row["code"] for row in table("districts-until-2025-07-01.csv") if row["parent"] == province}
    names = {row["code"]: row["name"] for row in table("communes.csv")}
    became = [
        row["successors"]
        for row in table("communes-until-2025-07-01.csv")
        if row["name"] == old and row["parent"] in districts
    ]
    assert [names[successors.split()[0]] for successors in became] == [new]


def test_a_code_names_another_unit_before_and_after(city: City) -> None:
    assert queries.unit("26740", BEFORE).full_name == "Phường Bến Nghé"
    assert queries.unit("26740", THE_DAY).full_name == "Phường Sài Gòn"


def test_the_old_map_ends_on_the_day_the_new_one_begins(city: City) -> None:
    assert [unit.level for unit in queries.units_children("79", BEFORE)] == [Level.DISTRICT] * 3
    assert {unit.level for unit in queries.units_children("79", THE_DAY)} == {Level.COMMUNE}
    assert len(queries.units_children("79", TODAY)) == 168
    assert (len(queries.units_children(None, BEFORE)), len(queries.units_children(None, TODAY))) == (63, 34)


def test_units_come_in_the_order_of_the_vietnamese_alphabet(city: City) -> None:
    names = [unit.name for unit in queries.units_children(None, TODAY)]
    assert names[:8] == ["An Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Đắk Lắk", "Điện Biên"]


def test_an_old_address_leads_to_the_ward_of_today(city: City) -> None:
    assert queries.current_unit("27088", TODAY).full_name == "Phường An Khánh"
    assert queries.current_unit("26740", TODAY, declared_on=BEFORE).full_name == "Phường Sài Gòn"


def test_a_ward_that_was_split_leads_to_its_main_part_and_names_all(city: City) -> None:
    split = models.UnitSuccession.objects.filter(kind="split", main=True).select_related("predecessor", "successor")[0]
    found = queries.successors(split.predecessor.code, TODAY, declared_on=BEFORE)
    assert found[0].id == split.successor.pk
    assert {unit.id for unit in found} == {
        step.successor.pk for step in models.UnitSuccession.objects.filter(predecessor=split.predecessor)
    }


def test_a_district_has_no_ward_of_today(city: City) -> None:
    with pytest.raises(NotFoundError, match="chọn lại phường, xã"):
        queries.current_unit("769", TODAY)


def test_an_unknown_code_is_told(city: City) -> None:
    with pytest.raises(NotFoundError, match="99999"):
        queries.unit("99999", TODAY)
    with pytest.raises(NotFoundError, match="99999"):
        queries.current_unit("99999", TODAY)


def test_the_province_of_a_commune_is_known_across_the_reform(city: City) -> None:
    assert queries.province_of("27088", BEFORE) == "79"
    assert queries.province_of("27094", TODAY) == "79"
    assert queries.province_of("27088", TODAY) is None


@pytest.mark.parametrize("typed", ["thao dien", "Thảo Điền", "dien thao", "phuong thao di", "thảo điền thủ đức"])
def test_an_old_ward_is_found_by_its_words_and_tells_what_it_became(city: City, typed: str) -> None:
    match = queries.search_units(typed, TODAY)[0]
    assert match.label == "Phường Thảo Điền, Thành phố Thủ Đức, Thành phố Hồ Chí Minh"
    assert [unit.full_name for unit in match.current] == ["Phường An Khánh"]


def test_units_of_today_are_found_before_ended_ones_of_the_same_name(city: City) -> None:
    matches = queries.search_units("an khanh", TODAY)
    assert [(match.label, match.current != ()) for match in matches[:2]] == [
        ("Phường An Khánh, Thành phố Hồ Chí Minh", False),
        ("Phường An Khánh, Thành phố Thủ Đức, Thành phố Hồ Chí Minh", True),
    ]


@pytest.mark.parametrize("typed", ["", "   ", "–", "khong co noi nay"])
def test_nothing_is_found_for_nothing(city: City, typed: str) -> None:
    assert queries.search_units(typed, TODAY) == ()


def test_the_search_gives_no_more_than_was_asked_for(city: City) -> None:
    assert len(queries.search_units("phuong", TODAY, limit=3)) == 3
