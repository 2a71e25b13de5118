"""What every part of the reader needs at hand: the shared tables, the legal bases, and a place for problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from motcua.core.deadlines import LimitUnit, TimeLimit
from motcua.core.forms import Text
from motcua.core.procedure.document import Node
from motcua.core.procedure.law import Basis, LegalBasis
from motcua.core.procedure.problems import Findings
from motcua.core.procedure.shared import Shared, words
from motcua.core.procedure.vocabulary import Certainty
from motcua.core.rules import Expression, RuleError, compile_expression

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the parts of one package; `certainty` is what its author said of whole sections."""

    shared: Shared
    findings: Findings
    legal: Mapping[str, LegalBasis]
    certainty: Mapping[str, Certainty] = field(default_factory=dict)

    def find(self, table: Mapping[str, T], node: Node, code: str) -> T | None:
        """The entry that the words of `node` name; a name that is not there is a problem of the kind `code`."""
        found = table.get(node.text)
        if found is None:
            self.findings.report(code, node.place, name=node.text)
        return found

    def sure(self, section: str, node: Node) -> Certainty:
        """How sure a block is: what it says itself, or else what is said of its section."""
        stated = node.text_at("certainty")
        return Certainty(stated) if stated else self.certainty.get(section, Certainty.PUBLISHED)

    def basis(self, node: Node) -> Basis | None:
        """The legal basis that the block states, if it states one."""
        stated = node.get("basis")
        legal = self.find(self.legal, stated["legal"], "legal_unknown") if stated else None
        return Basis(legal, stated.text_at("article")) if stated and legal else None

    def expression(self, node: Node | None) -> Expression | None:
        """The compiled expression; one that is no FEEL is reported and left out."""
        if node is None:
            return None
        try:
            return compile_expression(node.text)
        except RuleError as wrong:
            self.findings.report("expression_wrong", node.place, vi=wrong.message.vi, en=wrong.message.en)
            return None

    def limit(self, node: Node) -> TimeLimit | None:
        """The one limit that the block states, with its basis as a text cites it."""
        units = [unit for unit in LimitUnit if node.get(unit)]
        if len(units) != 1:
            self.findings.report("limit_without_unit" if not units else "limit_with_two_units", node.place, at=node.key)
            return None
        basis = self.basis(node)
        amount = 0 if units[0] is LimitUnit.SAME_DAY else node[units[0]].number
        return TimeLimit(units[0], amount, basis.cited if basis else "")


def text(node: Node, key: str) -> Text | None:
    """The two languages under `key`, if they are there."""
    part = node.get(key)
    return words(part) if part else None
