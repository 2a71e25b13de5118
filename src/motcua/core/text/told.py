"""What went wrong, told to people in both languages."""

from __future__ import annotations


class ToldError(Exception):
    """Something that cannot be done: `vi` and `en` say why and what to do next."""

    def __init__(self, vi: str, en: str) -> None:
        super().__init__(vi, en)
        self.vi = vi
        self.en = en

    def __str__(self) -> str:
        return f"{self.vi} ({self.en})"
