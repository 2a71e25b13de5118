from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.core.procedure import OnlineService
from motcua.domain.catalogue.models.contents import DIGEST, Content, SharedPart
from motcua.domain.catalogue.models.procedures import Procedure
from motcua.domain.catalogue.types import CLOSED, LifeAct, VersionStatus

_PUBLISHED = VersionStatus.PUBLISHED.value
_STORED = [each.value for each in VersionStatus if each not in CLOSED]


class Described(models.Model):
    """What a version is listed and found by."""

    name_vi = models.TextField()
    name_en = models.TextField()
    short_name_vi = models.CharField(max_length=300)
    short_name_en = models.CharField(max_length=300)
    keywords_vi = ArrayField(models.CharField(max_length=200))
    keywords_en = ArrayField(models.CharField(max_length=200))
    field = models.CharField(max_length=40)
    field_name_vi = models.CharField(max_length=200)
    field_name_en = models.CharField(max_length=200)
    levels = ArrayField(models.CharField(max_length=20))
    audience = ArrayField(models.CharField(max_length=20))
    online = models.CharField(max_length=10)
    sort_key = models.TextField()

    class Meta:
        abstract = True


class ProcedureVersion(Described):
    """A package in its life from the draft on. Once published its files never change: dossiers keep the version of
    their day.

    content_hash: of all that the version consists of, shared entries included; of its own files alone as long as the
    package cannot be read. author: None for what was loaded from a folder. published_at: when that was done, which
    decides between versions that hold from the same day.
    """

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    content_hash = models.CharField(max_length=64)
    shared = models.ForeignKey(SharedPart, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10)
    valid_from = models.DateField(null=True)
    decision_number = models.CharField(max_length=100, blank=True)
    decision_publisher = models.CharField(max_length=200, blank=True)
    decision_signed_on = models.DateField(null=True)
    decision_signer = models.CharField(max_length=200, blank=True)
    decision_retroactive = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    author = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    revision = models.IntegerField(default=1)
    saved_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["procedure", "number"], name="versions_of_a_procedure_are_numbered"),
            CheckConstraint(condition=Q(number__gt=0), name="version_numbers_start_at_one"),
            CheckConstraint(condition=Q(revision__gt=0), name="revisions_start_at_one"),
            CheckConstraint(condition=Q(content_hash__regex=DIGEST), name="a_version_knows_the_hash_of_its_content"),
            CheckConstraint(condition=Q(status__in=_STORED), name="a_version_is_of_a_known_status"),
            CheckConstraint(
                condition=Q(online__in=[each.value for each in OnlineService]),
                name="a_version_is_online_in_a_known_way",
            ),
            CheckConstraint(
                condition=~Q(status=_PUBLISHED) | Q(valid_from__isnull=False, published_at__isnull=False),
                name="a_published_version_has_its_first_day",
            ),
            CheckConstraint(
                condition=Q(status=_PUBLISHED) | Q(author__isnull=False), name="what_is_not_published_has_an_author"
            ),
            CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (Q(submitted_by__isnull=False) & ~Q(submitted_by=F("approved_by"))),
                name="the_one_who_submitted_does_not_approve",
            ),
            CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(decision_number="") & ~Q(decision_signer="") & Q(decision_signed_on__isnull=False)),
                name="what_is_approved_names_its_decision",
            ),
            CheckConstraint(
                condition=~Q(status=VersionStatus.APPROVED.value) | Q(approved_by__isnull=False),
                name="what_is_approved_was_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure.code} v{self.number}"


class VersionFile(models.Model):
    """One file of a version, by its name in the package."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["version", "name"], name="a_version_has_a_file_of_a_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class LifeRow(models.Model):
    """One act in the life of a version. The database refuses to change or remove a row.

    officer: None for what a load from a folder did. who: the officer's name at that time.
    """

    version = models.ForeignKey(ProcedureVersion, models.PROTECT, related_name="life")
    at = models.DateTimeField()
    act = models.CharField(max_length=10)
    officer = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    who = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    revision = models.IntegerField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(act__in=[each.value for each in LifeAct]),
                name="the_life_of_a_version_is_made_of_known_acts",
            ),
            CheckConstraint(
                condition=Q(officer__isnull=False) | Q(act=LifeAct.LOADED.value), name="every_act_is_somebodys"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.act}"
