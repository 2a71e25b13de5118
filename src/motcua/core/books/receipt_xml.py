"""The receipt as XML, before it is signed. The ministry has published no schema that we know: the names follow those of
electronic invoices, and a city that learns better changes this file only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from motcua.core.books.receipts import plain_text


def receipt_xml(content: Mapping[str, Any], verify_url: str) -> bytes:
    """The XML of a receipt from its stored content; the same content always gives the same bytes."""
    root = Element("BLai")
    data = SubElement(root, "DLBLai", {"Id": "data"})
    _put(
        SubElement(data, "TTChung"),
        TBLai="Biên lai thu phí, lệ phí",
        KHMSBLai=content["form_symbol"],
        KHBLai=content["series"],
        SBLai=content["number"],
        NLap=content["issued_at"],
        DVTTe="VND",
        HTTToan=content["method"],
        BLTThe=content["replaces"],
        TCuu=verify_url,
    )
    collector = content["collector"]
    _put(
        SubElement(data, "TCThu"),
        Ten=collector["name"],
        MST=collector["tax_code"],
        DChi=collector["address"],
        DVUQuyen=content["through"],
    )
    _put(
        SubElement(data, "NNop"),
        Ten=content["payer"],
        SDDanh=content["payer_identifier"],
        DChi=content["payer_address"],
    )
    _put(SubElement(data, "NDung"), LDo=content["purpose"], MHSo=content["reference"])
    lines = SubElement(data, "DSKThu")
    for n, line in enumerate(content["lines"], 1):
        _put(SubElement(lines, "KThu"), STT=n, Ten=line["name"], CCu=line["basis"], STien=line["amount"])
    _put(SubElement(data, "TToan"), TgTien=content["total"], TgTienBChu=content["total_in_words"])
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _put(parent: Element, **values: object) -> None:
    """An element for each value that there is."""
    for name, value in values.items():
        if value not in ("", None):
            SubElement(parent, name).text = plain_text(str(value))
