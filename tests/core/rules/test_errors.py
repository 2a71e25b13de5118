import pytest

from motcua.core.rules import (
    Evaluation,
    EvaluationError,
    FeelSyntaxError,
    Problem,
    compile_expression,
    compile_unary_tests,
)
from tests.core.rules.feel import problems


@pytest.mark.parametrize(
    ("text", "line", "column", "found", "expected_vi"),
    [
        ("", 1, 1, "", "một giá trị"),
        ("1 +", 1, 4, "", "một giá trị"),
        ("1 + * 2", 1, 5, "*", "một giá trị"),
        ("(1 + 2", 1, 7, "", "“)”"),
        ("a = 1\nand\n  = 2", 3, 3, "=", "một giá trị"),
        ("if a then 1", 1, 12, "", "“else”"),
        ("[1, 2", 1, 6, "", "“]”"),
        ("[1..2", 1, 6, "", "dấu ] hoặc )"),
        ("{a 1}", 1, 5, "}", "“:”"),
        ("{1 + 2}", 1, 7, "}", "“:”"),
        ('"chưa đóng', 1, 1, '"chưa đóng', 'dấu " kết thúc chuỗi'),
        ("1 2", 1, 3, "2", "phép toán hoặc hết biểu thức"),
        ("a & b", 1, 3, "&", "một giá trị, tên hoặc phép toán"),
        ("a between 1 or 2", 1, 13, "or", "“and”"),
        ("a instance b", 1, 12, "b", "“of”"),
        ("a instance of 5", 1, 15, "5", "tên kiểu dữ liệu"),
        ("a.5", 1, 2, ".5", "phép toán hoặc hết biểu thức"),
        ("a.(b)", 1, 3, "(", "tên của một mục"),
        ("for in x return 1", 1, 5, "in", "một tên"),
        ("f(a: 1, 2)", 1, 9, "2", "tên tham số"),
        ("@5", 1, 2, "5", "chuỗi sau dấu @"),
        ("/* không hết", 1, 1, "/*", "dấu */ kết thúc chú thích"),
        ("1e9999", 1, 1, "1e9999", "số nhỏ hơn 10^6144"),
        ("function(x", 1, 11, "", "“)”"),
        ("if and then 1 else 2", 1, 4, "and", "một giá trị"),
        ("a or or b", 1, 6, "or", "một giá trị"),
    ],
)
def test_a_syntax_error_names_its_place_and_what_was_expected(text, line, column, found, expected_vi):
    with pytest.raises(FeelSyntaxError) as caught:
        compile_expression(text)
    error = caught.value
    assert (error.at, error.found, error.expected.vi) == ((line, column), found, expected_vi)
    assert error.expected.en
    assert f"dòng {line}, cột {column}" in str(error)
    assert f"line {line}, column {column}" in str(error)


@pytest.mark.parametrize("text", ["", "not(", "> ", "1,", "- 1, -", "not(1) 2"])
def test_unary_tests_have_syntax_errors_too(text):
    with pytest.raises(FeelSyntaxError):
        compile_unary_tests(text)


def test_null_keeps_its_reason():
    evaluation = Evaluation()
    expression = compile_expression('if số trang > 2 then phí * "2" else 0')
    assert expression.evaluate({"số trang": 3, "phí": 1000}, evaluation) is None
    (warning,) = evaluation.warnings
    assert (warning.at, warning.problem) == ((1, 26), Problem.OPERANDS)
    assert warning.message.vi == "không thể tính “*” giữa số và chuỗi"
    assert warning.message.en == "“*” does not work between number and string"


def test_strict_evaluation_raises_the_first_reason():
    with pytest.raises(EvaluationError) as caught:
        compile_expression("thu nhập * 2 > 5").evaluate({}, Evaluation(strict=True))
    assert caught.value.message.vi == "không có dữ liệu nào tên “thu nhập”"
    assert caught.value.at == (1, 1)


def test_null_that_was_given_is_no_problem_until_something_is_computed_with_it():
    assert compile_expression("x = null").evaluate({"x": None}, Evaluation(strict=True)) is True
    assert problems("x + 1", x=None) == [Problem.OPERANDS]


def test_what_nobody_watches_is_forgotten():
    assert compile_expression("1 / 0").evaluate({}) is None
