"""Rows of any table into a log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, tzinfo

from motcua.core.mining.log import Event, LogBuilder
from motcua.core.mining.reading.columns import Field, columns_of
from motcua.core.mining.reading.moments import read_moment
from motcua.core.mining.reading.read import Omissions, Read

Row = Sequence[object]


def read_rows(
    header: Sequence[str],
    rows: Iterable[tuple[int, Row]],
    mapping: Mapping[Field, str],
    zone: tzinfo = UTC,
    omitted: Omissions | None = None,
) -> Read:
    """The log in rows that come with their lines. All further columns are kept of the case, as the first row has them.

    A row without case, activity or end is left out and told, and so is one that ended before it began; a moment that
    cannot be read beside the end is left out alone. Raises NoLogError when a needed column is missing.
    """
    table = _Table(header, columns_of(header, mapping), zone, Omissions() if omitted is None else omitted)
    for line, row in rows:
        table.take(line, row)
    return Read(table.builder.build(), tuple(table.omitted.first), table.omitted.count)


class _Table:
    def __init__(self, header: Sequence[str], columns: Mapping[Field, int], zone: tzinfo, omitted: Omissions) -> None:
        self.builder = LogBuilder()
        self.omitted = omitted
        self._columns = columns
        self._zone = zone
        self._further = [(n, name) for n, name in enumerate(header) if n not in columns.values() and name]
        self._width = len(header)
        self._known: set[str] = set()

    def take(self, line: int, row: Row) -> None:
        if len(row) != self._width:
            self.omitted.note(
                line,
                f"Dòng có {len(row)} ô, tiêu đề có {self._width}.",
                f"The row has {len(row)} cells, the header {self._width}.",
            )
            return
        case, activity = self._text(row, Field.CASE), self._text(row, Field.ACTIVITY)
        ended = self._moment(line, row, Field.ENDED)
        if not (case and activity and ended):
            self.omitted.note(
                line, "Thiếu mã ca, hoạt động hoặc thời điểm kết thúc.", "Case, activity or end is missing."
            )
            return
        started, claimed, enabled = (
            self._moment(line, row, field) for field in (Field.STARTED, Field.CLAIMED, Field.ENABLED)
        )
        if started and started > ended:
            self.omitted.note(line, "Kết thúc trước khi bắt đầu.", "It ended before it began.")
            return
        who, role = self._text(row, Field.RESOURCE), self._text(row, Field.ROLE)
        self.builder.add(Event(case, activity, ended, started, claimed, enabled, who, role))
        if case not in self._known:
            self._known.add(case)
            for n, name in self._further:
                self.builder.know(case, name, row[n])

    def _text(self, row: Row, field: Field) -> str:
        place = self._columns.get(field)
        value = None if place is None else row[place]
        return "" if value is None else str(value).strip()

    def _moment(self, line: int, row: Row, field: Field) -> datetime | None:
        place = self._columns.get(field)
        value = None if place is None else row[place]
        if isinstance(value, datetime):
            return value if value.tzinfo else value.replace(tzinfo=self._zone)
        text = "" if value is None else str(value).strip()
        found = read_moment(text, self._zone) if text else None
        if text and found is None:
            self.omitted.note(line, f"Không đọc được thời điểm “{text}”.", f"No time: {text!r}.")
        return found
