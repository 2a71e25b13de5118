"""The sentences for files that no procedure accepts. They begin like those of `core.forms`, to stand behind a label."""

from __future__ import annotations

from typing import Final

from motcua.core.forms import FileFacts, FileRule, Text
from motcua.domain.records.types import Refusal
from motcua.infra.files import Fault, Findings, Kind


def too_large(name: str, rule: FileRule) -> Refusal:
    """The upload was broken off at the limit, so its own size is not known."""
    limit = rule.max_bytes // (1024 * 1024)
    return Refusal("file_too_large", _named(_TOO_LARGE, name, limit=str(limit)))


def for_what_it_is(name: str, findings: Findings) -> Refusal | None:
    """Why this content cannot be a document whatever the procedure; None when it can."""
    if findings.fault is None:
        return None
    if findings.fault is Fault.UNREADABLE_KIND:
        return Refusal(f"file_{findings.kind}", _named(_KINDS.get(findings.kind, _UNKNOWN_KIND), name))
    return Refusal(f"file_{findings.fault}", _named(_FAULTS[findings.fault], name))


def by_the_rule(facts: FileFacts, rule: FileRule) -> Refusal | None:
    """The first thing that the procedure's rule has against the file."""
    for error in rule.check([facts]):
        return Refusal(error.code, error.message)
    return None


def _named(sentence: Text, name: str, **figures: str) -> Text:
    return Text(sentence.vi.format(name=name, **figures), sentence.en.format(name=name, **figures))


_TOO_LARGE: Final = Text(
    "tệp “{name}” nặng hơn {limit} MB. Hãy giảm dung lượng, ví dụ chụp lại ở cỡ nhỏ hơn, hoặc chia nhỏ rồi tải lại.",
    "the file “{name}” has more than {limit} MB. Make it smaller, for example by a smaller photograph, or split it.",
)
_UNKNOWN_KIND: Final = Text(
    "tệp “{name}” không phải PDF hay ảnh. Hãy lưu thành PDF hoặc chụp ảnh giấy tờ rồi tải lại.",
    "the file “{name}” is neither a PDF nor a picture. Save it as PDF, or photograph the paper, and upload that.",
)
_KINDS: Final = {
    Kind.HEIC: Text(
        "tệp “{name}” là ảnh HEIC của điện thoại, chưa mở được ở đây. Hãy vào Cài đặt, Camera, Định dạng, "
        "chọn Tương thích nhất rồi chụp lại, hoặc gửi ảnh JPG.",
        "the file “{name}” is a HEIC picture, which cannot be opened here. In the phone's Settings, Camera, Formats "
        "choose Most Compatible and take it again, or send a JPG.",
    ),
    Kind.OFFICE: Text(
        "tệp “{name}” là văn bản Word hoặc Excel. Hãy mở tệp, chọn Lưu thành PDF (Save as PDF) rồi tải bản PDF lên.",
        "the file “{name}” is a Word or Excel file. Open it, choose Save as PDF, and upload the PDF.",
    ),
    Kind.ARCHIVE: Text(
        "tệp “{name}” là tệp nén. Hãy giải nén rồi tải từng tệp PDF hoặc ảnh lên.",
        "the file “{name}” is an archive. Unpack it and upload each PDF or picture by itself.",
    ),
}
_FAULTS: Final = {
    Fault.EMPTY: Text(
        "tệp “{name}” trống. Hãy kiểm tra rồi tải lại.", "the file “{name}” is empty. Check it and upload it again."
    ),
    Fault.DAMAGED: Text(
        "tệp “{name}” bị hỏng hoặc tải lên chưa đủ. Hãy mở thử tệp trên máy của ông/bà: mở được thì tải lại, "
        "không mở được thì quét hoặc chụp lại.",
        "the file “{name}” is damaged or did not arrive whole. Try to open it: if it opens, upload it again, "
        "if not, scan or photograph the paper again.",
    ),
    Fault.TWO_KINDS: Text(
        "tệp “{name}” chứa lẫn nội dung khác nên không an toàn. Hãy in tệp ra PDF mới (Print to PDF) "
        "hoặc chụp lại rồi tải lên.",
        "the file “{name}” holds something else as well and is not safe. Print it to a new PDF, "
        "or photograph the paper again.",
    ),
    Fault.TOO_DEMANDING: Text(
        "tệp “{name}” quá lớn để mở: quá nhiều trang hoặc ảnh quá to. Hãy chia nhỏ hoặc giảm cỡ ảnh rồi tải lại.",
        "the file “{name}” is too big to open: too many pages, or too large a picture. Split it or make it smaller.",
    ),
}
