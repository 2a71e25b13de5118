"""Rows of a table of texts into a log."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import Final

from motcua.core.mining.log import Event, LogBuilder
from motcua.core.mining.reading.columns import attribute_names, guesses_of_columns, is_our_own, place_of
from motcua.core.mining.reading.fields import INSTANCE, LIFECYCLE, MOMENTS, NEEDED, Field
from motcua.core.mining.reading.lifecycle import KNOWN, Lifecycle, Transition
from motcua.core.mining.reading.moment_reader import MomentReader, Order
from motcua.core.mining.reading.moments import looks_like_a_moment
from motcua.core.mining.reading.read import Guess, Omissions, Read, Told

Row = Sequence[str]
_SAMPLE: Final = 1000
_AS_FORMULA: Final = re.compile(r'="(.*)"')
_NOTHING: Final = frozenset({"NULL", "null", "(null)", "None", "nan", "NaN", "NaT", "\\N", "N/A", "#N/A"})
_ROUNDED: Final = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)


def read_rows(
    header: Sequence[str],
    columns: Mapping[Field, int],
    rows: Iterable[tuple[int, Row]],
    told: Told,
    omitted: Omissions,
    guessed: Iterable[Guess] = (),
    order: Order = Order.DAYS,
) -> Read:
    """The log in rows that come with their lines. All further columns are kept of the case, as its first row has them.

    A row without case, activity or end is left out and told, and so is one that ended before it began; a moment that
    cannot be read beside the end is left out alone. Where a column says which transition of its work a row is, the rows
    of one piece of work are one event. Raises OtherOrderError.
    """
    coming = iter(rows)
    sample = list(islice(coming, _SAMPLE))
    moments = MomentReader(told.zone, order)
    moments.look(_moments(columns, sample))
    table = _Table(header, columns, moments, omitted, _transition(header, columns, sample))
    for line, row in chain(sample, coming):
        table.take(line, row)
    table.end()
    guesses = (*guessed, *guesses_of_columns(header, columns, told.mapping), *moments.guessed())
    return Read(table.builder.build(), tuple(omitted.first), omitted.count, guesses)


def clean(text: str) -> str:
    """A name as it is compared: in composed letters, without what Excel puts around codes that begin with zeros."""
    text = text.strip()
    if text.startswith('="') and (match := _AS_FORMULA.fullmatch(text)):
        text = match[1].strip()
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def content(text: str) -> str:
    """What a cell says: nothing for the words that databases and tables write where there is nothing."""
    found = clean(text)
    return "" if found in _NOTHING else found


def _transition(header: Sequence[str], columns: Mapping[Field, int], sample: Sequence[tuple[int, Row]]) -> int | None:
    """The column that says which transition a row is, if its name and what is in it agree."""
    place = place_of(header, LIFECYCLE, columns)
    if place is None:
        return None
    kinds = {row[place].strip().lower() for _, row in sample if place < len(row)}
    return place if kinds & KNOWN else None


def _moments(columns: Mapping[Field, int], sample: Sequence[tuple[int, Row]]) -> Iterator[str]:
    places = [columns[field] for field in MOMENTS if field in columns]
    return (row[place] for _, row in sample for place in places if place < len(row))


class _Table:
    def __init__(
        self,
        header: Sequence[str],
        columns: Mapping[Field, int],
        moments: MomentReader,
        omitted: Omissions,
        transition: int | None,
    ) -> None:
        self.builder = LogBuilder()
        self._omitted = omitted
        self._columns = columns
        self._moments = moments
        self._transition = transition
        self._instance = None if transition is None else place_of(header, INSTANCE, columns)
        self._lives = Lifecycle(omitted)
        own = (self._transition, self._instance)
        self._further = [each for each in attribute_names(header, columns) if each[0] not in own]
        self._width = len(header)
        self._known: set[str] = set()
        self._is_our_own = is_our_own(header)

    def take(self, line: int, row: Row) -> None:
        """One row of the table."""
        if len(row) != self._width and not (row := self._trimmed(line, row)):
            return
        case, activity, end = (self._text(row, field) for field in NEEDED)
        if not (case and activity and end):
            self._take_part(line, row, {Field.CASE: case, Field.ACTIVITY: activity, Field.ENDED: end})
            return
        ended = self._read(line, end)
        if ended is None:
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
            self._omitted.note_backward(line)
            return
        who, role = self._text(row, Field.RESOURCE), self._text(row, Field.ROLE)
        self._add(line, row, Event(case, activity, ended, started, claimed, enabled, who, role))
        self._learn(case, row)

    def end(self) -> None:
        """There are no more rows."""
        for event in self._lives.begun():
            self.builder.add(event)

    def _take_part(self, line: int, row: Row, needed: Mapping[Field, str]) -> None:
        """A row that is no event: told, unless it is a case of our own of which no event is known."""
        alone = self._is_our_own and not any(self._text(row, field) for field in Field if field is not Field.CASE)
        if alone and needed[Field.CASE]:
            self._learn(needed[Field.CASE], row)
        else:
            self._omitted.note_missing(line, [field for field, text in needed.items() if not text])

    def _learn(self, case: str, row: Row) -> None:
        """What the first row of a case says of it."""
        if case not in self._known:
            self._known.add(case)
            self.builder.meet(case)
            for n, name in self._further:
                self.builder.know(case, name, self._value(row[n]))

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
        more = sum(cell.count("\n") for cell in row)
        reaches = (f" (đến dòng {line + more})", f" (to line {line + more})") if more else ("", "")
        self._omitted.note(
            line,
            f"Dòng{reaches[0]} có {len(row)} ô, tiêu đề có {self._width}. Hãy kiểm tra dấu phân cách và dấu ngoặc kép.",
            f"The row{reaches[1]} has {len(row)} cells, the header {self._width}. Look at its separators and quotes.",
        )
        return ()

    def _text(self, row: Row, field: Field) -> str:
        place = self._columns.get(field)
        return "" if place is None else content(row[place])

    def _moment(self, line: int, row: Row, field: Field) -> datetime | None:
        text = self._text(row, field)
        return self._read(line, text) if text else None

    def _read(self, line: int, text: str) -> datetime | None:
        found = self._moments.read(text)
        if found is None:
            self._omitted.note_moment(line, text)
        return found

    def _value(self, text: str) -> object:
        """What a cell says of a case: nothing, a moment, or a text."""
        text = content(text)
        found = self._moments.read(text) if looks_like_a_moment(text) else None
        return found or text or None
