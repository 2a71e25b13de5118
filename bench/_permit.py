"""The building permit as the benches file and handle it. Imported only in a process that lives in its town."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson

from bench._town import BenchTown
from motcua.core.procedure import Channel
from motcua.delivery.cli.player import Player
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import reception, steps
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.filing import Filing
from motcua.domain.dossiers.acts.inspection import record_inspection
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.chronicle import Chronicle, Rows
from motcua.domain.dossiers.parties import parties_of
from motcua.domain.dossiers.services.filing import Submission, new_case
from motcua.domain.dossiers.store.write import rows_of
from motcua.domain.dossiers.types import Actor, ActorKind, Handler, Minutes, Paper, PaperOrigin, Party, Task, TaskKind
from motcua.domain.dossiers.world import world_of
from motcua.domain.identity import queries as identity
from motcua.domain.identity.models import Account
from motcua.domain.records.models import Document
from motcua.infra import clock
from tests.office import PERMIT, permit_form

LAM = "079088910001"
WARD = "H29.27094"
COMPONENTS = ("land_paper", "drawings")


def citizen(town: BenchTown) -> tuple[str, Account]:
    """A citizen's token, and his account."""
    player = Player(town.url, f"{town.sandbox_url}/citizens", LAM)
    player.program.get(f"/dossiers/{uuid4()}")  # the account comes to be at the first call
    account = Account.objects.get(person__personal_id=LAM, officer=None)
    return str(player.program.headers["Authorization"]).removeprefix("Bearer "), account


def specialist(town: BenchTown) -> tuple[str, int]:
    """The token and the id of a specialist of the ward's economy division."""
    office = identity.agency_by_code(f"{WARD}.04", clock.now().date())
    officer = identity.officers_with_role(office.id, "specialist", clock.now().date())[0]
    player = Player(town.url, f"{town.sandbox_url}/officers", officer.login)
    return str(player.program.headers["Authorization"]).removeprefix("Bearer "), officer.id


def filing(account: Account) -> dict[str, Any]:
    """The body of a filing, with papers that the account has uploaded."""
    papers = [{"component": each, "document_id": str(_document(account, each).pk)} for each in COMPONENTS]
    return {"procedure": PERMIT, "case": "house", "form": permit_form(), "papers": papers}


def filings(account: Account, n: int) -> list[str]:
    """What the API writes for such filings, each a dossier of its own, as `dossiers_write` takes it."""
    return [orjson.dumps(_filed(account).rows()).decode() for _ in range(n)]


def appraising(account: Account, officer_id: int, n: int) -> list[tuple[Rows, Case]]:
    """Dossiers that stand at their appraisal, held by the officer: all rows of each, and its case."""
    found = []
    for _ in range(n):
        chronicle = _filed(account)
        _until_appraisal(chronicle, officer_id)
        found.append((chronicle.rows(), chronicle.case))
    return found


def appraisals(cases: list[Case], officer_id: int) -> list[str]:
    """What the API writes when the officer ends the appraisal of each case."""
    acts = []
    for case in cases:
        work = Working(case, world_of(case.version_id), _officer(officer_id), clock.now())
        steps.complete(work, task_of(case, "appraise"), "eligible")
        acts.append(orjson.dumps(rows_of(work, uuid4(), consumers=["reporting"])).decode())
    return acts


def task_of(case: Case, step: str) -> Task:
    """The open task of a step."""
    return next(task for task in case.tasks if task.step == step and task.kind is TaskKind.STEP)


def _filed(account: Account) -> Chronicle:
    now = clock.now() - timedelta(hours=1)
    version_id = catalogue.published(PERMIT, now.date())
    world = world_of(version_id)
    parties = _parties(account, now)
    case = new_case(version_id, world, Submission(PERMIT, "house", parties, permit_form()), Channel.ONLINE, now)
    submitter = Actor(ActorKind.CITIZEN, str(account.person_id))
    return Chronicle(case, world, Filing(parties, case.form, _papers(account)), submitter)


def _until_appraisal(chronicle: Chronicle, officer_id: int) -> None:
    began = chronicle.case.submitted_at
    others = _officer(officer_id)
    office = task_office(chronicle, officer_id)
    chronicle.world = replace(chronicle.world, new_code=lambda case, on: f"{WARD}-{on:%y%m%d}-{case.reference}")
    chronicle.does(others, began, lambda work: reception.accept(work, task_of(work.case, "receive")))
    chronicle.does(others, began, lambda work: _assign(work, Handler(officer_id, office, "specialist")))
    minutes = Minutes(began, "45 Đường số 7", ("Chủ đầu tư",), "Đất trống.", "Phù hợp.")
    chronicle.does(others, began, lambda work: record_inspection(work, task_of(work.case, "inspect"), minutes))


def task_office(chronicle: Chronicle, officer_id: int) -> int:
    """The office of the officer's first posting."""
    return identity.postings_of(officer_id, chronicle.case.submitted_at.date())[0].agency_id


def _assign(work: Working, handler: Handler) -> None:
    task = task_of(work.case, "assign")
    steps.put_in_charge(work, handler)
    steps.complete(work, task)


def _officer(officer_id: int) -> Actor:
    return Actor(ActorKind.OFFICER, str(officer_id))


def _parties(account: Account, now: datetime) -> tuple[Party, ...]:
    procedure = catalogue.version(catalogue.published(PERMIT, now.date()))
    return parties_of(procedure, permit_form(), identity.person(_person_id(account)), now.date())


def _person_id(account: Account) -> UUID:
    if account.person_id is None:
        raise ValueError("the bench's citizen is an officer")
    return account.person_id


def _papers(account: Account) -> tuple[Paper, ...]:
    rows = [_document(account, each) for each in COMPONENTS]
    return tuple(
        Paper(component, PaperOrigin.UPLOADED, row.pk, row.sha256, row.name, copies=1)
        for component, row in zip(COMPONENTS, rows, strict=True)
    )


def _document(account: Account, component: str) -> Document:
    found, _ = Document.objects.get_or_create(
        name=f"{component}.pdf",
        uploaded_by_id=account.pk,
        defaults={
            "id": uuid4(),
            "sha256": "a" * 64,
            "media_type": "application/pdf",
            "size": 1000,
            "pages": 2,
            "facts": {},
            "origin": "upload",
            "uploaded_at": clock.now(),
        },
    )
    return found
