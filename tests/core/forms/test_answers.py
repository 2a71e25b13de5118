"""What was answered, as people read it and as expressions compute with it."""

from datetime import date
from decimal import Decimal

from motcua.core.forms import Naming, parse_form

FORM = parse_form(
    {
        "title": {"vi": "Đơn", "en": "Form"},
        "sections": [
            {
                "id": "house",
                "title": {"vi": "Nhà", "en": "House"},
                "fields": [
                    {
                        "id": "area",
                        "type": "decimal",
                        "unit": "m²",
                        "label": {"vi": "Diện tích", "en": "Area"},
                        "source": "none",
                    },
                    {"id": "begun", "type": "date", "label": {"vi": "Khởi công", "en": "Begun"}, "source": "none"},
                    {"id": "price", "type": "money", "label": {"vi": "Giá", "en": "Price"}, "source": "none"},
                    {"id": "agreed", "type": "yes_no", "label": {"vi": "Đồng ý", "en": "Agreed"}, "source": "none"},
                    {"id": "site", "type": "address", "label": {"vi": "Nơi xây", "en": "Site"}, "source": "none"},
                    {
                        "id": "kind",
                        "type": "choice",
                        "label": {"vi": "Loại", "en": "Kind"},
                        "options": {
                            "new": {"vi": "Xây mới", "en": "New"},
                            "repair": {"vi": "Sửa chữa", "en": "Repair"},
                        },
                        "source": "none",
                    },
                    {
                        "id": "floors",
                        "type": "group",
                        "source": "none",
                        "label": {"vi": "Tầng", "en": "Floors"},
                        "repeat": {"min": 0, "max": 5, "each": {"vi": "Tầng", "en": "Floor"}},
                        "fields": [
                            {"id": "name", "type": "text", "label": {"vi": "Tên", "en": "Name"}, "source": "none"},
                            {
                                "id": "size",
                                "type": "decimal",
                                "unit": "m²",
                                "label": {"vi": "Rộng", "en": "Size"},
                                "source": "none",
                            },
                        ],
                    },
                ],
            },
            {
                "id": "rest",
                "title": {"vi": "Khác", "en": "Other"},
                "fields": [{"id": "note", "type": "text", "label": {"vi": "Ghi chú", "en": "Note"}, "source": "none"}],
            },
        ],
    }
)
UNITS = {"79": "Thành phố Hồ Chí Minh", "26734": "Phường Tân Định"}
NAMING = Naming(unit=UNITS.__getitem__, entry=lambda name, code: code)
VALUES = {
    "area": "1250.5",
    "begun": "2026-12-15",
    "price": 75_000,
    "agreed": True,
    "site": {"province": "79", "commune": "26734", "street": "215/12 Trần Quang Khải"},
    "kind": "new",
    "floors": [{"name": "Trệt", "size": "58.2"}, {"name": "Lầu 1", "size": "60"}],
}


def said(language):
    return {
        answer.label: answer.text for section in FORM.in_words(VALUES, language, NAMING) for answer in section.answers
    }


def test_answers_are_said_as_vietnamese_write_them():
    assert said("vi") == {
        "Diện tích": "1.250,5 m²",
        "Khởi công": "15/12/2026",
        "Giá": "75.000 đồng",
        "Đồng ý": "Có",
        "Nơi xây": "215/12 Trần Quang Khải, Phường Tân Định, Thành phố Hồ Chí Minh",
        "Loại": "Xây mới",
        "Tầng": "Trệt 58,2 m²\nLầu 1 60 m²",
    }


def test_and_in_english_by_the_switch():
    assert said("en")["Area"] == "1,250.5 m²"
    assert said("en")["Agreed"] == "Yes"
    assert said("en")["Kind"] == "New"


def test_what_was_not_answered_is_left_out_with_its_section():
    assert [section.id for section in FORM.in_words(VALUES, "vi", NAMING)] == ["house"]


def test_expressions_see_numbers_as_numbers_and_days_as_days():
    facts = FORM.facts(VALUES)
    assert facts["area"] == Decimal("1250.5")
    assert facts["begun"] == date(2026, 12, 15)
    assert facts["floors"][0]["size"] == Decimal("58.2")


def test_an_unanswered_field_is_there_as_nothing():
    assert FORM.facts({})["note"] is None
