"""What people type is printed, whatever it is, and does nothing."""

import json
from typing import Any

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.infra.letters import LetterError, render
from motcua.infra.letters.printable import MISSING, printable_text
from motcua.infra.letters.typefaces import drawable
from tests.infra.letters.examples import FILES, ISSUED_AT, LETTERS, example, printed, printed_by, read, squeezed

MARKUP = '#read("/etc/passwd") *b* _i_ `c` $x^2$ <label> @ref // c /* c */ \\u{41} [x] = T ~ ... ## " \' { } #let'
HOSTILE = {
    "markup": MARKUP,
    "an import": '#import "@preview/cetz:0.3.1": *',
    "symbols": "≥ ≤ × → ½ Φ16 Ω Привет №5 €",
    "an emoji": "Cảm ơn 😀",
    "old Vietnamese spelling in pieces": "Nguyê\u0303n Thi\u0323 Ha\u0300ng Phươ\u0323ng",
    "quotes of all kinds": "“Nhà” ‘số’ \"1\" '2' «3» `4`",
    "line ends": "một\nhai\r\nba\u2028bốn",
}


def every_text_replaced(value: Any, text: str) -> Any:
    """The same data with each free text replaced; moments, days and what a template asks by name stay."""
    if isinstance(value, dict):
        return {key: part if key in ("id", "url") else every_text_replaced(part, text) for key, part in value.items()}
    if isinstance(value, list):
        return [every_text_replaced(part, text) for part in value]
    is_free = isinstance(value, str) and value != "" and not value.startswith(("2026-", "https://"))
    return text if is_free else value


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", LETTERS)
def test_hostile_text_in_every_field_prints_as_text(name: str, text: str) -> None:
    shown = squeezed(read(printed(name, every_text_replaced(example(), text))))
    assert squeezed(printable_text(text)) in shown


def test_writing_from_right_to_left_is_printed_whole() -> None:
    arabic = "مرحبا بكم"
    assert sorted(squeezed(printed_by("#data.given", arabic))) == sorted(squeezed(arabic))


@pytest.mark.parametrize("name", LETTERS)
@pytest.mark.parametrize("text", ["x" * 5_000, "Nguyễn " * 700, "a.b/c-" * 800], ids=["letters", "words", "an address"])
def test_five_thousand_letters_stay_on_the_paper(name: str, text: str) -> None:
    data = example()
    data["applicant"]["name"] = data["letter"]["reasons"][0] = data["letter"]["findings"] = text
    data["letter"]["items"][0]["what"] = data["letter"]["rows"][0]["applicant"] = text
    document = pypdfium2.PdfDocument(printed(name, data))
    for page in document:
        width, height = page.get_size()
        characters = page.get_textpage()
        for index in range(characters.count_chars()):
            left, bottom, right, top = characters.get_charbox(index)
            assert left >= 0
            assert bottom >= 0
            assert right <= width
            assert top <= height
        characters.close()
        page.close()
    document.close()


def test_a_long_run_is_printed_whole_and_copied_without_a_trace() -> None:
    address = "https://motcua.example.vn/" + "tra_cuu/" * 30
    assert squeezed(address) in squeezed(printed_by("#data.given", address))


@pytest.mark.parametrize(
    "attempt",
    [
        '#read("/etc/passwd")',
        '#read("../printing.py")',
        '#read("printing.py")',
        '#image("/../../../etc/hostname")',
        '#import "@preview/cetz:0.3.1": *',
        '#include "/proc/self/environ"',
    ],
)
def test_a_template_reaches_nothing_outside(attempt: str) -> None:
    with pytest.raises(LetterError):
        printed_by(attempt)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_becomes_printable(text: str) -> None:
    shown = printable_text(text)
    assert all(letter == "\n" or ord(letter) in drawable() for letter in shown)
    assert printable_text(shown) == shown


@given(st.text(max_size=60))
@settings(max_examples=40, deadline=None)
def test_any_text_prints(text: str) -> None:
    data = {"given": text}
    template = (
        b'#set text(font: ("Be Vietnam Pro", "DejaVu Sans"))\n#set document(title: "t")\n#json("data.json").given'
    )
    assert render(template, data, issued_at=ISSUED_AT, files=FILES).startswith(b"%PDF-")


def test_vietnamese_is_not_changed() -> None:
    text = "Ủy ban nhân dân phường Tân Định, quyết định số 12/QĐ-UBND; ông/bà Đặng Thị Ngọc Ẩn, 1.250,5 m² – 75.000 ₫"
    assert printable_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("漢字 Hán", f"{MISSING * 2} Hán"),
        ("abc\u202efdp.exe", "abcfdp.exe"),
        ("ẩn\u200bđi\u2066 \u2069\ufeff", "ẩnđi "),
        ("một\tcột\x00\x07", "một cột"),
        ("\ue000", MISSING),
        ("❤\ufe0f", "❤"),
    ],
)
def test_what_cannot_or_must_not_be_printed_is_replaced(text: str, shown: str) -> None:
    assert printable_text(text) == shown


def test_data_stay_data_in_the_file_the_template_reads() -> None:
    assert json.loads(json.dumps(MARKUP)) in printed_by("#raw(data.given)", MARKUP).replace("\n", "")
