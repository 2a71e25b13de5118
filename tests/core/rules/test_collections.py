import pytest

from motcua.core.rules import Problem, compile_expression
from tests.core.rules.feel import problems, result

PEOPLE = [{"name": "An", "age": 20}, {"name": "Bình", "age": 65}, {"name": "Chi", "age": 70}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1, 2, 3][1]", 1),
        ("[1, 2, 3][-1]", 3),
        ("[1, 2, 3][4]", None),
        ("[1, 2, 3][0]", None),
        ("[][1]", None),
        ("[1, 2, 3][item > 1]", [2, 3]),
        ("[1, 2, 3][item > 5]", []),
        ("[][item > 5]", []),
        ("5[1]", 5),
        ("5[item > 3]", [5]),
        ("null[item > 3]", []),
        ("[1, 2, 3][i]", 2),
        ("[[1, 2], [3]][count(item) > 1]", [[1, 2]]),
        ("people[age > 60].name", ["Bình", "Chi"]),
        ("people[age > limit].name[1]", "Chi"),
        ("people[item.age > 60][name = who].age", [65]),
        ("people.name", ["An", "Bình", "Chi"]),
        ("[{item: 1}, {item: 2}][item = 2]", [{"item": 2}]),
        ("people[count(people[age > 60]) = 2][1].name", "An"),
    ],
)
def test_a_filter_selects_by_position_or_condition(text, expected):
    assert result(text, people=PEOPLE, limit=65, who="Bình", i=2) == expected


def test_a_condition_that_is_no_boolean_makes_the_filter_null():
    assert problems('[1, 2]["a"]') == [Problem.NOT_BOOLEAN]


def test_an_entry_of_an_item_hides_the_datum_of_the_same_name():
    assert result("people[age > 66].name", people=PEOPLE, age=1) == ["Chi"]
    assert result("[{x: 1}, {y: 2}][y = 2]", y=2) == [{"x": 1}, {"y": 2}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.b.c", 1),
        ("a.missing", None),
        ("a.b.c.d", None),
        ("nothing.b", None),
        ("list.b", [1, 2]),
        ('@"2026-11-21".weekday', 6),
        ('@"2026-11-21T10:30:15+07:00".time offset', "PT7H"),
        ('@"2026-11-21T10:30:15@Asia/Ho_Chi_Minh".time offset', "PT7H"),
        ('@"10:30:15".hour', 10),
        ('@"P1DT2H".hours', 2),
        ('@"-P14M".years', -1),
        ("[1..5).end included", False),
        ("[1..5).start", 1),
    ],
)
def test_a_path_leads_to_entries_and_properties(text, expected):
    found = result(
        f"string({text})" if isinstance(expected, str) else text, a={"b": {"c": 1}}, list=[{"b": 1}, {"b": 2}]
    )
    assert found == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("for i in [1, 2] return i * 2", [2, 4]),
        ("for i in 3..1 return i", [3, 2, 1]),
        ("for i in [1..3) return i", [1, 2]),
        ("for i in 1..2, j in [10, 20] return i + j", [11, 21, 12, 22]),
        ("for x in [[1, 2], [3]], y in x return y", [1, 2, 3]),
        ("for i in 1..4 return if i = 1 then 1 else i * partial[-1]", [1, 2, 6, 24]),
        ("for i in 1..3 return count(partial)", [0, 1, 2]),
        ("for i in 5 return i", [5]),
        ("for i in null return i", None),
        ("for i in [1], j in null return j", None),
        ("for i in 1..1.5 return i", None),
        ('count(for i in @"2026-01-30"..@"2026-02-02" return i)', 4),
        ("for số trang in [1, 2] return số trang + 1", [2, 3]),
        ("some p in people satisfies p.age > 65", True),
        ("every p in people satisfies p.age > 65", False),
        ("some p in [] satisfies p", False),
        ("every p in [] satisfies p", True),
        ("some x in [1, 2], y in [2, 3] satisfies x + y = 5", True),
        ("some x in [null, 1] satisfies x > 5", None),
        ("every x in [null, 1] satisfies x > 5", False),
        ("some x in null satisfies x", None),
    ],
)
def test_loops_run_through_lists_ranges_and_days(text, expected):
    assert result(text, people=PEOPLE) == expected


def test_the_results_so_far_are_a_copy():
    assert result("for i in 1..3 return partial") == [[], [[]], [[], [[]]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: 1, b: a + 1}", {"a": 1, "b": 2}),
        ('{"họ tên": "An"}.họ tên', "An"),
        ("{a: 1, a: 2}", None),
        ("{f: function(x) x + 1, y: f(2)}.y", 3),
        ("(function(a, b) a - b)(b: 1, a: 5)", 4),
        ("(function(a: number) a)([7])", 7),
        ('(function(a: number) a)("x")', None),
        ("(function(a) a)(1, 2)", None),
        ("(function(a) a)(b: 1)", None),
        ("(function() 1)()", 1),
        ("(function(f, x) f(f(x)))(function(n) n * 3, 2)", 18),
        ("{k: 2, f: function(x) x * k, r: (for k in [5] return f(1))}.r", [2]),
        ("sort([3, 1, 2], function(x, y) x < y)", [1, 2, 3]),
        ("{most: max, r: most(1, 9)}.r", 9),
    ],
)
def test_contexts_and_functions(text, expected):
    assert result(text) == expected


def test_a_function_of_another_language_cannot_be_called():
    assert problems('(function(x) external {java: {class: "A"}})(1)') == [Problem.EXTERNAL]


def test_a_parameter_may_be_named_like_the_results_of_a_loop():
    assert result("(function(partial) partial + 1)(2)") == 3


def test_functions_inside_a_filter_take_their_arguments_by_name_too():
    assert result('["xa", "b"][starts with(string: item, match: "x")]') == ["xa"]
    assert result("[1, 2][no such(item)]") == []


def test_a_function_keeps_the_names_of_the_place_where_it_was_written():
    assert result("{a: 1, f: function() a, g: function(a) f(), r: g(5)}.r") == 1


def test_data_of_the_caller_are_not_changed():
    data = {"list": [1, 2]}
    compile_expression("append(list, 3)").evaluate(data)
    assert data == {"list": [1, 2]}
