import pytest

from motcua.core.rules import compile_expression


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ('channel = "online" and pages > 2', {("channel",), ("pages",)}),
        ("applicant.address.ward = ward", {("applicant", "address", "ward"), ("ward",)}),
        ("count(children) > 0", {("children",)}),
        ("some c in children satisfies c.age < limit", {("children", "age"), ("limit",)}),
        ("for c in children, t in c.toys return t.name", {("children", "toys", "name")}),
        ("for i in 1..pages return i", {("pages",)}),
        ("{a: x, b: a + y}.b", {("x",), ("y",)}),
        ("(function(x) x + k)(1)", {("k",)}),
        ("fee table(pages)", {("fee table",), ("pages",)}),
        ("date(born)", {("born",)}),
        ("pages in [1..limit]", {("pages",), ("limit",)}),
        ("for i in a return count(partial)", {("a",)}),
        ("1 + 2", set()),
    ],
)
def test_an_expression_says_what_it_reads(text, paths):
    assert compile_expression(text).reads.paths == paths


def test_the_names_are_the_beginnings_of_the_paths():
    assert compile_expression("a.b + a.c > d").reads.names == {"a", "d"}


def test_a_name_inside_a_filter_may_be_an_entry_of_the_items():
    reads = compile_expression("children[age < limit].name").reads
    assert reads.paths == {("children", "name")}
    assert reads.uncertain == {(("children",), "age"), (("children",), "limit")}


def test_the_item_of_a_filter_is_an_item_of_the_list():
    assert compile_expression("children[item.age < 6]").reads.paths == {("children", "age")}
