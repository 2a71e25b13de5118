"""The rows of payments to people."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint

from motcua.domain.payments.payouts.types import ListState, PayoutState


class PayoutList(models.Model):
    """People to be paid by one agency under one programme for one period (its first day)."""

    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    programme = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    period = models.DateField()
    state = models.CharField(max_length=10)
    prepared_by = models.ForeignKey("identity.Officer", models.PROTECT, related_name="+")
    prepared_at = models.DateTimeField()
    approved_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(period__day=1), name="a_list_is_for_a_month"),
            CheckConstraint(
                condition=~Q(approved_by=F("confirmed_by")), name="a_list_is_approved_by_two_different_people"
            ),
            CheckConstraint(
                condition=~Q(prepared_by=F("approved_by")) & ~Q(prepared_by=F("confirmed_by")),
                name="who_prepares_a_list_does_not_approve_it",
            ),
            CheckConstraint(
                condition=Q(state__in=[ListState.DRAFT, ListState.CHECKED, ListState.DROPPED])
                | Q(approved_by__isnull=False),
                name="an_approved_list_names_who_approved_it",
            ),
            CheckConstraint(
                condition=~Q(state__in=[ListState.PAYING, ListState.DONE]) | Q(confirmed_by__isnull=False),
                name="money_leaves_after_two_approvals",
            ),
            CheckConstraint(
                condition=Q(state__in=[each.value for each in ListState]), name="a_list_is_in_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.period:%m/%Y}"


class PayoutBatch(models.Model):
    """One file for the bank; sent under the same reference as often as it takes, and the bank carries it out once."""

    of = models.ForeignKey(PayoutList, models.PROTECT, related_name="batches")
    reference = models.CharField(max_length=40, unique=True)
    content = models.BinaryField()
    made_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=300, blank=True)
    try_after = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.reference


class Payout(models.Model):
    """What one person gets by one list. `programme` and `period` are the list's, so that the database itself sees to it
    that nobody is paid twice.
    """

    of = models.ForeignKey(PayoutList, models.PROTECT, related_name="payouts")
    n = models.IntegerField()
    programme = models.CharField(max_length=40)
    period = models.DateField()
    name = models.CharField(max_length=200)
    identifier = models.CharField(max_length=12)
    bank_bin = models.CharField(max_length=6)
    account = models.CharField(max_length=19)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10)
    problem = models.CharField(max_length=300, blank=True)
    named_by_bank = models.CharField(max_length=200, blank=True)
    batch = models.ForeignKey(PayoutBatch, models.PROTECT, null=True, related_name="payouts")
    bank_reference = models.CharField(max_length=60, blank=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            UniqueConstraint(fields=["of", "n"], name="a_payout_has_its_place_in_the_list"),
            UniqueConstraint(
                fields=["programme", "period", "identifier"],
                condition=~Q(state=PayoutState.DROPPED),
                name="each_person_is_paid_once_a_period",
            ),
            CheckConstraint(condition=Q(amount__gt=0), name="a_payout_is_some_money"),
            CheckConstraint(condition=Q(identifier__regex=r"^\d{12}$"), name="a_payout_is_for_a_known_person"),
            CheckConstraint(
                condition=~Q(state__in=[PayoutState.ORDERED, PayoutState.PAID]) | Q(batch__isnull=False),
                name="money_goes_out_in_a_batch",
            ),
            CheckConstraint(
                condition=Q(state=PayoutState.PAID, paid_at__isnull=False)
                | ~Q(state=PayoutState.PAID) & Q(paid_at__isnull=True),
                name="a_paid_payout_has_its_moment",
            ),
            CheckConstraint(
                condition=Q(state__in=[each.value for each in PayoutState]), name="a_payout_is_in_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"
