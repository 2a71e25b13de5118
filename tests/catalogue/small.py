"""A catalogue of one minimal package in a folder of its own, to be changed by a test."""

from __future__ import annotations

from pathlib import Path

from tests.catalogue.reading import CATALOGUE, MINIMAL, files_in

CODE = "1.000001"


def lay_out(folder: Path) -> Path:
    """Write the real shared part and the minimal package; the folder."""
    for part in ("shared", "schema"):
        write(folder, files_in(CATALOGUE / part, CATALOGUE))
    write(folder / CODE, files_in(MINIMAL))
    return folder


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def replace(file: Path, old: str, new: str) -> None:
    """Change one place of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
