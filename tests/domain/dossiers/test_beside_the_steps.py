"""What is done to a dossier beside its steps, and who may: an apology, a reply noted, a payment made elsewhere."""

from uuid import UUID, uuid4

import pytest

from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.acts import money
from motcua.domain.dossiers.chronicle import write_chronicles
from motcua.domain.dossiers.errors import MissingWordsError, NoSuchDossierError, NotAllowedError, TaskGoneError
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter, OpenTask
from motcua.domain.dossiers.services import apology, counter, replies
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity import queries as identity
from tests import permit
from tests.domain.dossiers.walks import FILED_AT, Walk, somebody, training_city
from tests.office import Office, at

pytestmark = pytest.mark.django_db
NEW_DAY = at("2026-11-25 08:00")
REASONS = ("Chờ ý kiến của cơ quan quy hoạch.",)
WHEN = "2026-10-30 09:00"


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def waiting(code: str, case_key: str, whom: WaitsFor) -> tuple[Walk, int]:
    """A dossier in the database that waits for nobody of the office, and the number of the wait."""
    prepare_months(FILED_AT)
    walk = Walk(training_city(), code, case_key, {}).until(Phase.ACCEPTED)
    if owed := walk.case.fees_due - walk.case.fees_paid:
        walk.does(somebody(), lambda work: money.record_payment(work, owed, "0001"))
    n = walk.until_it_waits_for(whom)
    write_chronicles([walk.chronicle.rows()])
    return walk, n


def at_the_office(agency_id: int, role: str) -> ActingOfficer:
    """An officer of that role at an agency or in one of its offices."""
    day = at(WHEN)
    offices = [agency_id, *(each.id for each in identity.offices_of(agency_id, day.date()))]
    found = next(each for office in offices for each in identity.officers_with_role(office, role, day.date()))
    return ActingOfficer(found.id, identity.scope(found.id, day.date()), uuid4(), day)


# --- apologising


@pytest.mark.parametrize(
    ("office", "role"), [(permit.ECONOMY, "division_head"), (permit.LEADERSHIP, "commune_chairman")]
)
def test_whoever_leads_the_office_in_charge_apologises_and_makes_the_new_appointment(
    working_city: Office, office: str, role: str
):
    dossier = _in_work(working_city)
    apology.apologise(dossier, NEW_DAY, REASONS, working_city.officer(office, role, "2026-11-17 09:00"))
    row = Dossier.objects.get(pk=dossier)
    assert row.due_at == at("2026-11-25 17:30")
    assert row.original_due_at == at("2026-11-18 17:30")
    details = DossierLetter.objects.get(dossier_id=dossier, key="apology_letter").details["letter"]
    assert details["reasons"] == list(REASONS)


@pytest.mark.parametrize(("office", "role"), [(permit.ECONOMY, "specialist"), (permit.ONE_STOP, "one_stop_officer")])
def test_nobody_else_apologises_in_its_name(working_city: Office, office: str, role: str):
    dossier = _in_work(working_city)
    with pytest.raises(NotAllowedError):
        apology.apologise(dossier, NEW_DAY, REASONS, working_city.officer(office, role, "2026-11-17 09:00"))


def test_a_leader_of_another_ward_does_not_even_see_the_dossier(working_city: Office):
    dossier = _in_work(working_city)
    stranger = working_city.officer("H29.26740.01", "commune_chairman", "2026-11-17 09:00")
    with pytest.raises(NoSuchDossierError):
        apology.apologise(dossier, NEW_DAY, REASONS, stranger)


def _in_work(office: Office) -> UUID:
    return permit.drafted(office)


# --- a payment elsewhere


def test_the_counter_notes_a_tax_that_was_paid_elsewhere(working_city: Office):
    walk, _ = waiting("1.013831", "transfer", WaitsFor.OBLIGATION)
    clerk = at_the_office(walk.case.receiving_id, "one_stop_officer")
    counter.record_payment_elsewhere(walk.case.id, 12_500_000, "GNT-77", clerk)
    assert OpenTask.objects.get(dossier_id=walk.case.id).step == "compare"
    last = DossierEvent.objects.filter(dossier_id=walk.case.id, kind="FeePaid").latest("seq")
    assert last.data == {"amount": 12_500_000, "receipt": "GNT-77", "elsewhere": True}


def test_a_tax_is_noted_with_the_paper_that_proves_it(working_city: Office):
    walk, _ = waiting("1.013831", "transfer", WaitsFor.OBLIGATION)
    clerk = at_the_office(walk.case.receiving_id, "one_stop_officer")
    with pytest.raises(MissingWordsError):
        counter.record_payment_elsewhere(walk.case.id, 12_500_000, " ", clerk)


def test_only_the_counter_notes_it(working_city: Office):
    walk, _ = waiting("1.013831", "transfer", WaitsFor.OBLIGATION)
    specialist = at_the_office(walk.case.competent_id, "specialist")
    with pytest.raises(NotAllowedError):
        counter.record_payment_elsewhere(walk.case.id, 12_500_000, "GNT-77", specialist)


# --- replies


def test_a_connector_brings_the_answer_of_a_registry_once(working_city: Office):
    walk, n = waiting("1.001612", "new", WaitsFor.REGISTRY)
    command = uuid4()
    done = replies.receive_reply(walk.case.id, n, "tax_registry", command, at(WHEN))
    assert not done.repeated
    assert OpenTask.objects.get(dossier_id=walk.case.id).step == "sign"
    assert DossierEvent.objects.filter(dossier_id=walk.case.id).latest("seq").actor == "system:tax_registry"
    assert replies.receive_reply(walk.case.id, n, "tax_registry", command, at(WHEN)).repeated
    with pytest.raises(TaskGoneError):
        replies.receive_reply(walk.case.id, n, "tax_registry", uuid4(), at(WHEN))


def test_the_office_that_waits_notes_a_reply_that_came_another_way(working_city: Office):
    walk, n = waiting("1.001612", "new", WaitsFor.REGISTRY)
    replies.note_reply(walk.case.id, n, at_the_office(walk.case.competent_id, "specialist"))
    assert OpenTask.objects.get(dossier_id=walk.case.id).step == "sign"


def test_the_counter_does_not_note_what_another_office_waits_for(working_city: Office):
    walk, n = waiting("1.001612", "new", WaitsFor.REGISTRY)
    with pytest.raises(NotAllowedError):
        replies.note_reply(walk.case.id, n, at_the_office(walk.case.receiving_id, "one_stop_officer"))
