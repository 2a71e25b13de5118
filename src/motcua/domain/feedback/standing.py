"""Whether a dossier may be rated now, and which voices have been heard on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from motcua.domain.feedback.errors import NotFinishedError, TooLateError
from motcua.domain.feedback.keyed import keyed
from motcua.domain.feedback.models import UsedVoice
from motcua.domain.feedback.questionnaire import Questionnaire
from motcua.domain.feedback.subjects import Subject
from motcua.domain.feedback.types import Voice

_USE = "INSERT INTO feedback_usedvoice (digest) VALUES (%s) ON CONFLICT DO NOTHING"


def must_be_open(subject: Subject, asked: Questionnaire, now: datetime) -> datetime:
    """Until when the dossier may be rated. Raises NotFinishedError before and TooLateError after."""
    if subject.phase not in asked.after or subject.ended_at is None:
        raise NotFinishedError
    until = subject.ended_at + asked.open_for
    if now > until:
        raise TooLateError(until)
    return until


def is_used(subject_ref: UUID, voice: Voice) -> bool:
    """Whether this voice was heard on this dossier, under its name or anonymously."""
    return UsedVoice.objects.filter(digest=digest(subject_ref, voice)).exists()


def use(subject_ref: UUID, voice: Voice) -> bool:
    """Let the voice be heard, in the caller's transaction; whether it is the first time. Of two at once one waits for
    the other here, and then finds it used.
    """
    with connection.cursor() as cursor:
        cursor.execute(_USE, [digest(subject_ref, voice)])
        return bool(cursor.rowcount)


def digest(subject_ref: UUID, voice: Voice) -> bytes:
    """What a used voice is known by; see `keyed`."""
    return keyed(f"used voice {voice}", subject_ref.bytes)
