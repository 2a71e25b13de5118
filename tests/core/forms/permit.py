"""The building permit's form, as the catalogue has it, and a complete application."""

from typing import Any

from motcua.core.forms import FormDefinition, parse_form
from tests.core.forms.catalogue import CATALOGUE, definition_in

HANG_BONG = {"province": "01", "commune": "00004", "street": "12 Hàng Bông"}
COMPLETE: dict[str, Any] = {
    "owner_name": "Nguyễn Văn An",
    "owner_id": "001085012345",
    "owner_address": HANG_BONG,
    "owner_phone": "0912345678",
    "has_representative": False,
    "site": HANG_BONG,
    "parcel_number": "12",
    "land_area": "120.5",
    "designer": "Công ty Thiết kế A",
    "has_review": False,
    "fire_safety_required": False,
    "works_grade": "grade_4",
    "ground_level": "0.45",
    "building_line": "trùng chỉ giới đường đỏ",
    "first_floor_area": "80",
    "floors": [{"kind": "above", "area": "80"}, {"kind": "roof", "area": "20.25"}],
    "total_floor_area": "100.25",
    "height": "7.5",
    "months_to_complete": 6,
    "commits": True,
}


def read_permit() -> FormDefinition:
    return parse_form(definition_in(CATALOGUE / "1.013225" / "form.yaml"))
