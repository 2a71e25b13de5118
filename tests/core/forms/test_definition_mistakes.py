"""Every mistake in a definition is named, with the place where it stands."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.forms import InvalidFormError, parse_form
from tests.core.forms.any_form import WITHOUT_A_STOPWATCH, Form, forms, junk
from tests.core.forms.made import definition, field, form, group, mistakes, words


def test_all_mistakes_are_told_at_once_each_with_its_place() -> None:
    data = definition(
        {"id": "Họ tên", "type": "texte", "label": "Họ tên"},
        field("age", "integer", requred=True, min=9, max=3),
        {"id": "x", "type": "text", "label": words("X")},
    )
    data["titel"] = data.pop("title")
    found = mistakes(data)
    assert set(found) == {
        "title",
        "titel",
        "sections[0].fields[0].id",
        "sections[0].fields[0].type",
        "sections[0].fields[0].label",
        "sections[0].fields[0].label.vi",
        "sections[0].fields[0].label.en",
        "sections[0].fields[1].requred",
        "sections[0].fields[1].max",
        "sections[0].fields[2].source",
    }
    assert found["titel"] == "there is no entry “titel” here; is “title” meant?"
    assert found["sections[0].fields[0].type"].endswith("is “text” meant?")
    assert found["sections[0].fields[1].requred"].endswith("is “required” meant?")


def test_the_paths_lead_through_the_data_for_a_checker_to_find_the_line() -> None:
    with pytest.raises(InvalidFormError) as caught:
        parse_form(definition(field("a", "text", max_length=0)))
    mistake = caught.value.mistakes[0]
    assert mistake.path == ("sections", 0, "fields", 0, "max_length")
    assert mistake.message.vi == "cần số nguyên từ 1 đến 1000"
    assert str(caught.value) == (
        "sections[0].fields[0].max_length: cần số nguyên từ 1 đến 1000 (a whole number from 1 to 1000 is needed)"
    )


def test_every_field_to_fill_in_must_say_where_its_value_could_come_from() -> None:
    for source in ("none", "identity.full_name", "population.residence.address", "record.land", "previous.phone"):
        assert form(field("a", "text", source=source)).prefill_plan() == [("a", source)]
    assert form(field("a", "text", source="registry.land.parcel.area")).prefill_plan()[0].source.startswith("registry.")
    for wrong in ("", "identity", "identty.name", "registry.land", "row.name", "none.x", 5, "identity." + "x" * 300):
        assert "sections[0].fields[0].source" in mistakes(definition(field("a", "text", source=wrong)))


def test_rows_that_come_from_a_list_may_take_their_fields_from_its_items() -> None:
    rows = group(
        "children", field("name", "person_name", source="row.full_name"), source="population.relatives.children"
    )
    assert form(rows).prefill_plan() == [
        ("children", "population.relatives.children"),
        ("children.name", "row.full_name"),
    ]
    assert "sections[0].fields[0].fields[0].source" in mistakes(definition({**rows, "source": "none"}))


@pytest.mark.parametrize(
    "wrong", ["Area", "1a", "a-b", "số", "", "a" * 65, "sum", "today", "applicant", "if", "true", 5]
)
def test_an_id_is_a_word_that_expressions_can_use(wrong: object) -> None:
    assert "sections[0].fields[0].id" in mistakes(definition(field("x", "text") | {"id": wrong}))


def test_ids_are_used_once_except_that_a_row_may_hide_a_field_of_the_form() -> None:
    data = definition(field("a", "text"), field("a", "text"), group("g", field("a", "text"), field("a", "text")))
    data["sections"].append({"id": "only", "title": words("Hai"), "fields": [field("a", "text")]})
    assert set(mistakes(data)) == {
        "sections[0].fields[1].id",
        "sections[0].fields[2].fields[1].id",
        "sections[1].id",
        "sections[1].fields[0].id",
    }


@pytest.mark.parametrize(
    ("more", "place", "told"),
    [
        ({"when": "nobody = 1"}, "when", "there is no field “nobody”"),
        ({"when": "a ="}, "when", "the expression cannot be used"),
        ({"when": True}, "when", "a FEEL expression is needed"),
        ({"when": "t"}, "when", "true or false is needed, not text"),
        ({"when": "n = 1 and t = 2"}, "when", "text and a number do not go together"),
        ({"when": 'c = "blue"'}, "when", "“blue” is not among the options: green, red"),
        ({"when": 'c in ("red", "blue")'}, "when", "“blue” is not among the options"),
        ({"when": 'd < "2026-11-21"'}, "when", "a date and text do not go together"),
        ({"when": "today - d > 5"}, "when", "a number is needed, not a date"),
        ({"when": "p.district = null"}, "when", "there is no field “p.district”"),
        ({"when": "sum(g.b) > 1"}, "when", "a number is needed, not text"),
        ({"when": "g.z = 1"}, "when", "there is no field “g.z”"),
        ({"when": 'matches(a, "x+")'}, "when", "the browser cannot evaluate this part"),
        ({"required": "n"}, "required", "true or false is needed, not a number"),
        ({"checks": [{"rule": "n", "message": {"vi": "x", "en": "x"}}]}, "checks[0].rule", "true or false"),
        ({"checks": [{"rule": "n > 1"}]}, "checks[0].message", "is missing"),
        ({"pattern": {"matches": "(a+)+", "message": {"vi": "x", "en": "x"}}}, "pattern.matches", "cannot stand there"),
        ({"default": 5}, "default", "does not take"),
        ({"width": "wide"}, "width", "one of these is needed: full, half, third, short"),
        ({"autocomplete": "password"}, "autocomplete", "one of these is needed"),
        ({"decimals": 2}, "decimals", "there is no entry “decimals” here"),
        ({"options": {}}, "options", "there is no entry “options” here"),
    ],
)
def test_a_field_that_can_never_work_is_a_mistake(more: dict[str, Any], place: str, told: str) -> None:
    options = {"red": words("Đỏ"), "green": words("Xanh")}
    data = definition(
        field("a", "text", **more),
        field("t", "text"),
        field("n", "integer"),
        field("c", "choice", options=options),
        field("d", "date"),
        field("p", "address"),
        group("g", field("b", "text")),
    )
    found = mistakes(data)
    assert list(found) == [f"sections[0].fields[0].{place}"]
    assert told in found[f"sections[0].fields[0].{place}"]


@pytest.mark.parametrize(
    ("kind", "more", "place"),
    [
        ("decimal", {"decimals": 7}, "decimals"),
        ("decimal", {"min": "abc"}, "min"),
        ("decimal", {"min": 0.001}, "min"),
        ("decimal", {"min": True}, "min"),
        ("integer", {"max": 10**15}, "max"),
        ("date", {"min": "30/02/2026"}, "min"),
        ("date", {"min": "2026-12-01", "max": "2026-11-01"}, "max"),
        ("choice", {}, "options"),
        ("choice", {"options": {}}, "options"),
        ("choice", {"options": {"a": {"vi": "A"}}}, "options.a.en"),
        ("choice", {"options": {True: {"vi": "A", "en": "A"}}}, "options"),
        ("choice", {"list": "countries", "options": {"a": words("A")}}, "options"),
        ("file", {}, "file"),
        ("file", {"file": {"accept": ["exe"], "max_mb": 1, "max_files": 1}}, "file.accept"),
        ("file", {"file": {"accept": ["pdf"], "max_mb": 0, "max_files": 1}}, "file.max_mb"),
        ("address", {"street": "no"}, "street"),
        ("group", {}, "repeat"),
        ("group", {"repeat": {"each": words("Dòng"), "max": 501}, "fields": [field("a", "text")]}, "repeat.max"),
        ("group", {"repeat": {"each": words("Dòng"), "max": 5}}, "fields"),
        (
            "group",
            {"repeat": {"each": words("Dòng"), "max": 5}, "fields": [group("h", field("a", "text"))]},
            "fields[0].type",
        ),
        ("address", {"computed": "1"}, "computed"),
        ("text", {"computed": '"a"', "required": True}, "required"),
        ("confirm", {"source": "none"}, "source"),
        ("info", {"required": True}, "required"),
    ],
)
def test_each_type_takes_what_belongs_to_it_and_nothing_else(kind: str, more: dict[str, Any], place: str) -> None:
    assert f"sections[0].fields[0].{place}" in mistakes(definition(field("it", kind, **more)))


def test_conditions_that_wait_for_one_another_are_a_mistake_told_once() -> None:
    data = definition(
        field("a", "text", when='b = "1"'),
        field("b", "text", when='c = "1"'),
        field("c", "text", when='a = "1"'),
        field("d", "text", when='a = "1"'),
        field("e", "integer", computed="e + 1"),
    )
    assert mistakes(data) == {
        "sections[0].fields[0]": "these wait for one another: a → b → c → a",
        "sections[0].fields[4]": "these wait for one another: e → e",
    }


def test_a_section_cannot_depend_on_a_field_inside_it() -> None:
    assert mistakes(definition(field("a", "text"), when='a = "1"')) == {
        "sections[0]": "these wait for one another: section only → a → section only"
    }


def test_a_row_cannot_depend_on_what_is_computed_from_all_rows() -> None:
    total = field("total", "integer", computed="sum(g.n)")
    rows = group("g", field("n", "integer"), field("m", "integer", when="total > 5"))
    assert mistakes(definition(total, rows)) == {
        "sections[0].fields[0]": "these wait for one another: total → g → total"
    }
    inner = group("g", field("n", "integer", computed="m"), field("m", "integer", computed="n"))
    assert mistakes(definition(inner)) == {"sections[0].fields[0].fields[0]": "these wait for one another: n → m → n"}


def test_rules_and_obligations_may_look_anywhere() -> None:
    rule = {"rule": "a < b", "message": words("sai.")}
    form(field("a", "integer", checks=[rule], required="b > 1"), field("b", "integer", checks=[rule], required="a > 1"))


@pytest.mark.parametrize("data", [None, 5, "form", [], {}, {"title": [], "sections": {}}, {"sections": [5, [], {}]}])
def test_what_is_no_definition_at_all_is_refused_with_a_reason(data: object) -> None:
    assert mistakes(data)


@WITHOUT_A_STOPWATCH
@given(junk | st.dictionaries(st.sampled_from(["title", "sections", "basis", "certainty"]), junk))
def test_anything_may_be_given_as_a_definition(data: object) -> None:
    assert mistakes(data)


@WITHOUT_A_STOPWATCH
@given(st.data(), forms())
def test_a_definition_with_anything_in_one_place_is_read_or_refused_with_places_in_it(
    data: st.DataObject, definition: Form
) -> None:
    spoilt = copy.deepcopy(definition)
    holder, key = data.draw(st.sampled_from(_places(spoilt)))
    holder[key] = data.draw(junk)
    for place in mistakes(spoilt):
        assert place.startswith(("title", "sections", "basis", "certainty", "."))


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Everywhere in the definition: the mapping or list, and the key in it."""
    entries = list(data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ())
    return [(data, key) for key, _ in entries] + [place for _, inner in entries for place in _places(inner)]
