"""What can be wrong with a file or a list, each told with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from motcua.core.rules import Message
from motcua.core.text import ToldError


@dataclass(frozen=True, slots=True)
class FileProblem:
    """What is wrong in a line (from 1; 0: in the file as a whole)."""

    line: int
    what: Message

    def __str__(self) -> str:
        return f"{self.line}: {self.what}"


class FileError(ToldError):
    """A file cannot be taken as it is. Nothing of it counts: a sum with a line missing is a wrong sum."""

    def __init__(self, problems: Sequence[FileProblem]) -> None:
        self.problems = tuple(problems)
        first, more = self.problems[0], len(self.problems) - 1
        place_vi = f"Dòng {first.line}: " if first.line else ""
        place_en = f"Line {first.line}: " if first.line else ""
        super().__init__(
            f"Tệp chưa được nhận. {place_vi}{first.what.vi}" + (f" (và {more} lỗi khác)" if more else ""),
            f"The file was not taken. {place_en}{first.what.en}" + (f" (and {more} more)" if more else ""),
        )


def whole_file(vi: str, en: str) -> FileError:
    """The error of a file that is wrong as a whole."""
    return FileError([FileProblem(0, Message(vi, en))])
