"""What can be told at the counter before anything is accepted: until when, and for how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.core.deadlines import TimeLimit, start
from motcua.core.fees import AssessmentError, assess
from motcua.core.procedure import Channel, Procedure
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.parties import applicant_kind
from motcua.domain.identity import queries as identity


@dataclass(frozen=True, slots=True)
class Prospect:
    """If the dossier were accepted at this moment. fee: whole đồng to be paid, None while the answers do not say."""

    limit: TimeLimit
    due_at: datetime
    fee: int | None


def prospect(
    procedure: Procedure,
    case_key: str,
    channel: Channel,
    form: Mapping[str, Any],
    *,
    office_id: int,
    now: datetime,
) -> Prospect:
    """The due date by the calendar of the office that asks, and the fee as far as the form is filled in."""
    variant = procedure.cases[case_key]
    limit = variant.limit_for(channel).limit
    clock, _ = start(identity.calendar_of(office_id), limit, now, variant.clock)
    data = {
        "form": procedure.form.facts(form),
        "applicant": {"kind": applicant_kind(procedure, form).value},
        "province": settings.PROVINCE,
    }
    try:
        policy = catalogue.fee_policy()
        fee: int | None = assess(procedure.fees, now.date(), channel.value, case_key, data, policy=policy).payable
    except AssessmentError:
        fee = None
    return Prospect(limit, clock.due_at, fee)
