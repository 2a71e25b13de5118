"""Words that betray a text: units that ended, papers nobody uses any more, what a copied web page left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from motcua.core.procedure.document import Node
from motcua.core.procedure.package import DIAGRAM, Examined
from motcua.core.procedure.problems import Findings, Line

_MARKUP = re.compile(r"</?[a-z][a-z0-9]*(\s[^<>]*)?/?>|&(nbsp|amp|lt|gt|quot|#\d+);|\u00a0|\u200b", re.IGNORECASE)
_FREE_OF_CHECKS = frozenset({"keywords", "pattern"})
_ATTRIBUTE = re.compile(rb'\sname="([^"]*)"')


def check_wording(examined: Examined, findings: Findings) -> None:
    """Every text that a person reads. Keywords are what people say, so they may say anything."""
    for place, text in _texts(examined):
        if _MARKUP.search(text):
            findings.report("markup_left", place, text=_short(text))
        for tell_tale in examined.shared.tell_tales:
            if re.search(rf"\b{re.escape(tell_tale.words)}\b", text, re.IGNORECASE):
                reason = tell_tale.reason
                findings.report(tell_tale.kind, place, words=tell_tale.words, vi=reason.vi, en=reason.en)


def _texts(examined: Examined) -> Iterator[tuple[Line, str]]:
    for document in examined.documents.values():
        yield from _inside(document.top())
    for number, line in enumerate(examined.files.get(DIAGRAM, b"").splitlines(), start=1):
        for name in _ATTRIBUTE.findall(line):
            yield Line(DIAGRAM, number), name.decode(errors="replace")


def _inside(node: Node) -> Iterator[tuple[Line, str]]:
    value = node.value
    if isinstance(value, str):
        yield node.place, value
    elif isinstance(value, list):
        for item in node.items():
            yield from _inside(item)
    elif isinstance(value, dict):
        for key in value:
            if key not in _FREE_OF_CHECKS:
                yield from _inside(node[key])


def _short(text: str) -> str:
    return text if len(text) < 60 else f"{text[:57]}…"
