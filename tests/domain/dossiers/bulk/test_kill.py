"""A process that is killed while it loads leaves whole parts only, and the next one goes on."""

from __future__ import annotations

import os
import signal

import pytest
from django.db import connection

from motcua.domain.dossiers.bulk import loading
from motcua.domain.dossiers.bulk.loading import write_courses
from motcua.domain.dossiers.bulk.models import BulkPart
from motcua.domain.dossiers.bulk.writing import Sheets
from motcua.domain.dossiers.models import Dossier, DossierEvent
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import AtOnce, rebuild

pytestmark = pytest.mark.django_db(transaction=True)
MANY, IN_A_PART = 12, 4


def counts() -> set[tuple[object, ...]]:
    return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n"))


def load_and_be_killed(courses, workshop) -> None:
    """In a process of its own: the second part is in the tables and not committed when the process is killed."""
    child = os.fork()
    if not child:
        connection.connection = None  # that of the parent is not ours to use or to close
        right, written = Sheets.write, []

        def write(sheets: Sheets) -> None:
            right(sheets)
            written.append(sheets)
            if len(written) == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        Sheets.write = write
        write_courses(courses, workshop, AtOnce(), delivery="all")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WTERMSIG(status) == signal.SIGKILL


def test_whole_parts_are_left_and_the_next_call_goes_on_with_the_same_numbers(courses, workshop, monkeypatch):
    monkeypatch.setattr(loading, "PART", IN_A_PART)
    told = courses(MANY)
    load_and_be_killed(told, workshop)

    assert list(BulkPart.objects.values_list("n", "dossiers")) == [(0, IN_A_PART)]
    assert Dossier.objects.count() == IN_A_PART
    assert list(verify_log()) == []

    written = write_courses(told, workshop, AtOnce(), delivery="all")
    assert written.dossiers == len(told) - IN_A_PART
    assert Dossier.objects.count() == len(told)
    assert sum(BulkPart.objects.values_list("events", flat=True)) == DossierEvent.objects.count()
    assert list(verify_log()) == []
    codes = sorted(Dossier.objects.exclude(code=None).values_list("code", flat=True))
    assert len(set(codes)) == len(codes)
    running = counts()
    rebuild()
    assert counts() == running


def test_who_helps_writes_from_the_other_end_what_nobody_is_writing(courses, workshop, monkeypatch):
    monkeypatch.setattr(loading, "PART", IN_A_PART)
    told = courses(MANY)
    whole = -(-len(told) // IN_A_PART)
    write_courses(told, workshop, AtOnce(), delivery="all", watch=lambda written: False)
    begun = connection.copy()
    with begun.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", ["all/1"])
        written: list[int] = []
        write_courses(
            told, workshop, AtOnce(), delivery="all", watch=lambda _: written.append(newest()) or True, helps=True
        )
    begun.close()
    assert written == [*range(whole - 1, 1, -1)]
    write_courses(told, workshop, AtOnce(), delivery="all")
    assert Dossier.objects.count() == len(told)
    assert list(verify_log()) == []


def newest() -> int:
    """Which part was written last."""
    return BulkPart.objects.latest("recorded_at").n
