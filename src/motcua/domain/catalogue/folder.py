"""A catalogue as a folder of plain files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_COMMON = ("schema", "shared")
_MAIN = "procedure.yaml"


def shared_in(folder: Path) -> dict[str, bytes]:
    """The files that all packages have in common, named like `shared/roles.yaml`."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for name in _COMMON for path in _files(folder / name)
    }


def packages_in(folder: Path) -> dict[str, dict[str, bytes]]:
    """The files of each package, named as inside its folder, by the name of the folder."""
    return {
        main.parent.name: {path.relative_to(main.parent).as_posix(): path.read_bytes() for path in _files(main.parent)}
        for main in sorted(folder.glob(f"*/{_MAIN}"))
    }


def _files(folder: Path) -> Iterator[Path]:
    """All files below a folder, without those that editors hide there."""
    return (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    )
