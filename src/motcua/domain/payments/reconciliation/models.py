"""The rows of reconciliation: what banks and the platform said, and what did not agree."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.core.books.matching import DifferenceKind


class BankStatement(models.Model):
    """A file of a bank that was taken, once an account."""

    account = models.ForeignKey("payments.CollectingAccountRow", models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    name = models.CharField(max_length=120)
    form = models.CharField(max_length=40)
    first_day = models.DateField()
    last_day = models.DateField()
    lines = models.IntegerField()
    imported_at = models.DateTimeField()
    imported_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["account", "sha256"], name="a_bank_file_is_taken_once")]

    def __str__(self) -> str:
        return self.name


class BankEntry(models.Model):
    """A movement on an account, known by the bank's reference; `payment`: what was recorded because of it."""

    account = models.ForeignKey("payments.CollectingAccountRow", models.PROTECT, related_name="+")
    statement = models.ForeignKey(BankStatement, models.PROTECT, related_name="entries")
    reference = models.CharField(max_length=60)
    day = models.DateField()
    amount = models.BigIntegerField()
    memo = models.CharField(max_length=500, blank=True)
    payer = models.CharField(max_length=200, blank=True)
    payment = models.OneToOneField("payments.Payment", models.PROTECT, null=True, related_name="bank_entry")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["account", "day"], name="bank_entries_of_a_day")]
        constraints: ClassVar = [
            UniqueConstraint(fields=["account", "reference"], name="a_bank_entry_is_known_once"),
            CheckConstraint(condition=~Q(amount=0), name="a_bank_entry_moves_money"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount}"


class PlatformEntry(models.Model):
    """A payment on the platform's own list of a day."""

    reference = models.CharField(max_length=60, unique=True)
    transaction = models.CharField(max_length=60, blank=True)
    day = models.DateField(db_index=True)
    amount = models.BigIntegerField()
    account_number = models.CharField(max_length=19)
    listed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [CheckConstraint(condition=Q(amount__gt=0), name="a_platform_entry_is_some_money")]

    def __str__(self) -> str:
        return f"{self.reference}: {self.amount}"


class ReconciledDay(models.Model):
    """One account on one day, as it came out when it was last compared."""

    account = models.ForeignKey("payments.CollectingAccountRow", models.PROTECT, related_name="+")
    day = models.DateField()
    run_at = models.DateTimeField()
    run_by = models.CharField(max_length=60)
    bank_lines = models.IntegerField()
    bank_amount = models.BigIntegerField()
    booked = models.IntegerField()
    booked_amount = models.BigIntegerField()
    matched = models.IntegerField()
    matched_amount = models.BigIntegerField()
    has_platform = models.BooleanField()

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["account", "day"], name="a_day_is_compared_as_one")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class DifferenceRow(models.Model):
    """Something that did not agree; settled with a reason by somebody, or gone by itself when more became known."""

    of = models.ForeignKey(ReconciledDay, models.CASCADE, related_name="differences")
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    bank_entry = models.ForeignKey(BankEntry, models.PROTECT, null=True, related_name="+")
    platform_entry = models.ForeignKey(PlatformEntry, models.PROTECT, null=True, related_name="+")
    payment = models.ForeignKey("payments.Payment", models.PROTECT, null=True, related_name="+")
    charge = models.ForeignKey("payments.Charge", models.PROTECT, null=True, related_name="+")
    outside_amount = models.BigIntegerField()
    booked_amount = models.BigIntegerField()
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "payments_difference"
        constraints: ClassVar = [
            UniqueConstraint(fields=["of", "key"], name="a_difference_is_told_once_a_day"),
            CheckConstraint(
                condition=Q(kind__in=[each.value for each in DifferenceKind]), name="a_difference_is_of_a_known_kind"
            ),
            CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(reason=""), name="a_difference_is_settled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.key
