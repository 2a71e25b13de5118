"""Who is who in a dossier, read from what the applicant filled in: nobody is asked twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from motcua.core.forms import Naming
from motcua.core.procedure import PartyFields, PartyKind, PartyRole, Procedure
from motcua.domain.dossiers.types import Party
from motcua.domain.identity import queries as identity
from motcua.domain.identity.types import NotFoundError, Person


def parties_of(procedure: Procedure, form: Mapping[str, Any], submitter: Person, on: date) -> tuple[Party, ...]:
    """The parties as the form names them, and the one who hands it in. Whoever is named with the submitter's own
    personal id is the submitter, so the dossier is among his own in that role too.
    """
    handing_in = Party(
        PartyRole.SUBMITTER,
        PartyKind.CITIZEN,
        submitter.full_name,
        submitter.personal_id or "",
        submitter.phone,
        submitter.email,
        person_id=submitter.id,
    )
    named = [_named(role, fields, form, submitter, on) for role, fields in procedure.parties.items()]
    found = [party for party in named if party]
    if not any(party.role is PartyRole.APPLICANT for party in found):
        found.insert(0, replace(handing_in, role=PartyRole.APPLICANT))
    return (*found, handing_in)


def applicant_kind(procedure: Procedure, form: Mapping[str, Any]) -> PartyKind:
    """What the applicant is as soon as the form names one; until then the person who fills it in."""
    fields = procedure.parties.get(PartyRole.APPLICANT)
    return fields.kind if fields and form.get(fields.name) else PartyKind.CITIZEN


def naming(on: date) -> Naming:
    """How units were called on a day; a code that named nothing is shown as it is."""

    def unit(code: str) -> str:
        try:
            return identity.unit(code, on).full_name
        except NotFoundError:
            return code

    return Naming(unit=unit, entry=lambda name, code: code)


def _named(role: PartyRole, fields: PartyFields, form: Mapping[str, Any], submitter: Person, on: date) -> Party | None:
    def said(field: str) -> str:
        value = form.get(field) if field else None
        return value if isinstance(value, str) else ""

    name = said(fields.name)
    if not name:
        return None
    identifier = said(fields.identifier)
    own = bool(identifier) and identifier == submitter.personal_id
    return Party(
        role,
        fields.kind,
        name,
        identifier,
        said(fields.phone),
        said(fields.email),
        _address(form.get(fields.address), on),
        submitter.id if own else None,
    )


def _address(value: object, on: date) -> str:
    if not isinstance(value, Mapping):
        return ""
    unit = naming(on).unit
    units = [unit(value[part]) for part in ("commune", "province") if value.get(part)]
    return ", ".join(part for part in (value.get("street", ""), *units) if part)
