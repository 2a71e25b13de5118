"""SVG as text: elements with classes and coordinates, never with styles, so that a page's own stylesheet rules."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from motcua.core.process import Bounds, Point
from motcua.core.process.layout.text import LEADING


def tag(name: str, classes: str = "", *children: str, **attributes: object) -> str:
    """One element. An underscore at the end of an attribute's name is left out, others become hyphens."""
    given = {"class": classes, **{key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}}
    written = "".join(f' {key}="{_plain(value)}"' for key, value in given.items() if value not in ("", None))
    inner = "".join(children)
    return f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>"


def group(classes: str, *children: str, **attributes: object) -> str:
    """Several elements as one; nothing when there are none."""
    return tag("g", classes, *children, **attributes) if any(children) else ""


def title(words: str) -> str:
    """What a pointing device shows, and the name of a picture."""
    return tag("title", "", escape(words)) if words else ""


def rectangle(classes: str, bounds: Bounds, corner: float = 0) -> str:
    """A box with rounded corners."""
    x, y, width, height = bounds
    return tag("rect", classes, x=x, y=y, width=width, height=height, rx=corner or None)


def circle(classes: str, x: float, y: float, radius: float) -> str:
    """A circle around a point."""
    return tag("circle", classes, cx=x, cy=y, r=radius)


def path(classes: str, data: str, at: Point | None = None, scale: float = 1) -> str:
    """A path; with `at` one that is drawn around the origin and moved there."""
    if at is None:
        return tag("path", classes, d=data)
    size = f" scale({scale:g})" if scale != 1 else ""
    return tag("path", classes, d=data, transform=f"translate({at.x:g} {at.y:g}){size}")


def lines(classes: str, words: Sequence[str], x: float, y: float, size: float, **attributes: object) -> str:
    """Lines of text, centred on y; where on x is said by the class."""
    if not words:
        return ""
    first = y - (len(words) - 1) * size * LEADING / 2 + size * 0.35
    spans = (
        tag("tspan", "", escape(line), x=x, y=round(first + number * size * LEADING, 1))
        for number, line in enumerate(words)
    )
    return tag("text", classes, *spans, **attributes)


def _plain(value: object) -> str:
    return f"{round(value, 2):g}" if isinstance(value, int | float) else escape(str(value))
