"""Files under the hash of their content: the same content once, never half visible, no stranger's name on the disk."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO, Final, Protocol

_BLOCK: Final = 256 * 1024
_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class Readable(Protocol):
    """Anything that gives its bytes in pieces: an upload, an open file."""

    def read(self, size: int, /) -> bytes: ...


class TooLargeError(ValueError):
    """The stream did not end within `limit` bytes. Nothing of it was kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"more than {limit} bytes")
        self.limit = limit


class UnknownFileError(LookupError):
    """No content with this hash is in the store."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """Content that the store holds; `size` in bytes."""

    sha256: str
    size: int


class Incoming(Protocol):
    """A stream that has arrived whole, but that nobody can see yet."""

    @property
    def path(self) -> Path: ...

    @property
    def file(self) -> StoredFile: ...

    def keep(self) -> StoredFile:
        """Make it part of the store, durably."""


class Store(Protocol):
    """Where the bytes of documents are. A folder here; an S3 store can be another adapter."""

    def receive(self, stream: Readable, limit: int) -> AbstractContextManager[Incoming]:
        """Read the stream whole, at most `limit` bytes. What is not kept is gone at the end of the `with`.

        Raises `TooLargeError`.
        """

    def store(self, stream: Readable, limit: int) -> StoredFile:
        """Read the stream and keep it. Raises `TooLargeError`."""

    def open(self, sha256: str) -> BinaryIO:
        """The content as a real file, one with a descriptor. Raises `UnknownFileError`."""

    def exists(self, sha256: str) -> bool:
        """Whether the store holds content with this hash."""

    def delete(self, sha256: str, unused_for: timedelta) -> bool:
        """Remove content that nobody refers to and that was not stored again within `unused_for`; True if removed.

        The caller knows that nobody refers to it. The waiting time protects an upload of the same content that is
        already stored and whose row is not yet written.
        """

    def digests(self) -> Iterator[str]:
        """The hash of everything the store holds."""

    def drop_abandoned(self, unused_for: timedelta) -> int:
        """Remove what a crash left half received longer ago than `unused_for`; how many there were."""


class FolderStore:
    """A store in a folder of a local disk, for any number of threads and processes at once."""

    def __init__(self, root: Path) -> None:
        self._root = root

    @contextmanager
    def receive(self, stream: Readable, limit: int) -> Iterator[Incoming]:
        """See `Store.receive`."""
        folder = self._root / "incoming"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
        arrived = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                stored = _copy(stream, file, limit)
                file.flush()
                os.fsync(descriptor)
            yield _Arrived(self, arrived, stored)
        finally:
            arrived.unlink(missing_ok=True)

    def store(self, stream: Readable, limit: int) -> StoredFile:
        """See `Store.store`."""
        with self.receive(stream, limit) as incoming:
            return incoming.keep()

    def open(self, sha256: str) -> BinaryIO:
        """See `Store.open`."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise UnknownFileError(sha256) from None

    def exists(self, sha256: str) -> bool:
        """See `Store.exists`."""
        return self._path(sha256).exists()

    def delete(self, sha256: str, unused_for: timedelta) -> bool:
        """See `Store.delete`."""
        path = self._path(sha256)
        with _locked(path.parent) as folder:
            if not path.exists() or not _older_than(path, unused_for):
                return False
            path.unlink()
            os.fsync(folder)
        return True

    def digests(self) -> Iterator[str]:
        """See `Store.digests`."""
        for path in self._root.glob("content/??/*"):
            yield path.name

    def drop_abandoned(self, unused_for: timedelta) -> int:
        """See `Store.drop_abandoned`."""
        abandoned = [path for path in self._root.glob("incoming/*") if _older_than(path, unused_for)]
        for path in abandoned:
            path.unlink(missing_ok=True)
        return len(abandoned)

    def adopt(self, arrived: Path, sha256: str) -> None:
        """Give an arrived file its place. Content that is already here is only marked as used again."""
        path = self._path(sha256)
        # The lock keeps `delete` from removing content between our finding it and our marking it.
        with _locked(path.parent) as folder:
            if path.exists():
                os.utime(path)
                return
            arrived.chmod(0o400)
            arrived.replace(path)
            os.fsync(folder)

    def _path(self, sha256: str) -> Path:
        digest = checked_digest(sha256)
        return self._root / "content" / digest[:2] / digest


def checked_digest(sha256: str) -> str:
    """The same text, if it is a SHA-256 in lower-case hexadecimal: only such may become part of a path."""
    if not _DIGEST.fullmatch(sha256):
        raise UnknownFileError(sha256)
    return sha256


@dataclass(frozen=True, slots=True)
class _Arrived:
    store: FolderStore
    path: Path
    file: StoredFile

    def keep(self) -> StoredFile:
        self.store.adopt(self.path, self.file.sha256)
        return self.file


def _copy(stream: Readable, file: BinaryIO, limit: int) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > limit:
            raise TooLargeError(limit)
        digest.update(block)
        file.write(block)
    return StoredFile(digest.hexdigest(), size)


@contextmanager
def _locked(folder: Path) -> Iterator[int]:
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _opened(folder.parent) as parent:
            os.fsync(parent)
    with _opened(folder) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _older_than(path: Path, age: timedelta) -> bool:
    # The file system's own times are compared with the machine's clock, not with a training city's.
    try:
        return path.stat().st_mtime < time.time() - age.total_seconds()
    except FileNotFoundError:  # an upload that ended just now
        return False
