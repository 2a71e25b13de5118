"""Handing dossiers in: by the applicant online, at the counter, by post, and by an officer for a citizen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from motcua.core.procedure import Channel, StepKind
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import reception
from motcua.domain.dossiers.acts.case import Case, World
from motcua.domain.dossiers.acts.filing import Filing, submit
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import NotAllowedError, WrongPhaseError
from motcua.domain.dossiers.forms import checked_form
from motcua.domain.dossiers.models import Dossier
from motcua.domain.dossiers.policies import must_work_on, receives_for
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.services.acting import ActingOfficer, ActingPerson
from motcua.domain.dossiers.services.charging import write_with_money
from motcua.domain.dossiers.services.drafts import mark_filed
from motcua.domain.dossiers.services.perform import decide
from motcua.domain.dossiers.types import Actor, Paper, PaperOrigin, Party, PartyRole, Phase
from motcua.domain.dossiers.world import competent_agency, world_of
from motcua.domain.identity import queries as identity
from motcua.infra.ids import uuid7


@dataclass(frozen=True, slots=True)
class Submission:
    """What is handed in: under which procedure and case, where, who is who, the form as typed, the papers.

    receiving_id: the office of the one-stop shop; None for the one of the agency that will decide.
    """

    procedure_code: str
    case_key: str
    parties: tuple[Party, ...]
    form: Any
    papers: tuple[Paper, ...] = ()
    receiving_id: int | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """A dossier that now stands. `code` is empty until it is accepted."""

    dossier_id: UUID
    reference: str
    code: str


def submit_dossier(submission: Submission, by: ActingPerson) -> Filed:
    """A citizen files online, for himself or as a representative. Sent twice, it is filed once.

    Raises InvalidFilingError with every field and paper that is wrong.
    """
    return _file(submission, Channel.ONLINE, by.actor, by.command, by.now)


def file_draft(draft: DraftPage, parties: tuple[Party, ...], by: ActingPerson) -> Filed:
    """File a draft as it stands: its form, its papers. The draft is the mark of the request, so it is filed once."""
    papers = tuple(
        Paper(each.component, PaperOrigin.UPLOADED, each.document_id, each.sha256, each.name, each.variant, copies=1)
        for each in draft.papers
    )
    submission = Submission(draft.procedure.code, draft.case_key, parties, draft.form, papers)
    with transaction.atomic():
        filed = submit_dossier(submission, replace(by, command=draft.id))
        mark_filed(draft.id, filed.dossier_id)
    return filed


def submit_for_citizen(submission: Submission, by: ActingOfficer) -> Filed:
    """An officer files online for a citizen whom he helps: marked, and counted apart."""
    return _file(submission, Channel.ONLINE, by.actor, by.command, by.now, support_id=_counter_of(by))


def receive_at_counter(submission: Submission, channel: Channel, by: ActingOfficer) -> Filed:
    """A one-stop officer takes in what a person hands over or the post has brought, and accepts it in the same act: the
    person leaves with the slip.
    """
    counter = identity.agency(_counter_of(by))
    agency = counter.parent_id if counter.division and counter.parent_id else counter.id
    here = Submission(
        submission.procedure_code, submission.case_key, submission.parties, submission.form, submission.papers, agency
    )
    return _file(here, channel, by.actor, by.command, by.now, then=lambda work: _accept_on_the_spot(work, by))


def _file(
    submission: Submission,
    channel: Channel,
    actor: Actor,
    command: UUID,
    now: datetime,
    *,
    support_id: int | None = None,
    then: Callable[[Working], None] | None = None,
) -> Filed:
    version_id = catalogue.published(submission.procedure_code, now.date())
    world = world_of(version_id)
    case = new_case(version_id, world, submission, channel, now, support_id=support_id)
    work = Working(case, world, actor, now)

    def act(work: Working) -> None:
        submit(work, Filing(submission.parties, case.form, submission.papers))
        if then:
            then(work)

    # A filing is one statement, which is a transaction by itself; acceptance in the same act takes a number before it.
    with transaction.atomic() if then else nullcontext():
        decide(work, act)
        standing = write_with_money(work, command, filing_key=f"filing:{command}")
        if then and standing != case.id:
            transaction.set_rollback(True)
    if standing is None or standing == case.id:
        return Filed(case.id, case.reference, work.case.code or "")
    before = Dossier.objects.only("reference", "code").get(pk=standing)
    return Filed(standing, before.reference, before.code or "")


def new_case(
    version_id: int,
    world: World,
    submission: Submission,
    channel: Channel,
    now: datetime,
    *,
    support_id: int | None = None,
) -> Case:
    """The case of a filing before anything has happened to it: its form checked, its agencies found."""
    procedure = world.procedure
    if submission.case_key not in procedure.cases or channel not in procedure.channels:
        raise WrongPhaseError(
            "Thủ tục này không nhận hồ sơ theo cách đã chọn. Hãy xem lại trang của thủ tục.",
            "This procedure does not take dossiers in this way. Please see its page.",
        )
    applicant = next(party for party in submission.parties if party.role is PartyRole.APPLICANT)
    case = Case(
        id=uuid7(now),
        version_id=version_id,
        case_key=submission.case_key,
        channel=channel,
        assisted=support_id is not None,
        support_id=support_id,
        reference=new_reference(),
        phase=Phase.SUBMITTED,
        receiving_id=submission.receiving_id or 0,
        competent_id=0,
        submitted_at=now,
        process=procedure.process.initial,
        applicant_kind=applicant.kind.value,
        form={},
    )
    return placed(case, world, checked_form(procedure, case, submission.form, now))


def placed(case: Case, world: World, form: dict[str, Any]) -> Case:
    """The case with its form and the two agencies that it belongs to."""
    on = case.submitted_at.date()
    filled = replace(case, form=form)
    receiving = identity.agency(case.receiving_id) if case.receiving_id else None
    data = {"form": form, "case": case.case_key, "channel": case.channel.value, "province": world.province}
    competent = competent_agency(world, receiving, data, on)
    return replace(filled, competent_id=competent.id, receiving_id=case.receiving_id or competent.id)


def _accept_on_the_spot(work: Working, by: ActingOfficer) -> None:
    """The officer who took the papers in has looked at them: the reception step ends with the same act."""
    for task in work.case.tasks:
        if work.world.procedure.steps[task.step].kind is StepKind.RECEPTION:
            must_work_on(by.scope, task)
            reception.accept(work, task)


def _counter_of(by: ActingOfficer) -> int:
    counters = sorted(receives_for(by.scope))
    if not counters:
        raise NotAllowedError(
            "Việc này do cán bộ bộ phận một cửa thực hiện.", "This is for the officers of the one-stop shop."
        )
    return counters[0]
