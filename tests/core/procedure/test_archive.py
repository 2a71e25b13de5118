"""A package as a file: the same bytes for the same content, and every trick of a hostile archive refused."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.core.procedure import ArchiveError, is_name_of_a_package, read_archive, write_archive
from motcua.core.procedure import archive as limits
from tests.catalogue.reading import files_in, package_folders

MAIN = "procedure.yaml"
THE_BYTES = 2624810546
NAMES = st.from_regex(r"(forms|letters|scenarios|decisions)/[a-z][a-z0-9_]{0,20}", fullmatch=True).map(
    lambda stem: (
        stem + {"forms": ".yaml", "letters": ".typ", "scenarios": ".yaml", "decisions": ".dmn"}[stem.split("/")[0]]
    )
)


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive as any program may write it, doubles and all."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", way) as archive:
        warnings.simplefilter("ignore")
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def with_main(*entries: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    return packed((MAIN, b"code: x\n"), *entries)


@pytest.mark.parametrize("folder", package_folders(), ids=lambda folder: folder.name)
def test_every_package_goes_out_and_comes_in_as_it_was(folder) -> None:
    files = files_in(folder)
    assert read_archive(write_archive(files)) == files


@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=8))
def test_what_was_written_is_read_and_equal_content_gives_equal_bytes(files: dict[str, bytes]) -> None:
    whole = {MAIN: b"code: x\n", **files}
    written = write_archive(whole)
    assert read_archive(written) == whole
    assert write_archive(dict(reversed(whole.items()))) == written


def test_the_bytes_of_an_archive_are_the_same_for_ever() -> None:
    digest = zlib.crc32(write_archive({MAIN: b"code: x\n", "form.yaml": b"title: y\n"}))
    assert digest == THE_BYTES


def test_a_folder_around_all_files_is_left_out() -> None:
    around = packed(("1.013225/", b""), ("1.013225/procedure.yaml", b"a"), ("1.013225/letters/permit.typ", b"b"))
    assert read_archive(around) == {MAIN: b"a", "letters/permit.typ": b"b"}


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd",
        "../procedure.yaml",
        "letters/../../x.typ",
        "letters/./x.typ",
        "letters//x.typ",
        "letters\\x.typ",
        "..\\x.typ",
        "C:/form.yaml",
        "c:form.yaml",
        "//host/share/form.yaml",
        "../",
    ],
)
def test_names_that_point_out_of_the_package_are_refused(name: str) -> None:
    entry = zipfile.ZipInfo("form.yaml")
    entry.filename = name
    with pytest.raises(ArchiveError, match="points out"):
        read_archive(with_main((entry, b"")))


def test_a_name_with_a_hidden_end_is_refused() -> None:
    whole = with_main(("form.yaml_exe", b""))
    with pytest.raises(ArchiveError, match="points out"):
        read_archive(whole.replace(b"form.yaml_exe", b"form.yaml\0exe"))


@pytest.mark.parametrize(
    "name",
    [
        "notes.txt",
        "letters/permit.exe",
        "letters/Giấy.typ",
        "letters/deep/permit.typ",
        "__MACOSX/._procedure.yaml",
        "inner.zip",
        "scripts/x.py",
        "PROCEDURE2.yaml",
        ".git/config",
    ],
)
def test_what_no_package_has_is_refused_by_name(name: str) -> None:
    assert not is_name_of_a_package(name)
    with pytest.raises(ArchiveError) as refused:
        read_archive(with_main((name, b"")))
    assert name in refused.value.vi
    with pytest.raises(ArchiveError):
        write_archive({MAIN: b"", name: b""})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("form.yaml", "form.yaml"),
        ("form.yaml", "FORM.yaml"),
        ("letters/permit.typ", "Letters/Permit.typ"),
        ("letters/\u00e9.typ", "letters/e\u0301.typ"),
        ("letters/a.typ", "letters/\uff41.typ"),
    ],
)
def test_a_file_that_is_there_twice_is_refused(one: str, other: str) -> None:
    with pytest.raises(ArchiveError, match=r"twice|no file called"):
        read_archive(with_main((one, b"first"), (other, b"second")))


@pytest.mark.parametrize("kind", [0o120000, 0o010000, 0o020000, 0o060000, 0o140000])
def test_links_and_special_files_are_refused(kind: int) -> None:
    entry = zipfile.ZipInfo("form.yaml")
    entry.create_system = 3
    entry.external_attr = (kind | 0o777) << 16
    with pytest.raises(ArchiveError, match="link"):
        read_archive(with_main((entry, b"/etc/passwd")))


def test_an_encrypted_file_is_refused() -> None:
    whole = bytearray(with_main(("form.yaml", b"secret")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = whole.find(mark)
        while place >= 0:
            whole[place + at] |= 1
            place = whole.find(mark, place + 1)
    with pytest.raises(ArchiveError, match="encrypted"):
        read_archive(bytes(whole))


@pytest.mark.parametrize("way", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_ways_of_packing_that_nobody_needs_are_refused(way: int) -> None:
    with pytest.raises(ArchiveError, match="packed in a way"):
        read_archive(packed((MAIN, b"code: x" * 20), way=way))


def test_an_unknown_way_of_packing_is_refused() -> None:
    whole = bytearray(packed((MAIN, b"code: x")))
    whole[8:10] = whole[whole.find(b"PK\x01\x02") + 10 : whole.find(b"PK\x01\x02") + 12] = struct.pack("<H", 97)
    with pytest.raises(ArchiveError):
        read_archive(bytes(whole))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ArchiveError, match="grows more than"):
        read_archive(with_main(("form.yaml", b"\0" * 4_000_000)))


def test_a_bomb_inside_an_archive_inside_is_not_even_looked_at() -> None:
    inner = packed(("form.yaml", b"\0" * 4_000_000))
    with pytest.raises(ArchiveError, match="no file called"):
        read_archive(with_main(("letters/inner.zip", inner)))


def test_a_file_that_lies_about_its_size_is_refused() -> None:
    whole = bytearray(packed((MAIN, b"code: x\n" * 100)))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = whole.find(mark)
        whole[place + at : place + at + 4] = struct.pack("<I", 8)
    with pytest.raises(ArchiveError, match=r"no \.zip"):
        read_archive(bytes(whole))


def test_a_file_larger_than_any_of_a_package_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_BYTES_OF_A_FILE", 1000)
    big = {MAIN: bytes(range(256)) * 4}
    with pytest.raises(ArchiveError, match="larger than"):
        read_archive(packed(*big.items()))
    with pytest.raises(ArchiveError, match="larger than"):
        write_archive(big)


def test_too_much_altogether_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    files = [(f"letters/l{n}.typ", b"x" * 100) for n in range(20)]
    monkeypatch.setattr(limits, "MOST_BYTES", 1900)
    with pytest.raises(ArchiveError, match="archive is larger"):
        read_archive(with_main(*files))


def test_too_many_files_are_refused() -> None:
    files = [(f"letters/l{n}.typ", b"") for n in range(limits.MOST_FILES)]
    with pytest.raises(ArchiveError, match=str(limits.MOST_FILES)):
        read_archive(with_main(*files))


@pytest.mark.parametrize("spoil", [lambda whole: whole[:-30], lambda _: b"", lambda _: b"PK", lambda _: b"code: x\n"])
def test_what_is_no_archive_is_told_so(spoil: Callable[[bytes], bytes]) -> None:
    with pytest.raises(ArchiveError, match=r"no \.zip"):
        read_archive(spoil(with_main(("form.yaml", b"title"))))


def test_a_damaged_file_is_told_so() -> None:
    whole = bytearray(packed((MAIN, b"code: x\n"), way=zipfile.ZIP_STORED))
    whole[whole.find(b"code: x")] ^= 1
    with pytest.raises(ArchiveError, match=r"no \.zip"):
        read_archive(bytes(whole))


def test_an_archive_without_procedure_yaml_is_no_package() -> None:
    with pytest.raises(ArchiveError, match=r"procedure\.yaml"):
        read_archive(packed(("form.yaml", b"")))


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fall(content: bytes) -> None:
    for whole in (content, with_main(("form.yaml", b"abc"))[:-22] + content):
        with suppress(ArchiveError):
            read_archive(whole)


@given(st.integers(min_value=0, max_value=400), st.integers(min_value=0, max_value=255))
def test_no_spoilt_byte_makes_the_reader_fall(place: int, byte: int) -> None:
    whole = bytearray(with_main(("form.yaml", b"abc"), ("letters/a.typ", b"= A")))
    whole[place % len(whole)] = byte
    try:
        read = read_archive(bytes(whole))
    except ArchiveError:
        return
    assert read.keys() <= {MAIN, "form.yaml", "letters/a.typ"} or all(map(is_name_of_a_package, read))
