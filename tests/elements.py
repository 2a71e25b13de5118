"""Dossiers of the package that draws all that the process engine runs, led by the city's own services."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.domain.catalogue.services import load_catalogue
from motcua.domain.dossiers.models import OpenTask
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.filing import Submission, submit_dossier
from motcua.domain.dossiers.services.timers import due_timers, fire_timer
from motcua.domain.dossiers.types import Party, PartyKind, PartyRole, ReturnMethod, TaskKind
from tests.catalogue.reading import CATALOGUE, ELEMENTS, files_in
from tests.catalogue.small import write
from tests.city import City
from tests.office import Office, at, on_paper

CODE = "1.000002"
WARD = "H29.27094"
ONE_STOP, ECONOMY, LEADERSHIP, OFFICE = f"{WARD}.03", f"{WARD}.04", f"{WARD}.01", f"{WARD}.02"
AGENCIES = ["fire", "power", "water"]


def office_of(city: City, folder: Path) -> Office:
    """The city with this package only, published since the beginning of 2026."""
    for part in ("shared", "schema"):
        write(folder, files_in(CATALOGUE / part, CATALOGUE))
    write(folder / CODE, files_in(ELEMENTS))
    report = load_catalogue(folder, at("2026-01-01 00:00"))
    assert not report.refused
    return Office(city)


def form(**changes: Any) -> dict[str, Any]:
    site = {"province": "79", "commune": "27094", "street": "45 Đường số 7"}
    return {"kind": "second", "copies": 1, "agencies": AGENCIES, "site": site, **changes}


def accepted(office: Office, **changes: Any) -> UUID:
    """Filed and accepted on Monday 2 November 2026."""
    by = office.citizen("2026-11-02 08:30")
    applicant, submitter = (
        Party(role, PartyKind.CITIZEN, "Nguyễn Trúc Lam", "079088910001", person_id=by.person_id)
        for role in (PartyRole.APPLICANT, PartyRole.SUBMITTER)
    )
    papers = on_paper("certificate")
    filed = submit_dossier(Submission(CODE, "one", (applicant, submitter), form(**changes), papers), by)
    clerk = office.officer(ONE_STOP, "one_stop_officer", "2026-11-02 09:00")
    steps.accept_dossier(filed.dossier_id, n_of(filed.dossier_id, "receive"), clerk)
    return filed.dossier_id


def ns_of(dossier: UUID, step: str) -> list[int]:
    """The numbers of the open tasks at a step."""
    tasks = OpenTask.objects.filter(dossier_id=dossier, step=step, kind=TaskKind.STEP)
    return list(tasks.order_by("n").values_list("n", flat=True))


def n_of(dossier: UUID, step: str) -> int:
    """The number of the only open task at a step."""
    (n,) = ns_of(dossier, step)
    return n


def does(office: Office, dossier: UUID, step: str, outcome: str, when: str, *, n: int | None = None) -> None:
    """The specialist ends a step."""
    by = office.officer(ECONOMY, "specialist", when)
    words = "Không đủ điều kiện." if outcome in ("refuse", "unfounded") else ""
    steps.complete_step(dossier, n_of(dossier, step) if n is None else n, outcome, words, by)


def consulted(office: Office) -> UUID:
    """All three agencies have agreed."""
    dossier = accepted(office)
    for day, n in enumerate(ns_of(dossier, "consult"), 3):
        does(office, dossier, "consult", "agree", f"2026-11-0{day} 10:00", n=n)
    return dossier


def time_passes(until: str) -> None:
    """Every timer that has come due by then fires at its day."""
    while due := due_timers(at(until)):
        for timer in due:
            fire_timer(*timer, at(until))


def ended(office: Office, dossier: UUID, when: str) -> None:
    """Signed, issued and handed over."""
    steps.complete_step(
        dossier, n_of(dossier, "sign"), "", "", office.officer(LEADERSHIP, "commune_chairman", f"{when} 14:00")
    )
    steps.issue_result(dossier, n_of(dossier, "issue"), "", office.officer(OFFICE, "records_clerk", f"{when} 15:00"))
    clerk = office.officer(ONE_STOP, "one_stop_officer", f"{when} 16:00")
    steps.return_result(dossier, n_of(dossier, "return_result"), ReturnMethod.COUNTER, "Bà Lam", clerk)
