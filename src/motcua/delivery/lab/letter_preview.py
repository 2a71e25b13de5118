"""A letter printed with an invented dossier, as pictures of its pages; or why its template cannot be printed."""

from __future__ import annotations

import base64
import io
import re
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types
from django.utils.translation import gettext as _

from motcua.core.procedure import Procedure, sample_letters
from motcua.delivery.lab.frame import Opened
from motcua.infra.letters import LetterError, qr_svg, render

MOST_PAGES: Final = 6
WIDTH: Final = 900
_LINE: Final = re.compile(r"main\.typ:(\d+)(?::(\d+))?")


@dataclass(frozen=True, slots=True)
class Printed:
    """Pictures of the pages, for `src`; or the reason and the line of the template."""

    pages: tuple[str, ...] = ()
    more: int = 0
    why: str = ""
    line: int = 0


def printed(template: bytes, opened: Opened, key: str, now: datetime) -> Printed:
    """The pages that this template prints for an invented dossier of this procedure."""
    procedure = opened.procedure
    if procedure is None:
        return Printed(why=_("Gói chưa đọc được nên chưa có số liệu để in. Hãy xem các lỗi ở trang tổng quan."))
    data = _data(procedure, key, now)
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


def _data(procedure: Procedure, key: str, at: datetime) -> dict[str, Any]:
    """What an act brings to this letter; to one that nothing issues, what the procedure's first letter gets."""
    samples = list(sample_letters(procedure, at))
    return next((data for name, data in samples if name == key), samples[0][1])
