from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any
from uuid import UUID

import orjson

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True)
class ChainedEvent:
    """One row of a log as it was stored. `content` is all that the hash protects, as plain JSON values."""

    subject: UUID
    seq: int
    content: Mapping[str, Any]
    previous: bytes
    hash: bytes


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends, as the row of its subject says."""

    seq: int
    hash: bytes


class Fault(StrEnum):
    """What is wrong with an event."""

    ALTERED = "altered"
    MISSING = "missing"
    REORDERED = "reordered"
    UNKNOWN = "unknown"  # its subject has no row that knows it


@dataclass(frozen=True, slots=True)
class Break:
    """An event whose chain does not hold at it."""

    subject: UUID
    seq: int
    fault: Fault


def canonical(content: Mapping[str, Any]) -> bytes:
    """One byte string for one content: keys sorted, UTF-8, no spaces."""
    return orjson.dumps(content, option=orjson.OPT_SORT_KEYS)


def link(previous: bytes, subject: UUID, seq: int, content: Mapping[str, Any]) -> bytes:
    """The hash of an event: SHA-256 over the hash before it, its place, and its content."""
    return hashlib.sha256(previous + subject.bytes + seq.to_bytes(4, "big") + canonical(content)).digest()


def verify(events: Iterable[ChainedEvent], heads: Mapping[UUID, Head]) -> Iterator[Break]:
    """The breaks in a log whose `events` come ordered by subject and seq. `heads` has an entry for each subject whose
    chain is to be judged, so that a chain cut at its end, or lost whole, is found as well.
    """
    unseen = dict(heads)
    for subject, chain in groupby(events, key=lambda event: event.subject):
        yield from _judge(subject, list(chain), unseen.pop(subject, None))
    for subject, head in unseen.items():
        yield from _judge(subject, [], head)


def _judge(subject: UUID, chain: Sequence[ChainedEvent], head: Head | None) -> Iterator[Break]:
    if head is None:
        yield from (Break(subject, event.seq, Fault.UNKNOWN) for event in chain)
        return
    by_seq = {event.seq: event for event in chain}
    faults = dict.fromkeys(set(range(1, head.seq + 1)) - by_seq.keys(), Fault.MISSING)
    faults |= dict.fromkeys(by_seq.keys() - set(range(1, head.seq + 1)), Fault.UNKNOWN)
    wrong = [event for event in chain if not _holds(event, event.seq)]
    places = sorted({event.seq for event in wrong} | faults.keys())
    for event in wrong:
        moved = any(_holds(event, place) for place in places if place != event.seq)
        faults[event.seq] = Fault.REORDERED if moved else Fault.ALTERED
    # A row rewritten together with its own hash is betrayed by the row after it, and the last one by the head.
    for seq, expected in _expected_hashes(chain, head):
        if seq in by_seq and seq not in faults and by_seq[seq].hash != expected:
            faults[seq] = Fault.ALTERED
    yield from (Break(subject, seq, faults[seq]) for seq in sorted(faults))


def _holds(event: ChainedEvent, seq: int) -> bool:
    return event.hash == link(event.previous, event.subject, seq, event.content)


def _expected_hashes(chain: Sequence[ChainedEvent], head: Head) -> Iterator[tuple[int, bytes]]:
    """What each event's hash must be, told by those rows after it that hold themselves."""
    for event in chain:
        if event.seq > 1 and _holds(event, event.seq):
            yield event.seq - 1, event.previous
    yield head.seq, head.hash
