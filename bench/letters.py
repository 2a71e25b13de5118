"""How long a letter takes, warm: the permit of the documentation's example, and the receipt slip with its QR code."""

from __future__ import annotations

import json
import os
import re
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")

from motcua.infra.letters import qr_svg, render, source

ROOT = Path(__file__).resolve().parents[1]
ISSUED_AT = datetime(2026, 11, 25, tzinfo=UTC)


def main(arguments: list[str]) -> dict[str, Any]:
    """The median in milliseconds over `arguments[0]` letters (200), each for another applicant."""
    letters = int(arguments[0]) if arguments else 200
    page = (ROOT / "docs/how-it-works/letters.md").read_text(encoding="utf-8")
    data = json.loads(re.findall(r"```json\n(.*?)\n```", page, re.DOTALL)[0])

    def slip(n: int) -> None:
        data["applicant"]["name"] = f"Nguyễn Thị Hằng Phượng {n}"
        qr = qr_svg(f"https://motcua.example.vn/tra-cuu/{n}")
        render(source("shared/receipt_slip"), data, issued_at=ISSUED_AT, files={"qr.svg": qr})

    qr = qr_svg("https://motcua.example.vn/x")

    def permit(n: int) -> None:
        data["applicant"]["name"] = f"Nguyễn Thị Hằng Phượng {n}"
        render(source("1.013225/permit"), data, issued_at=ISSUED_AT, files={"qr.svg": qr})

    first, *slips = _times(slip, letters)
    permits = _times(permit, letters)
    return {
        "bench": "letters",
        "value": _milliseconds(statistics.median(slips)),
        "unit": "ms for a receipt slip with a new QR code",
        "p99": _milliseconds(sorted(slips)[int(len(slips) * 0.99)]),
        "first": _milliseconds(first),
        "permit": _milliseconds(statistics.median(permits)),
    }


def _times(make: Callable[[int], None], letters: int) -> list[float]:
    taken = []
    for n in range(letters):
        start = time.perf_counter()
        make(n)
        taken.append(time.perf_counter() - start)
    return taken


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
