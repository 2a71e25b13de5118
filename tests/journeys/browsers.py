"""Windows of a real browser: how large they are, and what axe finds on a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Come = Callable[..., Page]
"""Opens a browser of its own at the city's home page; takes what Playwright's `new_context` takes."""

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

_axe = Axe()


def barriers(page: Page) -> list[str]:
    """What keeps somebody from using the page, as axe finds it, and whether it must be scrolled sideways."""
    found = _axe.run(page, options={**RULES, "resultTypes": ["violations"]}).response["violations"]
    told = [f"{each['id']}: {each['help']} {node['html']}" for each in found for node in each["nodes"]]
    # A phone lays a page that is too wide out wider: only its own width tells.
    window = page.viewport_size
    is_too_wide = window is not None and page.evaluate("document.documentElement.scrollWidth") > window["width"]
    return [*told, *(["the page is wider than its window"] if is_too_wide else [])]
