from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.identity.models.offices import Agency
from motcua.domain.identity.models.people import Officer


class SigningKey(models.Model):
    """A key in the city's key store, and whose it is: an officer's or an agency's. The key itself is never here.

    A row stays for ever, so that an old signature still finds its signer. wrong_pins, tried_at: how many wrong PINs in
    a row, and when the last one was tried.
    """

    label = models.CharField(max_length=120)
    officer = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    certificate = models.BinaryField()
    subject = models.CharField(max_length=300)
    issuer = models.CharField(max_length=300)
    serial = models.CharField(max_length=80)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    revoke_reason = models.CharField(max_length=200, blank=True)
    wrong_pins = models.SmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(officer__isnull=False, agency__isnull=True) | Q(officer__isnull=True, agency__isnull=False),
                name="a_signing_key_is_an_officers_or_an_agencys",
            ),
            CheckConstraint(condition=Q(valid_from__lt=F("valid_to")), name="a_certificate_ends_after_it_begins"),
            CheckConstraint(
                condition=Q(revoked_at__isnull=True, revoke_reason="")
                | Q(revoked_at__isnull=False) & ~Q(revoke_reason=""),
                name="a_signing_key_is_revoked_for_a_reason",
            ),
            UniqueConstraint(fields=["issuer", "serial"], name="a_certificate_is_registered_once"),
            UniqueConstraint(
                fields=["label"], condition=Q(revoked_at__isnull=True), name="a_label_names_one_signing_key"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["officer"], name="signing_keys_of_an_officer"),
            models.Index(fields=["agency"], name="signing_keys_of_an_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.subject}"
