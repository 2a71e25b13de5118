from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.fees import amount_in_words, number_in_words

DIGITS = {
    word: value for value, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
}
DIGITS |= {"mốt": 1, "tư": 4, "lăm": 5}
SIZES = {"nghìn": 10**3, "triệu": 10**6}


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (14, "Mười bốn đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (24, "Hai mươi tư đồng"),
        (25, "Hai mươi lăm đồng"),
        (40, "Bốn mươi đồng"),
        (101, "Một trăm linh một đồng"),
        (104, "Một trăm linh bốn đồng"),
        (105, "Một trăm linh năm đồng"),
        (111, "Một trăm mười một đồng"),
        (151, "Một trăm năm mươi mốt đồng"),
        (300, "Ba trăm đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (8_000, "Tám nghìn đồng"),
        (10_500, "Mười nghìn năm trăm đồng"),
        (24_000, "Hai mươi tư nghìn đồng"),
        (115_000, "Một trăm mười lăm nghìn đồng"),
        (135_000, "Một trăm ba mươi lăm nghìn đồng"),
        (200_000, "Hai trăm nghìn đồng"),
        (1_250_000, "Một triệu hai trăm năm mươi nghìn đồng"),
        (1_000_021, "Một triệu không trăm hai mươi mốt đồng"),
        (1_050_000, "Một triệu không trăm năm mươi nghìn đồng"),
        (2_000_000_000, "Hai tỷ đồng"),
        (1_000_500_000, "Một tỷ năm trăm nghìn đồng"),
        (1_000_000_005, "Một tỷ không trăm linh năm đồng"),
        (2_559_804_000, "Hai tỷ năm trăm năm mươi chín triệu tám trăm linh bốn nghìn đồng"),
        (1_005_000_000_000, "Một nghìn không trăm linh năm tỷ đồng"),
        (10**18, "Một tỷ tỷ đồng"),
    ],
)
def test_an_amount_reads_as_on_a_receipt(amount, words):
    assert amount_in_words(amount) == words


@given(st.one_of(st.integers(0, 10**4), st.integers(0, 10**18)))
def test_the_words_lead_back_to_the_number(number):
    assert read(number_in_words(number).split()) == number


@given(st.integers(1, 10**12))
def test_units_after_tens_have_their_own_names(number):
    words = number_in_words(number).split()
    wrong = {("mươi", "một"), ("mươi", "bốn"), ("mươi", "năm"), ("mười", "năm"), ("một", "mươi"), ("linh", "lăm")}
    assert not wrong & set(pairwise(words))


@pytest.mark.parametrize("number", [-1, -(10**9)])
def test_a_negative_amount_is_not_read(number):
    with pytest.raises(ValueError, match="negative"):
        amount_in_words(number)


def read(words):
    """The number that the words say, read from left to right."""
    total = billions = group = 0
    digit = None
    for word in words:
        if word in DIGITS:
            digit = DIGITS[word]
            group += digit
        elif word in ("trăm", "mươi"):
            group += digit * ({"trăm": 100, "mươi": 10}[word] - 1)
        elif word == "mười":
            group += 10
        elif word in SIZES:
            total, group = total + group * SIZES[word], 0
        elif word == "tỷ":
            billions, total, group = (billions + total + group) * 10**9, 0, 0
    return billions + total + group
