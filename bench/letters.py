"""How long a letter takes, warm: each of the seven forms on A4 and A5, a building permit, and the receipt slip with a
new QR code, which is what a counter waits for. Every form must stay under `LIMIT`.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

import yaml

from motcua.infra.letters import qr_svg, render, source

ROOT = Path(__file__).resolve().parents[1]
ISSUED_AT = datetime(2026, 11, 25, tzinfo=UTC)
LIMIT: Final = 100.0
"""Milliseconds a warm letter may take."""
PAPERS: Final = ("a4", "a5")


def main(arguments: list[str]) -> dict[str, Any]:
    """The median in milliseconds over `arguments[0]` receipt slips (200), each for another applicant; and that of every
    form on both sizes, over a tenth as many.
    """
    letters = int(arguments[0]) if arguments else 200
    few = max(letters // 10, 3)
    data = _example()
    first, *slips = _times(lambda n: _slip(data, n), letters)
    forms = {
        f"{form} {paper}": _milliseconds(statistics.median(_times(_printing(f"shared/{form}", data, paper), few)))
        for form in _forms()
        for paper in PAPERS
    }
    permit = _milliseconds(statistics.median(_times(_printing("1.013225/permit", data, "a4"), few)))
    slowest = max(forms, key=lambda name: forms[name])
    return {
        "bench": "letters",
        "value": _milliseconds(statistics.median(slips)),
        "unit": "ms for a receipt slip with a new QR code",
        "p99": _milliseconds(sorted(slips)[int(len(slips) * 0.99)]),
        "first": _milliseconds(first),
        "permit": permit,
        "forms": forms,
        "slowest": slowest,
        "limit": LIMIT,
        "within_limit": max(*forms.values(), permit) < LIMIT,
    }


def _example() -> dict[str, Any]:
    page = (ROOT / "docs/how-it-works/letters.md").read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(re.findall(r"```json\n(.*?)\n```", page, re.DOTALL)[0])
    return data


def _forms() -> list[str]:
    """The forms of Thông tư 03/2025/TT-VPCP, by their numbers."""
    listed = yaml.safe_load((ROOT / "catalogue/shared/letters.yaml").read_text(encoding="utf-8"))["letters"]
    return sorted((key for key, each in listed.items() if "form" in each), key=lambda key: str(listed[key]["form"]))


def _slip(data: dict[str, Any], n: int) -> None:
    data["applicant"]["name"] = f"Nguyễn Thị Hằng Phượng {n}"
    qr = qr_svg(f"https://motcua.example.vn/tra-cuu/{n}")
    render(source("shared/receipt_slip"), {**data, "paper": "a5"}, issued_at=ISSUED_AT, files={"qr.svg": qr})


def _printing(name: str, data: dict[str, Any], paper: str) -> Callable[[int], None]:
    files = {"qr.svg": qr_svg("https://motcua.example.vn/x")}

    def make(n: int) -> None:
        data["applicant"]["name"] = f"Nguyễn Thị Hằng Phượng {n}"
        render(source(name), {**data, "paper": paper}, issued_at=ISSUED_AT, files=files)

    make(-1)
    return make


def _times(make: Callable[[int], None], letters: int) -> list[float]:
    taken = []
    for n in range(letters):
        start = time.perf_counter()
        make(n)
        taken.append(time.perf_counter() - start)
    return taken


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
