"""What is shown, required, computed and checked."""

from datetime import date

import pytest

from motcua.core.forms import FilingContext, parse_form
from tests.core.forms.made import FILING, codes, definition, field, form, group, words


def test_a_field_is_shown_only_when_its_condition_is_true() -> None:
    asked = form(field("married", "yes_no"), field("spouse", "person_name", when="married", required=True))
    assert codes(asked.validate({"married": True}, context=FILING)) == [("spouse", "required")]
    for hidden in ({"married": False}, {}):
        result = asked.validate(hidden, context=FILING)
        assert result.is_valid
        assert result.shown == {"married"}


def test_what_is_not_shown_is_dropped_and_said_to_be() -> None:
    asked = form(field("married", "yes_no"), field("spouse", "person_name", when="married"))
    result = asked.validate({"married": False, "spouse": "Lan"}, context=FILING)
    assert result.values == {"married": False}
    assert result.dropped == ("spouse",)


def test_a_hidden_field_counts_as_empty_for_others_wherever_they_stand() -> None:
    asked = form(
        field("third", "text", when='second = "b"'),
        field("second", "text", when='first = "a"'),
        field("first", "text"),
    )
    typed = {"first": "x", "second": "b", "third": "c"}
    assert asked.validate(typed, context=FILING).values == {"first": "x"}
    assert list(asked.validate({**typed, "first": "a"}, context=FILING).values) == ["third", "second", "first"]


def test_a_section_that_is_not_shown_hides_all_its_fields() -> None:
    data = definition(field("kind", "text"))
    data["sections"].append(
        {"id": "more", "title": words("Thêm"), "when": 'kind = "x"', "fields": [field("a", "text")]}
    )
    data["sections"].append({"id": "last", "title": words("Cuối"), "fields": [field("b", "text", when='a = "1"')]})
    asked = parse_form(data)
    result = asked.validate({"kind": "y", "a": "1", "b": "2"}, context=FILING)
    assert result.values == {"kind": "y"}
    assert result.dropped == ("a", "b")
    assert asked.validate({"kind": "x", "a": "1", "b": "2"}, context=FILING).values == {"kind": "x", "a": "1", "b": "2"}


def test_a_field_may_be_required_under_a_condition() -> None:
    asked = form(field("kind", "text"), field("paper", "text", required='kind = "company" or channel = "post"'))
    assert codes(asked.validate({"kind": "company"}, context=FILING)) == [("paper", "required")]
    assert asked.validate({"kind": "person"}, context=FILING).is_valid
    by_post = FilingContext(today=date(2026, 11, 21), channel="post")
    assert asked.validate({}, context=by_post).required == {"paper"}


def test_the_server_computes_whatever_the_browser_sent() -> None:
    asked = form(
        field("pages", "integer"), field("copies", "integer"), field("total", "integer", computed="pages * copies")
    )
    result = asked.validate({"pages": 3, "copies": 2, "total": 1_000_000}, context=FILING)
    assert result.values == {"pages": 3, "copies": 2, "total": 6}
    assert result.is_valid
    assert asked.validate({"pages": 3, "total": 5}, context=FILING).values == {"pages": 3}


@pytest.mark.parametrize(
    ("kind", "formula", "value"),
    [
        ("decimal", "10 / 3", "3.33"),
        ("decimal", "0.005", "0.01"),
        ("integer", "5 / 2", 3),
        ("money", "1000 * 2.5", 2500),
        ("text", '"Số " + "12"', "Số 12"),
        ("yes_no", "1 < 2", True),
        ("date", 'date("2026-12-15")', "2026-12-15"),
    ],
)
def test_a_computed_value_is_rounded_and_kept_like_any_other(kind: str, formula: str, value: object) -> None:
    assert form(field("it", kind, computed=formula)).validate({}, context=FILING).values == {"it": value}


def test_a_computed_value_keeps_to_the_limits_of_its_field() -> None:
    asked = form(field("a", "decimal"), field("double", "decimal", computed="a * 2", max=250))
    assert codes(asked.validate({"a": 126}, context=FILING)) == [("double", "too_big")]
    assert codes(asked.validate({"a": "900.000.000.000.000"}, context=FILING)) == [("double", "too_big")]


def test_a_rule_between_values_is_broken_only_when_it_is_false() -> None:
    later = {"rule": "finish > start", "message": words("phải sau ngày khởi công.")}
    asked = form(field("start", "date"), field("finish", "date", checks=[later]))
    broken = asked.validate({"start": "2026-12-01", "finish": "2026-11-30"}, context=FILING)
    assert [(error.path, error.code, error.vi) for error in broken.errors] == [
        ("finish", "check", "finish: phải sau ngày khởi công.")
    ]
    assert asked.validate({"finish": "2026-11-30"}, context=FILING).is_valid
    assert codes(asked.validate({"start": "never", "finish": "2026-11-30"}, context=FILING)) == [
        ("start", "not_a_date")
    ]


