"""What can be wrong with a fee table, and with the assessment of one fee."""

from typing import NamedTuple

from motcua.core.rules import Message

Path = tuple[str | int, ...]
"""The way to a place in the data, key by key and index by index, so that a checker can find its line."""


class FeeProblem(NamedTuple):
    """Something wrong in the data of a fee table."""

    path: Path
    message: Message

    def __str__(self) -> str:
        return f"{path_text(self.path)}: {self.message}"


class FeeError(ValueError):
    """A fee cannot be told."""


class FeeTableError(FeeError):
    """The data are no fee table; `problems` are all that were found, each with its path."""

    def __init__(self, problems: tuple[FeeProblem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class AssessmentError(FeeError):
    """The table gives no amount for this dossier; `path` leads to the part of the table, `message` says why."""

    def __init__(self, path: Path, message: Message) -> None:
        self.path = path
        self.message = message
        super().__init__(f"{path_text(path)}: {message}")


def path_text(path: Path) -> str:
    """`items[0].rows[1].amount`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".")
