"""A procedure as the law and the city's decision describe it: what is asked for, by whom, how long, with what result.

Everything here is read from a package of files and never changes: a dossier keeps the version it was received under.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from motcua.core.deadlines import ClockRules, TimeLimit
from motcua.core.fees import FeeTable
from motcua.core.forms import FileRule, FormDefinition, Text
from motcua.core.procedure.law import Basis, LegalBasis
from motcua.core.procedure.shared import AgencyKind, Division, Field, Registry, Role
from motcua.core.procedure.vocabulary import (
    Audience,
    Certainty,
    Channel,
    LetterValue,
    Level,
    OnlineService,
    PaperSize,
    PartyKind,
    PartyRole,
    Silence,
    StepKind,
    WaitsFor,
    WhenAbsent,
)
from motcua.core.process import Definition
from motcua.core.rules import Expression
from motcua.core.rules.decisions import CompiledModel


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision by which a ministry or the city published the procedure."""

    number: str
    publisher: str
    signed_on: date | None = None
    signer: str = ""
    certainty: Certainty = Certainty.PUBLISHED


@dataclass(frozen=True, slots=True)
class CompetentAgency:
    """Who decides. Of several, the first whose `when` holds; one without `when` is for all other dossiers.

    kind: which kind of agency; where a city has many of them (communes), `unit` says which one: an expression that
        gives the code of the administrative unit, or None for the agency that received the dossier.
    """

    kind: AgencyKind
    division: Division | None
    unit: Expression | None
    when: Expression | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class CaseLimit:
    """How long a case may take on these channels.

    when: None for the limit a dossier starts with; otherwise the fact that changes it on the way (verification is
        needed, the order is large), and `key` names that fact.
    stated: the words of the published text, kept because numbers get copied wrongly.
    note: why this channel differs from the others.
    """

    key: str
    channels: frozenset[Channel]
    limit: TimeLimit
    when: Expression | None
    basis: Basis
    stated: str
    note: Text | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many of a paper: originals to keep, certified and plain copies, originals that are only shown."""

    originals: int = 0
    certified_copies: int = 0
    plain_copies: int = 0
    show_only: int = 0


@dataclass(frozen=True, slots=True)
class Source:
    """What can supply a paper instead of the applicant: a registry's record, or the result of an earlier procedure."""

    registry: Registry | None
    record: str
    result: str
    when_absent: WhenAbsent
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of several papers of which any one is enough."""

    key: str
    name: Text
    source: Source | None


@dataclass(frozen=True, slots=True)
class DossierComponent:
    """A paper or a form the dossier is made of.

    one_of: the papers of which one is enough; empty for a single paper.
    when: the paper is needed only if this holds; None means always.
    form: the e-form that is this component; empty for an uploaded paper.
    source: None means that only the applicant has it.
    """

    key: str
    name: Text
    hint: Text | None
    one_of: tuple[Alternative, ...]
    quantity: Quantity
    when: Expression | None
    form: str
    file: FileRule | None
    source: Source | None
    basis: Basis | None
    stated: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Result:
    """What the applicant gets: a permit, a certificate, a refusal.

    code: the national code of the result type; empty for papers that have none, such as a refusal.
    signed_by: the key of the role that signs. child: the linked part that issues it, if one does.
    """

    key: str
    code: str
    name: Text
    when: Expression
    letter: str
    signed_by: str
    child: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class ProcedureCase:
    """A variant of the procedure (trường hợp) with its own papers, times and results."""

    key: str
    name: Text
    sets: int
    clock: ClockRules
    limits: tuple[CaseLimit, ...]
    components: tuple[DossierComponent, ...]
    results: tuple[Result, ...]

    def limit_for(self, channel: Channel) -> CaseLimit:
        """The limit a dossier of this channel starts with."""
        return next(limit for limit in self.limits if limit.when is None and channel in limit.channels)

    def limits_on_the_way(self, channel: Channel) -> tuple[CaseLimit, ...]:
        """The limits that take over when something turns out during the work."""
        return tuple(limit for limit in self.limits if limit.when is not None and channel in limit.channels)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One of the ways a step can end. back_to: the step where the work goes back to, empty when it goes on."""

    key: str
    name: Text
    needs_reason: bool
    back_to: str


