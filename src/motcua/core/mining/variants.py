"""The different courses that cases take: the same activities in the same order are one variant."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.core.mining.log import EventLog


@dataclass(frozen=True, slots=True)
class Variant:
    """A course of activities, and the cases that took it, in the order of the log."""

    activities: tuple[str, ...]
    cases: tuple[str, ...]


def variants(log: EventLog) -> tuple[Variant, ...]:
    """All courses, the most frequent first. A case without events has none."""
    found: dict[bytes, list[int]] = {}
    for n, span in log.spans():
        if span.start < span.stop:
            found.setdefault(log.activity[span].tobytes(), []).append(n)
    courses = [
        Variant(
            tuple(
                log.activities[each] for each in log.activity[log.first[cases[0]] : log.first[cases[0] + 1]].tolist()
            ),
            tuple(log.cases[n] for n in cases),
        )
        for cases in found.values()
    ]
    return tuple(sorted(courses, key=lambda each: (-len(each.cases), each.activities)))
