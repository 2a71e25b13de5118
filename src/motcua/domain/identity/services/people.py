from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from motcua.core.text import fold, normal
from motcua.domain.identity.models import Organisation, Person
from motcua.domain.identity.types import IdentityError

NO_ID_REASONS = ("foreigner", "newborn", "not_issued", "not_stated")


class Said(NamedTuple):
    """What somebody says of himself beside his personal id number; what he does not say is empty."""

    full_name: str
    born: date | None = None
    phone: str = ""
    email: str = ""

    def known(self) -> dict[str, object]:
        """The fields of his row that this tells."""
        name = normal(self.full_name)
        told = {**self._asdict(), "full_name": name, "search_name": fold(name)}
        return {field: value for field, value in told.items() if value}


@transaction.atomic
def record_person(
    full_name: str,
    *,
    personal_id: str | None,
    no_personal_id: str = "",
    born: date | None = None,
    phone: str = "",
    email: str = "",
) -> UUID:
    """The id of the person with that personal id number: made if the city does not know him, else brought up to date.

    Without a number a new person is made, and `no_personal_id` must say why (one of NO_ID_REASONS). What is empty here
    does not wipe out what is known. Raises IdentityError.
    """
    if personal_id is None and no_personal_id not in NO_ID_REASONS:
        raise IdentityError(
            "Người này không có số định danh cá nhân: hãy ghi lý do, không nhập số giả.",
            f"A person without a personal id number needs a reason: one of {', '.join(NO_ID_REASONS)}.",
        )
    known = Said(full_name, born, phone, email).known()
    if personal_id is None:
        return Person.objects.create(no_personal_id=no_personal_id, **known).id
    person, made = Person.objects.select_for_update().get_or_create(personal_id=personal_id, defaults=known)
    if not made:
        _bring_up_to_date(person, known)
    return person.id


@transaction.atomic
def record_people(said: Mapping[str, Said]) -> dict[str, UUID]:
    """As `record_person` of many with personal id numbers, by which they are given, in two statements for all: their
    ids by these numbers.
    """
    # In one order for everybody: two who record the same new people must not wait for each other.
    new = [Person(personal_id=number, **said[number].known()) for number in sorted(said)]
    Person.objects.bulk_create(new, ignore_conflicts=True)
    found = {}
    for person in Person.objects.filter(personal_id__in=list(said)):
        known = said[person.personal_id or ""].known()
        if _changed(person, known):
            _bring_up_to_date(Person.objects.select_for_update().get(pk=person.pk), known)
        found[person.personal_id or ""] = person.id
    return found


@transaction.atomic
def record_organisation(tax_code: str, name: str) -> UUID:
    """The id of the organisation with that tax code, made if the city does not know it, renamed if its name is new."""
    name = normal(name)
    known = {"name": name, "search_name": fold(name)}
    organisation, made = Organisation.objects.select_for_update().get_or_create(tax_code=tax_code, defaults=known)
    if not made:
        _bring_up_to_date(organisation, known)
    return organisation.id


def _bring_up_to_date(row: Person | Organisation, known: Mapping[str, object]) -> None:
    changed = _changed(row, known)
    for field in changed:
        setattr(row, field, known[field])
    if changed:
        row.save(update_fields=changed)


def _changed(row: Person | Organisation, known: Mapping[str, object]) -> list[str]:
    return [field for field, value in known.items() if getattr(row, field) != value]
