"""Fees: a number is believed only when its text says the same, and nothing is free by a slip of the copier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.core.fees import Collected, Row, SetBy
from motcua.core.procedure.checks.names import check_expression, names_of
from motcua.core.procedure.document import Document
from motcua.core.procedure.package import FEES, Examined
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.types import Procedure
from motcua.core.procedure.vocabulary import StepKind

_SMALLEST = 1000
"""No fee of any law we know is below a thousand đồng; the national database prints 700.000 as 700."""
_AMOUNT = re.compile(r"(\d{1,3}(?:[.,]\d{3})+|\d+)(?= ?(?:đồng|đ\b|vnđ|vnd|việt nam đồng))", re.IGNORECASE)
_COUNCIL = re.compile(r"hội đồng nhân dân|hđnd", re.IGNORECASE)
_OWN_NAMES = frozenset({"on", "gross"})


def check_fees(examined: Examined, procedure: Procedure, findings: Findings) -> None:
    """Amounts, texts, names, and whether what is due later is ever told."""
    document = examined.documents[FEES]
    names = names_of(procedure)
    for path, expression in procedure.fees.expressions():
        check_expression(expression, document.place(*path), names, findings, decided=False, also=_OWN_NAMES)
    for item in procedure.fees.items:
        for row in item.rows:
            for code, words in _doubts(row):
                findings.report(code, document.place(*row.path), **words)
    _check_notice(procedure, document, findings)


def _doubts(row: Row) -> Iterator[tuple[str, dict[str, object]]]:
    if not isinstance(row.amount, int):
        return
    words: dict[str, object] = {"amount": row.amount, "stated": row.stated}
    if row.amount == 0:
        if row.set_by is SetBy.COUNCIL or _COUNCIL.search(row.stated):
            yield "fee_free_though_set_by_council", words
        return
    amounts = [int(re.sub("[.,]", "", found)) for found in _AMOUNT.findall(row.stated)]
    if row.amount < _SMALLEST or (amounts and row.amount not in amounts):
        yield "fee_implausible", words
    if not row.stated:
        yield "fee_without_text", words


def _check_notice(procedure: Procedure, document: Document, findings: Findings) -> None:
    told = any(step.kind is StepKind.FEE_NOTICE for step in procedure.steps.values())
    for item in procedure.fees.items:
        if item.collected is Collected.AFTER and not told:
            findings.report("fee_never_told", document.place(*item.path), item=item.code)
