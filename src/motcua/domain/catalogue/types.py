"""What others see of the catalogue: frozen values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from motcua.core.forms import Text
from motcua.core.procedure import Audience, Level, OnlineService, Power, Problem, Severity, Shared
from motcua.core.procedure.scenarios import ScenarioOutcome
from motcua.core.text import ToldError


class VersionStatus(StrEnum):
    """The life of a version: drafted, checked, submitted and approved here, or published from a file at once.

    A version is suspended or retired while its procedure is; a draft that nobody wants is discarded.
    """

    DRAFT = "draft"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RETIRED = "retired"
    DISCARDED = "discarded"


IN_HAND = frozenset({VersionStatus.DRAFT, VersionStatus.CHECKED, VersionStatus.SUBMITTED, VersionStatus.APPROVED})
"""Not yet published: no citizen sees it."""
CLOSED = frozenset({VersionStatus.SUSPENDED, VersionStatus.RETIRED})
"""Published, and its procedure takes no new dossiers."""


class LifeAct(StrEnum):
    """What can happen to a version; each leaves a row in the log of its life."""

    OPENED = "opened"
    IMPORTED = "imported"
    LOADED = "loaded"
    EDITED = "edited"
    CHECKED = "checked"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETIRED = "retired"
    DISCARDED = "discarded"


class CatalogueError(ToldError):
    """Something about procedures cannot be done: `vi` and `en` say why and what to do next."""


class NotOfferedError(CatalogueError):
    """The procedure cannot be applied for on that day; `replaced_by` is the code of the one that took its place,
    `reason` why it is suspended.
    """

    def __init__(self, code: str, on: date, replaced_by: str = "", reason: str = "") -> None:
        self.code = code
        self.replaced_by = replaced_by
        self.reason = reason
        if replaced_by:
            vi = f"Thủ tục {code} đã được thay bằng {replaced_by}; hãy dùng thủ tục mới."
            en = f"The procedure {code} was replaced by {replaced_by}; use the new one."
        elif reason:
            vi = f"Thủ tục {code} tạm ngừng nhận hồ sơ: {reason}."
            en = f"The procedure {code} takes no new dossiers for the time being: {reason}."
        else:
            vi = f"Ngày {on:%d/%m/%Y} thành phố không nhận hồ sơ của thủ tục {code}."
            en = f"On {on:%Y-%m-%d} the city does not take dossiers of the procedure {code}."
        super().__init__(vi, en)


class UnknownVersionError(CatalogueError):
    """No version has this id."""

    def __init__(self, version_id: int | str) -> None:
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


class Author(NamedTuple):
    """Who acts in the laboratory, and what he may do there on that day."""

    officer_id: int
    name: str
    powers: frozenset[Power]


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """The decision by which a version was approved. retroactive: it says itself that it holds from a day gone by.

    What was loaded from a folder names the decision that published the procedure, whose day may be unknown.
    """

    number: str
    publisher: str
    signer: str
    signed_on: date | None
    retroactive: bool = False


@dataclass(frozen=True, slots=True)
class VersionCard:
    """A version as a list shows it.

    status: as decided; `closed_from` is the day from which a suspended or retired one takes no new dossiers.
    author: None for a version loaded from a folder. published_at: when it was published, not from when it holds.
    """

    id: int
    code: str
    number: int
    name: Text
    status: VersionStatus
    revision: int
    valid_from: date | None
    closed_from: date | None
    decision: DecisionRecord | None
    content_hash: str
    created_at: datetime
    published_at: datetime | None
    author_id: int | None
    author: str
    submitted_by: int | None
    based_on: int | None


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is not yet published, as it was at one revision. files: by their names inside the package."""

    version_id: int
    code: str
    number: int
    status: VersionStatus
    revision: int
    files: Mapping[str, bytes]
    shared: Shared
    based_on: int | None


@dataclass(frozen=True, slots=True)
class LifeEntry:
    """One act in the life of a version. who: empty for what was loaded from a folder."""

    at: datetime
    act: LifeAct
    officer_id: int | None
    who: str
    words: str
    revision: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role of a procedure that nobody holds. offices: where nobody does, of all `asked`; both empty when the city
    has no office at all that would do the work.
    """

    role: str
    name: Text
    offices: tuple[str, ...]
    asked: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a check said of one revision of a draft. Each scenario that went otherwise, and each vacancy, is among the
    problems too.
    """

    version_id: int
    revision: int
    problems: tuple[Problem, ...]
    scenarios: tuple[ScenarioOutcome, ...]
    vacancies: tuple[Vacancy, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it may go on its way: nobody found an error."""
        return all(problem.severity is Severity.WARNING for problem in self.problems)
