"""Rows of a table of texts into a log."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Final

from motcua.core.mining.log import Event, LogBuilder
from motcua.core.mining.reading.columns import attribute_names, guess_of_columns, place_of
from motcua.core.mining.reading.fields import INSTANCE, LIFECYCLE, MOMENTS, Field
from motcua.core.mining.reading.lifecycle import KNOWN, Lifecycle, Transition
from motcua.core.mining.reading.moments import find_moment, looks_like_a_moment, month_comes_first
from motcua.core.mining.reading.read import Guess, Omissions, Read, Told

Row = Sequence[str]
_SAMPLE: Final = 1000
_AS_FORMULA: Final = re.compile(r'="(.*)"')
_ROUNDED: Final = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


def read_rows(
    header: Sequence[str],
    columns: Mapping[Field, int],
    rows: Iterable[tuple[int, Row]],
    told: Told,
    omitted: Omissions,
    guessed: Iterable[Guess] = (),
) -> Read:
    """The log in rows that come with their lines. All further columns are kept of the case, as its first row has them.

    A row without case, activity or end is left out and told, and so is one that ended before it began; a moment that
    cannot be read beside the end is left out alone. Where a column says which transition of its work a row is, the rows
    of one piece of work are one event.
    """
    coming = iter(rows)
    sample = list(islice(coming, _SAMPLE))
    table = _Table(header, columns, told, omitted, _transition(header, columns, sample), _month_first(columns, sample))
    for line, row in chain(sample, coming):
        table.take(line, row)
    table.end()
    said = [*guessed, *filter(None, [guess_of_columns(header, columns, told.mapping)]), *table.guessed()]
    return Read(table.builder.build(), tuple(omitted.first), omitted.count, tuple(said))


def clean(text: str) -> str:
    """A name as it is compared: in composed letters, without what Excel puts around codes that begin with zeros."""
    text = text.strip()
    if text.startswith('="') and (match := _AS_FORMULA.fullmatch(text)):
        text = match[1].strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def guess_of_zone(unzoned: int, moments: int, told: Told) -> Iterator[Guess]:
    """In which zone times were read that name none, where there were such."""
    if unzoned:
        yield Guess(
            f"{unzoned} trên {moments} thời điểm không ghi múi giờ, được hiểu theo {told.zone}; nếu sai, dùng --zone.",
            f"{unzoned} of {moments} times name no zone and were read as of {told.zone}; --zone says another.",
        )


def _transition(header: Sequence[str], columns: Mapping[Field, int], sample: Sequence[tuple[int, Row]]) -> int | None:
    """The column that says which transition a row is, if its name and what is in it agree."""
    place = place_of(header, LIFECYCLE, columns)
    if place is None:
        return None
    kinds = {row[place].strip().lower() for _, row in sample if place < len(row)}
    return place if kinds & KNOWN else None


def _month_first(columns: Mapping[Field, int], sample: Sequence[tuple[int, Row]]) -> bool:
    places = [columns[field] for field in MOMENTS if field in columns]
    return month_comes_first(row[place] for _, row in sample for place in places if place < len(row))


class _Table:
    def __init__(
        self,
        header: Sequence[str],
        columns: Mapping[Field, int],
        told: Told,
        omitted: Omissions,
        transition: int | None,
        month_first: bool,
    ) -> None:
        self.builder = LogBuilder()
        self._omitted = omitted
        self._columns = columns
        self._told = told
        self._transition = transition
        self._instance = None if transition is None else place_of(header, INSTANCE, columns)
        self._lives = Lifecycle(omitted)
        own = (self._transition, self._instance)
        self._further = [each for each in attribute_names(header, columns) if each[0] not in own]
        self._width = len(header)
        self._known: set[str] = set()
        self._month_first = month_first
        self._moments = self._unzoned = 0

    def guessed(self) -> Iterator[Guess]:
        """What was taken to be so."""
        yield from guess_of_zone(self._unzoned, self._moments, self._told)
        if self._month_first:
            yield Guess(
                "Ngày được đọc theo thứ tự tháng/ngày/năm, vì có số thứ hai lớn hơn 12.",
                "Days were read as month/day/year, because some have a second number above 12.",
            )

    def take(self, line: int, row: Row) -> None:
        """One row of the table."""
        if len(row) != self._width and not (row := self._trimmed(line, row)):
            return
        case, activity = self._text(row, Field.CASE), self._text(row, Field.ACTIVITY)
        ended = self._moment(line, row, Field.ENDED)
        if not (case and activity and ended):
            self._omitted.note(
                line, "Thiếu mã ca, hoạt động hoặc thời điểm kết thúc.", "Case, activity or end is missing."
            )
            return
        if _ROUNDED.fullmatch(case):
            self._omitted.note(
                line,
                f"Mã ca “{case}” đã bị Excel làm tròn. Hãy định dạng cột mã ca là văn bản rồi xuất lại.",
                f"The case {case!r} was rounded by Excel. Format the column as text and export again.",
            )
            return
        started, claimed, enabled = (
            self._moment(line, row, field) for field in (Field.STARTED, Field.CLAIMED, Field.ENABLED)
        )
        if started and started > ended:
            self._omitted.note(line, "Kết thúc trước khi bắt đầu.", "It ended before it began.")
            return
        who, role = self._text(row, Field.RESOURCE), self._text(row, Field.ROLE)
        self._add(line, row, Event(case, activity, ended, started, claimed, enabled, who, role))
        if case not in self._known:
            self._known.add(case)
            for n, name in self._further:
                self.builder.know(case, name, self._value(row[n]))

    def end(self) -> None:
        """There are no more rows."""
        for event in self._lives.begun():
            self.builder.add(event)

    def _add(self, line: int, row: Row, event: Event) -> None:
        whole: Event | None = event
        if self._transition is not None:
            instance = "" if self._instance is None else clean(row[self._instance])
            whole = self._lives.take(Transition(line, clean(row[self._transition]).lower(), instance, event))
        if whole:
            self.builder.add(whole)

    def _trimmed(self, line: int, row: Row) -> Row:
        """The row without the empty cells that Excel adds at its end; nothing of one that is too short or too long."""
        kept = row[: self._width] if not any(row[self._width :]) else row
        if len(kept) == self._width:
            return kept
        self._omitted.note(
            line,
            f"Dòng có {len(row)} ô, tiêu đề có {self._width}. Hãy kiểm tra dấu phân cách và dấu ngoặc kép.",
            f"The row has {len(row)} cells, the header {self._width}. Look at its separators and quotes.",
        )
        return ()

    def _text(self, row: Row, field: Field) -> str:
        place = self._columns.get(field)
        return "" if place is None else clean(row[place])

    def _moment(self, line: int, row: Row, field: Field) -> datetime | None:
        text = self._text(row, field)
        if not text:
            return None
        found = find_moment(text, month_first=self._month_first)
        if found is None:
            self._omitted.note(line, f"Không đọc được thời điểm “{text}”.", f"No time: {text!r}.")
            return None
        self._moments += 1
        if found.tzinfo:
            return found
        self._unzoned += 1
        return found.replace(tzinfo=self._told.zone)

    def _value(self, text: str) -> object:
        """What a cell says of a case: nothing, a moment, or a text."""
        text = clean(text)
        found = find_moment(text, month_first=self._month_first) if looks_like_a_moment(text) else None
        if found is None:
            return text or None
        return found if found.tzinfo else found.replace(tzinfo=self._told.zone)
