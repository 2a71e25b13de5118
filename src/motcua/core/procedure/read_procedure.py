"""Putting the parts of a package together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.core.fees import FeeTable, FeeTableError, path_text
from motcua.core.forms import FormDefinition
from motcua.core.procedure.content_hash import all_words, content_hash
from motcua.core.procedure.document import Document, Node, day
from motcua.core.procedure.issuing import FEE_LETTER, LETTER_OF_KIND, has_charges
from motcua.core.procedure.read_cases import read_cases, read_components, read_results
from motcua.core.procedure.read_steps import read_agency, read_children, read_groups, read_steps
from motcua.core.procedure.reader import Reader, text
from motcua.core.procedure.shared import LetterForm, Role, letter_needs, paper_size, words
from motcua.core.procedure.types import CentralSystem, Decision, Letter, PartyFields, Procedure
from motcua.core.procedure.vocabulary import (
    Audience,
    Certainty,
    Channel,
    Level,
    OnlineService,
    PaperSize,
    PartyKind,
    PartyRole,
    StepKind,
)
from motcua.core.process import Definition
from motcua.core.rules.decisions import CompiledModel

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Parts:
    """What other packages of the core have made of the files beside procedure.yaml."""

    files: Files
    diagram: Definition
    forms: Mapping[str, FormDefinition]
    fees: Document
    decisions: Mapping[str, CompiledModel]


def build(top: Node, reader: Reader, parts: Parts) -> Procedure | None:
    """The procedure; nothing, and problems, when a name leads nowhere."""
    channels = frozenset(Channel(item.text) for item in top.each("channels"))
    components, results = read_components(top, reader), read_results(top, reader)
    field = reader.find(reader.shared.fields, top["field"], "field_unknown")
    roles = _roles(top, reader, parts.diagram)
    drawn = {role.key for role in roles.values()}
    fees = _fees(top, reader, parts.fees)
    letters = _letters(top, reader, parts.files, charges=has_charges(fees))
    agencies = [read_agency(node, reader, "competent") for node in top.each("competent")]
    procedure = Procedure(
        code=top["code"].text,
        replaces=tuple(item.text for item in top.each("replaces")),
        name=words(top["name"]),
        short_name=words(top["short_name"]),
        keywords={language: tuple(item.text for item in top["keywords"].each(language)) for language in ("vi", "en")},
        field=field or next(iter(reader.shared.fields.values())),
        levels=frozenset(Level(item.text) for item in top.each("level")),
        audience=frozenset(Audience(item.text) for item in top.each("audience")),
        channels=channels,
        online=OnlineService(top["online"].text),
        online_reason=text(top, "online_reason"),
        requirements=tuple(words(item) for item in top.each("requirements")),
        decision=_decision(top["decision"], reader),
        runs_on=_central_system(top.get("runs_on"), reader),
        legal=reader.legal,
        competent=tuple(agency for agency in agencies if agency is not None),
        cases=read_cases(top, reader, channels, components, results),
        steps=read_steps(top, reader, roles),
        groups=read_groups(top, reader),
        children=read_children(top, reader, channels),
        form=parts.forms["form.yaml"],
        parties=_parties(top, reader, parts.forms["form.yaml"]),
        fees=fees,
        step_forms={name: form for name, form in parts.forms.items() if name != "form.yaml"},
        process=parts.diagram,
        diagram=parts.files["process.bpmn"],
        letters=letters,
        decisions=parts.decisions,
        roles=reader.shared.roles,
        content_hash=content_hash(parts.files, letters, {*all_words(top.value), *drawn}, reader.shared),
    )
    return None if reader.findings.has_errors else procedure


def _roles(top: Node, reader: Reader, diagram: Definition) -> dict[str, Role]:
    """In whose lane each step is drawn. A lane that names no known role is reported at its first step."""
    roles = {}
    for key, node in top.parts("steps").items():
        drawn = diagram.graph.node.get(key)
        if drawn is None:
            reader.findings.report("step_without_node", node.place, key=key)
        elif drawn.role is None or drawn.role not in reader.shared.roles:
            place = node.place
            reader.findings.report("role_unknown", place, name=drawn.role or "–")
        else:
            roles[key] = reader.shared.roles[drawn.role]
    return roles


def _fees(top: Node, reader: Reader, document: Document) -> FeeTable:
    """The tariff; an empty one, and problems, when it cannot be read."""
    try:
        return FeeTable.parse(document.value, legal=set(reader.legal), cases=set(top.parts("cases")))
    except FeeTableError as wrong:
        for path, message in wrong.problems:
            reader.findings.report("fees_wrong", document.place(*path), at=path_text(path), **message._asdict())
        return FeeTable((), ())


def _parties(top: Node, reader: Reader, form: FormDefinition) -> dict[PartyRole, PartyFields]:
    """Which fields of the form name whom; a field that the form does not have is reported."""
    known = {path for path, _ in form.fields()}
    parties = {}
    for role, node in top.parts("parties").items():
        named = {each: node.text_at(each) for each in ("name", "identifier", "phone", "email", "address")}
        for each, field in named.items():
            if field and field not in known:
                reader.findings.report("form_field_unknown", node[each].place, path=field)
        parties[PartyRole(role)] = PartyFields(PartyKind(node.text_at("kind", PartyKind.CITIZEN)), **named)
    return parties


def _decision(node: Node, reader: Reader) -> Decision:
    return Decision(
        number=node["number"].text,
        publisher=node["publisher"].text,
        signed_on=day(node, "signed_on", reader.findings),
        signer=node.text_at("signer"),
        certainty=Certainty(node.text_at("certainty", Certainty.PUBLISHED)),
    )


def _central_system(node: Node | None, reader: Reader) -> CentralSystem | None:
    if node is None:
        return None
    channels = frozenset(Channel(item.text) for item in node.each("channels"))
    return CentralSystem(node["key"].text, words(node["name"]), channels, reader.basis(node))


def _letters(top: Node, reader: Reader, files: Files, *, charges: bool) -> dict[str, Letter]:
    """The standard letters, the shared ones that it names or that its steps and fees issue, and the procedure's own,
    which take the place of shared ones.
    """
    shared = reader.shared
    letters = {
        key: Letter(
            key,
            form.name,
            form.form_number,
            shared.letters[key],
            form.needs,
            form.between_agencies,
            form.paper,
            form.law,
            form.signed,
        )
        for key, form in shared.letter_forms.items()
    }
    for key, node in top.parts("letters").items():
        reader.basis(node)
        source = files.get(f"letters/{key}.typ")
        if source is None:
            reader.findings.report("file_missing", node.place, name=f"letters/{key}.typ")
        else:
            letters[key] = _own_letter(key, node, source, shared.letter_forms.get(key))
    named = {name.text for step in top.parts("steps").values() for name in step.each("letters")}
    named |= {result.text_at("letter") for result in top.parts("results").values()}
    named |= {LETTER_OF_KIND.get(StepKind(step["kind"].text), "") for step in top.parts("steps").values()}
    if charges:
        named.add(FEE_LETTER)
    return {
        key: letter
        for key, letter in letters.items()
        if key in named or key in top.parts("letters") or shared.letter_forms[key].standard
    }


def _own_letter(key: str, node: Node, source: bytes, replaced: LetterForm | None) -> Letter:
    needs, to = letter_needs(node), node.get("to") is not None
    paper, law, signed = paper_size(node), "", node.get("signed") is not None
    if replaced:
        needs, to = needs or replaced.needs, to or replaced.between_agencies
        paper, law, signed = paper or replaced.paper, replaced.law, signed or replaced.signed
    number = node.text_at("form_number")
    return Letter(key, words(node["name"]), number, source, needs, to, paper or PaperSize.A4, law, signed)
