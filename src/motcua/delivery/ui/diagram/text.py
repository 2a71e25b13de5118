"""How words are fitted into boxes."""

from __future__ import annotations

from motcua.core.process.layout.text import LEADING, width_of, wrap

NAME = 12.0
SMALL_NAME = 11.0
NOTE = 10.0


def fitted(text: str, width: float, height: float, sizes: tuple[float, ...]) -> tuple[list[str], float]:
    """The text in lines and the size of letters: the first size at which all fits, or else cut off at the last one."""
    for size in sizes:
        lines = wrap(text, width, size)
        room = max(1, int(height / (size * LEADING)))
        if len(lines) <= room:
            return lines, size
    return [*lines[: room - 1], _cut(" ".join(lines[room - 1 :]), width, size)], size


def _cut(text: str, width: float, size: float) -> str:
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"
