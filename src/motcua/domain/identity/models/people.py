from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.domain.identity.models.offices import Agency
from motcua.domain.identity.models.validity import ValidInTime, ends_after_it_begins, one_at_a_time


class Person(models.Model):
    """A human being, once. Without a personal id number the row says why: a made-up number is refused."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=120)
    search_name = models.CharField(max_length=120, db_index=True)
    born = models.DateField(null=True)
    personal_id = models.CharField(max_length=12, null=True, unique=True)  # noqa: DJ001 absent is not empty: it is unique
    no_personal_id = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=20, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(personal_id__isnull=False, no_personal_id="")
                | Q(personal_id__isnull=True) & ~Q(no_personal_id=""),
                name="a_missing_personal_id_has_a_reason",
            ),
            CheckConstraint(
                condition=Q(personal_id__isnull=True) | Q(personal_id__regex=r"^\d{12}$"),
                name="a_personal_id_is_twelve_digits",
            ),
            CheckConstraint(
                condition=Q(personal_id__isnull=True) | ~Q(personal_id__startswith="000"),
                name="a_personal_id_is_not_made_up",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name


class Organisation(models.Model):
    """A company or another body with a tax code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=200)
    search_name = models.CharField(max_length=200, db_index=True)
    tax_code = models.CharField(max_length=14, unique=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(tax_code__regex=r"^\d{10}(-\d{3})?$"), name="a_tax_code_is_ten_digits"),
        ]

    def __str__(self) -> str:
        return self.name


class Officer(models.Model):
    """A person in the city's service, known to the officers' identity provider by `login`."""

    person = models.OneToOneField(Person, models.PROTECT, related_name="officer")
    login = models.CharField(max_length=120, unique=True)

    def __str__(self) -> str:
        return self.login


class Posting(ValidInTime):
    """A role that an officer holds in an office for a time. History stays: a posting is ended, never removed."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="postings")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="postings")
    role = models.CharField(max_length=40)
    decision = models.CharField(max_length=80, blank=True)
    end_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            one_at_a_time("an_officer_holds_a_role_once_at_a_time", "officer", "agency", "role"),
            ends_after_it_begins("a_posting_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.officer}: {self.role} at {self.agency}"


class Account(models.Model):
    """One subject at one identity provider. Nobody has a password here.

    Django's sign-in takes it as its user, of whom it asks no more than these answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="accounts")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="accounts")
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="accounts")
    signed_in_at = models.DateTimeField(null=True)

    USERNAME_FIELD = "id"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    is_anonymous = False
    is_authenticated = True
    is_active = True

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint("issuer", "subject", name="a_subject_has_one_account"),
            UniqueConstraint("issuer", "officer", name="an_officer_has_one_account_at_a_provider"),
            CheckConstraint(
                condition=Q(person__isnull=False, officer__isnull=True)
                | Q(person__isnull=True, officer__isnull=False, organisation__isnull=True),
                name="an_account_is_a_persons_or_an_officers",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} at {self.issuer}"
