"""What a citizen does with the pages of a form: types into the open one what belongs there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Locator, Page

from tests.office import permit_form

LAM, PHUC = "079088910001", "079191910002"
ROW_ADDED = "Thêm"


def type_in(page: Page, answers: Mapping[str, Any] | None = None) -> None:
    """Answer every question of the open page to which `answers` (a building permit's, if not given) know something."""
    given = permit_form() if answers is None else answers
    for name, value in given.items():
        for row in range(len(value) - 1 if isinstance(value, list) else 0):
            if page.locator(f'[name^="{name}.{row}."]').count() and not page.locator(f'[name^="{name}.{row + 1}."]').count():
                page.locator(f'[name="_add"][value="{name}"]').click()
    for name, text in flat(given):
        inputs = page.locator(f'[name="{name}"]')
        if inputs.count() and inputs.first.is_enabled():
            answer(inputs, text)


def answer(inputs: Locator, text: str) -> None:
    """Choose or type, as the question wants."""
    first = inputs.first
    kind = str(first.evaluate("input => input.type"))
    if kind == "radio":
        inputs.locator(f"xpath=self::*[@value='{text}']").check()
    elif kind == "checkbox":
        first.set_checked(text == "true")
    elif kind.startswith("select"):
        first.select_option(text)
    else:
        first.fill(text)


def flat(given: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """`floors.0.area` and what is typed there, for each question."""
    for key, value in given.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            yield from flat(value, f"{name}.")
        elif isinstance(value, list):
            for n, row in enumerate(value):
                yield from flat(row, f"{name}.{n}.")
        else:
            yield name, str(value).lower() if isinstance(value, bool) else str(value)
