"""Digests that only the city can make: its key is in no table, so whoever reads the database can neither make nor undo
them.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac


def keyed(purpose: str, content: bytes) -> bytes:
    """The 32 bytes of HMAC-SHA-256 under the city's secret key, apart for each purpose."""
    return salted_hmac(f"motcua.feedback {purpose}", content, algorithm="sha256").digest()
