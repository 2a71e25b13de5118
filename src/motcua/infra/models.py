from __future__ import annotations

from typing import ClassVar

from django.db import models


class Counter(models.Model):
    """The last number given out in a scope, such as one office's dossiers of one day."""

    scope = models.CharField(max_length=120, primary_key=True)
    last = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=models.Q(last__gt=0), name="numbers_start_at_one")]

    def __str__(self) -> str:
        return f"{self.scope}: {self.last}"


class OutboxEntry(models.Model):
    """What a consumer still has to read: events `first` to `last` of one subject's log."""

    position = models.BigAutoField(primary_key=True)
    consumer = models.CharField(max_length=40)
    subject = models.UUIDField()
    first = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["consumer", "position"], name="outbox_in_order")]

    def __str__(self) -> str:
        return f"{self.consumer}: {self.subject} {self.first}-{self.last}"


class DailyDigest(models.Model):
    """One hash over the heads of all chains that grew on a day, tied to the digest of the day before. The stamp is a
    time-stamp token (RFC 3161, DER) over the hash, once there is one.
    """

    day = models.DateField(primary_key=True)
    chains = models.IntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    stamp = models.BinaryField(null=True)

    def __str__(self) -> str:
        return f"{self.day}: {self.chains}"
