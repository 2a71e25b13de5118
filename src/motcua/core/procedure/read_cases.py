"""Reading the citizen's side of a package: components, results, cases and their limits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from motcua.core.deadlines import AfterSupplement, ClockRules
from motcua.core.forms import FileRule, InvalidFormError, parse_file_rule
from motcua.core.procedure.document import Node
from motcua.core.procedure.reader import Reader, T, text
from motcua.core.procedure.shared import words
from motcua.core.procedure.types import (
    Alternative,
    CaseLimit,
    DossierComponent,
    ProcedureCase,
    Quantity,
    Result,
    Source,
)
from motcua.core.procedure.vocabulary import Channel, WhenAbsent

_COUNTS = ("originals", "certified_copies", "plain_copies", "show_only")


def read_components(top: Node, reader: Reader) -> dict[str, DossierComponent]:
    """All components of the procedure by their keys."""
    return {key: _component(key, node, reader) for key, node in top.parts("components").items()}


def read_results(top: Node, reader: Reader) -> dict[str, Result]:
    """All results of the procedure by their keys; one whose condition cannot be read is left out."""
    results = {}
    for key, node in top.parts("results").items():
        when = reader.expression(node["when"])
        if when is not None:
            results[key] = Result(
                key=key,
                code=node.text_at("code"),
                name=words(node["name"]),
                when=when,
                letter=node.text_at("letter"),
                signed_by=node.text_at("signed_by"),
                child=node.text_at("child"),
                certainty=reader.sure("results", node),
            )
    return results


def read_cases(
    top: Node,
    reader: Reader,
    channels: frozenset[Channel],
    components: Mapping[str, DossierComponent],
    results: Mapping[str, Result],
) -> dict[str, ProcedureCase]:
    """The cases by their keys, each with the components and results that it names."""
    return {
        key: ProcedureCase(
            key=key,
            name=words(node["name"]),
            sets=node["sets"].number if node.get("sets") else 1,
            clock=_clock(node.get("clock") or top.get("clock"), reader),
            limits=read_limits(node, reader, channels),
            components=_named(node, "components", components, "component_unknown", reader),
            results=_named(node, "results", results, "result_unknown", reader),
        )
        for key, node in top.parts("cases").items()
    }


def read_limits(
    node: Node, reader: Reader, channels: frozenset[Channel], section: str = "cases"
) -> tuple[CaseLimit, ...]:
    """The limits of a case or a linked part; one that names no channels is for all that no other names."""
    parts = node.parts("limits")
    special = {Channel(item.text) for part in parts.values() if not part.get("when") for item in part.each("channels")}
    limits = []
    for key, part in parts.items():
        limit, basis = reader.limit(part), reader.basis(part)
        if not part.get("basis"):
            reader.findings.report("limit_without_basis", part.place, key=key)
        if limit is not None and basis is not None:
            own = frozenset(Channel(item.text) for item in part.each("channels"))
            rest = channels if part.get("when") else channels - special
            when = reader.expression(part.get("when"))
            sure = reader.sure(section, part)
            limits.append(
                CaseLimit(key, own or rest, limit, when, basis, part["stated"].text, text(part, "note"), sure)
            )
    return tuple(limits)


def _named(node: Node, key: str, table: Mapping[str, T], code: str, reader: Reader) -> tuple[T, ...]:
    found = (reader.find(table, item, code) for item in node.each(key))
    return tuple(part for part in found if part is not None)


def _clock(node: Node | None, reader: Reader) -> ClockRules:
    """What the procedure sets about its clock; the rest is the general rule."""
    if node is None:
        return ClockRules()
    reader.basis(node)
    usual = ClockRules()
    cut_off = node.text_at("cut_off")
    return ClockRules(
        cut_off=time.fromisoformat(cut_off) if cut_off else None,
        after_supplement=AfterSupplement(node.text_at("after_supplement", usual.after_supplement)),
        supplements_allowed=_number(node, "supplements_allowed", usual.supplements_allowed),
        reschedules_allowed=_number(node, "reschedules_allowed", usual.reschedules_allowed),
        apology_days_before=_number(node, "apology_days_before", usual.apology_days_before),
    )


def _number(node: Node, key: str, otherwise: int) -> int:
    part = node.get(key)
    return part.number if part else otherwise


def _component(key: str, node: Node, reader: Reader) -> DossierComponent:
    quantity = node.get("quantity")
    return DossierComponent(
        key=key,
        name=words(node["name"]),
        hint=text(node, "hint"),
        one_of=tuple(
            Alternative(name, words(part), _source(part, reader)) for name, part in node.parts("one_of").items()
        ),
        quantity=Quantity(**{count: _number(quantity, count, 0) for count in _COUNTS} if quantity else {}),
        when=reader.expression(node.get("when")),
        form=node.text_at("form"),
        file=_file(node.get("file"), reader),
        source=_source(node, reader),
        basis=reader.basis(node),
        stated=node.text_at("stated"),
        certainty=reader.sure("components", node),
    )


def _file(node: Node | None, reader: Reader) -> FileRule | None:
    if node is None:
        return None
    try:
        return parse_file_rule(node.value, node.trail)
    except InvalidFormError as wrong:
        for mistake in wrong.mistakes:
            place = node.document.place(*mistake.path)
            reader.findings.report("file_rule_wrong", place, vi=mistake.message.vi, en=mistake.message.en)
        return None


def _source(node: Node, reader: Reader) -> Source | None:
    stated = node.get("source")
    if stated is None or not stated.is_map:
        return None
    sure, when_absent = reader.sure("components", stated), WhenAbsent(stated["when_absent"].text)
    if stated.get("result"):
        return Source(None, "", stated["result"].text, when_absent, sure)
    registry = reader.find(reader.shared.registries, stated["registry"], "registry_unknown")
    if registry is None:
        return None
    if reader.find(registry.records, stated["record"], "record_unknown") is None:
        return None
    return Source(registry, stated["record"].text, "", when_absent, sure)
