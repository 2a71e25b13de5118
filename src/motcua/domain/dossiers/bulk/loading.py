"""Loading a delivery: its numbers are taken, then it is written part by part. What was killed goes on where it was."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction

from motcua.domain.dossiers.bulk.books import numbered
from motcua.domain.dossiers.bulk.errors import BooksInUseError, ForeignCourseError, UnknownNamesError
from motcua.domain.dossiers.bulk.models import BulkDelivery, BulkPart
from motcua.domain.dossiers.bulk.ports import Counts
from motcua.domain.dossiers.bulk.workshop import Workshop
from motcua.domain.dossiers.bulk.writing import Sheets
from motcua.domain.dossiers.city.course import Course
from motcua.domain.dossiers.queries.log import LoggedEvent
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.infra.numbering import NumbersMovedError, last_numbers, take_many

# Some thousand dossiers are some tens of megabytes of text: a part that is lost by a kill is made again in seconds.
PART = 2000
_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('dossiers_prepare_month'))"
_TAKE = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0)) IS NOT NULL"
_TRY_TO_TAKE = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"
_MARK = """
INSERT INTO dossiers_bulkpart (delivery_id, n, dossiers, events) VALUES (%s, %s, %s, 0) ON CONFLICT DO NOTHING
"""
_COUNT = 'UPDATE dossiers_bulkpart SET events = %s, "cast" = %s WHERE delivery_id = %s AND n = %s'
_UNKNOWN = """
SELECT id FROM unnest(%s::bigint[]) AS asked (id) WHERE NOT EXISTS (SELECT FROM {table} t WHERE t.id = asked.id) LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Written:
    """What a call has written; `cast`: how many of the dossiers were not played but cast in the mould of others."""

    dossiers: int = 0
    events: int = 0
    parts: int = 0
    cast: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.dossiers + other.dossiers,
            self.events + other.events,
            self.parts + other.parts,
            self.cast + other.cast,
        )


def write_courses(
    courses: Sequence[Course],
    workshop: Workshop,
    counts: Counts,
    *,
    delivery: str,
    watch: Callable[[Written], bool] = lambda written: True,
    helps: bool = False,
) -> Written:
    """Write the dossiers of all courses that draw their numbers from the same books, such as those of one agency, in
    parts that are there whole or not at all. What a call before has written is left as it is.

    delivery: under which name they were handed over; the same courses have to come under it each time. watch: told
    after each part what this call has written so far; it stops when that answers no. helps: another process has begun
    with them and goes on: it is met from the other end, and what it is writing is left to it.
    Raises ForeignCourseError, UnplayableCourseError, UnknownNamesError, BooksInUseError.
    """
    if not courses:
        return Written()
    _must_be_known(courses)
    _prepare(courses)
    loading = _Loading(workshop, counts, delivery, _numbers(courses, workshop, delivery))
    parts, written = dict(enumerate(_parts(courses))), Written()
    # Who began waits at last for what others are writing, and writes it himself if they do not come to the end.
    for waits in (False,) if helps else (False, True):
        done = BulkPart.objects.filter(delivery_id=delivery).values_list("n", flat=True)
        for n in sorted(parts.keys() - set(done), reverse=helps):
            made = loading.write(parts[n], n, waits=waits)
            written += made
            if made.parts and not watch(written):
                return written
    return written


@dataclass(frozen=True, slots=True)
class _Loading:
    """A delivery that is being written; numbers: those of its dossiers."""

    workshop: Workshop
    counts: Counts
    delivery: str
    numbers: dict[int, tuple[int, ...]]

    def write(self, part: Sequence[Course], n: int, *, waits: bool) -> Written:
        """One part, in one transaction with its mark. One that another process is writing is left to it, or waited for;
        nothing is written then if it is there.
        """
        self.workshop.meet(part)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_TAKE if waits else _TRY_TO_TAKE, [f"{self.delivery}/{n}"])
            if not cursor.fetchone()[0]:
                return Written()
            cursor.execute(_MARK, [self.delivery, n, len(part)])
            if not cursor.rowcount:
                return Written()
            written = self._dossiers(part)
            cursor.execute(_COUNT, [written.events, written.cast, self.delivery, n])
        return written

    def _dossiers(self, part: Sequence[Course]) -> Written:
        counts = self.counts
        others = [each for each in settings.PAST_CONSUMERS if each != counts.consumer]
        sheets, counted, events, cast = Sheets(), list[LoggedEvent](), 0, 0
        for course in part:
            made = self.workshop.make(course, self.numbers[course.n], counts.kinds, others)
            sheets.add(made.lines)
            counted += made.counted
            events += made.events
            cast += made.is_cast
        sheets.write()
        counts.add(counted)
        return Written(len(part), events, 1, cast)


def _numbers(courses: Sequence[Course], workshop: Workshop, delivery: str) -> dict[int, tuple[int, ...]]:
    """The numbers of all dossiers of the delivery. The first call takes them in the city's books: who works in the
    city meanwhile goes on behind them.
    """
    draws = [(course.n, workshop.draws(course)) for course in courses]
    digest = _digest(courses)
    with transaction.atomic():
        begun = BulkDelivery.objects.filter(key=delivery).first()
        if begun:
            if bytes(begun.digest) != digest:
                raise ForeignCourseError(delivery)
            return numbered(draws, begun.first)[0]
        books = {draw.book for _, drawn in draws for draw in drawn}
        seen = {book: last for book, last in last_numbers().items() if book in books}
        numbers, last = numbered(draws, seen)
        try:
            take_many(seen, last)
        except NumbersMovedError as error:
            raise BooksInUseError(delivery) from error
        BulkDelivery.objects.create(key=delivery, digest=digest, first=seen)
    return numbers


def _digest(courses: Iterable[Course]) -> bytes:
    """What tells these courses from others, whatever process made them."""
    found = hashlib.sha256()
    for each in (dossier for course in courses for dossier in course.dossiers()):
        moments = [step.ended.timestamp() for step in each.steps]
        named = (each.n, each.version_id, each.case_key, each.channel.value, each.filed_at.timestamp())
        found.update(repr((named, each.receiving_id, each.competent_id, moments)).encode())
    return found.digest()


def _prepare(courses: Sequence[Course]) -> None:
    """The partitions of their months, made by one process at a time."""
    filed = [dossier.filed_at for course in courses for dossier in course.dossiers()]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
        prepare_months(min(filed), max(filed))


def _must_be_known(courses: Iterable[Course]) -> None:
    """Refuse courses that name an agency, an officer or a version that the city has not."""
    agencies, officers, versions = set[int](), set[int](), set[int]()
    for each in (dossier for course in courses for dossier in course.dossiers()):
        agencies |= {each.receiving_id, each.competent_id}
        versions.add(each.version_id)
        officers.update(step.officer_id for step in each.steps if step.officer_id is not None)
    named = {
        "identity_agency": agencies,
        "identity_officer": officers,
        "catalogue_procedureversion": versions,
    }
    with connection.cursor() as cursor:
        for table, ids in named.items():
            cursor.execute(_UNKNOWN.format(table=table), [sorted(ids)])
            if row := cursor.fetchone():
                raise UnknownNamesError(table.partition("_")[2], row[0])


def _parts(courses: Sequence[Course]) -> Iterator[Sequence[Course]]:
    for at in range(0, len(courses), PART):
        yield courses[at : at + PART]
