"""Building permits at the points of their way where tests begin: accepted, assigned, ready for review."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.dossiers.models import OpenTask
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.types import Minutes, Question, TaskKind
from tests.office import Office, at

WARD = "H29.27094"
ONE_STOP, ECONOMY, LEADERSHIP, OFFICE = f"{WARD}.03", f"{WARD}.04", f"{WARD}.01", f"{WARD}.02"
AGENCIES = ("planning_department", "fire_police", "power_company")
MINUTES = Minutes(at("2026-11-06 08:30"), "45 Đường số 7", ("Chủ đầu tư",), "Đất trống.", "Phù hợp.")


def n_of(dossier: UUID, step: str) -> int:
    """The number of the open task of a step."""
    return OpenTask.objects.get(dossier_id=dossier, step=step, kind=TaskKind.STEP).n


def accepted(office: Office, filed: str = "2026-11-02 09:00", when: str = "2026-11-03 08:30") -> UUID:
    """Accepted at the one-stop shop; due 15 calendar days later."""
    dossier = office.filed(filed).dossier_id
    steps.accept_dossier(dossier, n_of(dossier, "receive"), office.officer(ONE_STOP, "one_stop_officer", when))
    return dossier


def assigned(office: Office, filed: str = "2026-11-02 09:00", when: str = "2026-11-03 08:30") -> UUID:
    """The first specialist is in charge: he has a question to ask and a place to visit."""
    dossier = accepted(office, filed, when)
    head = office.officer(ECONOMY, "division_head", when)
    specialist = office.city.who(ECONOMY, "specialist")
    steps.assign_dossier(dossier, n_of(dossier, "assign"), specialist, "specialist", head)
    return dossier


def in_review(office: Office) -> UUID:
    """Inspected, appraised, drafted; the opinions were asked on the first day and have lapsed or not."""
    dossier = assigned(office)
    asked = tuple(Question(kind, "Xin ý kiến về chỉ giới.") for kind in AGENCIES)
    steps.ask_opinions(dossier, n_of(dossier, "consult"), asked, by_specialist(office, "2026-11-03 11:00"))
    steps.record_inspection(dossier, n_of(dossier, "inspect"), MINUTES, "", by_specialist(office, "2026-11-06 16:00"))
    steps.complete_step(dossier, n_of(dossier, "appraise"), "eligible", "", by_specialist(office, "2026-11-09 16:00"))
    steps.complete_step(dossier, n_of(dossier, "draft"), "", "", by_specialist(office, "2026-11-11 09:00"))
    return dossier


def by_specialist(office: Office, when: str):
    """The specialist in charge, with one click to spend."""
    return office.officer(ECONOMY, "specialist", when)
