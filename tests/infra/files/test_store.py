"""The store keeps each content once, whole, under its hash."""

import hashlib
import io
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.infra.files import FolderStore, TooLargeError, UnknownFileError

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path)


def everything_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def as_if_stored(days_ago: int, path: Path) -> None:
    then = path.stat().st_mtime - days_ago * 86_400
    os.utime(path, (then, then))


def test_content_comes_back_as_it_was_under_its_hash(store: FolderStore) -> None:
    content = "Đơn đề nghị cấp giấy phép".encode() * 100_000
    stored = store.store(io.BytesIO(content), limit=len(content))
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.size == len(content)
    with store.open(stored.sha256) as file:
        assert file.read() == content


def test_the_same_content_is_kept_once(store: FolderStore, tmp_path: Path) -> None:
    first = store.store(io.BytesIO(b"same"), limit=10)
    second = store.store(io.BytesIO(b"same"), limit=10)
    assert first == second
    assert len(everything_in(tmp_path)) == 1


def test_many_at_once_store_the_same_content_once(store: FolderStore, tmp_path: Path) -> None:
    contents = [bytes([n % 3]) * 300_000 for n in range(24)]
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda content: store.store(io.BytesIO(content), limit=300_000), contents))
    assert [file.sha256 for file in stored] == [hashlib.sha256(content).hexdigest() for content in contents]
    assert sorted(path.name for path in everything_in(tmp_path)) == sorted({file.sha256 for file in stored})


def test_a_stream_over_the_limit_is_refused_and_leaves_nothing(store: FolderStore, tmp_path: Path) -> None:
    with pytest.raises(TooLargeError):
        store.store(io.BytesIO(b"x" * 11), limit=10)
    assert everything_in(tmp_path) == []


def test_a_stream_that_breaks_leaves_nothing(store: FolderStore, tmp_path: Path) -> None:
    class Broken:
        def read(self, _size: int, /) -> bytes:
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        store.store(Broken(), limit=10)
    assert everything_in(tmp_path) == []


def test_what_arrives_is_not_in_the_store_before_it_is_kept(store: FolderStore) -> None:
    with store.receive(io.BytesIO(b"paper"), limit=10) as incoming:
        assert incoming.path.read_bytes() == b"paper"
        assert not store.exists(incoming.file.sha256)
        incoming.keep()
    assert store.exists(incoming.file.sha256)


def test_what_is_not_kept_is_gone(store: FolderStore, tmp_path: Path) -> None:
    with store.receive(io.BytesIO(b"paper"), limit=10):
        pass
    assert everything_in(tmp_path) == []


def test_stored_content_cannot_be_changed_by_accident(store: FolderStore, tmp_path: Path) -> None:
    store.store(io.BytesIO(b"evidence"), limit=10)
    (kept,) = everything_in(tmp_path)
    assert kept.stat().st_mode & 0o777 == 0o400


@given(name=st.text(max_size=80).filter(lambda text: len(text) != 64))
def test_no_name_but_a_hash_reaches_the_file_system(name: str) -> None:
    store = FolderStore(Path("/nowhere"))
    for use in (store.open, store.exists, lambda digest: store.delete(digest, DAY)):
        with pytest.raises(UnknownFileError):
            use(name)


@pytest.mark.parametrize("change", [str.upper, lambda text: "../" + text[3:], lambda text: text[:63] + "\n"])
def test_something_like_a_hash_is_no_hash(store: FolderStore, change: Callable[[str], str]) -> None:
    stored = store.store(io.BytesIO(b"paper"), limit=10)
    with pytest.raises(UnknownFileError):
        store.open(change(stored.sha256))


def test_unknown_content_is_said_to_be_unknown(store: FolderStore) -> None:
    with pytest.raises(UnknownFileError):
        store.open("0" * 64)
    assert not store.exists("0" * 64)
    assert not store.delete("0" * 64, DAY)


def test_content_unused_for_long_is_deleted(store: FolderStore, tmp_path: Path) -> None:
    stored = store.store(io.BytesIO(b"old"), limit=10)
    as_if_stored(2, everything_in(tmp_path)[0])
    assert store.delete(stored.sha256, unused_for=DAY)
    assert list(store.digests()) == []


def test_content_stored_again_just_now_is_not_deleted(store: FolderStore, tmp_path: Path) -> None:
    stored = store.store(io.BytesIO(b"old"), limit=10)
    as_if_stored(2, everything_in(tmp_path)[0])
    store.store(io.BytesIO(b"old"), limit=10)
    assert not store.delete(stored.sha256, unused_for=DAY)
    assert list(store.digests()) == [stored.sha256]


def test_what_a_crash_left_half_received_is_dropped_after_a_while(store: FolderStore, tmp_path: Path) -> None:
    for name in ("crashed", "arriving"):
        (tmp_path / "incoming").mkdir(exist_ok=True)
        (tmp_path / "incoming" / name).write_bytes(b"half")
    as_if_stored(2, tmp_path / "incoming" / "crashed")
    assert store.drop_abandoned(unused_for=DAY) == 1
    assert [path.name for path in everything_in(tmp_path)] == ["arriving"]
