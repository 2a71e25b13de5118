"""Why a command cannot work with its database, and what to do about it."""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError, OperationalError

_NO_SUCH_TABLE: Final = frozenset({"42P01", "42703"})
"""By which PostgreSQL tells that a table or a column is not there."""


def why(fault: DatabaseError) -> str | None:
    """A database without the tables of this version, or one that does not answer; None for what else went wrong."""
    if getattr(fault.__cause__, "sqlstate", None) in _NO_SUCH_TABLE:
        return (
            "cơ sở dữ liệu chưa có bảng của phiên bản này. Hãy chạy «motcua migrate»; thành phố mới: «motcua found» "
            "(tập huấn) hoặc theo docs/operations.md; thành phố chạy thử: «./run demo». (The database does not have "
            "the tables of this version. Run “motcua migrate”; for a new city “motcua found”, if it is for training, "
            "or see docs/operations.md; a demo city is begun by “./run demo”.)"
        )
    if isinstance(fault, OperationalError):
        return (
            f"cơ sở dữ liệu không trả lời: {fault} Hãy kiểm tra DATABASE_URL và máy chủ PostgreSQL. (The database does "
            "not answer; check DATABASE_URL and the PostgreSQL server.)"
        )
    return None
