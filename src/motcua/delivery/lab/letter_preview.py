"""A letter printed with an invented dossier, as pictures of its pages; or why its template cannot be printed."""

from __future__ import annotations

import base64
import io
import json
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types

from motcua.core.forms import FormField
from motcua.core.procedure import Procedure
from motcua.delivery.lab.frame import Opened
from motcua.infra.letters import LetterError, qr_svg, render

MOST_PAGES: Final = 6
WIDTH: Final = 900
_LINE: Final = re.compile(r"main\.typ:(\d+)(?::(\d+))?")
_VALUES: Final = {
    "person_name": "Nguyễn Trúc Lam",
    "personal_id": "079185012345",
    "phone": "0903 123 456",
    "email": "truc.lam@example.vn",
    "address": "12 Đường Xuân Thủy, phường An Khánh, Thành phố Hồ Chí Minh",
    "date": "24/11/2026",
    "month": "11/2026",
    "year": "2026",
    "integer": "3",
    "decimal": "72,5",
    "money": "75.000 đồng",
    "yes_no": "Có",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """Pictures of the pages, for `src`; or the reason and the line of the template."""

    pages: tuple[str, ...] = ()
    more: int = 0
    why: str = ""
    line: int = 0


def printed(template: bytes, opened: Opened, key: str, now: datetime) -> Printed:
    """The pages that this template prints for an invented dossier of this procedure."""
    data = _data(opened.procedure, key)
    pictures = {"qr.svg": qr_svg(data["dossier"]["tracking_url"]), "payment.svg": qr_svg("0002010102126304ABCD")}
    try:
        pdf = render(template, data, issued_at=now, files=pictures)
    except LetterError as wrong:
        found = _LINE.search(str(wrong))
        return Printed(why=str(wrong), line=int(found[1]) if found else 0)
    return _drawn(pdf)


def _drawn(pdf: bytes) -> Printed:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = [_picture(document[number]) for number in range(min(len(document), MOST_PAGES))]
        return Printed(tuple(pages), more=max(0, len(document) - MOST_PAGES))


def _picture(page: Any) -> str:
    """A page as a `data:` address."""
    drawn = page.render(scale=WIDTH / page.get_width()).to_pil()
    kept = io.BytesIO()
    drawn.save(kept, "webp", quality=80)
    return "data:image/webp;base64," + base64.b64encode(kept.getvalue()).decode()


@cache
def _sample() -> str:
    return files("motcua.delivery.lab").joinpath("letter_sample.json").read_text(encoding="utf-8")


def _data(procedure: Procedure | None, key: str) -> dict[str, Any]:
    """The invented dossier, with the questions, papers and result of the procedure that is drafted."""
    data: dict[str, Any] = json.loads(_sample())
    if procedure is None:
        return data
    data["dossier"]["procedure"] = {"code": procedure.code, "name": procedure.name.vi}
    case = next(iter(procedure.cases.values()))
    data["dossier"]["case"] = case.name.vi
    data["components"] = [
        {"id": each.key, "name": each.name.vi, "originals": each.quantity.originals, "copies": 0, "note": ""}
        for each in case.components
    ]
    data["form"] = [
        {
            "id": section.id,
            "title": section.title.vi,
            "fields": [_answer(field) for field in section.fields if field.kind not in ("info", "confirm", "file")],
        }
        for section in procedure.form.sections
    ]
    result = next((each for each in case.results if each.letter == key), None)
    if result is not None:
        data["result"] |= {"code": result.code, "name": result.name.vi}
    return data


def _answer(field: FormField) -> dict[str, str]:
    value = _VALUES.get(field.kind, "………")
    if field.options:
        value = field.options[0].label.vi
    return {"id": field.id, "label": field.label.vi, "value": f"{value} {field.unit}" if field.unit else value}
