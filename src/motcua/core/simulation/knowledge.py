"""What the data of a case decide beforehand, by the engine's own evaluation of the conditions in its drawing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Final

from motcua.core.process.conditions import READS_THE_CLOCK, Condition, compile_feel
from motcua.core.process.steering import Known
from motcua.core.rules import compile_expression
from motcua.core.rules.reads import DataPath

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ASKED: Final = 4096


def knowledge_of(data: Mapping[str, object]) -> Known:
    """Decides a question when all that it reads is in the data, or is known at that place of the drawing, as the number
    of instances that are done. What reads the clock is not decided: no case knows when it will be asked.
    """

    def known(text: str, seen: Mapping[str, object]) -> object:
        paths, condition = _question(text)
        if condition is None:
            return None
        every = {**data, **seen}
        return condition(every, _NO_TIME) if all(_is_in(path, every) for path in paths) else None

    return known


@lru_cache(_ASKED)
def _question(text: str) -> tuple[frozenset[DataPath], Condition | None]:
    """What a question reads, and the question itself; None for one that reads the clock."""
    paths = compile_expression(text).reads.paths
    return paths, None if READS_THE_CLOCK.search(text) else compile_feel(text)


def _is_in(path: DataPath, data: Mapping[str, object]) -> bool:
    found: object = data
    for name in path:
        if not isinstance(found, Mapping):
            return True  # a list stands for its items, a value of its own for what can be read of it
        if name not in found:
            return False
        found = found[name]
    return True
