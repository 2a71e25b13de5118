from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q

from motcua.domain.records.types import Origin, Validity


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


class Issuance(models.Model):
    """What the city says in public of a paper that it issued. Several documents have one token where a paper was kept
    more than once on its way, signed and then sealed: the youngest is the paper.
    """

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="issuance")
    token = models.CharField(max_length=24, blank=True)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=300)
    issued_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["token", "-document"], name="issued_papers_by_token", condition=~Q(token=""))
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class StandingChange(models.Model):
    """One line of the log of a paper's standing; the database refuses to change or remove it."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="+", db_index=False)
    validity = models.CharField(max_length=10)
    successor = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    reason = models.TextField()
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "-id"], name="standing_of_a_document")]
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(validity=Validity.REPLACED.value, successor__isnull=False)
                | Q(validity=Validity.REVOKED.value, successor__isnull=True),
                name="what_is_replaced_has_a_successor_and_what_is_revoked_has_none",
            ),
            CheckConstraint(condition=~Q(reason=""), name="a_paper_is_taken_out_of_force_for_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.validity}"


class SignatureCheck(models.Model):
    """A document whose signatures are still to be judged. The row is the queue; it goes when they are.

    due_at: not before. A worker that takes it moves that on, so that a crash loses nothing.
    """

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="+")
    due_at = models.DateTimeField(db_index=True)
    tries = models.SmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.document_id} at {self.due_at}"


class SignatureJudgement(models.Model):
    """What was found of the signatures of a document at one time, measured by one trust store. A later judgement
    stands beside it, so it can be told what an officer saw.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="+", db_index=False)
    judged_at = models.DateTimeField()
    trust = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["document", "-id"], name="judgements_of_a_document")]

    def __str__(self) -> str:
        return f"{self.document_id} at {self.judged_at}"


class FoundSignature(models.Model):
    """A signature as it was found in a document."""

    pk = models.CompositePrimaryKey("judgement_id", "n")
    judgement = models.ForeignKey(SignatureJudgement, models.CASCADE, related_name="signatures", db_index=False)
    n = models.SmallIntegerField()
    standing = models.CharField(max_length=20)
    signer = models.CharField(max_length=300, blank=True)
    organisation = models.CharField(max_length=300, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    serial = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    stamped_at = models.DateTimeField(null=True)
    covers_whole = models.BooleanField()
    changed_after = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.n} {self.signer} {self.standing}"
