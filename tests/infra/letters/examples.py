"""The example dossier of the documentation, its letters printed, and what a reader finds on them."""

import json
import re
import unicodedata
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pypdfium2
import yaml

from motcua.infra.letters import qr_svg, render, source

ROOT = Path(__file__).resolve().parents[3]
PAGE = ROOT / "docs" / "how-it-works" / "letters.md"
ISSUED_AT = datetime(2026, 11, 25, 2, 5, tzinfo=UTC)
LETTERS = sorted(
    f"{path.parent.parent.name}/{path.stem}"
    for path in (ROOT / "catalogue").glob("*/letters/*.typ")
    if path.stem != "lib"
)
FILES = {"qr.svg": qr_svg("https://motcua.example.vn/x"), "payment.svg": qr_svg("0002010102126304ABCD")}


def example() -> dict[str, Any]:
    """The data in the documentation: what people copy from it is what the tests print."""
    found = re.search(r"```json\n(.*?)\n```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


SHARED = yaml.safe_load((ROOT / "catalogue/shared/letters.yaml").read_text(encoding="utf-8"))["letters"]


def printed(name: str, data: dict[str, Any]) -> bytes:
    """On the paper that the data name, else on that which the catalogue names for this letter."""
    paper = SHARED.get(name.removeprefix("shared/"), {}).get("paper", "a4")
    return render(source(name), {"paper": paper, **data}, issued_at=ISSUED_AT, files=FILES)


def printed_by(template: str, data: object = None) -> str:
    """What a small template made for one test shows."""
    head = '#import "lib.typ": *\n#let data = json("data.json")\n#show: letter.with(data, title: "Thử")\n'
    whole = {"agency": {"name": "Ủy ban"}, "given": data}
    return read(render((head + template).encode(), whole, issued_at=ISSUED_AT))


def read(pdf: bytes) -> str:
    """The text of a PDF, one line for each of its lines."""
    return "\n".join(read_page(pdf, number) for number in range(page_count(pdf)))


def read_page(pdf: bytes, number: int) -> str:
    """The text of one page, counted from 0."""
    with (
        closing(pypdfium2.PdfDocument(pdf)) as document,
        closing(document[number]) as page,
        closing(page.get_textpage()) as text,
    ):
        found: str = text.get_text_range()
    # pdfium marks a hyphen at the end of a line with this character.
    return found.replace("\r\n", "\n").replace("\ufffe", "-\n").replace("\xa0", " ")


def squeezed(text: str) -> str:
    """Without any white space: where lines break is not what a text says."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def page_count(pdf: bytes) -> int:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return len(document)
