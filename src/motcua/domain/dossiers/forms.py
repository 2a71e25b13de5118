"""Checking an application form in the circumstances of a dossier."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from motcua.core.forms import FilingContext
from motcua.core.procedure import Procedure
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.identity import queries as identity


class _Units:
    """The administrative units of the country, as a form asks for them."""

    def province_of(self, commune: str, on: date) -> str | None:
        return identity.province_of(commune, on)


def filing_context(case_key: str, channel: str, applicant_kind: str, now: datetime) -> FilingContext:
    """What a form must be told about a filing."""
    return FilingContext(
        today=now.date(), case=case_key, channel=channel, applicant={"kind": applicant_kind}, places=_Units()
    )


def checked_form(procedure: Procedure, case: Case, form: Any, now: datetime) -> dict[str, Any]:
    """The values as the server understands them. InvalidFilingError names every field that is wrong."""
    context = filing_context(case.case_key, case.channel.value, case.applicant_kind, now)
    result = procedure.form.validate(form, context=context)
    if result.errors:
        raise InvalidFilingError(tuple((each.path, each.vi, each.en) for each in result.errors))
    return dict(result.values)
