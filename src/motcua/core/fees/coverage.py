"""Whether the rows of an item say exactly one amount for each day, channel and case, as far as the table alone tells.

Rows with a condition can be told apart only by the data of a dossier; `assess` looks at those.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import combinations

from motcua.core.fees.errors import FeeProblem, path_text
from motcua.core.fees.rows import Item, Period, Row
from motcua.core.fees.terms import Channel
from motcua.core.rules import Message


def note_gaps_and_overlaps(items: Collection[Item], cases: Collection[str], problems: list[FeeProblem]) -> None:
    """Note what is wrong with the rows of each item, once for each pair of rows and once for each item."""
    for item in items:
        for one, other in combinations(item.rows, 2):
            if _overlap(one, other, cases):
                problems.append(FeeProblem(other.path, _overlap_message(one)))
        gap = next(_gaps(item, cases), None)
        if gap:
            problems.append(FeeProblem((*item.path, "rows"), gap))


def _overlap(one: Row, other: Row, cases: Collection[str]) -> bool:
    if (one.when and other.when) or not one.scope.period.meets(other.scope.period):
        return False
    return any(one.scope.takes(channel, case) and other.scope.takes(channel, case) for channel, case in _ways(cases))


def _gaps(item: Item, cases: Collection[str]) -> Iterator[Message]:
    for channel, case in _ways(cases):
        if item.scope.takes(channel, case):
            periods = [row.scope.period for row in item.rows if row.scope.takes(channel, case)]
            day = _first_day_without(item.scope.period, periods)
            if day:
                yield _gap_message(channel, case, day)


def _ways(cases: Collection[str]) -> Iterator[tuple[Channel, str | None]]:
    """All ways to hand in a dossier; a procedure without cases has none."""
    known: list[str | None] = [*sorted(cases)] or [None]
    return ((channel, case) for channel in Channel for case in known)


def _first_day_without(whole: Period, parts: list[Period]) -> date | None:
    """The first day of the whole that no part holds; the first day of all stands for a beginning that is open."""
    day = whole.first or date.min
    for part in sorted(parts, key=lambda each: each.first or date.min):
        if (part.first or date.min) > day:
            return day if whole.holds(day) else None
        if part.last is None:
            return None
        if part.last >= day:
            day = part.last + timedelta(1)
    return day if whole.holds(day) else None


def _overlap_message(one: Row) -> Message:
    place = path_text(one.path)
    return Message(
        f"cùng ngày, kênh và trường hợp với {place}; mỗi lúc chỉ một dòng được áp dụng",
        f"holds on the same day, in the same channel and case as {place}; only one row may at a time",
    )


def _gap_message(channel: Channel, case: str | None, day: date) -> Message:
    since = Message("ngay từ đầu", "from the beginning")
    if day != date.min:
        since = Message(f"từ ngày {day:%d/%m/%Y}", f"from {day.isoformat()} on")
    case_text = Message(f", trường hợp {case}", f", case {case}") if case else Message("", "")
    return Message(
        f"không dòng nào cho biết mức thu {channel.label.vi}{case_text.vi} {since.vi}; miễn phí thì ghi amount: 0",
        f"no row tells the amount {channel.label.en}{case_text.en} {since.en}; what is free has a row with amount: 0",
    )
