"""What is wrong with a file that a command names, in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_FAULTS: Final[Mapping[type[OSError], tuple[str, str]]] = {
    FileNotFoundError: (
        "không có tệp hoặc thư mục này; hãy kiểm tra lại đường dẫn",
        "there is no such file or folder; check the path",
    ),
    IsADirectoryError: ("đây là thư mục; hãy chỉ một tệp trong đó", "this is a folder; name a file in it"),
    NotADirectoryError: (
        "đường dẫn đi qua một tệp không phải thư mục; hãy kiểm tra lại",
        "the path leads through a file that is no folder; check it",
    ),
    PermissionError: (
        "không có quyền đọc hoặc ghi; hãy xin quyền hoặc chép tệp sang nơi khác",
        "not permitted to read or write it; ask for the right, or copy the file elsewhere",
    ),
}


def why(refusal: Exception) -> str:
    """The refusal in both languages; one of the system's that is not known stays as the system tells it."""
    for kind, (vi, en) in _FAULTS.items():
        if isinstance(refusal, kind):
            return f"{vi} ({en})"
    return str(refusal)
