"""Fees that the city bears or waives (NQ 77/2025/NQ-HĐND of Hà Nội): nobody asks the applicant, the process does not
wait, and the budget that bears them is asked for what it bears.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from motcua.core.fees import Collected
from motcua.core.procedure import Channel
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.catalogue.keeping import keep_shared
from motcua.domain.dossiers.acts.fee_notice import assessed
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter, OpenTask
from motcua.domain.dossiers.queries.prospect import prospect
from motcua.domain.dossiers.services import citizen, steps
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.filing import Submission, receive_at_counter, submit_dossier
from motcua.domain.dossiers.services.owing import case_of, charges_of
from motcua.domain.dossiers.types import TIMER, Party, PartyKind, PartyRole, ReturnMethod
from motcua.domain.dossiers.world import world_around
from motcua.domain.payments.models import Payment
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.payments.settlement.claims import claim_lines, sums_by_bearer
from motcua.domain.payments.types import ChargeState
from tests.catalogue.reading import shared_files
from tests.hanoi import BEARER, CITED, FILE, POLICY
from tests.office import Office, at, on_paper
from tests.permit import ONE_STOP, WARD, accepted

pytestmark = pytest.mark.django_db
EXTRACT, COPIES, EACH = "2.000635", 3, 8_000
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
FROM_THE_THIRD = POLICY.replace("2026-01-01", "2026-11-03")


def granted(text: str = POLICY, when: str = "2026-10-01 00:00") -> None:
    """The city loads its policy."""
    keep_shared({**shared_files(), FILE: text.encode()}, at(when))


@pytest.fixture
def hanoi(working_city: Office) -> Office:
    granted()
    return working_city


def extract(office: Office, by_id: UUID, *shown: str) -> Submission:
    place = {"province": "79", "commune": "27094", "street": "12 Đường Xuân Thủy"}
    form = {
        "requester_name": "Nguyễn Trúc Lam",
        "requester_id": "079088910001",
        "requester_address": place,
        "requester_phone": "0903123456",
        "relation": "self",
        "by_authorisation": False,
        "subject_name": "Nguyễn Trúc Lam",
        "event": "birth",
        "registered_at": "UBND xã Đồng Mẫu",
        "copies": COPIES,
        "commits": True,
    }
    parties = tuple(
        Party(role, PartyKind.CITIZEN, "Nguyễn Trúc Lam", "079088910001", "0903123456", person_id=by_id)
        for role in (PartyRole.APPLICANT, PartyRole.SUBMITTER)
    )
    return Submission(EXTRACT, "extract", parties, form, on_paper(*shown), office.city.office(WARD))


def online(office: Office, when: str = "2026-11-02 09:00") -> UUID:
    """Filed online and accepted an hour later."""
    by = office.citizen(when)
    dossier = submit_dossier(extract(office, by.person_id), by).dossier_id
    task = OpenTask.objects.get(dossier_id=dossier)
    steps.accept_dossier(dossier, task.n, whoever(office, dossier, when.replace("09:00", "10:00")))
    return dossier


def at_the_counter(office: Office, when: str = "2026-11-02 09:00") -> UUID:
    by = office.officer(ONE_STOP, "one_stop_officer", when)
    person = office.citizen(when).person_id
    submission = extract(office, person, "identity_paper", "residence_paper")
    return receive_at_counter(submission, Channel.COUNTER, by).dossier_id


def whoever(office: Office, dossier: UUID, when: str) -> ActingOfficer:
    """The first officer who may do the open step."""
    task = OpenTask.objects.select_related("office").get(dossier_id=dossier)
    return office.officer(task.office.code, task.role, when)


def walk_to_the_end(office: Office, dossier: UUID) -> None:
    def n() -> int:
        return OpenTask.objects.get(dossier_id=dossier).n

    steps.complete_step(dossier, n(), "found", "", whoever(office, dossier, "2026-11-02 11:00"))
    citizen.answer_office(dossier, office.citizen("2026-11-02 14:00"))
    steps.complete_step(dossier, n(), "sign", "", whoever(office, dossier, "2026-11-02 15:00"))
    steps.issue_result(dossier, n(), "", whoever(office, dossier, "2026-11-02 16:00"))
    method = ReturnMethod.COUNTER
    steps.return_result(dossier, n(), method, "Ông Lam", whoever(office, dossier, "2026-11-02 16:30"))


def kinds(dossier: UUID) -> set[str]:
    return set(DossierEvent.objects.filter(dossier_id=dossier).values_list("kind", flat=True))


def claimed(office: Office) -> dict[str, int]:
    return dict(sums_by_bearer(claim_lines([office.city.office(WARD)], *YEAR)))


def test_what_the_city_bears_is_not_asked_of_the_applicant_and_claimed_from_the_city(hanoi: Office) -> None:
    dossier = online(hanoi)
    [charge] = charges_of(dossier, at("2026-11-02 11:00"))
    assert (charge.state, charge.gross, charge.subsidised, charge.due) == (ChargeState.PAID, 24_000, 24_000, 0)
    assert charge.settled_at == charge.opened_at == at("2026-11-02 10:00")
    assert Dossier.objects.get(pk=dossier).fees_due == 0
    assert "FeeNoticed" not in kinds(dossier)
    assert not DossierLetter.objects.filter(dossier_id=dossier, key="fee_notice").exists()
    assert not Payment.objects.exists()
    assert not Receipt.objects.exists()
    [line] = claim_lines([hanoi.city.office(WARD)], *YEAR)
    assert (line.bearer, line.subsidised, line.gross) == (BEARER, 24_000, 24_000)
    assert line.basis == f"Thông tư số 281/2016/TT-BTC; {CITED}"


def test_the_process_does_not_wait_for_what_the_city_bears(hanoi: Office) -> None:
    dossier = online(hanoi)
    walk_to_the_end(hanoi, dossier)
    assert Dossier.objects.get(pk=dossier).phase == "returned"
    assert claimed(hanoi) == {BEARER: 24_000}


def test_at_the_counter_the_applicant_pays(hanoi: Office) -> None:
    dossier = at_the_counter(hanoi)
    [charge] = charges_of(dossier, at("2026-11-02 11:00"))
    assert (charge.state, charge.due, charge.subsidised) == (ChargeState.OPEN, 24_000, 0)
    letter = DossierLetter.objects.get(dossier_id=dossier, key="fee_notice")
    assert [fee["basis"] for fee in letter.details["fees"]] == ["Thông tư số 281/2016/TT-BTC"]
    assert claimed(hanoi) == {}


def test_the_claim_sums_to_what_was_borne(hanoi: Office) -> None:
    for _ in range(3):
        online(hanoi)
    at_the_counter(hanoi)
    assert claimed(hanoi) == {BEARER: 3 * COPIES * EACH}


def test_a_charge_of_the_council_is_waived_online_and_claimed_from_nobody(hanoi: Office) -> None:
    dossier = accepted(hanoi)
    case = case_of(dossier)
    fees = assessed(Working(case, world_around(case), TIMER, at("2026-11-03 09:00")), Collected.AFTER)
    assert (fees.gross, fees.waived, fees.payable) == (75_000, 75_000, 0)
    assert charges_of(dossier, at("2026-11-03 09:00")) == ()
    assert claimed(hanoi) == {}


def test_what_is_borne_in_part_is_asked_for_in_part_and_both_laws_are_cited(working_city: Office) -> None:
    granted(POLICY.replace("percent: 100\n    borne_by", "percent: 50\n    borne_by"))
    dossier = online(working_city)
    [charge] = charges_of(dossier, at("2026-11-02 11:00"))
    assert (charge.state, charge.due, charge.subsidised) == (ChargeState.OPEN, 12_000, 12_000)
    letter = DossierLetter.objects.get(dossier_id=dossier, key="fee_notice")
    both = f"Thông tư số 281/2016/TT-BTC; {CITED}"
    assert [fee["basis"] for fee in letter.details["fees"]] == [both]
    assert [line.basis for line in charge.lines] == [both]
    assert claimed(working_city) == {}


def test_the_newest_loaded_file_holds_by_its_days(working_city: Office) -> None:
    granted(FROM_THE_THIRD)
    assert claimed(working_city) == {}
    before, since = online(working_city, "2026-11-02 09:00"), online(working_city, "2026-11-03 09:00")
    [paid], [borne] = charges_of(before, at("2026-11-03 11:00")), charges_of(since, at("2026-11-03 11:00"))
    assert (paid.due, borne.due) == (24_000, 0)


def test_the_fee_of_a_past_day_stays_what_it_was_when_the_policy_has_ended(hanoi: Office) -> None:
    dossier = online(hanoi)
    [charge] = charges_of(dossier, at("2026-11-02 11:00"))
    granted(POLICY.replace("    channels:", '    to: "2026-11-05"\n    channels:'), "2026-11-06 00:00")
    case = case_of(dossier)
    again = assessed(Working(case, world_around(case), TIMER, at("2027-06-01 09:00")), Collected.BEFORE)
    assert (again.gross, again.subsidised, again.payable) == (charge.gross, charge.subsidised, charge.due)
    later = online(hanoi, "2026-11-06 09:00")
    assert [each.due for each in charges_of(later, at("2026-11-06 11:00"))] == [24_000]


def test_what_is_told_before_filing_is_what_will_be_asked(hanoi: Office) -> None:
    procedure = catalogue.version(catalogue.published(EXTRACT, date(2026, 11, 2)))
    office, now = hanoi.city.office(WARD), at("2026-11-02 09:00")
    form = extract(hanoi, uuid4()).form
    fees = [
        prospect(procedure, "extract", channel, form, office_id=office, now=now).fee
        for channel in (Channel.ONLINE, Channel.COUNTER)
    ]
    assert fees == [0, 24_000]
