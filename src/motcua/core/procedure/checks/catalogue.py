"""What only shows when all packages lie side by side: codes, and which procedure took the place of which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.core.procedure.document import Node
from motcua.core.procedure.problems import Findings


def check_codes(tops: Mapping[str, Node], found: Mapping[str, Findings]) -> None:
    """Compare the readable procedure.yaml of all packages, by folder; a problem goes to the findings of its folder."""
    codes = {folder: node["code"].text for folder, node in tops.items()}
    replaced: dict[str, str] = {}
    for folder, node in tops.items():
        code, findings = codes[folder], found[folder]
        if code != folder:
            findings.report("code_and_folder", node["code"].place, code=code, folder=folder)
        for old in node.each("replaces"):
            if old.text in codes.values():
                findings.report("replaced_still_there", old.place, old=old.text, code=code)
            if old.text in replaced:
                findings.report("replaced_twice", old.place, old=old.text, other=replaced[old.text])
            replaced.setdefault(old.text, code)
        for child in _linked(node):
            if child.text not in codes.values():
                findings.report("linked_procedure_absent", child.place, code=child.text)


def _linked(node: Node) -> Iterator[Node]:
    for child in node.parts("children").values():
        code = child.get("code")
        if code:
            yield code
