"""The reliefs that a city grants on the fees of all its procedures (`shared/fee_policy.yaml`), with their own law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from motcua.core.fees import FeeTableError, Relief, parse_policy, path_text
from motcua.core.procedure.document import Document, Trail
from motcua.core.procedure.law import LegalBasis
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.read_law import read_legal
from motcua.core.rules import Expression

_NAMES = frozenset({("channel",), ("on",), ("applicant", "kind"), ("province",)})
_NAMES_OF_AMOUNTS = _NAMES | {("gross",)}


def read_fee_policy(document: Document, findings: Findings) -> tuple[Relief, ...]:
    """The reliefs of a file that has the shape of one; none, and problems, when it cannot be read.

    The basis of each is cited in words: its key is one of this file, and means nothing in the package of a procedure.
    """
    top = document.top()
    legal = read_legal(top, findings)
    try:
        reliefs = parse_policy({"reliefs": [node.value for node in top.each("reliefs")]}, legal=legal)
    except FeeTableError as wrong:
        for path, message in wrong.problems:
            _report(document, path, message.vi, message.en, findings)
        return ()
    for relief in reliefs:
        _check_beginning(document, relief, legal[relief.basis], findings)
        _check_names(document, relief, findings)
    return tuple(replace(relief, basis=legal[relief.basis].cited) for relief in reliefs)


def _check_beginning(document: Document, relief: Relief, basis: LegalBasis, findings: Findings) -> None:
    """A relief begins on a day on which its text is in force: else fees of the past would become other ones."""
    first = relief.scope.period.first
    if first is None or not basis.in_force(first):
        _report(
            document,
            (*relief.path, "from"),
            f"phải từ một ngày mà {basis.cited} có hiệu lực",
            f"must be a day on which {basis.cited} is in force",
            findings,
        )


def _check_names(document: Document, relief: Relief, findings: Findings) -> None:
    """What holds for all procedures asks nothing that only one of them knows."""
    for key, expression, names in _expressions(relief):
        for path in sorted(expression.reads.paths - names):
            findings.report("name_unknown", document.place(*relief.path[1:], key), path=".".join(path))


def _expressions(relief: Relief) -> Iterator[tuple[str, Expression, frozenset[tuple[str, ...]]]]:
    parts: Mapping[str, object] = {"when": relief.when, "amount": relief.amount}
    for key, part in parts.items():
        if isinstance(part, Expression):
            yield key, part, _NAMES_OF_AMOUNTS if key == "amount" else _NAMES


def _report(document: Document, path: Trail, vi: str, en: str, findings: Findings) -> None:
    """`parse_policy` tells where under the name `policy`, which no file has."""
    findings.report("fees_wrong", document.place(*path[1:]), at=path_text(path[1:]), vi=vi, en=en)
