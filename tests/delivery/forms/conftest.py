"""The browser's modules of the forms, loaded in a real browser from a server that exists only inside it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Route

from tests.core.forms.any_form import COMMUNES, FILES, LISTS

MODULES = Path(__file__).resolve().parents[3] / "src/motcua/delivery/ui/static/motcua/forms"
HOST = "http://forms.test/"

BROWSER_CONTEXT = {
    "today": "2026-11-21",
    "case": "house",
    "channel": "online",
    "applicant": {"kind": "person", "age": 41},
    "lists": LISTS,
    "communes": COMMUNES,
    "files": {name: {slot: getattr(facts, slot) for slot in facts.__slots__} for name, facts in FILES.items()},
}
"""As `any_form.context` on the server."""

Run = Callable[[str, Any], Any]
"""Runs JavaScript, a function of one argument, and gives its result; argument and result travel as JSON text."""


@pytest.fixture(scope="session")
def run_in_browser(chromium: Browser) -> Run:
    """What the modules export is at hand as globals, and what the tests need to hand values over."""
    page = chromium.new_page()
    page.route(f"{HOST}**", _serve)
    page.goto(f"{HOST}index.html")
    page.evaluate(_LOAD)

    def run(function: str, argument: Any) -> Any:
        answer = page.evaluate(f"text => JSON.stringify(({function})(JSON.parse(text)))", json.dumps(argument))
        return json.loads(answer)

    return run


def _serve(route: Route) -> None:
    name = route.request.url.removeprefix(HOST)
    if name == "index.html":
        route.fulfill(body="<!doctype html><title>forms</title>", content_type="text/html")
    else:
        route.fulfill(body=(MODULES / name).read_text(), content_type="text/javascript")


_LOAD = """async () => {
    const [form, evaluation, decimal, day, numbers] = await Promise.all(
        ["form", "evaluate", "decimal", "day", "numbers"].map((name) => import(`/${name}.js`)));
    const fromWire = (value) => {
        if (value === null || typeof value !== "object") return value;
        if (Array.isArray(value)) return value.map(fromWire);
        if ("number" in value) return decimal.Decimal.of(value.number);
        if ("date" in value) return day.Day.of(value.date);
        return new Map(Object.entries(value.context).map(([key, entry]) => [key, fromWire(entry)]));
    };
    const toWire = (value) => {
        if (value instanceof decimal.Decimal) return {number: value.text()};
        if (value instanceof day.Day) return {date: value.text()};
        if (Array.isArray(value)) return value.map(toWire);
        if (value instanceof Map) return {context: Object.fromEntries([...value].map(([k, v]) => [k, toWire(v)]))};
        return value;
    };
    Object.assign(window, form, evaluation, decimal, numbers, {fromWire, toWire});
}"""
