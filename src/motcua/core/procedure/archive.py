"""A package as one file: a .zip that says the same bytes for the same content, read with suspicion.

Whoever sends a package may be mistaken or hostile. Names are those that a package may have, each once, whatever the
case or the way its letters are composed; nothing is a link, encrypted, or larger than a package ever is.
"""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from motcua.core.text import ToldError

MOST_FILES = 300
MOST_BYTES = 32_000_000
"""Of all files together, as they are when unpacked."""
MOST_BYTES_OF_A_FILE = 8_000_000
"""A diagram of 10,000 elements has about five million."""
MOST_TIMES = 200
"""How many times its packed size a file may have; plain text shrinks to a tenth, a bomb to a thousandth."""

_MAIN = "procedure.yaml"
_NAME = re.compile(
    r"procedure\.yaml|process\.bpmn|form\.yaml|fees\.yaml"
    r"|(forms|scenarios)/[a-z0-9][a-z0-9_-]{0,79}\.yaml|letters/[a-z][a-z0-9_]{0,79}\.typ"
    r"|decisions/[a-z][a-z0-9_]{0,79}\.dmn"
)
_DRIVE = re.compile(r"[A-Za-z]:")
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE = 0o100644 << 16
# What the standard reader raises for bytes that are no sound archive.
_UNSOUND = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    ValueError,
    OverflowError,
    OSError,
)


class ArchiveError(ToldError):
    """The file is no package: `vi` and `en` say what is wrong with it and what to do."""


def is_name_of_a_package(name: str) -> bool:
    """Whether a package may have a file of this name: `procedure.yaml`, `letters/permit.typ`, `decisions/fee.dmn`."""
    return _NAME.fullmatch(name) is not None


