"""What others see of the catalogue: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.core.forms import Text
from motcua.core.procedure import Audience, Level, OnlineService, Problem
from motcua.core.text import ToldError


class VersionStatus(StrEnum):
    """The life of a version: drafted, checked, submitted and approved here, or published from a file at once."""

    DRAFT = "draft"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RETIRED = "retired"


class CatalogueError(ToldError):
    """Something about procedures cannot be done: `vi` and `en` say why and what to do next."""


class NotOfferedError(CatalogueError):
    """The procedure cannot be applied for on that day; `replaced_by` is the code of the one that took its place."""

    def __init__(self, code: str, on: date, replaced_by: str = "") -> None:
        self.code = code
        self.replaced_by = replaced_by
        if replaced_by:
            vi = f"Thủ tục {code} đã được thay bằng {replaced_by}; hãy dùng thủ tục mới."
            en = f"The procedure {code} was replaced by {replaced_by}; use the new one."
        else:
            vi = f"Ngày {on:%d/%m/%Y} thành phố không nhận hồ sơ của thủ tục {code}."
            en = f"On {on:%Y-%m-%d} the city does not take dossiers of the procedure {code}."
        super().__init__(vi, en)


class UnknownVersionError(CatalogueError):
    """No version has this id."""

    def __init__(self, version_id: int) -> None:
        super().__init__(
            f"Không có phiên bản thủ tục số {version_id}.", f"There is no version {version_id} of any procedure."
        )


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """A published procedure as a list shows it."""

    code: str
    version_id: int
    name: Text
    short_name: Text
    field: str
    field_name: Text
    levels: frozenset[Level]
    audience: frozenset[Audience]
    online: OnlineService


@dataclass(frozen=True, slots=True)
class Found:
    """A procedure that answers a search. A score of 1 means that it is called just so."""

    card: ProcedureCard
    score: float


@dataclass(frozen=True, slots=True)
class Counts:
    """How many procedures are published, and how they divide."""

    total: int
    by_field: Mapping[str, int]
    by_level: Mapping[Level, int]
    by_online: Mapping[OnlineService, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """A version that a load has published."""

    code: str
    number: int
    version_id: int


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. refused: the problems of each package that stayed out, by folder; what it replaced stays."""

    published: tuple[Loaded, ...]
    unchanged: tuple[str, ...]
    refused: Mapping[str, tuple[Problem, ...]]
