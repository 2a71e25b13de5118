"""The rows of receipts. A number that was given is never taken back, and what it stands under never changes: the
database refuses it (migration 0002).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from motcua.core.books.receipts import LARGEST_NUMBER, ReceiptState


class ReceiptCollector(models.Model):
    """A body that collects under its own name, for itself and all offices below it."""

    agency = models.OneToOneField("identity.Agency", models.PROTECT, related_name="+")
    tax_code = models.CharField(max_length=14)
    form_symbol = models.CharField(max_length=20)
    series_pattern = models.CharField(max_length=20)
    most = models.IntegerField(default=LARGEST_NUMBER)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(tax_code__regex=r"^\d{10}(-\d{3})?$"), name="a_collector_has_a_tax_code"),
            CheckConstraint(condition=Q(most__range=(1, LARGEST_NUMBER)), name="a_series_has_at_most_eight_digits"),
        ]

    def __str__(self) -> str:
        return self.tax_code


class ReceiptSeries(models.Model):
    """The numbers of one collector in one year; a second one is opened when the first is used up."""

    collector = models.ForeignKey(ReceiptCollector, models.PROTECT, related_name="series")
    year = models.SmallIntegerField()
    form_symbol = models.CharField(max_length=20)
    series = models.CharField(max_length=20)
    most = models.IntegerField()
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(
                fields=["collector", "year", "form_symbol", "series"], name="a_collector_opens_a_series_once_a_year"
            ),
            CheckConstraint(condition=Q(most__range=(1, LARGEST_NUMBER)), name="a_year_has_at_most_eight_digits"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.year}"


class Receipt(models.Model):
    """One receipt. OWED: the money is here and no number could be given. `content`: all that is signed and printed."""

    payment = models.ForeignKey("payments.Payment", models.PROTECT, related_name="receipts")
    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    through = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    subject_ref = models.UUIDField(db_index=True)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10)
    series = models.ForeignKey(ReceiptSeries, models.PROTECT, null=True, related_name="receipts")
    number = models.IntegerField(null=True)
    issued_at = models.DateTimeField(null=True)
    content = models.JSONField(default=dict)
    token = models.CharField(max_length=20, unique=True)
    signed_at = models.DateTimeField(null=True)
    signed_xml = models.BinaryField(null=True)
    document = models.ForeignKey("records.Document", models.PROTECT, null=True, related_name="+")
    trouble = models.CharField(max_length=300, blank=True)
    try_after = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=60, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["agency", "issued_at"], name="receipts_of_a_day"),
            models.Index(
                fields=["id"], condition=Q(state__in=[ReceiptState.OWED, ReceiptState.UNSIGNED]), name="receipts_to_do"
            ),
        ]
        constraints: ClassVar = [
            UniqueConstraint(fields=["series", "number"], name="a_receipt_number_is_given_once"),
            UniqueConstraint(
                fields=["payment"],
                condition=Q(state__in=[ReceiptState.OWED, ReceiptState.UNSIGNED, ReceiptState.ISSUED]),
                name="a_payment_has_one_receipt_that_holds",
            ),
            CheckConstraint(
                condition=Q(number__isnull=True, series__isnull=True, issued_at__isnull=True)
                | Q(number__range=(1, LARGEST_NUMBER), series__isnull=False, issued_at__isnull=False),
                name="a_receipt_is_numbered_whole_or_not_at_all",
            ),
            CheckConstraint(
                condition=Q(state=ReceiptState.OWED, number__isnull=True)
                | ~Q(state=ReceiptState.OWED) & Q(number__isnull=False),
                name="only_an_owed_receipt_has_no_number",
            ),
            CheckConstraint(
                condition=~Q(state=ReceiptState.ISSUED)
                | Q(signed_at__isnull=False, signed_xml__isnull=False, document__isnull=False),
                name="an_issued_receipt_is_signed_and_printed",
            ),
            CheckConstraint(
                condition=Q(state__in=[ReceiptState.REPLACED, ReceiptState.CANCELLED], ended_at__isnull=False)
                & ~Q(end_reason="")
                | ~Q(state__in=[ReceiptState.REPLACED, ReceiptState.CANCELLED]) & Q(ended_at__isnull=True),
                name="a_receipt_ends_with_a_reason",
            ),
            CheckConstraint(condition=Q(amount__gt=0), name="a_receipt_is_for_some_money"),
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.number}"


class MoneyPowerRow(models.Model):
    """What the holders of a role may do with the books of their agency."""

    role = models.CharField(max_length=40)
    power = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [UniqueConstraint(fields=["role", "power"], name="a_role_has_a_money_power_once")]

    def __str__(self) -> str:
        return f"{self.role}: {self.power}"
