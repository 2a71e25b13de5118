from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from motcua.domain.identity import models
from motcua.domain.identity.cache import forget, kept
from motcua.domain.identity.models.validity import valid_on
from motcua.domain.identity.policies import Scope, scope_of
from motcua.domain.identity.queries.offices import agencies
from motcua.domain.identity.types import Account, NotFoundError, Officer, Organisation, Person, Posting
from motcua.infra import prepared

_PERSON = "SELECT id, full_name, born, personal_id, phone, email FROM identity_person WHERE id = %s"


def person(person_id: UUID) -> Person:
    """The person with that id. Raises NotFoundError."""
    found = prepared.rows(_PERSON, [person_id])  # asked at every filing
    if not found:
        raise NotFoundError("Không tìm thấy người này trong hệ thống.", f"There is no person {person_id}.")
    return Person(*found[0])


def person_by_personal_id(personal_id: str) -> Person | None:
    """The person with that personal id number, if the city knows one."""
    row = models.Person.objects.filter(personal_id=personal_id).first()
    return None if row is None else _person(row)


def organisation(organisation_id: UUID) -> Organisation:
    """The organisation with that id. Raises NotFoundError."""
    row = models.Organisation.objects.filter(id=organisation_id).first()
    if row is None:
        raise NotFoundError(
            "Không tìm thấy tổ chức này trong hệ thống.", f"There is no organisation {organisation_id}."
        )
    return Organisation(id=row.id, name=row.name, tax_code=row.tax_code)


def officer(officer_id: int) -> Officer:
    """The officer with that id. Raises NotFoundError."""
    found = kept(("officer", officer_id), lambda: _first_officer(officer_id))
    if found is None:
        raise NotFoundError("Không tìm thấy cán bộ này trong hệ thống.", f"There is no officer {officer_id}.")
    return found


def officer_by_login(login: str) -> Officer:
    """The officer whom the provider knows by that login. Raises NotFoundError."""
    found = models.Officer.objects.filter(login=login).values_list("id", flat=True).first()
    if found is None:
        raise NotFoundError(f"Không có cán bộ nào có tài khoản {login}.", f"No officer has the login {login}.")
    return officer(found)


def officers_with_role(agency_id: int, role: str, on: date) -> tuple[Officer, ...]:
    """Who holds the role in exactly that office on a day, in the order of their names."""
    rows = models.Officer.objects.filter(
        id__in=models.Posting.objects.filter(valid_on(on), agency_id=agency_id, role=role).values("officer_id")
    )
    return tuple(map(_officer, rows.select_related("person").order_by("person__search_name", "id")))


def officers_of_posts(agencies: Iterable[int], on: date) -> dict[tuple[int, str], tuple[Officer, ...]]:
    """Who holds which role in each of these offices on a day, by office and role, in the order of their logins."""
    rows = models.Posting.objects.filter(valid_on(on), agency_id__in=set(agencies))
    found: dict[tuple[int, str], tuple[Officer, ...]] = {}
    for row in rows.select_related("officer__person").order_by("officer__login"):
        post = (row.agency_id, row.role)
        found[post] = (*found.get(post, ()), _officer(row.officer))
    return found


def postings_at(agency_id: int) -> tuple[Posting, ...]:
    """Who ever held which role in exactly that office, in the order of their names."""
    rows = models.Posting.objects.filter(agency_id=agency_id).order_by("officer__person__search_name", "officer_id")
    return tuple(map(_posting, rows))


def officers_in(agency_id: int, on: date) -> tuple[Officer, ...]:
    """Who is posted to exactly that office on a day, in whatever role."""
    posted = models.Posting.objects.filter(valid_on(on), agency_id=agency_id).values("officer_id")
    return tuple(map(_officer, models.Officer.objects.filter(id__in=posted).select_related("person").order_by("id")))


def officers_with_any_role(agency_id: int, roles: frozenset[str], on: date) -> tuple[int, ...]:
    """The ids of those who hold one of the roles in exactly that office on a day, in the order of their names."""
    return kept(("with any role", agency_id, roles, on), lambda: _with_any_role(agency_id, roles, on))


def _with_any_role(agency_id: int, roles: frozenset[str], on: date) -> tuple[int, ...]:
    held = models.Posting.objects.filter(valid_on(on), agency_id=agency_id, role__in=roles)
    rows = models.Officer.objects.filter(id__in=held.values("officer_id"))
    return tuple(rows.order_by("person__search_name", "id").values_list("id", flat=True))


def offices_with(role: str, on: date) -> frozenset[int]:
    """The ids of all offices where somebody holds the role on a day."""
    rows = models.Posting.objects.filter(valid_on(on), role=role)
    return frozenset(rows.values_list("agency_id", flat=True))


def postings_of(officer_id: int, on: date) -> tuple[Posting, ...]:
    """The roles that an officer holds on a day."""
    return tuple(posting for posting in _all_postings(officer_id) if posting.valid_on(on))


def scope(officer_id: int, on: date) -> Scope:
    """What an officer may see and do on a day."""
    return kept(("scope", officer_id, on), lambda: scope_of(officer_id, _all_postings(officer_id), agencies(), on))


def account(account_id: UUID) -> Account | None:
    """The account with that id."""
    return _first_account(id=account_id)


def account_of(issuer: str, subject: str) -> Account | None:
    """The account of a provider's subject. Kept, so that a call of the API asks no database."""
    key = ("account", issuer, subject)
    found = kept(key, lambda: _first_account(issuer=issuer, subject=subject))
    if found is None:
        forget(key)  # the subject may sign in for the first time at any moment
    return found


def _first_account(**which: object) -> Account | None:
    row = models.Account.objects.filter(**which).first()
    if row is None:
        return None
    return Account(row.id, row.issuer, row.subject, row.person_id, row.organisation_id, row.officer_id)


def _all_postings(officer_id: int) -> tuple[Posting, ...]:
    return kept(("postings", officer_id), lambda: tuple(map(_posting, _posting_rows(officer_id))))


def _posting_rows(officer_id: int) -> Iterable[models.Posting]:
    return models.Posting.objects.filter(officer_id=officer_id).order_by("id")


def _first_officer(officer_id: int) -> Officer | None:
    row = models.Officer.objects.filter(id=officer_id).select_related("person").first()
    return None if row is None else _officer(row)


def _person(row: models.Person) -> Person:
    return Person(
        id=row.id,
        full_name=row.full_name,
        born=row.born,
        personal_id=row.personal_id,
        phone=row.phone,
        email=row.email,
    )


def _officer(row: models.Officer) -> Officer:
    return Officer(id=row.pk, person_id=row.person_id, login=row.login, full_name=row.person.full_name)


def _posting(row: models.Posting) -> Posting:
    return Posting(
        id=row.pk,
        officer_id=row.officer_id,
        agency_id=row.agency_id,
        role=row.role,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
    )
