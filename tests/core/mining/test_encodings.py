"""Tables are read in the letters in which offices send them, and what was guessed is told."""

from __future__ import annotations

import io
import unicodedata

import pytest

from motcua.core.mining.reading import NoLogError, Read, Told, read_table
from motcua.core.mining.reading.letters import from_tcvn3, from_vni, vietnamese_share

ROWS = (
    ("Tiếp nhận hồ sơ", "Nguyễn Văn Hưởng"),
    ("Thẩm định", "Trần Thị Ngọc Ánh"),
    ("Trình ký", "Lê Quỳnh"),
    ("Phát hành văn bản đến", "Đặng Hữu Ước"),
    ("Xác minh thực địa", "Phạm Thuỳ Dương"),
)
TABLE = "Mã hồ sơ;Bước;Kết thúc;Cán bộ\n" + "".join(
    f"{n};{step};20/11/2026 08:30;{who}\n" for n, (step, who) in enumerate(ROWS)
)
_HEADER = "Ma ho so;Buoc;Ket thuc\n"
TCVN3 = _HEADER + "1;TiÕp nhËn hå s¬;20/11/2026\n2;ThÈm ®Þnh;20/11/2026\n3;X¸c minh thùc ®Þa;20/11/2026\n"
VNI = _HEADER + "1;Tieáp nhaän hoà sô;20/11/2026\n2;Thaåm ñònh;20/11/2026\n3;Xaùc minh thöïc ñòa;20/11/2026\n"
READ = ("Tiếp nhận hồ sơ", "Thẩm định", "Xác minh thực địa")
_TONES = "\u0300\u0301\u0309\u0303\u0323"


def windows_1258(text: str) -> bytes:
    """As Windows writes it: vowels whole, tones after them."""
    parts = (unicodedata.normalize("NFD", letter) for letter in text)
    apart = (
        unicodedata.normalize("NFC", "".join(mark for mark in part if mark not in _TONES))
        + "".join(mark for mark in part if mark in _TONES)
        for part in parts
    )
    return "".join(apart).encode("cp1258")


def table(content: bytes, encoding: str = "") -> Read:
    return read_table(io.BytesIO(content), Told(encoding=encoding))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("UTF-8", TABLE.encode()),
        ("UTF-8 with its mark", TABLE.encode("utf-8-sig")),
        ("UTF-16", TABLE.encode("utf-16")),
        ("UTF-16 without its mark", TABLE.encode("utf-16-le")),
        ("UTF-16 the other way round", TABLE.encode("utf-16-be")),
        ("UTF-32", TABLE.encode("utf-32")),
        ("letters and tones apart", unicodedata.normalize("NFD", TABLE).encode()),
        ("Windows-1258", windows_1258(TABLE)),
    ],
)
def test_vietnamese_is_read_in_every_usual_encoding(name: str, content: bytes) -> None:
    read = table(content)
    assert read.log.activities == tuple(step for step, _ in ROWS), name
    assert read.log.resources == tuple(who for _, who in ROWS), name
    assert read.left_out == 0


@pytest.mark.parametrize("codec", ["cp1252", "utf-8"])
@pytest.mark.parametrize(("font", "content"), [("TCVN3", TCVN3), ("VNI", VNI)])
def test_the_letters_of_old_fonts_are_read_and_the_guess_is_told(font: str, content: str, codec: str) -> None:
    read = table(content.encode(codec))
    assert read.log.activities == READ
    assert any(font in guess.en for guess in read.guessed)


def test_what_was_told_is_not_guessed() -> None:
    read = table(VNI.encode("cp1252"), "vni")
    assert read.log.activities == READ
    assert not any("VNI" in guess.en for guess in read.guessed)


def test_letters_of_other_countries_are_read_as_windows_writes_them() -> None:
    read = table("case;activity;end\n1;Décision à prendre;20/11/2026\n2;Façade vérifiée;20/11/2026\n".encode("cp1252"))
    assert read.log.activities == ("Décision à prendre", "Façade vérifiée")


def test_a_few_broken_letters_do_not_make_another_encoding_of_a_whole_file() -> None:
    rows = TABLE.encode() * 3 + b"9;Th\xe2m;20/11/2026 08:30;An\n"
    read = table(rows)
    assert "Tiếp nhận hồ sơ" in read.log.activities
    assert any("UTF-8" in each.en for each in read.unread)


def test_the_same_name_in_both_forms_of_unicode_is_one_activity() -> None:
    rows = "".join(f"1;{form};20/11/2026\n" for form in ("Thẩm định", unicodedata.normalize("NFD", "Thẩm định")))
    assert table(f"case;activity;end\n{rows}".encode()).log.activities == ("Thẩm định",)


def test_an_encoding_that_there_is_not_is_refused() -> None:
    with pytest.raises(NoLogError, match="klingon"):
        table(TABLE.encode(), "klingon")


def test_words_are_known_as_vietnamese_by_their_syllables() -> None:
    assert vietnamese_share("Quyết định của Ủy ban nhân dân thành phố về việc cấp giấy phép xây dựng nghiêng") == 1
    assert vietnamese_share("Straße, façade, Übergrößenträger") == 0
    assert vietnamese_share("plain letters") is None
    assert from_tcvn3("QuyÕt ®Þnh") == "Quyết định"
    assert from_vni("Quyeát ñònh, ÑOÀNG Ñoàng") == "Quyết định, ĐỒNG Đồng"


@pytest.mark.parametrize("name", ["base64", "rot13", "idna", "utf-16"])
def test_an_encoding_that_is_none_of_tables_or_not_of_this_one_is_refused(name: str) -> None:
    with pytest.raises(NoLogError, match="cannot be read as"):
        table(b"case,activity,end\n1,a,2026-11-20\n", name)


def test_wide_letters_that_were_told_need_no_mark() -> None:
    text = "case,activity,end\n1,receive,2026-11-20\n"
    assert table(text.encode("utf-16-le"), "utf-16").log.activities == ("receive",)
