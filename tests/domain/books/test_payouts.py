"""Payments to people: accounts checked, two approvals, batches that survive kills, everybody paid once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from motcua.core.books.errors import FileError
from motcua.core.books.payouts import Beneficiary, PayoutError
from motcua.domain.payments.payouts import paying, queries
from motcua.domain.payments.payouts.lists import (
    NewList,
    approve_list,
    check_accounts,
    drop_list,
    drop_payout,
    mend_payout,
    prepare_list,
)
from motcua.domain.payments.payouts.models import Payout, PayoutBatch, PayoutList
from motcua.domain.payments.payouts.paying import carry_on_lists, make_batch, take_outcomes
from motcua.domain.payments.payouts.types import ListCard, ListState, PayoutState
from tests.at_once import at_once
from tests.domain.books.bank import FakeBank, amounts_of
from tests.domain.books.till import NOW, WARD, Till

pytestmark = pytest.mark.django_db
PEOPLE = (
    Beneficiary("Nguyễn Thị Hoa", "079150000001", "970436", "1111111", 500_000),
    Beneficiary("Trần Văn Nam", "079150000002", "970415", "2222222", 750_000),
    Beneficiary("Lê Đình Ưng", "079150000003", "970418", "3333333", 1_000_000),
)
NAMES = {"1111111": "NGUYEN THI HOA", "2222222": "TRAN VAN NAM", "3333333": "LE DINH UNG"}
TOTAL = 2_250_000


def prepared(till: Till, people: Sequence[Beneficiary] = PEOPLE, month: date = date(2026, 11, 1)) -> int:
    new = NewList(till.city.office(WARD), "social_allowance", "Trợ cấp xã hội", month)
    return prepare_list(new, people, officers(till)[0], NOW)


def officers(till: Till) -> tuple[int, int, int]:
    """Who prepares, who approves first, who approves second."""
    return (
        till.city.who("H29.27094.02", "records_clerk"),
        till.city.who("H29.27094.01", "commune_chairman"),
        till.city.who("H29.27094.04", "division_head"),
    )


def approved(till: Till, list_id: int, total: int = TOTAL) -> None:
    _, first, second = officers(till)
    approve_list(list_id, first, total, NOW)
    approve_list(list_id, second, total, NOW)


def card(list_id: int) -> ListCard:
    found = queries.payout_list(list_id)
    assert found is not None
    return found


def until_done(list_id: int, most: int = 12) -> ListCard:
    now = NOW
    for _ in range(most):
        carry_on_lists(now)
        now += timedelta(minutes=2)
    return card(list_id)


def test_a_list_goes_from_checking_over_two_approvals_to_the_last_payment(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    assert check_accounts(made) == 3
    assert card(made).state is ListState.CHECKED
    approved(till, made)
    done = until_done(made)
    assert (done.state, done.amounts[PayoutState.PAID], bank.paid_out()) == (ListState.DONE, TOTAL, TOTAL)


def test_names_are_compared_without_diacritics(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES | {"2222222": "TRAN VAN NAMM"}
    made = prepared(till)
    check_accounts(made)
    (unfit,) = [each for each in queries.payouts_of(made) if each.state is PayoutState.UNFIT]
    assert unfit.problem == "Ngân hàng ghi tên chủ tài khoản là TRAN VAN NAMM."
    assert card(made).state is ListState.DRAFT


def test_an_account_that_the_bank_does_not_know_is_unfit(till: Till, bank: FakeBank) -> None:
    made = prepared(till)
    check_accounts(made)
    assert {each.state for each in queries.payouts_of(made)} == {PayoutState.UNFIT}


def test_a_bank_that_does_not_answer_leaves_accounts_to_be_checked(till: Till, bank: FakeBank) -> None:
    bank.is_down = True
    made = prepared(till)
    assert check_accounts(made) == 0
    assert {each.state for each in queries.payouts_of(made)} == {PayoutState.NEW}


def test_who_prepared_a_list_does_not_approve_it_and_one_does_not_approve_twice(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    preparer, first, _ = officers(till)
    with pytest.raises(PayoutError):
        approve_list(made, preparer, TOTAL, NOW)
    approve_list(made, first, TOTAL, NOW)
    with pytest.raises(PayoutError):
        approve_list(made, first, TOTAL, NOW)


def test_the_database_itself_refuses_one_person_as_both_approvals(till: Till, bank: FakeBank) -> None:
    made = prepared(till)
    _, first, _ = officers(till)
    with pytest.raises(IntegrityError), transaction.atomic():
        PayoutList.objects.filter(id=made).update(approved_by=first, confirmed_by=first)


def test_nothing_is_approved_that_comes_to_another_sum_than_was_seen(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    with pytest.raises(PayoutError, match="total"):
        approve_list(made, officers(till)[1], TOTAL - 1, NOW)


def test_no_money_goes_out_before_the_second_approval(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approve_list(made, officers(till)[1], TOTAL, NOW)
    assert make_batch(made, NOW) is None
    carry_on_lists(NOW)
    assert bank.batches == {}


def test_each_person_is_paid_once_a_period(till: Till, bank: FakeBank) -> None:
    prepared(till)
    with pytest.raises(PayoutError, match="Trần Văn Nam"):
        prepared(till, PEOPLE[1:2])
    assert PayoutList.objects.count() == 1
    prepared(till, PEOPLE[1:2], date(2026, 12, 1))


def test_people_of_a_list_that_was_given_up_may_be_on_another(till: Till, bank: FakeBank) -> None:
    drop_list(prepared(till))
    prepared(till)


def test_failed_payments_are_paid_after_mending_and_nobody_twice(till: Till, bank: FakeBank) -> None:
    bank.names, bank.fails = NAMES | {"4444444": "TRAN VAN NAM"}, {"2222222"}
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    stuck = until_done(made)
    assert stuck.amounts[PayoutState.FAILED] == 750_000
    (failed,) = [each for each in queries.payouts_of(made) if each.state is PayoutState.FAILED]
    assert failed.problem == "tai khoan dong"
    mend_payout(failed.id, "Trần Văn Nam", "970415", "444 4444")
    done = until_done(made)
    assert (done.state, bank.paid_out()) == (ListState.DONE, TOTAL)
    assert sorted(each for batch in bank.batches.values() for each in amounts_of(batch)) == [
        500_000,
        750_000,
        750_000,
        1_000_000,
    ]


def test_results_that_come_again_change_nothing_even_after_mending(till: Till, bank: FakeBank) -> None:
    bank.names, bank.fails = NAMES, {"2222222"}
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    until_done(made)
    batch = PayoutBatch.objects.get()
    results = bank.outcome(batch.reference) or b""
    (failed,) = [each for each in queries.payouts_of(made) if each.state is PayoutState.FAILED]
    mend_payout(failed.id, failed.name, failed.bank_bin, "444444")
    assert take_outcomes(batch.pk, results, NOW) == 0


def test_results_of_other_payments_or_amounts_are_refused(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    batch = make_batch(made, NOW) or 0
    reference = PayoutBatch.objects.get().reference
    head = "MA_GD,SO_TIEN,KET_QUA,LY_DO,SO_CT\n"
    for wrong in (f"{reference}-9,500000,THANH_CONG,,1", f"{reference}-1,500001,THANH_CONG,,1"):
        with pytest.raises(FileError):
            take_outcomes(batch, (head + wrong).encode(), NOW)
    assert not Payout.objects.filter(state=PayoutState.PAID).exists()


def test_a_bank_that_takes_a_payment_back_is_not_believed_in_silence(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    until_done(made)
    batch = PayoutBatch.objects.get()
    again = f"MA_GD,SO_TIEN,KET_QUA,LY_DO,SO_CT\n{batch.reference}-1,500000,THAT_BAI,x,".encode()
    with pytest.raises(PayoutError, match="Nguyễn Thị Hoa"):
        take_outcomes(batch.pk, again, NOW)


def test_a_batch_adds_up_and_is_the_same_bytes_each_time(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    make_batch(made, NOW)
    content = bytes(PayoutBatch.objects.get().content)
    assert sum(amounts_of(content)) == TOTAL
    assert content.decode().splitlines()[-1] == f",TONG,,,,{TOTAL},"
    assert make_batch(made, NOW) is None


def test_a_worker_killed_while_handing_in_hands_the_same_batch_in_again(
    till: Till, bank: FakeBank, monkeypatch
) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approved(till, made)

    def killed(batch_id: int, now: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(paying, "note_handed_in", killed)
        with pytest.raises(KeyboardInterrupt):
            carry_on_lists(NOW)
    assert until_done(made).state is ListState.DONE
    assert len(bank.handed_in) == 2
    assert (len(bank.batches), bank.paid_out()) == (1, TOTAL)


def test_an_outage_of_the_bank_is_told_and_passes(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    bank.is_down = True
    carry_on_lists(NOW)
    (batch,) = queries.batches_of(made)
    assert batch.trouble == "Ngân hàng chưa trả lời; hệ thống tự thử lại."
    bank.is_down = False
    assert until_done(made).state is ListState.DONE


def test_somebody_is_taken_off_a_list_with_a_reason_and_not_between_the_approvals(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    first = Payout.objects.get(of_id=made, n=1)
    drop_payout(first.pk, "Đã mất")
    assert (card(made).people, card(made).total) == (2, TOTAL - 500_000)
    approve_list(made, officers(till)[1], TOTAL - 500_000, NOW)
    with pytest.raises(PayoutError):
        drop_payout(Payout.objects.get(of_id=made, n=2).pk, "Chuyển đi")


@pytest.mark.django_db(transaction=True)
def test_several_workers_at_once_pay_everybody_once(till: Till, bank: FakeBank) -> None:
    bank.names = NAMES
    made = prepared(till)
    check_accounts(made)
    approved(till, made)
    for minutes in range(0, 12, 2):
        now = NOW + timedelta(minutes=minutes)
        answers = at_once(*(lambda now=now: carry_on_lists(now) for _ in range(4)))
        assert all(isinstance(each, int) for each in answers), answers
    assert (card(made).state, bank.paid_out()) == (ListState.DONE, TOTAL)
    assert PayoutBatch.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_person_on_two_lists_at_once_is_on_one(till: Till, bank: FakeBank) -> None:
    officer, office = officers(till)[0], till.city.office(WARD)
    new = NewList(office, "social_allowance", "Trợ cấp", date(2026, 11, 1))
    answers = at_once(*(lambda: prepare_list(new, PEOPLE, officer, NOW) for _ in range(4)))
    assert sum(isinstance(each, int) for each in answers) == 1
    assert all(isinstance(each, int | PayoutError) for each in answers), answers
    assert Payout.objects.count() == 3
