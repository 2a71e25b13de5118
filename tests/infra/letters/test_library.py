"""Dates, times and money as they are written in Vietnamese; fonts; QR codes."""

from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from motcua.infra.letters import LetterError, qr_svg, source
from motcua.infra.letters.coverage import characters
from motcua.infra.letters.typefaces import FOLDER, drawable, fonts
from tests.infra.letters.examples import printed_by

VIETNAMESE = "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵ"


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        ("2026-12-15T15:30:00+07:00", "15 giờ 30 phút, ngày 15 tháng 12 năm 2026"),
        ("2027-01-05T08:00:00+07:00", "08 giờ 00 phút, ngày 05 tháng 01 năm 2027"),
        ("2027-02-10T00:05:59.123456+07:00", "00 giờ 05 phút, ngày 10 tháng 02 năm 2027"),
        ("2027-03-01T23:59:00+07:00", "23 giờ 59 phút, ngày 01 tháng 3 năm 2027"),
    ],
)
def test_a_moment_is_written_out(moment: str, shown: str) -> None:
    assert shown in printed_by("#moment-words(data.given)", moment)


@given(st.datetimes(min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31)))  # noqa: DTZ001
@settings(max_examples=30, deadline=None)
def test_a_moment_in_figures_is_the_moment(moment: datetime) -> None:
    shown = printed_by("#moment-figures(data.given)", f"{moment.isoformat()}+07:00")
    assert f"{moment:%H:%M %d/%m/%Y}" in shown


@pytest.mark.parametrize("moment", ["2026-12-15T15:30:00Z", "2026-12-15T15:30:00", "2026-12-15", "15/12/2026 15:30"])
def test_a_moment_in_another_time_than_the_offices_is_refused(moment: str) -> None:
    with pytest.raises(LetterError, match="moment"):
        printed_by("#moment-words(data.given)", moment)


@given(st.integers(-(10**12), 10**15))
@settings(max_examples=40, deadline=None)
def test_money_is_grouped_by_dots(amount: int) -> None:
    assert f"{amount:,}".replace(",", ".").replace("-", "−") + " đồng" in printed_by("#money(data.given)", amount)


@pytest.mark.parametrize(
    "name", ["shared/no_such_letter", "../../etc/passwd", "shared/../lib", "shared", "/etc/passwd", "a/b/c"]
)
def test_a_letter_that_is_not_in_the_catalogue_is_named(name: str) -> None:
    with pytest.raises(LetterError):
        source(name)


def test_only_our_own_fonts_are_used() -> None:
    assert fonts().families() == ["Be Vietnam Pro", "DejaVu Sans"]
    assert {path.suffix for path in FOLDER.iterdir()} == {".ttf", ".txt"}


@pytest.mark.parametrize("font", sorted(FOLDER.glob("BeVietnamPro*.ttf")), ids=lambda path: path.stem)
def test_each_cut_of_the_main_font_has_all_vietnamese_letters(font) -> None:
    assert {ord(letter) for letter in VIETNAMESE + VIETNAMESE.upper()} <= characters(font.read_bytes())


def test_the_fonts_have_what_people_type_and_not_everything() -> None:
    assert all(ord(letter) in drawable() for letter in "ΦЖم→□😀₫²½")
    assert ord("漢") not in drawable()


def test_a_font_without_a_table_of_characters_is_refused() -> None:
    with pytest.raises(ValueError, match="cmap"):
        characters(b"\0\1\0\0\0\0" + bytes(20))


def test_a_qr_code_is_a_picture_of_squares_without_a_border() -> None:
    picture = etree.fromstring(qr_svg("https://motcua.example.vn/tra-cuu/7KQF-2M9T-XD"))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert picture.get("viewBox") == "0 0 33 33"


def test_different_texts_have_different_codes() -> None:
    assert qr_svg("a") != qr_svg("b")
    assert qr_svg("a") == qr_svg("a")
