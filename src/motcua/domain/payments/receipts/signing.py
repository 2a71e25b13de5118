"""Signing and printing receipts that have their number: XML (XAdES) and PDF (PAdES) with the collector's own key.

A receipt without a signature is none (Điều 23), so what cannot be signed stays waiting, says why, and is tried again.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from motcua.core.books.receipt_xml import receipt_xml
from motcua.core.books.receipts import ReceiptError, ReceiptState
from motcua.core.text import ToldError
from motcua.domain.identity import queries as identity
from motcua.domain.identity.services import open_signing_key
from motcua.domain.payments.receipts.models import Receipt
from motcua.domain.records import services as records
from motcua.domain.records.types import Document, IssuedFacts, Origin
from motcua.infra.letters import LetterError, qr_svg, render, source
from motcua.infra.signing import Key, Signing, sign_pdf, sign_xml, signing_from

_REST: Final = timedelta(minutes=1)
_LABEL: Final = re.compile(r"[A-Za-z0-9._-]+")
_LETTER: Final = "shared/receipt"


def sign_waiting(now: datetime, moment: datetime, most: int = 20) -> int:
    """Sign and print receipts that wait for it, the oldest first; how many were. Any number of workers may do so at
    once, and one that is killed leaves its receipt waiting.

    moment: the machine's own time, by which certificates hold, whatever a training city's clock shows.
    """
    due = Q(try_after__isnull=True) | Q(try_after__lte=now)
    waiting = Receipt.objects.filter(due, state=ReceiptState.UNSIGNED).order_by("id").values_list("id", flat=True)
    return sum(sign_receipt(each, now, moment) for each in list(waiting[:most]))


@transaction.atomic
def sign_receipt(receipt_id: int, now: datetime, moment: datetime) -> bool:
    """Sign and print one receipt, if it still waits and nobody else is at it; whether it was signed now."""
    row = (
        Receipt.objects.select_for_update(skip_locked=True, of=("self",))
        .select_related("series", "replaces")
        .filter(id=receipt_id, state=ReceiptState.UNSIGNED)
        .first()
    )
    if row is None:
        return False
    try:
        # A point to come back to: what was kept before it failed, such as the document, goes too.
        with transaction.atomic():
            _sign(row, now, moment)
    except (ToldError, LetterError) as why:
        row.trouble, row.try_after = (why.vi if isinstance(why, ToldError) else str(why))[:300], now + _REST
        row.save(update_fields=["trouble", "try_after"])
        return False
    return True


def verify_url(token: str) -> str:
    """Where anybody who holds the receipt can ask whether it is genuine."""
    return f"{settings.PUBLIC_URL}/bien-lai/{token}/"


def unsigned_xml(row: Receipt) -> bytes:
    """What is signed."""
    return receipt_xml(row.content, verify_url(row.token))


def printed(row: Receipt) -> bytes:
    """The receipt on A5, before it is signed. Raises LetterError."""
    url = verify_url(row.token)
    data: dict[str, Any] = {"receipt": row.content, "verify_url": url, "token": row.token, "agency": _names(row)}
    moment = row.issued_at
    if moment is None:
        raise ValueError("a receipt is numbered before it is printed")
    return render(source(_LETTER), data, issued_at=moment, files={"qr.svg": qr_svg(url)})


def _sign(row: Receipt, now: datetime, moment: datetime) -> None:
    signing = signing_from(settings)
    key, stamps = _key_of(row, signing, moment), signing.stamps
    trust = signing.trust if signing.trust.roots else None
    signed_xml = sign_xml(unsigned_xml(row), key, at=moment, stamps=stamps, trust=trust)
    pdf = sign_pdf(printed(row), key, at=moment, field="BienLai", reason="Biên lai điện tử", stamps=stamps, trust=trust)
    document = _keep(row, pdf, now)
    row.signed_xml, row.document_id = signed_xml, document.id
    row.state, row.signed_at, row.trouble, row.try_after = ReceiptState.ISSUED, now, "", None
    row.save(update_fields=["state", "signed_at", "signed_xml", "document", "trouble", "try_after"])
    old = row.replaces
    if old is not None and old.document_id is not None:
        records.replace_document(old.document_id, document.id, "Biên lai đã được thay thế", old.ended_by, now)


def _key_of(row: Receipt, signing: Signing, moment: datetime) -> Key:
    """The collector's key, opened. Raises ReceiptError where none is set up, and what the key store raises."""
    if signing.keys is None or row.series is None:
        raise ReceiptError("Chưa cấu hình kho khóa ký số.", "No key store is configured.")
    of = row.series.collector.agency_id
    found = identity.signing_key_of_agency(of, moment)
    if found is None:
        raise ReceiptError(
            f"{identity.agency(of).name} chưa đăng ký khóa ký số còn hiệu lực.",
            f"{identity.agency(of).name} has registered no key in force.",
        )
    return open_signing_key(found, _pin_of(found.label), signing.keys, moment)


def _pin_of(label: str) -> str:
    """The PIN that the operator has laid beside the worker for keys that sign by themselves."""
    folder: Path | None = settings.RECEIPT_PINS
    if folder is None or not _LABEL.fullmatch(label) or not (folder / label).is_file():
        raise ReceiptError(
            f"Chưa có mã PIN cho khóa “{label}” trong thư mục MOTCUA_RECEIPT_PINS.",
            f"The folder MOTCUA_RECEIPT_PINS holds no PIN for the key {label!r}.",
        )
    return (folder / label).read_text(encoding="utf-8").strip()


def _keep(row: Receipt, pdf: bytes, now: datetime) -> Document:
    content = row.content
    facts = IssuedFacts(
        title="Biên lai thu phí, lệ phí",
        number=content["name"],
        issuer=content["collector"]["name"],
        issued_at=row.issued_at or now,
        token=row.token,
    )
    name = f"Biên lai {content['series']} {content['number']}.pdf"
    return records.issue(pdf, name=name, origin=Origin.ISSUED_LETTER, now=now, facts=facts)


def _names(row: Receipt) -> dict[str, str]:
    return {"name": row.content["collector"]["name"]}
