"""Dossiers of other procedures than the permit, led by the acts to where a test begins; and who works there."""

from __future__ import annotations

from collections.abc import Mapping

from django.test import Client

from motcua.core.procedure import WaitsFor
from motcua.domain.dossiers.acts import money
from motcua.domain.dossiers.chronicle import write_chronicles
from motcua.domain.dossiers.models import OpenTask
from motcua.domain.dossiers.services.partitions import prepare_months
from motcua.domain.dossiers.types import Phase
from motcua.domain.identity import queries as identity
from motcua.infra import clock
from tests.delivery.desk.officers import browser_of
from tests.domain.dossiers.walks import FILED_AT, Walk, somebody, training_city


def walked_to(code: str, case_key: str, step: str, plan: Mapping[str, str] | None = None) -> Walk:
    """A dossier in the database with this step open."""
    walk = Walk(training_city(), code, case_key, plan or {})
    while not any(task.step == step for task in walk.case.tasks):
        assert walk.step()
    return _kept(walk)


def walked_to_the_end(code: str, case_key: str, plan: Mapping[str, str]) -> Walk:
    """A dossier in the database that has ended."""
    return _kept(Walk(training_city(), code, case_key, plan).whole())


def waiting_for(code: str, case_key: str, whom: WaitsFor) -> Walk:
    """A dossier in the database whose fees are paid and that waits for nobody of the office."""
    walk = Walk(training_city(), code, case_key, {}).until(Phase.ACCEPTED)
    if owed := walk.case.fees_due - walk.case.fees_paid:
        walk.does(somebody(), lambda work: money.record_payment(work, owed, "0001"))
    walk.until_it_waits_for(whom)
    return _kept(walk)


def who_does(walk: Walk, step: str) -> Client:
    """A browser of the first officer who may end this open step."""
    task = OpenTask.objects.get(dossier_id=walk.case.id, step=step)
    return browser_of(login_at(task.office_id, task.role))


def who_works_at(agency_id: int, role: str) -> Client:
    """A browser of the first officer with that role at an agency or in one of its offices."""
    return browser_of(login_at(agency_id, role))


def login_at(agency_id: int, role: str) -> str:
    """By which that officer signs in."""
    on = clock.now().date()
    offices = [agency_id, *(each.id for each in identity.offices_of(agency_id, on))]
    return next(each for office in offices for each in identity.officers_with_role(office, role, on)).login


def _kept(walk: Walk) -> Walk:
    prepare_months(FILED_AT)
    write_chronicles([walk.chronicle.rows()])
    # A walk puts anybody in charge; on the desk a task is for those who hold its role.
    OpenTask.objects.filter(dossier_id=walk.case.id).update(holder_id=None)
    return walk
