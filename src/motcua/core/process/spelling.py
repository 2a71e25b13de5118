"""How modellers spell an expression: some write `=` before it, some `${...}` around a single name."""

from __future__ import annotations

import re

WRAPPED = re.compile(r"[$#]\{\s*([\w.]+)\s*\}")


def expression(text: str) -> str:
    """The FEEL text alone. What is more than a name inside `${...}` is another language and stays as it is."""
    text = text.strip()
    wrapped = WRAPPED.fullmatch(text)
    return wrapped[1] if wrapped else text.removeprefix("=").strip()
