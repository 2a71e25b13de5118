"""What a person does with a draft of his own when it is complete: file it, or answer a supplement request with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from motcua.core.procedure import Channel
from motcua.domain.dossiers.errors import InvalidFilingError, WrongPhaseError
from motcua.domain.dossiers.models import Content, Dossier, Draft
from motcua.domain.dossiers.policies import is_filed_here
from motcua.domain.dossiers.queries.drafts import DraftPage, draft_page, supplement_draft
from motcua.domain.dossiers.queries.page import dossier_for_person
from motcua.domain.dossiers.queries.readiness import readiness
from motcua.domain.dossiers.services.acting import ActingPerson
from motcua.domain.dossiers.services.citizen import answer_supplement
from motcua.domain.dossiers.services.drafts import mark_filed
from motcua.domain.dossiers.services.filing import Filed, file_draft
from motcua.domain.dossiers.services.perform import Done
from motcua.domain.dossiers.types import Paper, PaperOrigin, WaitingFor
from motcua.domain.identity import queries as identity
from motcua.infra.ids import uuid7


def file_own_draft(draft_id: UUID, by: ActingPerson) -> Filed:
    """File a draft with the papers that its answers make necessary and the parties that its form names.

    Raises NoSuchDossierError, DraftFiledError, InvalidFilingError.
    """
    draft = draft_page(draft_id, by.account_id)
    if draft.supplements or not is_filed_here(draft.procedure, Channel.ONLINE):
        raise WrongPhaseError(
            "Bản nháp này không nộp trực tuyến thành hồ sơ mới được.", "This draft cannot be filed online as a dossier."
        )
    ready = readiness(draft, identity.person(by.person_id), by.now)
    return file_draft(replace(draft, papers=ready.to_file), ready.parties, by)


def open_supplement(dossier_id: UUID, by: ActingPerson) -> UUID:
    """The draft with which the person answers the supplement request of a dossier of his own: the one begun before, or
    a new one that begins with the form as it was handed in. Raises NoSuchDossierError, WrongPhaseError.
    """
    own = dossier_for_person(dossier_id, by.person_id)
    begun = supplement_draft(own, by.account_id)
    if begun:
        return begun.id
    dossier = Dossier.objects.get(pk=own)
    if dossier.waiting_for != WaitingFor.SUPPLEMENT:
        raise WrongPhaseError("Hồ sơ này không chờ bổ sung.", "This dossier does not wait for a supplement.")
    try:
        with transaction.atomic():
            return _begin_supplement(dossier, by).id
    except IntegrityError:  # begun on another device a moment ago
        other = supplement_draft(own, by.account_id)
        if other is None:
            raise
        return other.id


def hand_in_supplement(draft_id: UUID, by: ActingPerson) -> Done:
    """Answer the request with what the draft holds: new papers, and the form if it was corrected. The draft is the mark
    of the act, so it is handed in once. Raises InvalidFilingError when the corrected form is not complete.
    """
    draft = draft_page(draft_id, by.account_id)
    if draft.supplements is None:
        raise WrongPhaseError("Bản nháp này không bổ sung hồ sơ nào.", "This draft supplements no dossier.")
    papers = tuple(
        Paper(each.component, PaperOrigin.UPLOADED, each.document_id, each.sha256, each.name, each.variant, copies=1)
        for each in draft.papers
    )
    form = _corrected_form(draft, draft.supplements, by)
    with transaction.atomic():
        done = answer_supplement(draft.supplements, form, papers, replace(by, command=draft.id))
        mark_filed(draft.id, draft.supplements)
    return done


def _corrected_form(draft: DraftPage, dossier_id: UUID, by: ActingPerson) -> dict[str, Any] | None:
    """The form of the draft, if it says anything else than the dossier's own."""
    result = readiness(draft, identity.person(by.person_id), by.now).result
    if result.errors:
        raise InvalidFilingError(tuple((each.path, each.vi, each.en) for each in result.errors))
    return None if result.values == _form_of(dossier_id) else dict(result.values)


def _begin_supplement(dossier: Dossier, by: ActingPerson) -> Draft:
    return Draft.objects.create(
        id=uuid7(by.now),
        account_id=by.account_id,
        version_id=dossier.terms_id or dossier.version_id,
        procedure_code=dossier.procedure_code,
        case_key=dossier.case_key,
        form=_form_of(dossier.id),
        created_at=by.now,
        changed_at=by.now,
        supplements=dossier.id,
    )


def _form_of(dossier_id: UUID) -> dict[str, Any]:
    """The form as it was handed in last."""
    form: dict[str, Any] = (
        Content.objects.filter(dossier_id=dossier_id).order_by("-n").values_list("form", flat=True)[0]
    )
    return form
