"""Where a letter leaves room for what a digital signature shows, and the pictures that are laid there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

import pypdfium2  # type: ignore[import-untyped]  # the package ships no types
import typst

from motcua.core.workcal import office_time
from motcua.infra.letters.printing import NO_FILES, LetterError, project_of, render
from motcua.infra.letters.typefaces import FOLDER, fonts

_LABEL: Final = "<place>"
_POINTS_A_MILLIMETRE: Final = 72 / 25.4
SIGNATURE: Final = "signature"
SEAL: Final = "seal"


@dataclass(frozen=True, slots=True)
class Place:
    """Room for a stamp on a page, which counts from 1. In points from the upper left corner of the page, whose height
    is `sheet`; 0 while that is not known.

    shape: how the room is meant to be filled, where a template may leave it in several ways.
    """

    kind: str
    page: int
    left: float
    top: float
    width: float
    height: float
    shape: str = ""
    sheet: float = 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """As PDF counts: left, lower, right and upper edge from the lower left corner."""
        upper = self.sheet - self.top
        return (self.left, upper - self.height, self.left + self.width, upper)


def places(template: bytes, data: Mapping[str, Any], files: Mapping[str, bytes] = NO_FILES) -> tuple[Place, ...]:
    """The places that a letter leaves, in the order of its pages. Raises LetterError."""
    try:
        found = typst.query(
            project_of(template, data, files),  # type: ignore[type-var]  # its hints lack the project as a mapping
            _LABEL,
            field="value",
            root=str(FOLDER),
            font_paths=fonts(),
        )
    except typst.TypstError as error:
        raise LetterError(error.diagnostic, tuple(error.hints)) from error
    return tuple(map(_place, json.loads(found)))


def laid_out(found: tuple[Place, ...], pdf: bytes) -> dict[str, Place]:
    """Where signature and seal go on a letter that was just printed, by their kinds. A template that leaves no place
    gets its signature at the foot of its last page, and its seal at the head of its first: margins where no template
    of the house prints.
    """
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        heights = [document.get_page_size(number)[1] for number in range(len(document))]
    margins = (
        _in_millimetres(SIGNATURE, len(heights), left=108, top=281.5),
        _in_millimetres(SEAL, 1, left=28, top=5),
    )
    chosen = {each.kind: each for each in (*margins, *reversed(found))}
    return {kind: replace(place, sheet=heights[place.page - 1]) for kind, place in chosen.items()}


def signature_stamp(place: Place, *, signer: str, organisation: str, at: datetime) -> bytes:
    """What a person's signature shows, as a page of the size of its place."""
    return _stamp("signature-stamp", place, {"signer": signer, "organisation": organisation, "at": _iso(at)}, at)


def seal_stamp(place: Place, *, number: str, dated: datetime, town: str, signer: str, at: datetime) -> bytes:
    """What an agency's seal shows: number, town and date of the letter, and whose seal it is. `at` is when it was set,
    by the machine's clock; in a training city that may be another day than the one by which it is dated.
    """
    letter = {"number": number, "place": town, "dated": _iso(dated)}
    words = {**letter, "signer": signer, "at": _iso(at), "shape": place.shape}
    return _stamp("seal-stamp", place, words, at)


def _stamp(function: str, place: Place, data: Mapping[str, Any], at: datetime) -> bytes:
    template = f"""#import "lib.typ": *
#let data = json("data.json")
#set document(title: data.signer)
#set page(width: {place.width}pt, height: {place.height}pt, margin: 0pt, fill: none)
#set text(font: ("Be Vietnam Pro", "DejaVu Sans"), lang: "vi", hyphenate: false)
#set par(leading: 0.5em, spacing: 0.5em)
#{function}(data)
"""
    return render(template.encode(), data, issued_at=at)


def _place(found: Mapping[str, Any]) -> Place:
    kind, _, shape = found["kind"].partition(":")
    return Place(kind, found["page"], found["left"], found["top"], found["width"], found["height"], shape)


def _in_millimetres(kind: str, page: int, *, left: float, top: float) -> Place:
    size = _POINTS_A_MILLIMETRE
    return Place(kind, page, left * size, top * size, 84 * size, 13 * size, "margin")


def _iso(at: datetime) -> str:
    return office_time(at).isoformat(timespec="seconds")
