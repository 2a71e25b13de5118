"""What is told about a receipt to whoever holds its code: what money, for whom, when; never who paid it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from motcua.core.books.receipts import ReceiptState
from motcua.delivery.portal.presenters.checking import Answer
from motcua.delivery.ui.words import moment, money
from motcua.domain.payments.receipts.types import ReceiptCard


def answer_for_receipt(card: ReceiptCard) -> Answer:
    """How the receipt stands, and what it must say. The payer's name, number and address stand on the paper and stay
    there: a code may be photographed by others.
    """
    tone, sentence, meaning = _standing(card)
    return Answer(tone, sentence, meaning, _facts(card))


def _standing(card: ReceiptCard) -> tuple[str, str, tuple[str, ...]]:
    compare = _("Hãy so từng dòng dưới đây với biên lai đang cầm. Khác một chi tiết thì không phải biên lai này.")
    match card.state:
        case ReceiptState.ISSUED:
            return "done", _("Biên lai này là thật và còn hiệu lực."), (compare,)
        case ReceiptState.UNSIGNED:
            waits = _("Biên lai đã có số và đang chờ tổ chức thu ký số. Tiền đã được ghi nhận.")
            return "soon", _("Biên lai này đang chờ ký số."), (waits, compare)
        case ReceiptState.REPLACED:
            by = _("Biên lai đang có hiệu lực: %(name)s.") % {"name": card.replaced_by}
            return "late", _("Biên lai này đã được thay thế."), (by,)
        case _:
            back = _("Tiền của biên lai này đã được hoàn trả. Xin đừng dùng biên lai này nữa.")
            return "late", _("Biên lai này đã bị hủy."), (back,)


def _facts(card: ReceiptCard) -> tuple[tuple[str, str], ...]:
    said = card.content
    collector = said["collector"]
    lines = "; ".join(f"{line['name']}: {money(line['amount'])}" for line in said["lines"])
    facts = [
        (_("Biên lai"), card.name),
        (_("Tổ chức thu"), collector["name"]),
        (_("Mã số thuế"), collector["tax_code"]),
        (_("Đơn vị thu hộ"), said["through"]),
        (_("Các khoản"), lines),
        (_("Tổng số tiền"), f"{money(card.amount)} ({said['total_in_words']})"),
        (_("Cấp lúc"), moment(card.issued_at)),
    ]
    return tuple((name, value) for name, value in facts if value)
