"""The rows of loading in bulk: what was handed over as one, and which parts of it are in the tables."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class BulkDelivery(models.Model):
    """Courses that draw their numbers from the same books.

    key: by which name they were handed over. digest: SHA-256 of the courses, so that a second call goes on with the
    same ones. first: the numbers that were given in their books before, by scope. Its row is written with the numbers
    of all its courses taken.
    """

    key = models.CharField(max_length=120, primary_key=True)
    digest = models.BinaryField(max_length=32)
    first = models.JSONField()
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table: ClassVar = "dossiers_bulkdelivery"

    def __str__(self) -> str:
        return self.key


class BulkPart(models.Model):
    """A part of a delivery that is in the tables, whole. n: which part. dossiers, events: how many it has. cast: how
    many of its dossiers were not played; it differs with what the process that wrote it had learnt.
    """

    pk = models.CompositePrimaryKey("delivery_id", "n")
    delivery = models.ForeignKey(BulkDelivery, models.CASCADE, related_name="parts")
    n = models.IntegerField()
    dossiers = models.IntegerField()
    events = models.IntegerField()
    cast = models.IntegerField(db_default=0)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table: ClassVar = "dossiers_bulkpart"

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.n}"
