from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

DIGEST = r"^[0-9a-f]{64}$"


class Content(models.Model):
    """The bytes of a file. A row is written once and never changed."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(sha256__regex=DIGEST), name="content_lies_under_its_hash")]

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
