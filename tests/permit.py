"""The building permit of the working city at the stations of its way, done by the city's own services."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.dossiers.models import OpenTask
from motcua.domain.dossiers.services import counter, steps
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import Minutes, Question, ReturnMethod, SupplementItem, TaskKind
from tests.office import Office, at

WARD = "H29.27094"
ONE_STOP, ECONOMY, LEADERSHIP, OFFICE = f"{WARD}.03", f"{WARD}.04", f"{WARD}.01", f"{WARD}.02"
AGENCIES = ("planning_department", "fire_police", "power_company")
MINUTES = Minutes(at("2026-11-06 08:30"), "45 Đường số 7", ("Chủ đầu tư",), "Đất trống.", "Phù hợp.")
ITEM = SupplementItem("drawings", "Mặt cắt móng, tỷ lệ 1/50", "Bản vẽ đã nộp chưa thể hiện móng giáp nhà bên.")


def n_of(dossier: UUID, step: str) -> int:
    """The number of the open task at a step."""
    return OpenTask.objects.get(dossier_id=dossier, step=step, kind=TaskKind.STEP).n


def accepted(office: Office, dossier: UUID | None = None) -> UUID:
    """Filed on Monday 2 November 2026, accepted the day after."""
    dossier = dossier or office.filed("2026-11-02 09:00").dossier_id
    by = office.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    steps.accept_dossier(dossier, n_of(dossier, "receive"), by)
    return dossier


def refused(office: Office) -> UUID:
    """Not accepted, with the reason."""
    dossier = office.filed("2026-11-02 09:00").dossier_id
    by = office.officer(ONE_STOP, "one_stop_officer", "2026-11-03 08:30")
    steps.refuse_dossier(dossier, n_of(dossier, "receive"), "Thửa đất thuộc phường khác.", by)
    return dossier


def to_be_supplemented(office: Office, dossier: UUID | None = None) -> UUID:
    """Accepted, then found wanting: the applicant is asked for one thing."""
    dossier = accepted(office, dossier)
    head = office.officer(ECONOMY, "division_head", "2026-11-03 10:00")
    steps.request_supplement(dossier, n_of(dossier, "assign"), (ITEM,), head)
    return dossier


def drafted(office: Office) -> UUID:
    """Assigned, consulted, inspected, appraised and drafted."""
    dossier = accepted(office)
    specialist = office.city.who(ECONOMY, "specialist")
    head = office.officer(ECONOMY, "division_head", "2026-11-03 10:00")
    steps.assign_dossier(dossier, n_of(dossier, "assign"), specialist, "specialist", head)
    asked = tuple(Question(kind, "Xin ý kiến về chỉ giới.") for kind in AGENCIES)
    steps.ask_opinions(dossier, n_of(dossier, "consult"), asked, _specialist(office, "2026-11-03 11:00"))
    steps.record_inspection(dossier, n_of(dossier, "inspect"), MINUTES, "", _specialist(office, "2026-11-06 16:00"))
    steps.complete_step(dossier, n_of(dossier, "appraise"), "eligible", "", _specialist(office, "2026-11-09 16:00"))
    steps.complete_step(dossier, n_of(dossier, "draft"), "", "", _specialist(office, "2026-11-11 09:00"))
    for timer in due_timers(at("2026-11-16 17:30")):
        fire_timer(*timer, at("2026-11-16 17:30"))
    return dossier


def fee_told(office: Office) -> UUID:
    """The draft is agreed and the fee notice is out."""
    dossier = drafted(office)
    head = office.officer(ECONOMY, "division_head", "2026-11-17 09:00")
    steps.complete_step(dossier, n_of(dossier, "review"), "approve", "", head)
    return dossier


def resolved(office: Office) -> UUID:
    """Signed and registered; the fee is still owed."""
    dossier = fee_told(office)
    chairman = office.officer(LEADERSHIP, "commune_chairman", "2026-11-17 15:00")
    steps.complete_step(dossier, n_of(dossier, "sign"), "sign", "", chairman)
    registrar = office.officer(OFFICE, "records_clerk", "2026-11-18 10:00")
    steps.issue_result(dossier, n_of(dossier, "register"), "", registrar)
    return dossier


def returned(office: Office) -> UUID:
    """Paid and handed over."""
    dossier = resolved(office)
    clerk = office.officer(ONE_STOP, "one_stop_officer", "2026-11-18 14:00")
    counter.record_payment(dossier, 75_000, "0000123", clerk)
    clerk = office.officer(ONE_STOP, "one_stop_officer", "2026-11-18 14:10")
    steps.return_result(dossier, n_of(dossier, "return_result"), ReturnMethod.COUNTER, "Ông Lam", clerk)
    return dossier


def _specialist(office: Office, when: str):  # type: ignore[no-untyped-def] # as untyped as the tests that use it
    return office.officer(ECONOMY, "specialist", when)
