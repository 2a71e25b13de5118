import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.text import fold, normal

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ ĐÂÊ")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Nguyễn Thị Đào", "nguyen thi dao"),
        ("ĐƯỜNG Đồng Khởi", "duong dong khoi"),
        ("  Phường   Bến\tThành ", "phuong ben thanh"),
        ("1.013225-H29", "1 013225 h29"),
        ("Quận Ô Môn", "quan o mon"),
        ("", ""),
    ],
)
def test_search_text_has_no_diacritics_and_no_capitals(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_both_ways_to_place_a_tone_are_found_by_each_other() -> None:
    assert fold("Hòa Bình") == fold("Hoà Bình")


@given(VIETNAMESE)
def test_decomposed_letters_fold_like_composed_ones(text: str) -> None:
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(VIETNAMESE)
def test_vietnamese_folds_to_plain_latin(text: str) -> None:
    assert fold(text).isascii()


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_stored_text_is_composed_and_trimmed(text: str) -> None:
    stored = normal(text)
    assert unicodedata.is_normalized("NFC", stored)
    assert normal(stored) == stored == stored.strip()
