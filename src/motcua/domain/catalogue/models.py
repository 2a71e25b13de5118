"""Procedures in their versions. The files of a version are kept under the hash of their content, each content once."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.core.procedure import OnlineService
from motcua.domain.catalogue.types import VersionStatus

_DIGEST = r"^[0-9a-f]{64}$"
_WITH_A_FIRST_DAY = [VersionStatus.PUBLISHED.value, VersionStatus.SUSPENDED.value, VersionStatus.RETIRED.value]


class Procedure(models.Model):
    """A procedure the city knows, as its newest version says. Whoever changes anything about it moves `changed_at`."""

    code = models.CharField(max_length=40)
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
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["code"], name="a_procedure_has_a_code_of_its_own"),
            CheckConstraint(
                condition=Q(online__in=[each.value for each in OnlineService]),
                name="a_procedure_is_online_in_a_known_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name_vi}"


class ReplacedProcedure(models.Model):
    """A code that is no longer used, and the procedure that took its place."""

    code = models.CharField(max_length=40)
    replaced_by = models.ForeignKey(Procedure, models.CASCADE, related_name="replaced")

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["code"], name="a_code_is_replaced_once")]

    def __str__(self) -> str:
        return f"{self.code} → {self.replaced_by.code}"


class Content(models.Model):
    """The bytes of a file. A row is written once and never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(sha256__regex=_DIGEST), name="content_lies_under_its_hash")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


class SharedPart(models.Model):
    """What all packages have in common: roles, agencies, registries, letters, schemas. The one loaded last holds."""

    content_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["content_hash"], name="a_shared_part_is_kept_once")]

    def __str__(self) -> str:
        return self.content_hash[:12]


class SharedFile(models.Model):
    """One file of a shared part."""

    part = models.ForeignKey(SharedPart, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    content = models.ForeignKey(Content, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["part", "name"], name="a_shared_part_has_a_file_of_a_name_once")
        ]

    def __str__(self) -> str:
        return self.name


class ProcedureVersion(models.Model):
    """A package as it holds from a day on. Dossiers keep the version of their day, so its files never change."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.IntegerField()
    content_hash = models.CharField(max_length=64)
    shared = models.ForeignKey(SharedPart, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10)
    valid_from = models.DateField(null=True)
    decision_number = models.CharField(max_length=100)
    decision_publisher = models.CharField(max_length=200)
    decision_signed_on = models.DateField(null=True)
    decision_signer = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["procedure", "number"], name="versions_of_a_procedure_are_numbered"),
            CheckConstraint(condition=Q(number__gt=0), name="version_numbers_start_at_one"),
            CheckConstraint(condition=Q(content_hash__regex=_DIGEST), name="a_version_knows_the_hash_of_its_content"),
            CheckConstraint(
                condition=Q(status__in=[each.value for each in VersionStatus]), name="a_version_is_of_a_known_status"
            ),
            CheckConstraint(
                condition=~Q(status__in=_WITH_A_FIRST_DAY) | Q(valid_from__isnull=False),
                name="a_published_version_has_its_first_day",
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
