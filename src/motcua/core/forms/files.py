"""Which files are accepted: for a component of a dossier and for a `file` field alike.

The rule looks at facts that somebody else found out by opening the file. What a browser declares about a file counts
only until the server has looked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from motcua.core.forms.wording import Text, filled, number_text

MEGABYTE: Final = 1024 * 1024

KINDS: Final[dict[str, tuple[Text, frozenset[str]]]] = {
    "pdf": (Text("PDF", "PDF"), frozenset({"application/pdf"})),
    "image": (
        Text("ảnh (JPG, PNG, WEBP, TIFF)", "image (JPG, PNG, WEBP, TIFF)"),
        frozenset({"image/jpeg", "image/png", "image/webp", "image/tiff"}),
    ),
    "document": (
        Text("văn bản (DOCX, ODT)", "document (DOCX, ODT)"),
        frozenset(
            {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.oasis.opendocument.text",
            }
        ),
    ),
    "spreadsheet": (
        Text("bảng tính (XLSX, ODS)", "spreadsheet (XLSX, ODS)"),
        frozenset(
            {
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.oasis.opendocument.spreadsheet",
            }
        ),
    ),
    "drawing": (Text("bản vẽ (DWG, DXF)", "drawing (DWG, DXF)"), frozenset({"image/vnd.dwg", "image/vnd.dxf"})),
    "video": (Text("video (MP4)", "video (MP4)"), frozenset({"video/mp4"})),
}
"""What people call a kind of file, and the media types that belong to it."""

_SHOWN_NAME = 60
_hiding = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """What is known of an uploaded file; `detected_type` is None until the server has looked into it."""

    name: str
    size: int
    declared_type: str
    detected_type: str | None = None
    pages: int | None = None
    encrypted: bool = False
    has_active_content: bool = False


@dataclass(frozen=True, slots=True)
class FileError:
    """What is wrong with the files given, or with the one at `index`, and what to do about it."""

    code: str
    index: int | None
    message: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRule:
    """How many files of which kinds; each of at most `max_bytes` and, where pages are counted, `max_pages`."""

    accept: tuple[str, ...]
    max_bytes: int
    max_files: int
    min_files: int = 1
    max_pages: int | None = None

    def media_types(self) -> frozenset[str]:
        """All media types of the accepted kinds."""
        return frozenset[str]().union(*(KINDS[kind][1] for kind in self.accept))

    def check(self, files: Sequence[FileFacts]) -> tuple[FileError, ...]:
        """Everything that is wrong; empty when the files are complete and all of them can be taken."""
        if len(files) < self.min_files:
            return (FileError("too_few_files", None, self.sentences()["too_few_files"]), *self.faults(files))
        return self.faults(files)

    def faults(self, files: Sequence[FileFacts]) -> tuple[FileError, ...]:
        """What is wrong with the files that are there. Too many are not looked at one by one."""
        if len(files) > self.max_files:
            return (FileError("too_many_files", None, self.sentences()["too_many_files"]),)
        found = [(code, index, file) for index, file in enumerate(files) for code in self._faults_of(file)]
        sentences = self.sentences() if found else {}
        return tuple(FileError(code, index, _named(sentences[code], file)) for code, index, file in found)

    def sentences(self) -> dict[str, Text]:
        """The sentence of every code with this rule's figures; `{name}` and `{size}` of a file are still to come."""
        kinds = [KINDS[kind][0] for kind in self.accept]
        figures = {
            "kinds": Text(", ".join(kind.vi for kind in kinds), ", ".join(kind.en for kind in kinds)),
            "largest": megabytes(self.max_bytes),
            "most": Text(str(self.max_files), str(self.max_files)),
            "least": Text(str(self.min_files), str(self.min_files)),
            "pages": Text(str(self.max_pages), str(self.max_pages)),
        }
        return {code: _with_figures(sentence, figures) for code, sentence in _SENTENCES.items()}

    def _faults_of(self, file: FileFacts) -> list[str]:
        kind = file.declared_type if file.detected_type is None else file.detected_type
        if file.size <= 0:
            return ["empty_file"]
        if kind not in self.media_types():
            return ["file_kind"]
        found = {
            "file_too_large": file.size > self.max_bytes,
            "file_encrypted": file.encrypted,
            "file_active": file.has_active_content,
            "file_too_long": self.max_pages is not None and (file.pages or 0) > self.max_pages,
        }
        return [code for code, is_so in found.items() if is_so]


def megabytes(size: int) -> Text:
    """`32,5 MB`, rounded up, so that a file over a limit never reads as the limit."""
    tenths = -(-size * 10 // MEGABYTE)
    shown = number_text(Decimal(f"{tenths // 10}.{tenths % 10}".removesuffix(".0")))
    return Text(f"{shown.vi} MB", f"{shown.en} MB")


def _with_figures(sentence: Text, figures: dict[str, Text]) -> Text:
    for name, figure in figures.items():
        sentence = filled(sentence, name, figure)
    return sentence


def _named(sentence: Text, file: FileFacts) -> Text:
    name = _hiding.sub("", file.name)
    shown = name if len(name) <= _SHOWN_NAME else f"{name[: _SHOWN_NAME - 1]}…"
    return filled(filled(sentence, "size", megabytes(file.size)), "name", Text(shown, shown))


_SENTENCES: Final = {
    "too_few_files": Text("cần ít nhất {least} tệp. Hãy tải thêm.", "at least {least} files are needed. Upload more."),
    "too_many_files": Text(
        "chỉ nhận tối đa {most} tệp. Hãy bỏ bớt hoặc ghép các tệp lại.",
        "at most {most} files are taken. Remove some, or join them.",
    ),
    "empty_file": Text(
        "tệp “{name}” trống. Hãy kiểm tra rồi tải lại.", "the file “{name}” is empty. Check it and upload it again."
    ),
    "file_kind": Text(
        "tệp “{name}” không thuộc loại được nhận. Hãy dùng {kinds}.",
        "the file “{name}” is not of an accepted kind. Use {kinds}.",
    ),
    "file_too_large": Text(
        "tệp “{name}” nặng {size}, quá mức {largest}. Hãy giảm dung lượng hoặc chia nhỏ rồi tải lại.",
        "the file “{name}” has {size}, more than {largest}. Make it smaller or split it, then upload it again.",
    ),
    "file_encrypted": Text(
        "tệp “{name}” có mật khẩu nên không mở được. Hãy bỏ mật khẩu rồi tải lại.",
        "the file “{name}” has a password and cannot be opened. Remove the password and upload it again.",
    ),
    "file_active": Text(
        "tệp “{name}” chứa chương trình tự chạy. Hãy lưu thành PDF thường rồi tải lại.",
        "the file “{name}” holds a program. Save it as a plain PDF and upload it again.",
    ),
    "file_too_long": Text(
        "tệp “{name}” dài quá {pages} trang. Hãy bỏ trang thừa hoặc chia nhỏ rồi tải lại.",
        "the file “{name}” has more than {pages} pages. Remove pages or split it, then upload it again.",
    ),
}
"""What is wrong and what to do. The figures come from the rule, `{name}` and `{size}` from the file."""
