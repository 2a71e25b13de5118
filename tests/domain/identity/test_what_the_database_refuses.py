"""The last line: rows that no service would write."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from motcua.domain.identity.models import (
    Account,
    AdminUnit,
    Agency,
    CalendarDay,
    Officer,
    Organisation,
    Person,
    Posting,
)
from tests.city import TODAY, City


def refused(name: str, make: object) -> None:
    with pytest.raises(DatabaseError, match=name), transaction.atomic():
        make()


def test_a_unit_code_means_one_unit_at_a_time(city: City) -> None:
    refused("a_unit_code_means_one_unit_at_a_time", lambda: AdminUnit.objects.create(code="27094", valid_from=TODAY))
    AdminUnit.objects.create(code="27999", valid_from=date(2025, 7, 1), valid_to=TODAY)
    AdminUnit.objects.create(code="27999", valid_from=TODAY)


def test_a_unit_ends_after_it_begins(city: City) -> None:
    refused("a_unit_ends_after_it_begins", lambda: AdminUnit.objects.create(code="1", valid_from=TODAY, valid_to=TODAY))


@pytest.mark.parametrize("code", ["h29", "H29-01", "H29.", "H 29"])
def test_an_agency_code_is_groups_between_dots(city: City, code: str) -> None:
    refused("an_agency_code_is_groups_between_dots", lambda: Agency.objects.create(code=code))


def test_a_division_is_inside_an_agency(city: City) -> None:
    refused("a_division_is_inside_an_agency", lambda: Agency.objects.create(code="X1", division="office"))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("a_missing_personal_id_has_a_reason", {"personal_id": None}),
        ("a_missing_personal_id_has_a_reason", {"personal_id": "079088910001", "no_personal_id": "newborn"}),
        ("a_personal_id_is_twelve_digits", {"personal_id": "123456789"}),
        ("a_personal_id_is_not_made_up", {"personal_id": "000000000001"}),
    ],
)
@pytest.mark.django_db
def test_a_personal_id_is_true_or_absent_with_a_reason(name: str, values: dict[str, str]) -> None:
    refused(name, lambda: Person.objects.create(full_name="x", **values))


@pytest.mark.django_db
def test_a_tax_code_is_ten_digits() -> None:
    refused("a_tax_code_is_ten_digits", lambda: Organisation.objects.create(name="x", tax_code="12345"))


def test_an_officer_holds_a_role_once_at_a_time(city: City) -> None:
    held = Posting.objects.all()[0]
    again = {"officer_id": held.officer_id, "agency_id": held.agency_id, "role": held.role}
    refused("an_officer_holds_a_role_once_at_a_time", lambda: Posting.objects.create(**again, valid_from=TODAY))


def test_an_account_is_a_persons_or_an_officers(city: City) -> None:
    officer, person = Officer.objects.all()[0], Person.objects.all()[0]
    for owner in ({}, {"officer": officer, "person": person}):
        refused("an_account_is_a_persons_or_an_officers", lambda: Account.objects.create(subject="x", **owner))  # noqa: B023


def test_a_day_is_stated_once_for_the_country(city: City) -> None:
    stated = CalendarDay.objects.filter(agency=None)[0]
    refused(
        "a_day_is_stated_once_for_an_agency",
        lambda: CalendarDay.objects.create(day=stated.day, kind="working", reason="x"),
    )


def test_a_day_off_has_no_hours(city: City) -> None:
    refused(
        "a_day_off_has_no_hours",
        lambda: CalendarDay.objects.create(day=TODAY, kind="holiday", shifts="08:00-12:00", reason="x"),
    )
