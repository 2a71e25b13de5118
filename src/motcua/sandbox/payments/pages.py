"""The page on which a person pays: plain HTML, no script, no real money."""

from __future__ import annotations

from html import escape

from motcua.sandbox.payments.platform import PAID, Bill

_PAGE = """<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Nền tảng thanh toán thử nghiệm</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 1.5rem auto; padding: 0 1rem; color: #222 }}
.note {{ border-left: .25rem solid #a60; padding: .25rem .75rem; background: #fff7e6 }}
dt {{ color: #555 }} dd {{ margin: 0 0 .75rem; font-weight: 600 }}
button {{ font: inherit; padding: .5rem 1.25rem; margin-right: .5rem }}
</style></head><body><main><h1>Nền tảng thanh toán thử nghiệm</h1>
<p class="note">Đây là hệ thống thử nghiệm: không có tiền thật nào được chuyển.
<span lang="en">This is a test system: no real money moves.</span></p>
{content}</main></body></html>"""


def pay(bill: Bill, back: str) -> str:
    """What is to be paid, and the two ways out."""
    facts = {
        "Số tiền": f"{bill.amount:,} đồng".replace(",", "."),
        "Nội dung": bill.title,
        "Đơn vị thụ hưởng": str(bill.facts.get("TenDonVi", "")),
        "Người nộp": str(bill.facts.get("HoTenNguoiNop", "")),
        "Mã tham chiếu": bill.reference,
    }
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts.items())
    return _PAGE.format(content=f"<dl>{told}</dl>{_ways(bill, back)}")


def unknown() -> str:
    """No city has opened this order."""
    return _PAGE.format(content="<p>Không có lệnh thanh toán này. <span lang='en'>There is no such order.</span></p>")


def _ways(bill: Bill, back: str) -> str:
    if bill.decided:
        said = "Đã thanh toán." if bill.decided == PAID else "Lệnh này đã hủy."
        return f'<p>{said}</p><p><a href="{escape(back)}">Quay lại hồ sơ</a></p>'
    return (
        '<form method="post"><button type="submit" name="decision" value="pay">Thanh toán</button>'
        '<button type="submit" name="decision" value="give_up">Hủy</button></form>'
    )
