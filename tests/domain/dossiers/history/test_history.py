"""A small history in the working city: as true as if people had made it."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.db import connection, transaction

from motcua.domain.dossiers.history import Made, NobodyError, NotATrainingCityError, make_history
from motcua.domain.dossiers.invention.chance import Chance
from motcua.domain.dossiers.invention.staff import Staff
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
from tests.office import Office

pytestmark = pytest.mark.django_db
MANY = 60


@pytest.fixture(autouse=True)
def lasting_reference(settings):
    """Nobody changes offices while a history is made."""
    settings.REFERENCE_CACHE_SECONDS = 60


@pytest.fixture
def made(working_city: Office) -> Made:
    """A history of a few dossiers that ends this morning."""
    return make_history(MANY, NOW)


def counts() -> set[tuple[object, ...]]:
    return set(DailyCount.objects.values_list("day", "agency_id", "procedure_code", "channel", "measure", "n"))


def whole_log() -> list[tuple[object, ...]]:
    """What happened, without who: people get their ids when they first come to the city."""
    return list(DossierEvent.objects.order_by("pk").values_list("dossier_id", "seq", "at", "kind", "step", "command"))


def test_all_dossiers_are_there_with_everything_that_belongs_to_them(made):
    dossiers = set(Dossier.objects.values_list("id", flat=True))
    assert made.dossiers == MANY
    assert made.dossiers + made.parts == len(dossiers)
    assert made.events == DossierEvent.objects.count()
    for table in (Content, DossierParty):
        assert set(table.objects.values_list("dossier_id", flat=True)) == dossiers
    assert DossierPaper.objects.exists()
    accepted = Dossier.objects.exclude(code=None).filter(parent_id=None).values_list("id", flat=True)
    assert set(accepted) <= set(DossierLetter.objects.values_list("dossier_id", flat=True))


def test_every_chain_holds(made):
    assert list(verify_log()) == []


def test_the_running_counts_equal_a_rebuild(made):
    while read_outbox(NOW):
        pass
    running = counts()
    rebuild()
    assert running
    assert counts() == running


def test_codes_of_an_office_and_day_count_from_one_in_the_order_of_acceptance(made):
    given = defaultdict(list)
    for code in Dossier.objects.exclude(code=None).order_by("accepted_at").values_list("code", flat=True):
        stem, _, number = code.rpartition("-")
        given[stem].append(int(number))
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given.values())


def test_results_of_an_office_and_year_count_from_one_in_the_order_of_issue(made):
    given = defaultdict(list)
    issued = DossierEvent.objects.filter(kind="ResultIssued").select_related("dossier").order_by("at")
    for event in issued:
        if "part" in event.data:
            continue  # numbered by the agency of the part
        number, year = event.data["number"].split("/")
        given[event.dossier.competent_id, event.data["result"], year].append(int(number))
    assert given
    assert all(numbers == list(range(1, len(numbers) + 1)) for numbers in given.values())


def test_the_next_number_of_the_city_follows_those_of_its_history(made):
    last = defaultdict(int)
    for code in Dossier.objects.exclude(code=None).values_list("code", flat=True):
        last[f"dossier:{code.rpartition('-')[0]}"] += 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT scope, last FROM infra_counter WHERE scope LIKE 'dossier:%%'")
        assert dict(cursor.fetchall()) == last


def test_nothing_happens_after_the_end_and_nothing_that_was_due_is_left_undone(made):
    assert DossierEvent.objects.filter(at__gt=NOW).count() == 0
    assert Draft.objects.filter(changed_at__gt=NOW).count() == 0
    assert due_timers(NOW) == []


def test_a_city_that_has_a_history_keeps_it(made):
    before = whole_log()
    assert make_history(MANY + 5, NOW + timedelta(days=1)) == Made()
    assert whole_log() == before


def test_the_same_history_is_made_each_time(working_city):
    with transaction.atomic():
        make_history(20, NOW)
        once = whole_log()
        transaction.set_rollback(True)
    make_history(20, NOW)
    assert whole_log() == once


def test_officers_find_work(made):
    assert OpenTask.objects.exists()


def test_a_letter_of_the_past_is_printed_when_somebody_asks_for_it(made):
    letter = DossierLetter.objects.filter(key="receipt_slip").first()
    assert letter.document_id is None
    assert letter_document(letter.dossier_id, letter.n, NOW).pages >= 1


def test_citizens_of_the_demo_city_have_begun_something(made):
    assert Draft.objects.count() == made.drafts > 0
    assert all(draft.form for draft in Draft.objects.all())


def test_a_real_city_has_no_invented_past(working_city, settings):
    settings.TRAINING = False
    with pytest.raises(NotATrainingCityError):
        make_history(MANY, NOW)
    assert Dossier.objects.count() == 0


def test_an_office_with_nobody_for_its_work_is_named(working_city):
    ward = working_city.city.office("H29.27094")
    with pytest.raises(NobodyError, match=r"H29\.27094"):
        Staff().one_of(ward, ("juggler",), NOW.date(), Chance("any"))