def check_file(name: str, content: bytes) -> None:
    """Raises ArchiveError for a file that no package may have."""
    if not is_name_of_a_package(name):
        raise _no_name(name)
    if len(content) > MOST_BYTES_OF_A_FILE:
        raise _too_large(name)


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """The package as a .zip. Equal files give equal bytes, on every machine: the order is that of the names, the time
    is fixed, and nothing is squeezed, for libraries squeeze differently.

    Raises ArchiveError for a name or a size that `read_archive` would refuse.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            check_file(name, content)
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.create_system = 3  # the same on every system
            entry.external_attr = _ORDINARY_FILE
            archive.writestr(entry, content)
    return out.getvalue()


def read_archive(archive: bytes) -> dict[str, bytes]:
    """The files of a package, by their names inside it. A folder around all of them is left out.

    Raises ArchiveError, before anything is unpacked that is not of a package or too large.
    """
    if len(archive) > MOST_BYTES:
        raise _whole_too_large()
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            entries = _entries(opened)
            return {name: _content(opened, entry, name) for name, entry in entries.items()}
    except _UNSOUND as wrong:
        raise ArchiveError(
            "Tệp không phải là tệp .zip đọc được; hãy xuất lại gói thủ tục rồi thử lại.",
            "This is no .zip that can be read; export the package again and try once more.",
        ) from wrong


def _entries(opened: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """What is in it, by the name inside the package, if all of it may be unpacked."""
    listed = opened.infolist()
    if len(listed) > MOST_FILES:
        raise ArchiveError(
            f"Gói có {len(listed)} tệp, nhiều hơn {MOST_FILES}; hãy chỉ nén các tệp của một thủ tục.",
            f"The archive holds {len(listed)} files, more than {MOST_FILES}; pack the files of one procedure only.",
        )
    for entry in listed:
        _check_path(entry)
    files = [entry for entry in listed if not entry.is_dir()]
    around = _folder_around([entry.filename for entry in files])
    named: dict[str, zipfile.ZipInfo] = {}
    for name, entry in _without_doubles(files, around):
        if not is_name_of_a_package(name):
            raise _no_name(name)
        _check_entry(entry, name)
        named[name] = entry
    if _MAIN not in named:
        raise ArchiveError(
            f"Gói thiếu tệp {_MAIN}; hãy nén đúng thư mục của thủ tục.",
            f"The archive has no {_MAIN}; pack the folder of the procedure itself.",
        )
    if sum(entry.file_size for entry in named.values()) > MOST_BYTES:
        raise _whole_too_large()
    return named


def _check_path(entry: zipfile.ZipInfo) -> None:
    """The name as it is written in the archive, not as this system would take it."""
    written = entry.orig_filename
    parts = written.removesuffix("/").split("/")
    tricks = "\\" in written or "\0" in written or _DRIVE.match(written) or written.startswith("/")
    if tricks or any(part in ("", ".", "..") for part in parts):
        raise ArchiveError(
            f"Tên tệp «{_shown(written)}» trỏ ra ngoài gói; gói này không được nhận.",
            f"The name “{_shown(written)}” points out of the package; this archive is refused.",
        )
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ArchiveError(
            f"«{_shown(written)}» là liên kết hoặc tệp đặc biệt; hãy thay bằng tệp thường.",
            f"“{_shown(written)}” is a link or a special file; put the file itself in its place.",
        )


def _folder_around(names: list[str]) -> str:
    """The one folder in which everything lies, as file managers pack it; empty where there is none."""
    first = {name.split("/", 1)[0] for name in names if "/" in name}
    alone = len(first) == 1 and all("/" in name for name in names)
    return f"{first.pop()}/" if alone else ""


def _without_doubles(files: list[zipfile.ZipInfo], around: str) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    seen: set[str] = set()
    for entry in files:
        name = entry.filename.removeprefix(around)
        alike = unicodedata.normalize("NFKC", name).casefold()
        if alike in seen:
            raise ArchiveError(
                f"Tệp «{_shown(name)}» có hai lần trong gói; hãy giữ lại một.",
                f"The file “{_shown(name)}” is in the archive twice; keep one of them.",
            )
        seen.add(alike)
        yield name, entry


def _check_entry(entry: zipfile.ZipInfo, name: str) -> None:
    if entry.flag_bits & _ENCRYPTED:
        raise ArchiveError(
            f"Tệp {name} bị đặt mật khẩu; hãy nén lại không mật khẩu.",
            f"The file {name} is encrypted; pack it again without a password.",
        )
    if entry.compress_type not in _PACKED:
        raise ArchiveError(
            f"Tệp {name} được nén theo cách không dùng ở đây; hãy nén lại thành .zip thường.",
            f"The file {name} is packed in a way not used here; pack it again as an ordinary .zip.",
        )
    if entry.file_size > MOST_BYTES_OF_A_FILE:
        raise _too_large(name)
    if entry.file_size > MOST_TIMES * max(entry.compress_size, 1):
        raise ArchiveError(
            f"Tệp {name} phình ra hơn {MOST_TIMES} lần khi giải nén; gói này không được nhận.",
            f"The file {name} grows more than {MOST_TIMES} times when unpacked; this archive is refused.",
        )


def _content(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> bytes:
    """The bytes, never more than was announced; other bytes than announced are no sound archive."""
    with opened.open(entry) as packed:
        content = packed.read(MOST_BYTES_OF_A_FILE + 1)
    if len(content) != entry.file_size:
        raise zipfile.BadZipFile(f"{name} has {len(content)} bytes and announced {entry.file_size}")
    return content


def _no_name(name: str) -> ArchiveError:
    return ArchiveError(
        f"Gói thủ tục không có tệp tên «{_shown(name)}»; chỉ có procedure.yaml, process.bpmn, form.yaml, fees.yaml, "
        "forms/*.yaml, letters/*.typ, decisions/*.dmn và scenarios/*.yaml.",
        f"A package has no file called “{_shown(name)}”; it has procedure.yaml, process.bpmn, form.yaml, fees.yaml, "
        "forms/*.yaml, letters/*.typ, decisions/*.dmn and scenarios/*.yaml.",
    )


def _too_large(name: str) -> ArchiveError:
    most = MOST_BYTES_OF_A_FILE // 1_000_000
    return ArchiveError(
        f"Tệp {name} lớn hơn {most} MB; một tệp của gói thủ tục không bao giờ lớn như vậy.",
        f"The file {name} is larger than {most} MB; no file of a package ever is.",
    )


def _whole_too_large() -> ArchiveError:
    most = MOST_BYTES // 1_000_000
    return ArchiveError(f"Gói lớn hơn {most} MB; không nhận.", f"The archive is larger than {most} MB; it is refused.")


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "□" for letter in name[:80])
