"""The exemplar of the catalogue: the application for a building permit."""

from tests.core.forms.made import FILING, codes
from tests.core.forms.permit import COMPLETE, read_permit

PERMIT = read_permit()


def test_a_complete_application_is_valid_and_its_total_area_is_computed() -> None:
    result = PERMIT.validate({**COMPLETE, "total_floor_area": "1"}, context=FILING)
    assert result.is_valid
    assert result.values == COMPLETE


def test_nothing_filled_in_names_everything_that_is_missing_section_by_section() -> None:
    result = PERMIT.validate({}, context=FILING)
    assert {error.section for error in result.errors} == {"owner", "land", "design", "works", "schedule", "commitment"}
    assert {error.code for error in result.errors} == {"required", "too_few_rows"}
    assert result.errors[0].vi == "Họ và tên chủ hộ: chưa có. Hãy điền mục này."
    assert result.errors[-1].path == "commits"


def test_a_representative_is_asked_for_only_where_there_is_one() -> None:
    represented = {**COMPLETE, "has_representative": True}
    assert codes(PERMIT.validate(represented, context=FILING)) == [
        ("representative_name", "required"),
        ("representative_id", "required"),
    ]
    same = {**represented, "representative_name": "Lê Thị Bình", "representative_id": COMPLETE["owner_id"]}
    assert codes(PERMIT.validate(same, context=FILING)) == [("representative_id", "check")]


def test_a_house_larger_than_its_parcel_is_questioned() -> None:
    assert codes(PERMIT.validate({**COMPLETE, "first_floor_area": "200"}, context=FILING)) == [
        ("first_floor_area", "check")
    ]


def test_what_the_procedure_names_of_the_form_is_there() -> None:
    assert {"site.commune", "fire_safety_required"} <= set(PERMIT.paths())


def test_what_registries_and_the_e_identity_know_need_not_be_asked() -> None:
    sources = dict(PERMIT.prefill_plan())
    assert sources["owner_name"] == "identity.full_name"
    assert sources["land_area"] == "registry.land.parcel.area"
    assert sources["height"] == "none"
    assert "total_floor_area" not in sources
    assert sources["commits"] == "none"


def test_its_browser_version_has_one_language_and_trees_instead_of_formulas() -> None:
    vietnamese, english = PERMIT.to_browser("vi"), PERMIT.to_browser("en")
    assert vietnamese["title"] == "Đơn đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ"
    assert english["sections"][0]["title"] == "Owner"
    works = next(section for section in vietnamese["sections"] if section["id"] == "works")
    total = next(field for field in works["fields"] if field["id"] == "total_floor_area")
    assert total["computed"] == ["call", "sum", ["path", ["name", "floors"], "area"]]