def test_expressions_know_the_case_the_channel_the_day_and_the_applicant() -> None:
    asked = form(
        field("a", "text", when='case = "house"'),
        field("b", "text", when='channel = "post"'),
        field("c", "text", when='today >= date("2026-11-21")'),
        field("d", "text", when='applicant.kind = "organisation"'),
        field("e", "text", when="applicant.age > 60"),
    )
    filing = FilingContext(today=date(2026, 11, 21), case="house", channel="online", applicant={"kind": "organisation"})
    assert asked.validate({}, context=filing).shown == {"a", "c", "d"}


def test_a_row_sees_its_own_fields_before_those_of_the_form() -> None:
    asked = form(
        field("area", "integer"),
        field("limit", "integer"),
        group("floors", field("area", "integer"), field("large", "yes_no", computed="area > limit")),
    )
    result = asked.validate({"area": 50, "limit": 10, "floors": [{}, {"area": 5}, {"area": 11}]}, context=FILING)
    assert result.values["floors"] == [{}, {"area": 5, "large": False}, {"area": 11, "large": True}]


def test_the_form_sees_the_rows_of_a_group_together() -> None:
    asked = form(
        field("total", "decimal", computed="sum(floors.area)"),
        field("storeys", "integer", computed="count(floors)"),
        group("floors", field("area", "decimal"), field("note", "text", when="area > 100")),
    )
    result = asked.validate({"floors": [{"area": "80,5"}, {"area": "120", "note": "x"}]}, context=FILING)
    assert (result.values["total"], result.values["storeys"]) == ("200.5", 2)
    incomplete = asked.validate({"floors": [{"area": "80,5"}, {}]}, context=FILING)
    assert "total" not in incomplete.values


def test_an_error_in_a_row_names_the_row_and_its_path() -> None:
    asked = form(group("floors", field("area", "decimal", above=0, required=True), least=1))
    result = asked.validate({"floors": [{"area": 1}, {"area": 0}, {}]}, context=FILING)
    assert [(error.path, error.vi) for error in result.errors] == [
        ("floors[1].area", "Dòng 2, area: phải là số lớn hơn 0. Hãy xem lại."),
        ("floors[2].area", "Dòng 3, area: chưa có. Hãy điền mục này."),
    ]
    strange = asked.validate({"floors": [{"area": 1}, "x", {}, None]}, context=FILING)
    assert codes(strange) == [("floors[1]", "not_a_row"), ("floors[3]", "not_a_row")]
    assert strange.values == {}


def test_a_group_has_as_many_rows_as_the_form_allows() -> None:
    asked = form(group("floors", field("area", "integer"), least=2, most=3))
    assert codes(asked.validate({}, context=FILING)) == [("floors", "too_few_rows")]
    assert codes(asked.validate({"floors": [{}]}, context=FILING)) == [("floors", "too_few_rows")]
    assert asked.validate({"floors": [{}, {}]}, context=FILING).is_valid
    assert codes(asked.validate({"floors": [{}] * 10_000}, context=FILING)) == [("floors", "too_many_rows")]
    assert codes(asked.validate({"floors": {"0": {}}}, context=FILING)) == [("floors", "not_rows")]


def test_a_draft_may_lack_anything_but_what_is_there_must_be_of_its_type() -> None:
    rule = {"rule": "a < b", "message": words("a phải nhỏ hơn b.")}
    asked = form(
        field("a", "integer", required=True, checks=[rule]),
        field("b", "integer", required=True, max=5),
        field("both", "integer", computed="a + b", max=3),
        group("rows", field("c", "text", required=True), least=3),
        field("agreed", "confirm"),
        field("place", "address", required=True),
    )
    draft = {"a": 4, "b": 1, "rows": [{}], "agreed": False, "place": {"street": "12 Hàng Bông"}}
    assert asked.validate(draft, context=FILING, partial=True).is_valid
    assert len(asked.validate(draft, context=FILING).errors) == 7
    assert codes(asked.validate({"b": 6}, context=FILING, partial=True)) == [("b", "too_big")]


def test_errors_come_in_the_order_of_the_form_and_know_their_section() -> None:
    asked = form(
        field("late", "text", when="early > 0", required=True), field("early", "integer"), field("x", "integer")
    )
    result = asked.validate({"early": 1, "x": "x"}, context=FILING)
    assert [(error.path, error.section) for error in result.errors] == [("late", "only"), ("x", "only")]


def test_every_message_names_the_field_and_says_what_to_do_in_both_languages() -> None:
    asked = form(field("floor_area", "decimal", above=0, label={"vi": "Diện tích sàn", "en": "Floor area"}, unit="m²"))
    error = asked.validate({"floor_area": "0"}, context=FILING).errors[0]
    assert error.vi == "Diện tích sàn: phải là số lớn hơn 0 m². Hãy xem lại."
    assert error.en == "Floor area: must be more than 0 m². Look at it again."
    assert error.in_language("en") == error.en
