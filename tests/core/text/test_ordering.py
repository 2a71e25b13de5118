import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.text import sort_key


@pytest.mark.parametrize(
    "in_order",
    [
        ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "o", "ô", "ơ", "u", "ư", "v", "x", "y"],
        ["ma", "mà", "mả", "mã", "má", "mạ"],
        ["An Giang", "Ân Thi", "Bà Rịa", "Cà Mau", "Cao Bằng", "Cần Thơ", "Dĩ An", "Đà Nẵng", "Đắk Lắk", "Điện Biên"],
        ["ba", "ba ba", "bà", "bà con", "bac", "bác"],
        ["Phường 2", "Phường 10", "Phường An Khánh"],
        ["Lê An", "Lê Ân", "Lê Bình", "Lý An"],
    ],
)
def test_words_come_in_the_order_of_a_vietnamese_dictionary(in_order: list[str]) -> None:
    shuffled = random.Random(7).sample(in_order, len(in_order))
    assert sorted(shuffled, key=sort_key) == in_order


def test_both_ways_to_place_a_tone_sort_as_one_word() -> None:
    assert sort_key("Hòa") == sort_key("Hoà")


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầậếềệộợựýỳỷỹỵ 0123456789"))
def test_the_key_is_ascii_and_does_not_depend_on_the_unicode_form(text: str) -> None:
    assert sort_key(text).isascii()
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text)


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert sort_key(text) == sort_key(text.lower())
