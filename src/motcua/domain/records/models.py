from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from motcua.domain.records.types import Origin


class Document(models.Model):
    """A file in the store: what it is, whose, since when. A row is written once and never changed.

    `facts` is what the inspection found beside the columns: the kind, the size of a picture.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=60)
    size = models.BigIntegerField()
    pages = models.IntegerField()
    facts = models.JSONField()
    origin = models.CharField(max_length=20)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["sha256"], name="documents_by_content")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="a_digest_is_64_hexadecimal_digits"),
            CheckConstraint(condition=~Q(name=""), name="a_document_has_a_name"),
            CheckConstraint(condition=Q(size__gt=0), name="a_document_is_not_empty"),
            CheckConstraint(condition=Q(pages__gt=0), name="a_document_has_pages"),
            CheckConstraint(
                condition=Q(origin__in=[origin.value for origin in Origin]), name="a_document_is_of_a_known_origin"
            ),
            CheckConstraint(
                condition=~Q(origin__in=[Origin.UPLOAD.value, Origin.COUNTER_SCAN.value])
                | Q(uploaded_by__isnull=False),
                name="somebody_brought_what_was_uploaded_or_scanned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.origin})"
