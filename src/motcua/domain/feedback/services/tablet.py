"""The tablet at the counter: which dossier it waits for."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.dossiers.policies import receives_for
from motcua.domain.feedback.errors import NoQuestionsError, NotFinishedError, TooLateError
from motcua.domain.feedback.models import Invitation
from motcua.domain.feedback.questionnaire import questionnaire
from motcua.domain.feedback.standing import must_be_open
from motcua.domain.feedback.subjects import subject_of
from motcua.domain.identity.policies import Scope


def invite(subject_ref: UUID, scope: Scope, now: datetime) -> bool:
    """Let the tablet beside an officer ask for a rating of this dossier for some minutes; whether it will. It does not
    for who receives for no office, for a dossier that cannot be rated, and in a city that
    asks nothing.
    """
    if scope.officer_id is None or not receives_for(scope):
        return False
    try:
        asked, subject = questionnaire(), subject_of(subject_ref, now)
        must_be_open(subject, asked, now)
    except (NoQuestionsError, NotFinishedError, TooLateError):
        return False
    until = now + asked.invited_for
    Invitation.objects.update_or_create(
        officer_id=scope.officer_id, defaults={"subject_ref": subject.ref, "until": until}
    )
    return True


def invited(officer_id: int, now: datetime) -> UUID | None:
    """The dossier that the officer's tablet waits for now."""
    rows = Invitation.objects.filter(officer_id=officer_id, until__gte=now)
    return rows.values_list("subject_ref", flat=True).first()


def dismiss(officer_id: int) -> None:
    """Let the tablet wait for nobody: whoever was asked has gone."""
    Invitation.objects.filter(officer_id=officer_id).delete()
