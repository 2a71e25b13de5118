"""Taking a person's dossier in: at the counter, from the post, or online for somebody who is helped."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from motcua.core.procedure import Channel
from motcua.core.text import fold
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.forms import filing_context
from motcua.domain.dossiers.parties import applicant_kind, parties_of
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.filing import Filed, Submission, receive_at_counter, submit_for_citizen
from motcua.domain.dossiers.types import Paper
from motcua.domain.identity import queries as identity
from motcua.domain.identity import services
from motcua.domain.identity.types import Person

LONGEST_NAME = 120
_PERSONAL_ID = re.compile(r"(?!000)[0-9]{12}")


@dataclass(frozen=True, slots=True)
class Caller:
    """Who stands at the counter, or sent the letter. personal_id: empty for one who has none or does not state it."""

    full_name: str
    personal_id: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """What an officer takes in for somebody. channel: ONLINE is an online filing with an officer's help."""

    procedure_code: str
    case_key: str
    channel: Channel
    caller: Caller
    form: Mapping[str, Any]
    papers: tuple[Paper, ...]


def take_in(intake: Intake, by: ActingOfficer) -> Filed:
    """Take a dossier in. What came over the counter or by post is accepted in the same act; what was filed online with
    help goes to the reception like any other. Sent twice, it is filed once.

    Raises InvalidFilingError with every field and paper that is wrong, NotAllowedError.
    """
    procedure = catalogue.version(catalogue.published(intake.procedure_code, by.now.date()))
    kind = applicant_kind(procedure, intake.form)
    context = filing_context(intake.case_key, intake.channel.value, kind.value, by.now)
    values = procedure.form.validate(dict(intake.form), context=context).values
    with transaction.atomic():
        caller = _recorded(intake.caller)
        parties = parties_of(procedure, values, caller, by.now.date())
        submission = Submission(intake.procedure_code, intake.case_key, parties, intake.form, intake.papers)
        if intake.channel is Channel.ONLINE:
            return submit_for_citizen(submission, by)
        return receive_at_counter(submission, intake.channel, by)


def _recorded(caller: Caller) -> Person:
    """The person, made if the city does not know him."""
    _must_be_told(caller)
    person_id = services.record_person(
        caller.full_name,
        personal_id=caller.personal_id or None,
        no_personal_id="" if caller.personal_id else "not_stated",
        phone=caller.phone,
    )
    return identity.person(person_id)


def _must_be_told(caller: Caller) -> None:
    """A number that belongs to another name is a slip of the finger, and must not rename that person."""
    if not caller.full_name or len(caller.full_name) > LONGEST_NAME:
        raise _wrong("caller_name", "Hãy ghi họ tên người nộp.", "State the name of the submitter.")
    if not caller.personal_id:
        return
    if not _PERSONAL_ID.fullmatch(caller.personal_id):
        raise _wrong(
            "caller_id",
            "Số định danh phải có 12 chữ số như trên thẻ căn cước. Nếu người nộp không có, hãy để trống.",
            "The personal number has 12 digits as on the identity card. Leave it empty if there is none.",
        )
    known = identity.person_by_personal_id(caller.personal_id)
    if known and fold(known.full_name) != fold(caller.full_name):
        raise _wrong(
            "caller_id",
            f"Số định danh này là của {known.full_name}. Hãy kiểm tra lại số hoặc họ tên.",
            f"This personal number belongs to {known.full_name}. Check the number or the name.",
        )


def _wrong(field: str, vi: str, en: str) -> InvalidFilingError:
    return InvalidFilingError(((field, vi, en),))
