"""Named tuples that are equal only to their own kind: fast to make, and `Complete(3)` is not `Fire(3)`."""

from __future__ import annotations

from typing import TypeVar

Kind = TypeVar("Kind", bound=tuple[object, ...])


def distinct(kind: type[Kind]) -> type[Kind]:
    """Make values of this class unequal to equal-looking tuples of other classes."""
    for name, method in (("__eq__", _equal), ("__ne__", _unequal), ("__hash__", _hash)):
        setattr(kind, name, method)
    return kind


def _equal(one: tuple[object, ...], other: object) -> bool:
    return type(one) is type(other) and tuple.__eq__(one, other)


def _unequal(one: tuple[object, ...], other: object) -> bool:
    return not _equal(one, other)


def _hash(one: tuple[object, ...]) -> int:
    return hash((type(one).__name__, *one))
