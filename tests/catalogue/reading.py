"""The catalogue's files as the readers take them: bytes by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from motcua.core.procedure import Shared, read_shared

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "catalogue"
MINIMAL = Path(__file__).parent / "minimal"
BROKEN = Path(__file__).parent / "broken"
ELEMENTS = Path(__file__).parent / "elements"  # draws all that the process engine runs


def files_in(folder: Path, relative_to: Path | None = None) -> dict[str, bytes]:
    """All files below a folder, named as inside it."""
    whole = relative_to or folder
    return {
        path.relative_to(whole).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@cache
def shared() -> Shared:
    """The shared part of the real catalogue, read once."""
    return read_shared(shared_files())


def shared_files() -> dict[str, bytes]:
    return files_in(CATALOGUE / "shared", CATALOGUE) | files_in(CATALOGUE / "schema", CATALOGUE)


def package_folders() -> list[Path]:
    """The folders of the real packages."""
    return sorted(path.parent for path in CATALOGUE.glob("*/procedure.yaml"))
