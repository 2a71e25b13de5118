"""Every boxed expression means what FEEL means by the same thing written out."""

import pytest

from motcua.core.rules import Problem, RuleError
from motcua.core.rules.decisions import ModelError
from tests.core.rules.decisions.models import boxed, compiled, decision, literal


def entry(name, logic, kind=""):
    return f'<contextEntry><variable name="{name}" typeRef="{kind}"/>{logic}</contextEntry>'


def context(*entries):
    return f"<context>{''.join(entries)}</context>"


def inside(name, logic):
    return f"<{name}>{logic}</{name}>"


def test_a_literal_expression_is_its_text():
    assert boxed(literal("a * 2 < 5"), a=2) is True


def test_later_entries_of_a_context_know_the_earlier():
    made = context(entry("số trang", literal("a + 1")), entry("phí", literal("số trang * 1000")))
    assert boxed(made, a=2) == {"số trang": 3, "phí": 3000}


def test_a_context_with_an_entry_without_name_says_that():
    made = context(entry("b", literal("a + 1")), f"<contextEntry>{literal('b * 10')}</contextEntry>")
    assert boxed(made, a=2) == 30


def test_names_with_operators_are_known_in_later_entries_and_after_dots():
    made = context(
        entry("phí-gốc", literal("10")),
        entry("chi tiết", context(entry("lãi-suất", literal("phí-gốc / 5")))),
        f"<contextEntry>{literal('chi tiết.lãi-suất + phí-gốc')}</contextEntry>",
    )
    assert boxed(made) == 12


def test_a_function_is_called_by_name_or_by_an_invocation():
    double = '<functionDefinition><formalParameter name="n" typeRef="number"/>' + literal("n * 2")
    function = entry("gấp đôi", double + "</functionDefinition>")
    assert boxed(context(function, entry("r", literal("gấp đôi(4)"))))["r"] == 8
    binding = f'<binding><parameter name="n"/>{literal("a")}</binding>'
    call = f"<invocation>{literal('gấp đôi')}{binding}</invocation>"
    assert boxed(context(function, f"<contextEntry>{call}</contextEntry>"), a=21) == 42


def test_an_invocation_can_call_a_built_in_function():
    binding = f'<binding><parameter name="string"/>{literal("a")}</binding>'
    assert boxed(f"<invocation>{literal('upper case')}{binding}</invocation>", a="đất") == "ĐẤT"


def test_a_parameter_that_does_not_fit_makes_the_result_null():
    function = '<functionDefinition><formalParameter name="n" typeRef="number"/>' + literal("1")
    made = context(entry("f", function + "</functionDefinition>"), entry("r", literal("f(a)")))
    assert boxed(made, a="chữ")["r"] is None
    assert boxed(made, a=[3])["r"] == 1


@pytest.mark.parametrize("kind", ["Java", "PMML"])
def test_functions_of_other_languages_are_refused_with_a_reason(kind):
    made = context(entry("f", f'<functionDefinition kind="{kind}"/>'))
    (fault,) = compiled(decision("x", made)).faults
    assert (fault.part, type(fault.error)) == ("x", ModelError)
    assert f"hàm loại {kind} không được hỗ trợ" in fault.error.sentence.vi
    assert "quyết định “x”, mục “f”" in fault.error.sentence.vi


def test_a_relation_is_a_list_of_contexts():
    row = f"<row>{literal('1')}{literal('a')}</row>"
    assert (
        boxed(f'<relation><column name="số"/><column name="b"/>{row}{row}</relation>', a="z")
        == [{"số": 1, "b": "z"}] * 2
    )


def test_a_relation_needs_a_value_for_each_column():
    with pytest.raises(ModelError):
        compiled(decision("x", f'<relation><column name="a"/><column name="b"/><row>{literal("1")}</row></relation>'))


def test_a_list_holds_its_expressions():
    assert boxed(f"<list>{literal('a')}{literal('a + 1')}<list>{literal('3')}</list></list>", a=1) == [1, 2, [3]]


def test_a_conditional_asks_its_condition():
    made = inside(
        "conditional",
        inside("if", literal("a > 1")) + inside("then", literal('"có"')) + inside("else", literal('"không"')),
    )
    assert boxed(made, a=2) == "có"
    assert boxed(made, a=None) == "không"


def test_a_filter_knows_the_item_and_its_entries():
    rows = [{"số trang": 1, "phí": 5}, {"số trang": 3, "phí": 7}]
    made = inside("filter", inside("in", literal("a")) + inside("match", literal("item.phí > 6 and phí < 9")))
    assert boxed(made, a=rows) == [rows[1]]


@pytest.mark.parametrize(
    ("word", "body", "text", "expected"),
    [
        ("for", "return", "n * n", [1, 4, 9]),
        ("for", "return", "count(partial)", [0, 1, 2]),
        ("some", "satisfies", "n > 2", True),
        ("every", "satisfies", "n > 2", False),
    ],
)
def test_iterators_go_through_a_list(word, body, text, expected):
    inner = inside("in", literal("a")) + inside(body, literal(text))
    assert boxed(f'<{word} iteratorVariable="n">{inner}</{word}>', a=[1, 2, 3]) == expected


@pytest.mark.parametrize("missing", ["<conditional/>", "<filter/>", '<for iteratorVariable="i"/>', "<invocation/>"])
def test_a_box_without_its_parts_is_refused(missing):
    with pytest.raises(ModelError) as caught:
        compiled(decision("x", missing))
    assert "“x”" in caught.value.message.vi


def test_a_box_is_fitted_to_its_type():
    model = compiled(decision("x", literal('"chữ"', "number")))
    verdict = model.decide("x", {})
    assert verdict.value is None
    (warning,) = verdict.warnings
    assert warning.problem is Problem.NOT_OF_TYPE
    assert warning.message.vi == "chuỗi không thuộc kiểu “number”"
    assert boxed(literal("[3]", "number")) == 3


def test_an_error_names_the_box_that_it_is_in():
    made = context(entry("phí", f"<list>{literal('1')}{literal('1 +')}</list>"))
    (fault,) = compiled(decision("x", made)).faults
    assert fault.error.sentence.vi.startswith("quyết định “x”, mục “phí”, phần tử 2, dòng 1, cột 4: gặp hết biểu thức")
    assert fault.error.sentence.en.startswith("decision “x”, entry “phí”, item 2, line 1, column 4: found the end")


def test_only_the_last_entry_may_have_no_name():
    nameless = f"<contextEntry>{literal('1')}</contextEntry>"
    (fault,) = compiled(decision("x", context(nameless, entry("a", literal("2"))))).faults
    assert isinstance(fault.error, RuleError)


def test_a_table_in_a_box_reads_the_entries_before_it():
    table = (
        "<decisionTable><input><inputExpression><text>b</text></inputExpression></input><output/>"
        "<rule><inputEntry><text>> 2</text></inputEntry><outputEntry><text>b * 10</text></outputEntry></rule>"
        "</decisionTable>"
    )
    made = context(entry("b", literal("a + 1")), f"<contextEntry>{table}</contextEntry>")
    assert boxed(made, a=2) == 30
    assert boxed(made, a=1) is None
