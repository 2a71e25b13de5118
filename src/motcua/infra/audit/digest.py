from __future__ import annotations

import hashlib
from collections.abc import Iterable

_LEAF, _NODE = b"\x00", b"\x01"  # RFC 9162: a leaf can never be passed off as a node


def merkle_root(leaves: Iterable[bytes]) -> bytes:
    """The root over `leaves` in their order; an odd one out rises unchanged. Of nothing: the hash of nothing."""
    level = [hashlib.sha256(_LEAF + leaf).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256().digest()
    while len(level) > 1:
        pairs = [hashlib.sha256(_NODE + level[i] + level[i + 1]).digest() for i in range(0, len(level) - 1, 2)]
        level = pairs + level[len(level) - len(level) % 2 :]
    return level[0]
