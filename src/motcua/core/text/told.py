"""What went wrong, told to people in both languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Parts = tuple[type[Exception], tuple[Any, ...], Mapping[str, Any]]


class ToldError(Exception):
    """Something that cannot be done: `vi` and `en` say why and what to do next."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi, en)
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return f"{self.vi} ({self.en})"

    def __reduce__(self) -> tuple[Callable[..., Exception], Parts]:
        return sent_as_it_is(self)


def sent_as_it_is(error: Exception) -> tuple[Callable[..., Exception], Parts]:
    """For `__reduce__`: an error comes to another process as it was, not made anew from words that its class does not
    take.
    """
    return _come, (type(error), error.args, error.__dict__)


def _come(kind: type[Exception], words: tuple[Any, ...], known: Mapping[str, Any]) -> Exception:
    error = kind.__new__(kind, *words)
    error.__dict__.update(known)
    return error
