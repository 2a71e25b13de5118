"""Logs from which nothing can be fitted, and what a fitted model had to assume, told in both languages."""

from __future__ import annotations

from typing import NamedTuple

from motcua.core.text import ToldError


class CannotFitError(ToldError):
    """A log that says too little; the text says what to give instead."""


class Assumed(NamedTuple):
    """Something that the log could not tell, and what was taken in its place."""

    vi: str
    en: str

    def __str__(self) -> str:
        return f"{self.vi} ({self.en})"
