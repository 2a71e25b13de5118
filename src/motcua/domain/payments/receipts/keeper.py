"""What stands behind the port of receipts, and listens when money goes back."""

from __future__ import annotations

from datetime import datetime

from motcua.domain.payments.models import Refund
from motcua.domain.payments.receipts.correcting import after_refund
from motcua.domain.payments.receipts.issuing import issue
from motcua.domain.payments.types import Paid, Refunded, Waived


class ReceiptKeeper:
    """`ReceiptIssuer` and `MoneyListener` in one: every payment gets its receipt, every refund ends or lessens one."""

    def issue(self, payment_id: int, now: datetime) -> None:
        """See `issuing.issue`."""
        issue(payment_id, now)

    def paid(self, paid: Paid) -> None:
        """The receipt was given already, by the port."""

    def waived(self, waived: Waived) -> None:
        """What nobody pays gets no receipt."""

    def refunded(self, refunded: Refunded) -> None:
        """See `correcting.after_refund`."""
        payment_id = Refund.objects.values_list("payment_id", flat=True).get(id=refunded.refund_id)
        after_refund(payment_id, refunded.reason, refunded.by, refunded.at)
