"""What changed between two versions of a form."""

from typing import Any

import pytest

from motcua.core.forms import compare_forms, parse_form
from tests.core.forms.made import definition, field, form, group, words
from tests.core.forms.permit import read_permit


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(change.kind, change.path, change.message.vi) for change in compare_forms(parse_form(old), parse_form(new))]


def test_a_form_does_not_differ_from_itself() -> None:
    assert compare_forms(read_permit(), read_permit()) == []


def test_fields_that_came_and_went_are_named_by_their_labels() -> None:
    old = definition(field("a", "text", label=words("Nơi sinh")), field("b", "text"))
    new = definition(field("b", "text"), group("c", field("d", "text", label=words("Tên con")), label=words("Con")))
    assert changes(old, new) == [
        ("added", "c", "Thêm mục “Con”"),
        ("added", "c.d", "Thêm mục “Tên con”"),
        ("removed", "a", "Bỏ mục “Nơi sinh”"),
    ]


CHOICE = {"options": {"a": words("Đỏ"), "b": words("Xanh")}}
FILE = {"accept": ["pdf"], "max_mb": 5, "max_files": 2}


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (
            field("a", "text", label=words("Tên")),
            field("a", "text", label=words("Họ tên")),
            ("label", "nhãn của “Tên”: Tên → Họ tên"),
        ),
        (
            field("a", "text", required=True),
            field("a", "text"),
            ("required", "tính bắt buộc của “a”: bắt buộc → không bắt buộc"),
        ),
        (
            field("a", "text"),
            field("a", "text", required='channel = "post"'),
            ("required", 'tính bắt buộc của “a”: không bắt buộc → bắt buộc khi channel = "post"'),
        ),
        (
            field("a", "text"),
            field("a", "text", source="identity.name"),
            ("source", "nguồn dữ liệu của “a”: none → identity.name"),
        ),
        (
            field("a", "text"),
            field("a", "text", when='case = "x"'),
            ("when", 'điều kiện hiện của “a”: (luôn luôn) → case = "x"'),
        ),
        (
            field("a", "text"),
            field("a", "text", hint=words("Ghi rõ")),
            ("hint", "chỉ dẫn của “a”: (không có) → Ghi rõ"),
        ),
        (
            field("a", "decimal", max=5),
            field("a", "decimal", max=9),
            ("limits", "giới hạn của “a”: decimals 2, min 0, max 5 → decimals 2, min 0, max 9"),
        ),
        (
            field("a", "choice", **CHOICE),
            field("a", "choice", options={"a": words("Đỏ")}),
            ("options", "các lựa chọn của “a”: Đỏ; Xanh → Đỏ"),
        ),
        (
            field("a", "file", file=FILE),
            field("a", "file", file={**FILE, "max_mb": 8}),
            ("file", "quy định về tệp của “a”: pdf, 1-2, 5 MB → pdf, 1-2, 8 MB"),
        ),
        (
            field("a", "integer", computed="1"),
            field("a", "integer", computed="2"),
            ("computed", "công thức của “a”: 1 → 2"),
        ),
        (
            group("a", field("b", "text"), most=3),
            group("a", field("b", "text"), most=9),
            ("rows", "số dòng của “a”: 0-3 → 0-9"),
        ),
        (
            field("a", "integer"),
            field("a", "integer", checks=[{"rule": "a > 1", "message": words("sai.")}]),
            ("checks", "quy tắc kiểm tra của “a”: (không có) → a > 1"),
        ),
    ],
)
def test_what_changed_in_a_field_is_said_with_before_and_after(
    before: dict[str, Any], after: dict[str, Any], change: tuple[str, str]
) -> None:
    assert changes(definition(before), definition(after)) == [(change[0], "a", f"Đổi {change[1]}")]


def test_sections_the_title_and_the_basis_count_too() -> None:
    old, new = definition(field("a", "text")), definition(field("a", "text"), title=words("Chủ hộ"))
    new["title"], new["basis"] = words("Đơn"), {"legal": "nd175", "article": "Mẫu số 01"}
    new["sections"].append({"id": "more", "title": words("Thêm"), "when": 'a = "x"', "fields": [field("b", "text")]})
    assert changes(old, new) == [
        ("title", "", "Đổi tên tờ khai: Tờ khai → Đơn"),
        ("basis", "", "Đổi căn cứ: (không có) → nd175 Mẫu số 01"),
        ("title", "only", "Đổi tên phần: Phần → Chủ hộ"),
        ("added", "more", "Thêm phần “Thêm”"),
        ("added", "b", "Thêm mục “b”"),
    ]
    del new["sections"][1]["when"]
    changed = {**new, "sections": [new["sections"][0], {**new["sections"][1], "when": 'a = "y"'}]}
    assert [change[:2] for change in changes(new, changed)] == [("when", "more")]
    assert [change[:2] for change in changes(new, {**new, "sections": [new["sections"][0]]})] == [
        ("removed", "more"),
        ("removed", "b"),
    ]


def test_forms_are_equal_when_their_definitions_are() -> None:
    one, other = (definition(field("a", "text", when='case = "x"')) for _ in range(2))
    assert parse_form(one) == parse_form(other)
    assert form(field("a", "text")) != form(field("a", "text", when='case = "x"'))
