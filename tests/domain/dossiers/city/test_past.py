"""The past of a city is as true as if people had made it."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.db import connection

from motcua.domain.dossiers.models import (
    Content,
    Dossier,
    DossierEvent,
    DossierLetter,
    DossierPaper,
    DossierParty,
    Draft,
    OpenTask,
)
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.services.timers import due_timers
from motcua.domain.reporting.models import DailyCount
from motcua.domain.reporting.services import read_outbox, rebuild
from tests.city import NOW
from tests.past import Past

pytestmark = pytest.mark.django_db


def counts() -> set[tuple[object, ...]]:
    return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n"))


def test_all_dossiers_are_there_with_everything_that_belongs_to_them(past: Past) -> None:
    dossiers = set(Dossier.objects.values_list("id", flat=True))
    assert past.made.dossiers == Dossier.objects.filter(parent_id=None).count()
    assert past.made.events == DossierEvent.objects.count()
    for table in (Content, DossierParty):
        assert set(table.objects.values_list("dossier_id", flat=True)) == dossiers
    assert DossierPaper.objects.exists()
    accepted = Dossier.objects.exclude(code=None).filter(parent_id=None).values_list("id", flat=True)
    assert set(accepted) <= set(DossierLetter.objects.values_list("dossier_id", flat=True))


def test_every_chain_holds(past: Past) -> None:
    assert list(verify_log()) == []


def test_the_running_counts_equal_a_rebuild(past: Past) -> None:
    while read_outbox(NOW):
        pass
    running = counts()
    rebuild()
    assert running
    assert counts() == running


def test_codes_of_an_office_and_day_count_from_one_in_the_order_of_acceptance(past: Past) -> None:
    given = defaultdict(list)
    for code in Dossier.objects.exclude(code=None).order_by("accepted_at", "code").values_list("code", flat=True):
        stem, _, number = code.rpartition("-")
        given[stem].append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given.values())


def test_results_of_an_office_and_year_count_from_one_in_the_order_of_issue(past: Past) -> None:
    given = defaultdict(list)
    for event in DossierEvent.objects.filter(kind="ResultIssued").select_related("dossier").order_by("at"):
        if "part" in event.data:
            continue  # numbered by the agency of the part
        number, year = event.data["number"].split("/")
        given[event.dossier.competent_id, event.data["result"], year].append(int(number))
    assert given
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given.values())


def test_the_next_number_of_the_city_follows_those_of_its_past(past: Past) -> None:
    last: dict[str, int] = defaultdict(int)
    for code in Dossier.objects.exclude(code=None).values_list("code", flat=True):
        last[f"dossier:{code.rpartition('-')[0]}"] += 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT scope, last FROM infra_counter WHERE scope LIKE 'dossier:%%'")
        assert dict(cursor.fetchall()) == last


def test_nothing_happens_after_the_end_and_nothing_that_was_due_is_left_undone(past: Past) -> None:
    assert not DossierEvent.objects.filter(at__gt=NOW).exists()
    assert not Draft.objects.filter(changed_at__gt=NOW).exists()
    assert due_timers(NOW) == []


def test_officers_find_work(past: Past) -> None:
    assert OpenTask.objects.exists()


def test_a_letter_of_the_past_is_printed_when_somebody_asks_for_it(past: Past, settings, tmp_path) -> None:
    settings.FILES = tmp_path / "files"
    letter = DossierLetter.objects.filter(key="receipt_slip")[0]
    assert letter.document_id is None
    assert letter_document(letter.dossier_id, letter.n, NOW).pages >= 1


def test_citizens_of_the_demo_city_have_begun_something(past: Past) -> None:
    assert Draft.objects.count() == past.made.drafts > 0
    assert all(draft.form for draft in Draft.objects.all())
