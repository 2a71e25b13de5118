"""Sets of time on one line, as sorted pairs that neither touch nor overlap; times are whole numbers of any unit."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]

NOTHING: Spans = ()


def joined(spans: Iterable[Span]) -> Spans:
    """All of them as one set; what ends before it begins, or when it begins, is nothing."""
    found: list[Span] = []
    for begin, end in sorted(each for each in spans if each[0] < each[1]):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return tuple(found)


def within(spans: Spans, begin: int, end: int) -> Spans:
    """What of a set lies between two times."""
    return tuple((max(begin, a), min(end, b)) for a, b in spans if max(begin, a) < min(end, b))


def without(spans: Spans, taken: Spans) -> Spans:
    """What is left of a set when another one is taken from it."""
    found: list[Span] = []
    for a, b in spans:
        at = a
        for begin, end in taken:
            if end <= at or begin >= b:
                continue
            if at < begin:
                found.append((at, begin))
            at = max(at, end)
        if at < b:
            found.append((at, b))
    return tuple(found)


def length(spans: Spans) -> int:
    """How long a set lasts altogether."""
    return sum(end - begin for begin, end in spans)
