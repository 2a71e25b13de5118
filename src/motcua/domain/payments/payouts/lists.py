"""Making a list of people to be paid: written down, accounts checked and mended, approved by two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from motcua.core.books.accounts import account_problem, bare_account, same_name
from motcua.core.books.payouts import Beneficiary, PayoutError
from motcua.domain.payments.errors import MissingReasonError
from motcua.domain.payments.payouts.models import Payout, PayoutList
from motcua.domain.payments.payouts.ports import bank
from motcua.domain.payments.payouts.types import ListState, PayoutState
from motcua.domain.payments.reconciliation.accounts import banks
from motcua.infra.bank import BankError

NOT_ASKED = "Chưa đối chiếu tên với ngân hàng: hệ thống chưa kết nối ngân hàng."
_BEFORE_APPROVAL = (ListState.DRAFT, ListState.CHECKED)
_APPROVABLE = (ListState.CHECKED, ListState.APPROVED)


@dataclass(frozen=True, slots=True)
class NewList:
    """Who pays whom for which month. programme: a short key, such as `social_allowance`."""

    agency_id: int
    programme: str
    title: str
    period: date


def prepare_list(new: NewList, people: Sequence[Beneficiary], officer_id: int, now: datetime) -> int:
    """Write a list down; its id. Raises PayoutError, and keeps nothing, when somebody of it is on another list of the
    same programme and month: each person is paid once a period.
    """
    if not people:
        raise PayoutError("Danh sách chưa có ai.", "The list names nobody.")
    period = new.period.replace(day=1)
    try:
        with transaction.atomic():
            row = PayoutList.objects.create(
                agency_id=new.agency_id,
                programme=new.programme,
                title=new.title[:200],
                period=period,
                state=ListState.DRAFT,
                prepared_by_id=officer_id,
                prepared_at=now,
            )
            Payout.objects.bulk_create(_payout(row, n, person) for n, person in enumerate(people, 1))
            return row.pk
    except IntegrityError as error:
        raise _already_listed(new.programme, period, people) or error from error


def check_accounts(list_id: int, most: int = 50) -> int:
    """Look at accounts that nobody has looked at: their form, and the name that the bank has for them; how many were
    judged. A bank that does not answer leaves them for the next time.
    """
    judged = 0
    for row in Payout.objects.filter(of_id=list_id, state=PayoutState.NEW).order_by("n")[:most]:
        try:
            state, problem, named = _judged(row)
        except BankError:
            break
        judged += Payout.objects.filter(
            id=row.pk, state=PayoutState.NEW, bank_bin=row.bank_bin, account=row.account, name=row.name
        ).update(state=state, problem=problem, named_by_bank=named)
    _settle_checking(list_id)
    return judged


@transaction.atomic
def mend_payout(payout_id: int, name: str, bank_bin: str, account: str) -> None:
    """Correct the name or the account of somebody who has not been paid; it is checked anew. The amount stays: it is
    what was approved. Raises PayoutError.
    """
    row = _unpaid(payout_id)
    problem = account_problem(bank_bin, bare_account(account), banks())
    if problem or not name.strip():
        raise PayoutError(problem.vi if problem else "Thiếu họ tên.", problem.en if problem else "The name is missing.")
    row.name, row.bank_bin, row.account = name.strip()[:200], bank_bin, bare_account(account)
    row.state, row.problem, row.named_by_bank, row.batch = PayoutState.NEW, "", "", None
    row.save()
    PayoutList.objects.filter(id=row.of_id, state=ListState.CHECKED).update(state=ListState.DRAFT)


@transaction.atomic
def drop_payout(payout_id: int, reason: str) -> None:
    """Take somebody who has not been paid off the list. Raises MissingReasonError, PayoutError."""
    if not reason.strip():
        raise MissingReasonError
    row = _unpaid(payout_id)
    if row.of.state == ListState.APPROVED:
        raise PayoutError(
            "Danh sách đang chờ người thứ hai duyệt nên không sửa được tổng số tiền.",
            "The list waits for its second approval, so its total cannot change.",
        )
    row.state, row.problem, row.batch = PayoutState.DROPPED, reason.strip()[:300], None
    row.save()
    _settle_checking(row.of_id)


@transaction.atomic
def approve_list(list_id: int, officer_id: int, total: int, now: datetime) -> ListState:
    """Approve a list of which one has seen that it comes to `total` đồng: first by one, then by another; after the
    second the money goes out. Who prepared it approves nothing. Where the list stands then. Raises PayoutError.
    """
    row = PayoutList.objects.select_for_update().filter(id=list_id, state__in=_APPROVABLE).first()
    if row is None:
        raise PayoutError(
            "Danh sách chưa kiểm tra xong tài khoản hoặc đã duyệt đủ.", "The list is not checked, or approved already."
        )
    if officer_id in (row.prepared_by_id, row.approved_by_id):
        raise PayoutError(
            "Danh sách phải do hai người khác nhau duyệt, và không phải người lập.",
            "Two different people approve a list, and neither is who prepared it.",
        )
    amounts = row.payouts.exclude(state=PayoutState.DROPPED).values_list("amount", flat=True)
    if sum(amounts) != total:
        raise PayoutError(
            "Tổng số tiền đã thay đổi từ lúc ông/bà xem. Hãy xem lại danh sách rồi duyệt.",
            "The total has changed since you looked. Look at the list again, then approve it.",
        )
    if row.approved_by_id is None:
        row.approved_by_id, row.approved_at, row.state = officer_id, now, ListState.APPROVED
    else:
        row.confirmed_by_id, row.confirmed_at, row.state = officer_id, now, ListState.PAYING
    row.save()
    return ListState(row.state)


@transaction.atomic
def drop_list(list_id: int) -> None:
    """Give up a list of which no money has gone out; its people may be on another. Raises PayoutError."""
    dropped = PayoutList.objects.filter(id=list_id, state__in=(*_BEFORE_APPROVAL, ListState.APPROVED)).update(
        state=ListState.DROPPED
    )
    if not dropped:
        raise PayoutError("Danh sách này đã chuyển ngân hàng.", "This list has gone to the bank already.")
    Payout.objects.filter(of_id=list_id).update(state=PayoutState.DROPPED)


def _payout(row: PayoutList, n: int, person: Beneficiary) -> Payout:
    return Payout(
        of=row,
        n=n,
        programme=row.programme,
        period=row.period,
        name=person.name,
        identifier=person.identifier,
        bank_bin=person.bank_bin,
        account=person.account,
        amount=person.amount,
        state=PayoutState.NEW,
    )


def _already_listed(programme: str, period: date, people: Sequence[Beneficiary]) -> PayoutError | None:
    taken = set(
        Payout.objects.filter(
            programme=programme, period=period, identifier__in=[person.identifier for person in people]
        )
        .exclude(state=PayoutState.DROPPED)
        .values_list("identifier", flat=True)
    )
    names = ", ".join(person.name for person in people if person.identifier in taken)
    if not names:
        return None
    return PayoutError(
        f"Đã có trong danh sách khác của cùng kỳ {period:%m/%Y}: {names}.",
        f"Already on another list of the same period {period:%m/%Y}: {names}.",
    )


def _judged(row: Payout) -> tuple[PayoutState, str, str]:
    """What checking an account comes to: state, problem, the bank's name for it. Raises BankError."""
    problem = account_problem(row.bank_bin, row.account, banks())
    if problem:
        return PayoutState.UNFIT, problem.vi, ""
    at = bank()
    if at is None:
        return PayoutState.FIT, NOT_ASKED, ""
    named = at.name_of(row.bank_bin, row.account)
    if named is None:
        return PayoutState.UNFIT, "Ngân hàng không có tài khoản này.", ""
    if not same_name(row.name, named):
        return PayoutState.UNFIT, f"Ngân hàng ghi tên chủ tài khoản là {named}.", named[:200]
    return PayoutState.FIT, "", named[:200]


@transaction.atomic
def _settle_checking(list_id: int) -> None:
    """A draft all of whose people can be paid is checked."""
    row = PayoutList.objects.select_for_update().get(id=list_id)
    left = row.payouts.filter(state__in=[PayoutState.NEW, PayoutState.UNFIT]).exists()
    if row.state in _BEFORE_APPROVAL:
        any_fit = row.payouts.filter(state=PayoutState.FIT).exists()
        row.state = ListState.CHECKED if any_fit and not left else ListState.DRAFT
        row.save(update_fields=["state"])


def _unpaid(payout_id: int) -> Payout:
    row = Payout.objects.select_for_update(of=("self",)).select_related("of").filter(id=payout_id).first()
    if row is None or not PayoutState(row.state).can_be_mended or row.of.state == ListState.APPROVED:
        raise PayoutError(
            "Khoản chi này đã chuyển ngân hàng hoặc đang chờ duyệt, nên không sửa được.",
            "This payment has gone to the bank or waits for approval, so it cannot be changed.",
        )
    return row
