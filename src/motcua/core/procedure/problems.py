"""What a checker has to say about a file: where, how bad, which rule, why, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from motcua.core.procedure.kinds import KINDS


class Severity(StrEnum):
    """An error keeps a package out of the catalogue; a warning asks somebody to look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a file, counted from one."""

    file: str
    number: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    severity: Severity
    code: str
    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity} {self.code}: {self.vi} / {self.en}"


class Findings:
    """Collects the problems of one package while its files are walked through."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []

    def report(self, code: str, place: Line, /, **words: object) -> None:
        """Note a problem of the kind `code`; `words` fill the gaps of its two sentences."""
        kind = KINDS[code]
        severity = Severity.WARNING if kind.warning else Severity.ERROR
        self._problems.append(
            Problem(place.file, place.number, severity, code, kind.vi.format(**words), kind.en.format(**words))
        )

    def pass_on(self, problems: Iterable[Problem]) -> None:
        """Take over what another reader found."""
        self._problems.extend(problems)

    @property
    def has_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self._problems)

    def sorted(self) -> tuple[Problem, ...]:
        """All problems in the order of the files' lines, each said once."""
        return tuple(sorted(set(self._problems)))


class BrokenPackageError(Exception):
    """A package that cannot be read. `problems` says where and why."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{name}: {len(problems)} problem(s), first: {problems[0]}")
        self.name = name
        self.problems = problems
