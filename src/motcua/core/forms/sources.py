"""Where a value can come from instead of the citizen's keyboard."""

import re
from typing import Final, NamedTuple

from motcua.core.forms.part import Part

STORES: Final = ("identity", "population", "record", "previous")
"""The citizen's e-ID, the national population database, the citizen's record store and earlier dossiers."""
ASK: Final = "none"
"""Only the citizen knows."""

_name = r"[a-z][a-z0-9_]*"
_source = re.compile(rf"none|(?:{'|'.join(STORES)}|registry\.{_name})(?:\.{_name}){{1,4}}")
_row_source = re.compile(rf"row(?:\.{_name}){{1,4}}")


class Prefill(NamedTuple):
    """A field that another source can fill: `source` names it, `none` says that the citizen must be asked."""

    path: str
    source: str


def read_source(part: Part, *, rows_from: str | None = None) -> str:
    """The source that stands under `source`; inside a group whose rows come from somewhere also `row.…`."""
    value = part.raw("source")
    if isinstance(value, str) and len(value) <= 200 and _source.fullmatch(value):
        return value
    if rows_from not in (None, ASK) and isinstance(value, str) and len(value) <= 200 and _row_source.fullmatch(value):
        return value
    part.wrong(
        "source",
        f"phải ghi dữ liệu lấy từ đâu: {', '.join(f'{store}.…' for store in STORES)}, registry.<tên>.…, "
        "hoặc none nếu chỉ người dân biết",
        f"say where the value can come from: {', '.join(f'{store}.…' for store in STORES)}, registry.<name>.…, "
        "or none when only the citizen knows",
    )
    return ASK
