"""The pages of the books, as an accountant, a leader and strangers see them."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.domain.identity import queries as identity
from motcua.domain.payments.models import Charge
from motcua.domain.payments.payouts import ports
from motcua.domain.payments.payouts.models import Payout, PayoutList
from motcua.domain.payments.payouts.paying import carry_on_lists
from motcua.domain.payments.receipts.models import Receipt, ReceiptCollector
from motcua.domain.payments.reconciliation.models import DifferenceRow
from motcua.infra import clock
from tests.delivery.desk.officers import Officer, browser_of, said_after, text_of
from tests.domain.books.bank import FakeBank, bank
from tests.domain.books.till import LAND_OFFICE, Till, at, till
from tests.office import Office

__all__ = ["bank", "till"]
pytestmark = pytest.mark.django_db
OFFICE, LEADERSHIP = "H29.27094.02", "H29.27094.01"
HEAD = "Ngày giao dịch;Số tham chiếu;Nội dung;Ghi nợ;Ghi có;Loại tiền"
TUESDAY = at("2026-11-24 09:00")


@pytest.fixture
def accountant(officer: Officer) -> Client:
    return officer(OFFICE, "accountant")


@pytest.fixture
def leaders(working_city: Office) -> tuple[Client, Client]:
    """Two who may approve."""
    found = identity.officers_with_role(working_city.city.office(LEADERSHIP), "commune_chairman", TUESDAY.date())
    return browser_of(found[0].login), browser_of(found[1].login)


def statement(*lines: tuple[str, str, int]) -> SimpleUploadedFile:
    rows = [f"24/11/2026;{reference};{memo};;{amount};VND" for reference, memo, amount in lines]
    return SimpleUploadedFile("sao-ke.csv", "\n".join([HEAD, *rows]).encode())


def take(client: Client, account: int, file: Any, form: str = "vietnamese_csv") -> Any:
    return client.post("/lam-viec/doi-soat/nhan/", {"account": account, "form": form, "file": file})


def sheet(answer: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.active.iter_rows(values_only=True))


def test_the_books_of_a_day_tell_first_what_does_not_agree(till: Till, accountant: Client) -> None:
    till.paid(TUESDAY)
    page = text_of(accountant.get("/lam-viec/so-thu/"))
    assert "1 biên lai chưa cấp được." in page
    assert "01BLP0-001 AK-26E 1" in page
    assert "75.000" in page


def test_a_stranger_and_a_specialist_are_turned_away_from_the_books(till: Till, stranger: Client, head: Client) -> None:
    row = till.paid(TUESDAY)
    assert head.get("/lam-viec/so-thu/").status_code == 403
    assert stranger.get(f"/lam-viec/so-thu/bien-lai/{row.pk}/").status_code == 404
    assert "AK-26E" not in text_of(stranger.get("/lam-viec/so-thu/"))


def test_a_clerk_sees_the_takings_and_reconciles_nothing(till: Till, clerk: Client) -> None:
    till.paid(TUESDAY)
    page = text_of(clerk.get("/lam-viec/so-thu/"))
    assert "AK-26E" in page
    assert "Đối soát" not in page
    assert clerk.get("/lam-viec/doi-soat/").status_code == 403


def test_the_day_as_a_workbook_has_no_living_formula(till: Till, accountant: Client) -> None:
    charge = till.charge(payer='=HYPERLINK("http://evil","x")')
    till.cash(charge, now=TUESDAY)
    rows = sheet(accountant.get("/lam-viec/so-thu/tep.xlsx?ngay=2026-11-24"))
    cell = next(row for row in rows if row[0] == "01BLP0-001 AK-26E 1")
    assert cell[2] == '=HYPERLINK("http://evil","x")'
    book = openpyxl.load_workbook(
        io.BytesIO(b"".join(accountant.get("/lam-viec/so-thu/tep.xlsx?ngay=2026-11-24").streaming_content))
    )
    assert all(each.data_type != "f" for row in book.active.iter_rows() for each in row)


def test_a_bank_file_is_taken_and_what_is_unclear_waits_with_who_must_do_what(till: Till, accountant: Client) -> None:
    account, charge = till.account(), till.charge()
    memo = Charge.objects.get(pk=charge).memo
    said = said_after(accountant, take(accountant, account, statement(("FT1", memo, 75_000), ("FT2", "tien", 9_000))))
    assert "Đã nhận 2 giao dịch mới. Tự ghi nhận 1 khoản thu." in said
    assert "1 chênh lệch chưa xử lý" in said
    assert "Thủ quỹ hỏi người chuyển" in said


def test_a_difference_is_settled_from_the_page(till: Till, accountant: Client) -> None:
    account = till.account()
    take(accountant, account, statement(("FT2", "tien", 9_000)))
    told = DifferenceRow.objects.get()
    page = said_after(accountant, accountant.post(f"/lam-viec/doi-soat/{told.pk}/", {"reason": "Đã hoàn trả"}))
    assert "Sổ khớp với ngân hàng" in page


def test_money_with_an_unknown_memo_is_recorded_for_the_charge_that_the_accountant_names(
    till: Till, accountant: Client
) -> None:
    account, charge = till.account(), till.charge()
    take(accountant, account, statement(("FT2", "le phi", 75_000)))
    told, memo = DifferenceRow.objects.get(), Charge.objects.get(pk=charge).memo
    said = said_after(accountant, accountant.post(f"/lam-viec/doi-soat/{told.pk}/", {"record": "", "memo": memo}))
    assert "Đã ghi nhận khoản thu cho hồ sơ." in said
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\xff\xfe\x00broken", "không"),
        ("Ngày giao dịch;x\n".encode(), "Không thấy dòng tiêu đề"),
        (f"{HEAD}\n24/11/2026;FT1;x;;75.5;VND".encode(), "Dòng 2: “75.5” không phải số tiền nguyên đồng"),
        (f"{HEAD}\n24/11/2026;FT1;x;;-75000;VND".encode(), "số tiền âm"),
        (f"{HEAD}\n24/11/2026;FT1;x;;75000;USD".encode(), "đồng tiền “USD” không phải VND"),
        (b"", "Tệp không có nội dung."),
    ],
)
def test_a_bad_file_is_refused_whole_and_says_where(till: Till, accountant: Client, content: bytes, says: str) -> None:
    account = till.account()
    file = SimpleUploadedFile("x.csv", content or b" ")
    page = said_after(accountant, take(accountant, account, file))
    assert says in page
    assert DifferenceRow.objects.count() == 0


def test_a_day_is_compared_again_and_told_as_a_workbook(till: Till, accountant: Client) -> None:
    account = till.account()
    take(accountant, account, statement(("FT2", "+tien", 9_000)))
    answer = accountant.post("/lam-viec/doi-soat/lai/", {"account": account, "day": "2026-11-24"})
    assert "Đã đối soát lại ngày 24/11/2026." in said_after(accountant, answer)
    rows = sheet(accountant.get("/lam-viec/doi-soat/tep.xlsx?ngay=2026-11-24"))
    assert any(row[3] == "+tien" and row[5] == 9_000 for row in rows)
    assert "FT2" in text_of(accountant.get("/lam-viec/doi-soat/?ngay=2026-11-24"))


def test_an_account_of_another_agency_is_out_of_reach(till: Till, accountant: Client) -> None:
    other = till.account(LAND_OFFICE, "9999")
    assert take(accountant, other, statement(("FT1", "x", 1_000))).status_code == 404


def test_a_wrong_receipt_is_replaced_from_its_page(till: Till, accountant: Client) -> None:
    row = till.paid(TUESDAY)
    address = f"/lam-viec/so-thu/bien-lai/{row.pk}/"
    assert "Bảy mươi lăm nghìn đồng" in text_of(accountant.get(address))
    fields = {"payer": "Nguyễn Trúc Lâm", "identifier": "", "address": "", "reason": "Sai tên", "replace": ""}
    said = said_after(accountant, accountant.post(f"{address}sua/", fields))
    assert "Đã lập biên lai thay thế." in said
    assert "AK-26E 2" in said
    refused = said_after(accountant, accountant.post(f"{address}sua/", {**fields, "back": address}))
    assert "không còn hiệu lực" in refused


def test_a_clerk_sees_the_receipts_of_what_he_took_for_another_agency(till: Till, clerk: Client) -> None:
    row = till.receipt(till.cash(till.charge(agency=LAND_OFFICE), now=TUESDAY))
    page = text_of(clerk.get("/lam-viec/so-thu/"))
    assert "DD-26E 1" in page
    assert "75.000" in page
    assert clerk.get(f"/lam-viec/so-thu/bien-lai/{row.pk}/").status_code == 200


def test_an_unsigned_receipt_has_no_files_yet(till: Till, accountant: Client) -> None:
    row = till.paid(TUESDAY)
    for kind in ("pdf", "xml"):
        assert accountant.get(f"/lam-viec/so-thu/bien-lai/{row.pk}/tep.{kind}").status_code == 404


def test_another_series_is_opened_from_the_books(till: Till, accountant: Client, clerk: Client) -> None:
    ReceiptCollector.objects.update(most=1)
    till.paid(TUESDAY)
    owed = till.paid(TUESDAY)
    assert "hết số" in text_of(accountant.get("/lam-viec/so-thu/"))
    collector = ReceiptCollector.objects.get(agency_id=till.city.office("H29.27094")).pk
    fields = {"collector": collector, "series": "ak-26f"}
    assert clerk.post("/lam-viec/so-thu/ky-hieu/", fields).status_code == 403
    assert "Đã mở ký hiệu" in said_after(accountant, accountant.post("/lam-viec/so-thu/ky-hieu/", fields))
    assert owed.number is None


def test_what_was_collected_for_the_land_office_is_handed_over_from_the_page(till: Till, accountant: Client) -> None:
    till.cash(till.charge(agency=LAND_OFFICE), now=TUESDAY)
    page = text_of(accountant.get("/lam-viec/ban-giao/"))
    assert "Văn phòng đăng ký đất đai" in page
    fields = {
        "agency": till.city.office(LAND_OFFICE),
        "through": till.city.office("H29.27094"),
        "month": "2026-11-01",
        "amount": "75.000",
        "reference": "PC-1",
        "handed_on": "2026-11-24",
    }
    assert "Đã ghi khoản bàn giao." in said_after(accountant, accountant.post("/lam-viec/ban-giao/ghi/", fields))
    again = said_after(accountant, accountant.post("/lam-viec/ban-giao/ghi/", fields))
    assert "Không còn khoản nào phải bàn giao." in again


def test_the_statement_and_the_claims_are_files(till: Till, accountant: Client) -> None:
    till.cash(till.charge(agency=LAND_OFFICE), now=TUESDAY)
    till.charge(0, gross=75_000, subsidised=75_000, borne_by="city_budget")
    assert accountant.get("/lam-viec/ban-giao/ban-giao.pdf").content.startswith(b"%PDF")
    assert any(row[3] == 75_000 for row in sheet(accountant.get("/lam-viec/ban-giao/ban-giao.xlsx")))
    claims = sheet(accountant.get("/lam-viec/ban-giao/hoan-tra.xlsx"))
    assert any(row[0] == "city_budget" and row[7] == 75_000 for row in claims)
    assert "city_budget" in text_of(accountant.get("/lam-viec/ban-giao/"))


PEOPLE = (
    "Họ tên,Số định danh,Mã ngân hàng,Số tài khoản,Số tiền\n"
    "Nguyễn Thị Hoa,079150000001,970436,1111111,500000\nTrần Văn Nam,079150000002,970415,2222222,750.000\n"
)


def new_list(client: Client, till: Till, content: str = PEOPLE) -> Any:
    fields = {"agency": till.city.office("H29.27094"), "programme": "social_allowance", "period": "2026-11"}
    file = SimpleUploadedFile("ds.csv", content.encode())
    return client.post("/lam-viec/chi-tra/moi/", {**fields, "file": file})


def test_a_list_is_made_checked_mended_approved_by_two_and_paid_by_files_carried_by_hand(
    till: Till, accountant: Client, leaders: tuple[Client, Client], bank: FakeBank
) -> None:
    bank.names = {"1111111": "NGUYEN THI HOA", "2222222": "TRAN VAN NAMM", "3333333": "TRAN VAN NAM"}
    said = said_after(accountant, new_list(accountant, till))
    assert "Ngân hàng ghi tên chủ tài khoản là TRAN VAN NAMM." in said
    made, wrong = PayoutList.objects.get(), Payout.objects.get(n=2)
    fields = {"name": "Trần Văn Nam", "bank": "970415", "account": "3333333"}
    said_after(accountant, accountant.post(f"/lam-viec/chi-tra/{made.pk}/nguoi/{wrong.pk}/", fields))
    address = f"/lam-viec/chi-tra/{made.pk}/duyet/"
    assert accountant.post(address, {"total": 1_250_000}).status_code == 403
    first, second = leaders
    assert "Duyệt chi 1.250.000 đồng" in text_of(first.get(f"/lam-viec/chi-tra/{made.pk}/"))
    assert "Đã duyệt lần một." in said_after(first, first.post(address, {"total": 1_250_000}))
    back = f"/lam-viec/chi-tra/{made.pk}/"
    again = said_after(first, first.post(address, {"total": 1_250_000, "back": back}))
    assert "hai người khác nhau" in again
    assert "tiền được chuyển đi" in said_after(second, second.post(address, {"total": 1_250_000}))
    ports.join(None)
    carry_on_lists(clock.now())
    assert "Chưa gửi được" in text_of(accountant.get(back))
    batch = made.batches.get()
    bank.hand_in(batch.reference, accountant.get(f"{back}lo/{batch.pk}.csv").content)
    results = SimpleUploadedFile("kq.csv", bank.outcome(batch.reference) or b"")
    said = said_after(accountant, accountant.post(f"{back}lo/{batch.pk}/ket-qua/", {"file": results}))
    assert "Đã nhận kết quả" in said
    carry_on_lists(clock.now())
    assert "Đã chi xong" in text_of(accountant.get(back))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("Hoa,079150000001,970436,1111111,-5", "từ 1 đến"),
        ("Hoa,079150000001,970436,1111111,5 USD", "không phải số tiền"),
        ("Hoa,07915,970436,1111111,500", "12 chữ số"),
        ("Hoa,079150000001,999999,1111111,500", "không có ngân hàng"),
        (",079150000001,970436,1111111,500", "thiếu họ tên"),
        ("Hoa,079150000001,970436,1111111,999999999999", "từ 1 đến"),
    ],
)
def test_a_list_with_one_wrong_line_is_not_taken(till: Till, accountant: Client, line: str, says: str) -> None:
    said = said_after(accountant, new_list(accountant, till, f"{PEOPLE.splitlines()[0]}\n{line}\n"))
    assert says in said
    assert not PayoutList.objects.exists()


def test_a_list_is_given_up_and_strangers_do_not_see_it(till: Till, accountant: Client, clerk: Client) -> None:
    new_list(accountant, till)
    made = PayoutList.objects.get()
    assert clerk.get(f"/lam-viec/chi-tra/{made.pk}/").status_code == 404
    assert "Đã bỏ danh sách." in said_after(accountant, accountant.post(f"/lam-viec/chi-tra/{made.pk}/bo/"))


def test_the_way_back_leads_only_to_pages_of_the_city(till: Till, accountant: Client) -> None:
    row = till.paid(TUESDAY)
    fields = {"payer": "", "reason": "x", "replace": "", "back": "https://evil.example/"}
    assert accountant.post(f"/lam-viec/so-thu/bien-lai/{row.pk}/sua/", fields)["Location"] == "/lam-viec/so-thu/"
