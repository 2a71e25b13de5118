"""What a value's reader answers instead of a value: the problems it found."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from motcua.core.forms.wording import Text

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
"""A normalised value. No floats: whole numbers are `int`, decimals are text such as "1250.5" (see `values.numbers`)."""


class Problem(NamedTuple):
    """Why a value was refused."""

    code: str
    at: str = ""
    """The rest of the path: `.commune` of an address, `[2]` of a list of files."""
    sentence: Text | None = None
    """What is wrong and what to do, where that names something found; else the field has a sentence for the code."""


class Refused:
    """The value cannot be taken. A class of its own, because None and every JSON value mean something else."""

    __slots__ = ("problems",)

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems


def refused(code: str) -> Refused:
    """Refused as a whole, for one reason."""
    return Refused(Problem(code))
