"""Legal documents and references to their articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from motcua.core.procedure.vocabulary import Certainty

_KINDS = {
    "NĐ-CP": "Nghị định",
    "NQ-CP": "Nghị quyết",
    "NQ-HĐND": "Nghị quyết",
    "QĐ-TTg": "Quyết định",
    "VBHN": "Văn bản hợp nhất",
    "TT-": "Thông tư",
    "QĐ-": "Quyết định",
    "QH": "Luật",
}


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One legal document as a package names it; `number` is empty where only its kind and subject are known."""

    key: str
    number: str
    title: str
    effective_from: date | None = None
    effective_to: date | None = None
    replaced_by: str = ""
    certainty: Certainty = Certainty.PUBLISHED

    def in_force(self, on: date) -> bool:
        """Whether the document has effect on that day; an unknown date does not speak against it."""
        begun = self.effective_from is None or self.effective_from <= on
        return begun and (self.effective_to is None or on <= self.effective_to)

    @property
    def cited(self) -> str:
        """As a Vietnamese text cites it: `Nghị định số 175/2024/NĐ-CP`."""
        if not self.number:
            return self.title
        kind = next((kind for mark, kind in _KINDS.items() if mark in self.number), "")
        return f"{kind} số {self.number}".removeprefix(" số ")


@dataclass(frozen=True, slots=True)
class Basis:
    """The article that a limit, a paper, a fee or a step rests on."""

    legal: LegalBasis
    article: str = ""

    @property
    def cited(self) -> str:
        """`Điều 58 Nghị định số 175/2024/NĐ-CP`."""
        return f"{self.article} {self.legal.cited}".strip()
