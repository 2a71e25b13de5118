"""Pages as pictures: officers look at these, no citizen's file is opened by a program on their machine."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from motcua.infra.files import confined, limits
from motcua.infra.files.kinds import HEAD, kind_of
from motcua.infra.files.store import Store, checked_digest


class Previews:
    """Draws pages of stored files and remembers them in a folder, which may be emptied at any time."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder

    def page(self, sha256: str, page: int, width: int) -> bytes:
        """The page (from 1) as WebP, at most `width` points wide, one of `limits.PREVIEW_WIDTHS`; the right way up.

        Raises `UnknownFileError`, `confined.DecoderError` where the file has no such page or none can be drawn, and
        ValueError for another width.
        """
        if width not in limits.PREVIEW_WIDTHS or page < 1:
            raise ValueError(f"no preview of page {page} in width {width}: widths are {limits.PREVIEW_WIDTHS}")
        remembered = self._place(sha256) / f"{page}-{width}.webp"
        if remembered.exists():
            return remembered.read_bytes()
        picture = self._draw(sha256, page, width)
        _write_whole(remembered, picture)
        return picture

    def forget(self, sha256: str) -> None:
        """Remove every picture of this content, as when the content itself goes."""
        for picture in self._place(sha256).glob("*"):
            picture.unlink(missing_ok=True)

    def _draw(self, sha256: str, page: int, width: int) -> bytes:
        with self._store.open(sha256) as file:
            kind = kind_of(file.read(HEAD))
            if not kind.readable:
                raise confined.DecoderError(confined.Ending.DAMAGED)
            return confined.run(kind.decoder, file, "draw", str(page), str(width))

    def _place(self, sha256: str) -> Path:
        digest = checked_digest(sha256)
        return self._folder / digest[:2] / digest


def _write_whole(path: Path, content: bytes) -> None:
    """Readers see the old state or all of the new one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, scratch = tempfile.mkstemp(dir=path.parent, prefix=".")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(scratch).replace(path)
