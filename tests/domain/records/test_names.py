"""Names of files are shown, never used."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.domain.records.names import LONGEST, shown_name


@pytest.mark.parametrize(
    ("given_name", "shown"),
    [
        ("Sổ đỏ.pdf", "Sổ đỏ.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\hoa\\đơn.pdf", "đơn.pdf"),
        ("hóa\x00 đơn\r\n.pdf", "hóa đơn.pdf"),
        ("hợp đồng \u202efdp.exe", "hợp đồng fdp.exe"),
        ("  nhiều   dấu\tcách .jpg ", "nhiều dấu cách .jpg"),
        ("Nguye\u0302\u0303n.pdf", "Nguyễn.pdf"),
        ("", "tệp không tên"),
        ("thư mục/", "tệp không tên"),
        ("a" * 300 + ".pdf", "a" * (LONGEST - 5) + "….pdf"),
        ("b" * 300, "b" * (LONGEST - 1) + "…"),
        ("c" * 10 + "." + "d" * 300, "c" * 10 + "." + "d" * (LONGEST - 12) + "…"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(given_name: str, shown: str) -> None:
    assert shown_name(given_name) == shown


@given(st.text(max_size=400))
def test_any_name_becomes_a_line_of_visible_text(given_name: str) -> None:
    shown = shown_name(given_name)
    assert 0 < len(shown) <= LONGEST
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert "/" not in shown
    assert "\\" not in shown
    assert shown_name(shown) == shown
