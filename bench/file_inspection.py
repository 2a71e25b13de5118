"""How long it takes to find out what an uploaded file is, in a process of its own, and to draw a page of it."""

from __future__ import annotations

import io
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image

from motcua.infra.files import FolderStore, Previews, inspect


def main(arguments: list[str]) -> dict[str, Any]:
    """Medians in milliseconds over `arguments[0]` files (15) of each kind; `floor` decodes in the calling process."""
    rounds = int(arguments[0]) if arguments else 15
    with tempfile.TemporaryDirectory() as folder:
        photo = Path(folder) / "photo.jpg"
        Image.effect_noise((3000, 4000), 40).convert("RGB").save(photo, quality=80)
        scan = Path(folder) / "scan.pdf"
        Image.effect_noise((2480, 3508), 40).save(scan, "PDF", resolution=300)
        store = FolderStore(Path(folder) / "files")
        kept = store.store(io.BytesIO(scan.read_bytes()), limit=100_000_000).sha256
        inspected = _median(lambda _: inspect(photo), rounds)
        floor = _median(lambda _: _decode(photo), rounds)
        return {
            "bench": "file_inspection",
            "value": inspected,
            "unit": "ms to look into a photograph of 12 million points",
            "floor": floor,
            "ratio": round(floor / inspected, 2),
            "pdf": _median(lambda _: inspect(scan), rounds),
            "preview": _median(lambda n: Previews(store, Path(folder) / str(n)).page(kept, 1, 800), rounds),
        }


def _decode(photo: Path) -> None:
    with Image.open(photo) as picture:
        picture.draft(None, (320, 320))
        picture.load()


def _median(work: Callable[[int], object], rounds: int) -> float:
    taken = []
    for n in range(rounds):
        start = time.perf_counter()
        work(n)
        taken.append(time.perf_counter() - start)
    return round(statistics.median(taken) * 1000, 1)
