"""Reading the legal documents of a package."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.core.procedure.document import Node, day
from motcua.core.procedure.law import LegalBasis
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.vocabulary import Certainty


def read_legal(top: Node, findings: Findings) -> dict[str, LegalBasis]:
    """The legal documents by their keys."""
    legal = {
        key: LegalBasis(
            key=key,
            number=node.text_at("number"),
            title=node["title"].text,
            effective_from=day(node, "from", findings),
            effective_to=day(node, "to", findings),
            replaced_by=node.text_at("replaced_by"),
            certainty=Certainty(node.text_at("certainty", Certainty.PUBLISHED)),
        )
        for key, node in top.parts("legal").items()
    }
    for key, node in top.parts("legal").items():
        _check(legal[key], legal, node, findings)
    return legal


def _check(basis: LegalBasis, legal: Mapping[str, LegalBasis], node: Node, findings: Findings) -> None:
    if not basis.number and basis.certainty is Certainty.PUBLISHED:
        findings.report("legal_without_number", node.place, key=basis.key)
    if basis.effective_from and basis.effective_to and basis.effective_to < basis.effective_from:
        findings.report("legal_ends_before_it_begins", node["to"].place, key=basis.key)
    if basis.replaced_by and basis.replaced_by not in legal:
        findings.report("legal_unknown", node["replaced_by"].place, name=basis.replaced_by)
    seen = {basis.key}
    while basis.replaced_by in legal:
        basis = legal[basis.replaced_by]
        if basis.key in seen:
            findings.report("legal_replaced_in_a_circle", node["replaced_by"].place, key=basis.key)
            return
        seen.add(basis.key)
