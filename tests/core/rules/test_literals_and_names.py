import pytest

from motcua.core.rules import compile_expression
from tests.core.rules.feel import result, value


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", 12),
        (".5", 0.5),
        ("1.5e3", 1500),
        ("2E-1", 0.2),
        ('"Đơn đề nghị"', "Đơn đề nghị"),
        (r'"dòng 1\ndòng 2"', "dòng 1\ndòng 2"),
        (r'"\u1EBF \U01F40E"', "ế 🐎"),
        (r'"\uD83D\uDC0E"', "🐎"),
        (r'"\p{L}\s"', r"\p{L}\s"),
        ('"a\\"b"', 'a"b'),
        ("true", True),
        ("false", False),
        ("null", None),
        ("[]", []),
        ("{}", {}),
        ("/* chú thích */ 1 // hết\n + 1", 2),
    ],
)
def test_a_literal_stands_for_its_value(text, expected):
    assert result(text) == expected


def test_numbers_keep_34_digits_and_round_half_to_even():
    assert str(value("0.12345678901234567890123456789012345")) == "0.1234567890123456789012345678901234"
    assert str(value("0.12345678901234567890123456789012355")) == "0.1234567890123456789012345678901236"


@pytest.mark.parametrize(
    ("text", "data", "expected"),
    [
        ("Họ và tên", {"Họ và tên": "Nguyễn Thị Ánh"}, "Nguyễn Thị Ánh"),
        ("diện tích sàn * 2", {"diện tích sàn": 40}, 80),
        ("số tầng + 1", {"số tầng": 3}, 4),
        ("days in weekend", {"days in weekend": 2}, 2),
        ("tầng-hầm", {"tầng-hầm": 1}, 1),
        ("a-b", {"a": 5, "b": 3}, 2),
        ("a-b", {"a": 5, "b": 3, "a-b": 7}, 7),
        ("decision A 2.1", {"decision A 2.1": "x"}, "x"),
        ("a  \n b", {"a b": 1}, 1),
        ("date and time", {"date and time": 4}, 4),
        ("🐎 + 1", {"🐎": 1}, 2),
    ],
)
def test_the_longest_known_name_wins(text, data, expected):
    assert result(text, **data) == expected


def test_words_that_follow_one_another_are_one_name_even_if_nobody_knows_it():
    assert plain_names("chủ đầu tư = null and loại công trình > 2") == {"chủ đầu tư", "loại công trình"}


def test_an_unknown_name_ends_at_a_keyword():
    assert plain_names("tuổi in [1..5] and nghề") == {"tuổi", "nghề"}


def test_a_name_is_not_mistaken_for_the_keyword_it_begins_with():
    assert result("inside + android", inside=1, android=2) == 3


def test_known_entries_of_a_context_may_hold_operators():
    expression = compile_expression("vay.lãi-suất / 2", ["vay", ("vay", "lãi-suất")])
    assert expression.evaluate({"vay": {"lãi-suất": 8}}) == 4


def test_a_context_knows_its_earlier_entries_by_name():
    assert result("{tiền lãi: 2, gốc + lãi: 5, tổng: gốc + lãi + tiền lãi}.tổng") == 7


def plain_names(text: str) -> frozenset[str]:
    return compile_expression(text).reads.names
