"""What all packages have in common: roles, divisions, kinds of agencies, registries, fields, the standard letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motcua.core.fees import Relief
from motcua.core.forms import Text
from motcua.core.procedure.document import Document, Node, Value, read_document
from motcua.core.procedure.fee_policy import read_fee_policy
from motcua.core.procedure.problems import BrokenPackageError, Findings, Line
from motcua.core.procedure.reminders import NO_REMINDERS, Reminders, read_reminders
from motcua.core.procedure.shape import Schemas, check_shape, read_schemas
from motcua.core.procedure.vocabulary import Certainty, LetterValue, Level, PaperSize, Power, WorksAt


@dataclass(frozen=True, slots=True)
class Division:
    """A part of an agency."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class AgencyKind:
    """A kind of agency. `one_per_unit`: each commune or province has its own, so a dossier must say which."""

    key: str
    name: Text
    level: Level
    one_per_unit: bool


@dataclass(frozen=True, slots=True)
class Role:
    """Who does a step: where they work and in which division (None: the division responsible for the procedure).

    leads: who holds the role leads the office. powers: what its holders may do in the life of procedures.
    """

    key: str
    name: Text
    at: WorksAt
    agency: str
    division: Division | None
    leads: bool
    powers: frozenset[Power] = frozenset()


@dataclass(frozen=True, slots=True)
class Registry:
    """A source of data outside the dossier, and the records it can give."""

    key: str
    name: Text
    records: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of administration (lĩnh vực)."""

    key: str
    code: str
    name: Text


@dataclass(frozen=True, slots=True)
class LetterForm:
    """The name and form number of a shared letter. standard: it belongs to every procedure, whatever its steps.

    needs, between_agencies, signed: as of every letter; one of a procedure that takes its place has the same unless it
    says so.
    """

    key: str
    name: Text
    form_number: str
    standard: bool
    needs: frozenset[LetterValue]
    between_agencies: bool
    paper: PaperSize
    law: str
    signed: bool


@dataclass(frozen=True, slots=True)
class Act:
    """What the law lets an office or an applicant do in every procedure: why, in words, and the article as cited."""

    key: str
    reason: Text
    law: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class TellTale:
    """Words that betray an outdated or badly copied text, and what is wrong with them."""

    words: str
    kind: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Shared:
    """Everything outside the packages that a package may name. entries: the same, as it is written, as far as a
    procedure is made of it. reminders, fee_policy: none where the catalogue has no such file.
    """

    schemas: Schemas
    roles: Mapping[str, Role]
    divisions: Mapping[str, Division]
    agencies: Mapping[str, AgencyKind]
    registries: Mapping[str, Registry]
    fields: Mapping[str, Field]
    letter_forms: Mapping[str, LetterForm]
    letters: Mapping[str, bytes]
    acts: Mapping[str, Act]
    tell_tales: tuple[TellTale, ...]
    entries: Mapping[str, Mapping[str, Value]]
    reminders: Reminders = NO_REMINDERS
    fee_policy: tuple[Relief, ...] = ()


_NAMED = ("agencies", "registries", "fields", "letters")
# Who leads an office, and who may do what in the life of procedures.
_OF_ALL = frozenset({"leads", "powers"})
_KINDS = ("roles", *_NAMED, "acts", "tell_tales")


def read_shared(files: Mapping[str, bytes]) -> Shared:
    """Read the catalogue's shared part: `schema/*.schema.json`, `shared/*.yaml` and `shared/letters/*.typ`.

    Raises BrokenPackageError, with every problem, when a file is missing or wrong: no package can be read without them.
    """
    findings = Findings()
    schemas = read_schemas(files)
    read = {kind: _document(kind, files, schemas, findings) for kind in _KINDS}
    found = {kind: document.top() for kind, document in read.items() if document}
    if len(found) < len(_KINDS) or findings.has_errors:
        raise BrokenPackageError("shared", findings.sorted())
    divisions = {key: Division(key, words(node)) for key, node in found["roles"].parts("divisions").items()}
    agencies = {key: _agency(key, node) for key, node in found["agencies"].parts("agencies").items()}
    shared = Shared(
        schemas=schemas,
        divisions=divisions,
        agencies=agencies,
        roles=_roles(found["roles"], divisions, agencies, findings),
        registries={key: _registry(key, node) for key, node in found["registries"].parts("registries").items()},
        fields={k: Field(k, node.text_at("code"), words(node)) for k, node in found["fields"].parts("fields").items()},
        letter_forms={key: _letter_form(key, node) for key, node in found["letters"].parts("letters").items()},
        letters=_letters(found["letters"], files, findings),
        acts={key: _act(key, node) for key, node in found["acts"].parts("acts").items()},
        tell_tales=tuple(_tell_tales(found["tell_tales"])),
        reminders=_reminders(files, schemas, findings),
        fee_policy=_fee_policy(files, schemas, findings),
        entries={
            table: {key: _entry(node.value) for key, node in found[kind].parts(table).items()}
            for kind, table in (("roles", "roles"), ("roles", "divisions"), *((k, k) for k in _NAMED))
        },
    )
    if findings.has_errors:
        raise BrokenPackageError("shared", findings.sorted())
    return shared


def words(node: Node) -> Text:
    """The two languages of a node that carries them as `vi` and `en`."""
    return Text(node["vi"].text, node["en"].text)


def _document(kind: str, files: Mapping[str, bytes], schemas: Schemas, findings: Findings) -> Document | None:
    name = f"shared/{kind}.yaml"
    if name not in files:
        findings.report("file_missing", Line(name, 1), name=name)
        return None
    document = read_document(name, files[name], findings)
    return document if document and check_shape(document, kind, schemas, findings) else None


def _reminders(files: Mapping[str, bytes], schemas: Schemas, findings: Findings) -> Reminders:
    if "shared/reminders.yaml" not in files:
        return NO_REMINDERS
    document = _document("reminders", files, schemas, findings)
    return read_reminders(document.top(), findings) if document else NO_REMINDERS


def _fee_policy(files: Mapping[str, bytes], schemas: Schemas, findings: Findings) -> tuple[Relief, ...]:
    if "shared/fee_policy.yaml" not in files:
        return ()
    document = _document("fee_policy", files, schemas, findings)
    return read_fee_policy(document, findings) if document else ()


def _agency(key: str, node: Node) -> AgencyKind:
    return AgencyKind(key, words(node), Level(node["level"].text), one_per_unit=node.get("per_unit") is not None)


def _roles(
    top: Node, divisions: Mapping[str, Division], agencies: Mapping[str, AgencyKind], findings: Findings
) -> dict[str, Role]:
    roles = {}
    for key, node in top.parts("roles").items():
        at, agency, division = WorksAt(node["at"].text), node.text_at("agency"), node.text_at("division")
        if division and division not in divisions:
            findings.report("division_unknown", node["division"].place, name=division)
        if (at is WorksAt.AGENCY) != (agency in agencies):
            findings.report("agency_unknown", node.place, name=agency or "–")
        leads = node.get("leads") is not None
        powers = frozenset(Power(item.text) for item in node.each("powers"))
        roles[key] = Role(key, words(node), at, agency, divisions.get(division), leads, powers)
    return roles


def _entry(value: Value) -> Value:
    """An entry without what holds for all procedures at once, and makes no new version of one."""
    return {key: each for key, each in value.items() if key not in _OF_ALL} if isinstance(value, dict) else value


def _registry(key: str, node: Node) -> Registry:
    return Registry(key, words(node["name"]), {record: words(part) for record, part in node.parts("records").items()})


def _letter_form(key: str, node: Node) -> LetterForm:
    return LetterForm(
        key=key,
        name=words(node),
        form_number=node.text_at("form"),
        standard=node.get("standard") is not None,
        needs=letter_needs(node),
        between_agencies=node.get("to") is not None,
        paper=paper_size(node) or PaperSize.A4,
        law=node.text_at("law"),
        signed=node.get("signed") is not None,
    )


def letter_needs(node: Node) -> frozenset[LetterValue]:
    """What a letter says that it needs."""
    return frozenset(LetterValue(item.text) for item in node.each("needs"))


def paper_size(node: Node) -> PaperSize | None:
    """The paper that a letter names for itself."""
    named = node.text_at("paper")
    return PaperSize(named) if named else None


def _letters(top: Node, files: Mapping[str, bytes], findings: Findings) -> dict[str, bytes]:
    sources = {}
    for key, node in top.parts("letters").items():
        name = f"shared/letters/{key}.typ"
        if name in files:
            sources[key] = files[name]
        else:
            findings.report("file_missing", node.place, name=name)
    return sources


def _act(key: str, node: Node) -> Act:
    return Act(key, words(node), node["law"].text, Certainty(node.text_at("certainty", Certainty.PUBLISHED)))


def _tell_tales(top: Node) -> Iterator[TellTale]:
    for node in top.each("tell_tales"):
        for entry in node.each("words"):
            yield TellTale(entry.text, node["kind"].text, words(node))
