"""What a citizen does with the pages of a form: types into the open one what belongs there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.office import permit_form

LAM = "079088910001"


def type_in(page: Page, answers: Mapping[str, Any] | None = None) -> None:
    """Answer every question of the open page to which `answers` (a building permit's, if not given) know something."""
    form_is_here(page)
    given = permit_form() if answers is None else answers
    for name, value in given.items():
        if isinstance(value, list) and page.locator(f'[data-field="{name}"]').count():
            add_rows(page, name, len(value))
    for name, text in flat(given):
        inputs = page.locator(f'[name="{name}"]')
        if inputs.count():
            answer(inputs, text)


def form_is_here(page: Page) -> None:
    """All of it: a question that has not arrived yet would pass for one that the page does not ask."""
    expect(page.locator("form[data-filling]")).to_be_attached()
    page.wait_for_load_state()


def add_rows(page: Page, name: str, count: int) -> None:
    """As many rows of a group as there is something to say."""
    rows = page.locator(f'[data-field="{name}"] [data-row]')
    for n in range(rows.count(), count):
        page.locator(f'[name="_add"][value="{name}"]').click()
        expect(rows).to_have_count(n + 1)


def fill_and_go_on(page: Page) -> None:
    """Answer the open page, see it saved, and go on to the next."""
    here = page.url
    type_in(page)
    saved(page)
    page.get_by_role("button", name="Lưu và tiếp tục").click()
    expect(page).not_to_have_url(here)


def saved(page: Page) -> None:
    """The page says that everything is on the server."""
    expect(page.locator("[data-saved]")).to_contain_text("Đã lưu lúc")


def upload(page: Page, component: str, file: Path) -> None:
    """Choose a file in the place of a paper; it is sent at once."""
    page.locator(f"#{component}-file").set_input_files(file)


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