@dataclass(frozen=True, slots=True)
class StepGroup:
    """Steps that share one limit, because the decision gives the block of them one number."""

    key: str
    name: Text
    limit: TimeLimit
    basis: Basis | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the internal process. `role` is the lane of the diagram in which it is drawn.

    only_within: the step is taken only when the limit of this key took over (see CaseLimit.when).
    agencies: the kinds of agencies that a consultation may ask; of a kind in `asked_where` those of the units whose
        codes the expression gives (one, or a list), of the others the one responsible for the place of the dossier.
    """

    key: str
    name: Text
    kind: StepKind
    role: Role
    limit: TimeLimit | None
    group: str
    only_within: str
    outcomes: Mapping[str, Outcome]
    letters: tuple[str, ...]
    form: str
    agencies: tuple[AgencyKind, ...]
    asked_where: Mapping[str, Expression]
    waits_for: WaitsFor | None
    silence: Silence | None
    child: str
    basis: Basis | None
    hint: Text | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class PassedOn:
    """Where a paper of a linked part comes from: a component of the whole, the result of another part, or a letter of
    the whole. Only one of the three is told.
    """

    component: str = ""
    child: str = ""
    result: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A part of a linked procedure: another agency's own procedure, with its own clock and its own apology.

    code: the procedure that runs there, and `case` which case of it; empty when nobody has described it, so that its
        office only states how it ended.
    send_within, acknowledge_within: how fast the systems must pass it on and say that it arrived.
    form: what the fields of its form are filled with. papers: where its components come from.
    ends: how the step ends with each result of the part; `without_result` when it ends without any.
    withdrawable: the applicant may take this part back alone.
    """

    key: str
    code: str
    name: Text
    agency: CompetentAgency
    limits: tuple[CaseLimit, ...]
    send_within_minutes: int | None
    acknowledge_within: TimeLimit | None
    case: str
    form: Mapping[str, Expression]
    papers: Mapping[str, PassedOn]
    ends: Mapping[str, str]
    without_result: str
    withdrawable: bool
    basis: Basis | None
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class CentralSystem:
    """A ministry's system on which the procedure runs; the city only mirrors it (Nghị định 224/2026 Điều 15)."""

    key: str
    name: Text
    channels: frozenset[Channel]
    basis: Basis | None


@dataclass(frozen=True, slots=True)
class PartyFields:
    """Where the application form names a person of the dossier: the fields for each thing that is known of him. An
    empty field is not asked for. `kind` is what a filled-in party is; a party whose name stays empty is not there.
    """

    kind: PartyKind
    name: str
    identifier: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A document that is printed or sent. source: Typst.

    needs: what the act that issues it must bring along. between_agencies: it is not addressed to the applicant.
    law: the article by which it is written, as the letter cites it where its act brings none of its own.
    signed: the officer who issues it signs it with his own key, where he holds one.
    """

    key: str
    name: Text
    form_number: str
    source: bytes
    needs: frozenset[LetterValue] = frozenset()
    between_agencies: bool = False
    paper: PaperSize = PaperSize.A4
    law: str = ""
    signed: bool = False


@dataclass(frozen=True, slots=True)
class Procedure:
    """One version of a procedure, compiled. `roles`: all that offices know, whether or not one does a step here.
    `decisions`: what business-rule steps ask, by the name of the file in `decisions/`; see `deciding`.
    """

    code: str
    replaces: tuple[str, ...]
    name: Text
    short_name: Text
    keywords: Mapping[str, tuple[str, ...]]
    field: Field
    levels: frozenset[Level]
    audience: frozenset[Audience]
    channels: frozenset[Channel]
    online: OnlineService
    online_reason: Text | None
    requirements: tuple[Text, ...]
    decision: Decision
    runs_on: CentralSystem | None
    legal: Mapping[str, LegalBasis]
    competent: tuple[CompetentAgency, ...]
    cases: Mapping[str, ProcedureCase]
    steps: Mapping[str, Step]
    groups: Mapping[str, StepGroup]
    children: Mapping[str, Child]
    form: FormDefinition
    parties: Mapping[PartyRole, PartyFields]
    step_forms: Mapping[str, FormDefinition]
    fees: FeeTable
    process: Definition
    diagram: bytes
    letters: Mapping[str, Letter]
    decisions: Mapping[str, CompiledModel]
    roles: Mapping[str, Role]
    content_hash: str
