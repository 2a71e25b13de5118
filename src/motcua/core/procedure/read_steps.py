"""Reading the office's side of a package: steps, their outcomes, groups with a shared limit, and linked parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from motcua.core.procedure.document import Node
from motcua.core.procedure.read_cases import read_limits
from motcua.core.procedure.reader import Reader, text
from motcua.core.procedure.shared import Role, words
from motcua.core.procedure.types import Child, CompetentAgency, Outcome, PassedOn, Step, StepGroup
from motcua.core.procedure.vocabulary import Channel, Silence, StepKind, WaitsFor
from motcua.core.rules import Expression

_RECEIVING = "receiving"


def read_agency(node: Node, reader: Reader, section: str) -> CompetentAgency | None:
    """Who decides, or who does a linked part; nothing when the kind of agency is not known."""
    kind = reader.find(reader.shared.agencies, node["kind"], "agency_unknown")
    division = node.get("division")
    unit = node.get("unit")
    if kind is None:
        return None
    if kind.one_per_unit and unit is None:
        reader.findings.report("agency_without_unit", node.place, name=kind.key)
    return CompetentAgency(
        kind=kind,
        division=reader.find(reader.shared.divisions, division, "division_unknown") if division else None,
        unit=None if unit is None or unit.text == _RECEIVING else reader.expression(unit),
        when=reader.expression(node.get("when")),
        certainty=reader.sure(section, node),
    )


def read_groups(top: Node, reader: Reader) -> dict[str, StepGroup]:
    """The groups of steps by their keys."""
    groups = {}
    for key, node in top.parts("groups").items():
        limit = reader.limit(node["limit"])
        if limit is not None:
            groups[key] = StepGroup(
                key, words(node["name"]), limit, reader.basis(node["limit"]), reader.sure("steps", node)
            )
    return groups


def read_children(top: Node, reader: Reader, channels: frozenset[Channel]) -> dict[str, Child]:
    """The linked parts by their keys."""
    children = {}
    for key, node in top.parts("children").items():
        agency = read_agency(node["agency"], reader, "children")
        if agency is not None:
            within, minutes = node.get("acknowledge_within"), node.get("send_within_minutes")
            children[key] = Child(
                key=key,
                code=node.text_at("code"),
                name=words(node["name"]),
                agency=agency,
                limits=read_limits(node, reader, channels, "children"),
                send_within_minutes=minutes.number if minutes else None,
                acknowledge_within=reader.limit(within) if within else None,
                case=node.text_at("case"),
                form={name: each for name, each in _filled(node, reader) if each is not None},
                papers={name: _passed_on(part) for name, part in node.parts("papers").items()},
                ends={name: part.text for name, part in node.parts("ends").items()},
                without_result=node.text_at("without_result"),
                withdrawable=node.get("withdrawable") is not None,
                basis=reader.basis(node),
                certainty=reader.sure("children", node),
            )
    return children


def _filled(node: Node, reader: Reader) -> Iterator[tuple[str, Expression | None]]:
    return ((name, reader.expression(part)) for name, part in node.parts("form").items())


def _passed_on(node: Node) -> PassedOn:
    if not node.is_map:
        return PassedOn(component=node.text)
    return PassedOn(child=node.text_at("child"), result=node.text_at("result"), letter=node.text_at("letter"))


def read_steps(top: Node, reader: Reader, roles: Mapping[str, Role]) -> dict[str, Step]:
    """The steps by their keys; `roles` says in whose lane each is drawn, and what is in none is left out."""
    return {key: _step(key, node, reader, roles[key]) for key, node in top.parts("steps").items() if key in roles}


def _step(key: str, node: Node, reader: Reader, role: Role) -> Step:
    limit, waits_for, silence = node.get("limit"), node.get("waits_for"), node.get("silence")
    kinds = {item["kind"].text if item.is_map else item.text: item for item in node.each("agencies")}
    agencies = (
        reader.find(reader.shared.agencies, item["kind"] if item.is_map else item, "agency_unknown")
        for item in kinds.values()
    )
    asked_where = {kind: reader.expression(item["unit"]) for kind, item in kinds.items() if item.is_map}
    return Step(
        key=key,
        name=words(node["name"]),
        kind=StepKind(node["kind"].text),
        role=role,
        limit=reader.limit(limit) if limit else None,
        group=node.text_at("group"),
        only_within=node.text_at("only_within"),
        outcomes={name: _outcome(name, part) for name, part in node.parts("outcomes").items()},
        letters=tuple(item.text for item in node.each("letters")),
        form=node.text_at("form"),
        agencies=tuple(agency for agency in agencies if agency is not None),
        asked_where={kind: unit for kind, unit in asked_where.items() if unit is not None},
        waits_for=WaitsFor(waits_for.text) if waits_for else None,
        silence=Silence(silence.text) if silence else None,
        child=node.text_at("child"),
        basis=reader.basis(limit) if limit else None,
        hint=text(node, "hint"),
        certainty=reader.sure("steps", limit if limit and limit.get("certainty") else node),
    )


def _outcome(key: str, node: Node) -> Outcome:
    return Outcome(key, words(node), needs_reason=node.get("reason") is not None, back_to=node.text_at("back_to"))
