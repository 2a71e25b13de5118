"""Prints letters: a Typst template and the data of one dossier become a PDF that can be kept for ever."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings

from motcua.infra.letters.printable import printable
from motcua.infra.letters.typefaces import FOLDER, fonts

_STANDARDS: Final = ("a-2b", "ua-1")
"""Kept for ever, and read aloud by a screen reader."""
_NETWORK_IMPORT: Final = re.compile(rb'"@')
_WORD: Final = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
NO_FILES: Final[Mapping[str, bytes]] = {}


class LetterError(Exception):
    """The template cannot be printed with this data: the city that wrote it must mend it. `hints` says how."""

    def __init__(self, message: str, hints: tuple[str, ...] = ()) -> None:
        super().__init__("\n".join((message, *hints)))
        self.hints = hints


def source(name: str) -> bytes:
    """The Typst source of a letter of the catalogue: `shared/receipt_slip`, `1.013225/permit`. Raises `LetterError`."""
    package, _, letter = name.partition("/")
    if not (_WORD.fullmatch(package) and _WORD.fullmatch(letter)):
        raise LetterError(f"{name!r} is no letter: name it as package/letter")
    try:
        return (_catalogue() / package / "letters" / f"{letter}.typ").read_bytes()
    except FileNotFoundError:
        raise LetterError(f"the catalogue has no letter {name!r}") from None


def render(
    template: bytes, data: Mapping[str, Any], *, issued_at: datetime, files: Mapping[str, bytes] = NO_FILES
) -> bytes:
    """The letter as PDF/A-2b and PDF/UA-1. The same arguments always give the same bytes.

    The template sees `lib.typ` (the catalogue's own), `data.json` (the data, whose texts are only ever printed, never
    read as markup) and `files` under their names, such as the picture of a QR code. It reaches no disk and no network.
    Raises `LetterError`.
    """
    try:
        return typst.compile(  # type: ignore[no-any-return, call-overload]  # its hints lack the project as a mapping
            project_of(template, data, files),
            root=str(FOLDER),  # a folder that holds nothing but our fonts
            font_paths=fonts(),
            pdf_standards=list(_STANDARDS),
            timestamp=int(issued_at.timestamp()),
        )
    except typst.TypstError as error:
        raise LetterError(error.diagnostic, tuple(error.hints)) from error


def project_of(template: bytes, data: Mapping[str, Any], files: Mapping[str, bytes]) -> dict[str, bytes]:
    """All that the template sees, by its names. Raises `LetterError` for one that asks for more."""
    library = source("shared/lib")
    if _NETWORK_IMPORT.search(template) or _NETWORK_IMPORT.search(library):
        raise LetterError("a letter must not import a package from the network: copy what it needs into lib.typ")
    content = json.dumps(printable(data), ensure_ascii=False).encode()
    return {**files, "main.typ": template, "lib.typ": library, "data.json": content}


def _catalogue() -> Path:
    folder: Path = settings.CATALOGUE
    return folder
