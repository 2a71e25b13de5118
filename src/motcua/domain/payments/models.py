"""The rows. What is settled is never changed: payments and the log of a charge are only ever added to."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import CheckConstraint, F, Func, Q, UniqueConstraint

# Django looks here for the tables of the sub-packages.
from motcua.domain.payments.payouts import models as payouts  # noqa: F401
from motcua.domain.payments.receipts import models as receipts  # noqa: F401
from motcua.domain.payments.reconciliation import models as reconciliation  # noqa: F401
from motcua.domain.payments.settlement import models as settlement  # noqa: F401
from motcua.domain.payments.types import (
    ChargeState,
    EntryKind,
    ExchangeState,
    Method,
    ProofState,
    RefundState,
)


def _words(kind: type) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in kind]  # type: ignore[attr-defined] # every caller passes a StrEnum


class CollectingAccountRow(models.Model):
    """The account into which money for an agency is paid, valid in time."""

    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    bank_bin = models.CharField(max_length=6)
    bank_name = models.CharField(max_length=120)
    number = models.CharField(max_length=19)
    holder = models.CharField(max_length=120)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        db_table: ClassVar = "payments_collectingaccount"
        constraints: ClassVar = [
            CheckConstraint(condition=Q(bank_bin__regex=r"^[0-9]{6}$"), name="a_bank_is_told_by_six_digits"),
            CheckConstraint(condition=Q(number__regex=r"^[0-9A-Za-z]{1,19}$"), name="an_account_is_letters_and_digits"),
            CheckConstraint(condition=Q(holder__regex=r"^[0-9A-Z .,&()/-]+$"), name="a_holder_is_written_as_banks_do"),
            CheckConstraint(
                condition=Q(valid_from__isnull=True) | Q(valid_to__isnull=True) | Q(valid_from__lt=F("valid_to")),
                name="an_account_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="an_agency_collects_into_one_account_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    (
                        Func(F("valid_from"), F("valid_to"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bank_bin} {self.number}"


class Charge(models.Model):
    """What somebody owes for one subject. `entries` counts its log, and is what everybody who changes it locks."""

    subject_ref = models.UUIDField(db_index=True)
    key = models.CharField(max_length=120, unique=True)
    title = models.CharField(max_length=300)
    payer_name = models.CharField(max_length=200)
    payer_identifier = models.CharField(max_length=20, blank=True)
    payer_phone = models.CharField(max_length=20, blank=True)
    payer_email = models.CharField(max_length=254, blank=True)
    payer_address = models.CharField(max_length=300, blank=True)
    agency = models.ForeignKey("identity.Agency", models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60)
    memo = models.CharField(max_length=50, unique=True)
    procedure_code = models.CharField(max_length=40)
    procedure_name = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=_words(ChargeState))
    gross = models.BigIntegerField()
    waived = models.BigIntegerField()
    subsidised = models.BigIntegerField()
    due = models.BigIntegerField()
    paid = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    assessment = models.JSONField(default=dict)
    entries = models.IntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(gross__gte=0, waived__gte=0, subsidised__gte=0, due__gte=0), name="no_fee_is_negative"
            ),
            CheckConstraint(
                condition=Q(due=F("gross") - F("waived") - F("subsidised")), name="due_is_what_nobody_else_takes_over"
            ),
            CheckConstraint(condition=Q(paid__gte=0, paid__lte=F("due")), name="a_charge_takes_no_more_than_is_due"),
            CheckConstraint(
                condition=~Q(state="paid") | Q(paid=F("due")), name="a_paid_charge_has_nothing_left_to_pay"
            ),
            CheckConstraint(
                condition=Q(refunded__gte=0, refunded__lte=F("paid")), name="no_more_goes_back_than_was_paid"
            ),
            CheckConstraint(
                condition=~Q(state="refunded") | Q(refunded=F("paid"), paid__gt=0),
                name="a_refunded_charge_has_given_all_back",
            ),
            CheckConstraint(condition=~Q(state="open") | Q(paid=0, due__gt=0), name="an_open_charge_waits_for_money"),
            CheckConstraint(
                condition=~Q(state="partly") | Q(paid__gt=0, paid__lt=F("due")),
                name="a_partly_paid_charge_is_between_nothing_and_all",
            ),
            CheckConstraint(condition=Q(memo__regex=r"^[0-9A-Z ]+$"), name="a_memo_is_ascii_that_banks_keep"),
            CheckConstraint(condition=~Q(payer_name=""), name="somebody_owes_a_charge"),
            CheckConstraint(
                condition=Q(state__in=[each.value for each in ChargeState]), name="a_charge_is_in_a_known_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.memo}: {self.due}"


class ChargeItem(models.Model):
    """One line of a charge."""

    pk = models.CompositePrimaryKey("charge_id", "n")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="items")
    n = models.SmallIntegerField()
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=40)
    quantity = models.IntegerField()
    gross = models.BigIntegerField()
    waived = models.BigIntegerField()
    subsidised = models.BigIntegerField()
    amount = models.BigIntegerField()
    borne_by = models.CharField(max_length=60, blank=True)
    basis = models.CharField(max_length=500)

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(
                condition=Q(gross__gte=0, waived__gte=0, subsidised__gte=0, amount__gte=0, quantity__gte=0),
                name="no_item_is_negative",
            ),
            CheckConstraint(
                condition=Q(amount=F("gross") - F("waived") - F("subsidised")),
                name="an_item_is_what_nobody_else_takes_over",
            ),
            CheckConstraint(condition=Q(subsidised=0) | ~Q(borne_by=""), name="a_subsidy_is_borne_by_somebody"),
            CheckConstraint(condition=~Q(basis=""), name="an_item_has_a_legal_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.amount}"


class ChargeEntry(models.Model):
    """What happened to a charge. Never changed, never removed: the database refuses it."""

    pk = models.CompositePrimaryKey("charge_id", "n")
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="log")
    n = models.IntegerField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=_words(EntryKind))
    data = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.charge_id} {self.n} {self.kind}"


class Exchange(models.Model):
    """A payment order at the national platform. `next_ask_at`: when it is asked for next; empty once that is over."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="exchanges")
    reference = models.CharField(max_length=40, unique=True)
    amount = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=_words(ExchangeState))
    url = models.CharField(max_length=500, blank=True)
    begun_by = models.CharField(max_length=60)
    begun_at = models.DateTimeField()
    asks = models.IntegerField(default=0)
    next_ask_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=10, blank=True)
    transaction = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["next_ask_at"], condition=Q(next_ask_at__isnull=False), name="exchanges_to_ask_for")
        ]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(amount__gt=0), name="an_order_is_for_some_money"),
            CheckConstraint(
                condition=Q(state__in=["paid", "failed"], decided_at__isnull=False)
                | (~Q(state__in=["paid", "failed"]) & Q(decided_at__isnull=True)),
                name="an_order_is_decided_when_it_is_paid_or_failed",
            ),
            UniqueConstraint(
                fields=["charge"],
                condition=Q(state__in=["begun", "open"]),
                name="a_payer_is_led_to_one_order_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.state}"


class Payment(models.Model):
    """Money that came. Written once, never changed: what goes back is a refund."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="payments")
    method = models.CharField(max_length=10, choices=_words(Method))
    amount = models.BigIntegerField()
    applied = models.BigIntegerField()
    excess = models.BigIntegerField()
    reference = models.CharField(max_length=60, blank=True)
    exchange = models.OneToOneField(Exchange, models.PROTECT, null=True, related_name="payment")
    at = models.DateTimeField()
    paid_at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=60)
    officer = models.ForeignKey("identity.Officer", models.PROTECT, null=True, related_name="+")
    office = models.ForeignKey("identity.Agency", models.PROTECT, null=True, related_name="+")
    command = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["at"], name="payments_by_day")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(amount__gt=0), name="a_payment_is_some_money"),
            CheckConstraint(
                condition=Q(applied__gte=0, excess__gte=0, amount=F("applied") + F("excess")),
                name="a_payment_is_applied_or_too_much",
            ),
            CheckConstraint(
                condition=Q(method="platform", exchange__isnull=False)
                | (~Q(method="platform") & Q(exchange__isnull=True)),
                name="what_the_platform_collects_has_its_order",
            ),
            CheckConstraint(
                condition=Q(method="platform") | Q(officer__isnull=False) | Q(method="transfer"),
                name="somebody_takes_the_cash_and_checks_the_proof",
            ),
            UniqueConstraint(
                fields=["reference"],
                condition=Q(method="transfer") & ~Q(reference=""),
                name="a_bank_transfer_is_recorded_once",
            ),
            CheckConstraint(condition=~Q(method="transfer") | ~Q(reference=""), name="a_transfer_has_its_number"),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.amount}"


class Proof(models.Model):
    """A receipt that a citizen sent in for an officer to check."""

    charge = models.ForeignKey(Charge, models.PROTECT, related_name="proofs")
    document = models.ForeignKey("records.Document", models.PROTECT, related_name="+")
    amount = models.BigIntegerField()
    words = models.CharField(max_length=300, blank=True)
    given_by = models.CharField(max_length=60)
    given_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=_words(ProofState))
    checked_by = models.CharField(max_length=60, blank=True)
    checked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="proof")

    class Meta:
        constraints: ClassVar = [
            CheckConstraint(condition=Q(amount__gt=0), name="a_proof_is_of_some_money"),
            CheckConstraint(
                condition=Q(state="waiting", checked_at__isnull=True)
                | (~Q(state="waiting") & Q(checked_at__isnull=False)),
                name="a_proof_waits_until_it_is_checked",
            ),
            CheckConstraint(
                condition=Q(state="accepted", payment__isnull=False) | (~Q(state="accepted") & Q(payment__isnull=True)),
                name="an_accepted_proof_is_a_payment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"


class Refund(models.Model):
    """Money of one payment that is to go back, who asked, who decided, who paid it out and how."""

    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    applied = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=_words(RefundState))
    reason = models.CharField(max_length=300)
    asked_by = models.CharField(max_length=60)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=300, blank=True)
    method = models.CharField(max_length=10, blank=True, choices=_words(Method))
    paid_by = models.CharField(max_length=60, blank=True)
    paid_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=60, blank=True)
    command = models.UUIDField(null=True, unique=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "asked_at"], name="refunds_to_decide")]
        constraints: ClassVar = [
            CheckConstraint(condition=Q(amount__gt=0), name="a_refund_is_some_money"),
            CheckConstraint(condition=Q(applied__gte=0, applied__lte=F("amount")), name="a_refund_is_of_what_was_paid"),
            CheckConstraint(condition=~Q(asked_by=F("decided_by")), name="who_asks_for_a_refund_does_not_approve_it"),
            CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True) | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="a_refund_is_asked_until_it_is_decided",
            ),
            CheckConstraint(
                condition=Q(state="paid", paid_at__isnull=False) | (~Q(state="paid") & Q(paid_at__isnull=True)),
                name="money_goes_back_only_by_a_paid_refund",
            ),
            CheckConstraint(condition=~Q(reason=""), name="a_refund_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.state}"


class RefusedMessage(models.Model):
    """A call-back that was not believed: when, from where, why. What it claimed is kept as its hash only."""

    at = models.DateTimeField()
    origin = models.CharField(max_length=60)
    reference = models.CharField(max_length=40, blank=True)
    why = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.at} {self.why}"
