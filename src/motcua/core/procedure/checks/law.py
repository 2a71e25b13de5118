"""Is the law that the package rests on in force on a given day, and is everything it lists used?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from motcua.core.procedure.document import Node
from motcua.core.procedure.package import Examined
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.types import Procedure


def check_law(examined: Examined, procedure: Procedure, findings: Findings, on: date) -> None:
    """Warn of bases that are not in force on `on`, and of those that nothing rests on."""
    named = {key for document in examined.documents.values() for key in _named(document.top())}
    replaced = {basis.replaced_by for basis in procedure.legal.values()}
    for key, node in examined.top.parts("legal").items():
        basis = procedure.legal[key]
        if key not in named | replaced:
            findings.report("legal_unused", node.place, key=key)
        elif key in named and not basis.in_force(on):
            findings.report("legal_not_in_force", node.place, cited=basis.cited, on=f"{on:%d/%m/%Y}")


def _named(node: Node) -> Iterator[str]:
    """Every key that stands under `basis: {legal: …}`, or in the tariff under `basis: …`, wherever it is."""
    value = node.value
    if isinstance(value, dict):
        for key, part in value.items():
            if key == "basis" and isinstance(part, str):
                yield part
            elif key == "basis" and isinstance(part, dict):
                yield str(part.get("legal"))
            else:
                yield from _named(node[key])
    elif isinstance(value, list):
        for item in node.items():
            yield from _named(item)
