"""Handing a dossier in: what must be there, and what filing does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.core.procedure import Channel, DossierComponent, ProcedureCase, WhenAbsent
from motcua.core.process import Start
from motcua.domain.dossiers.acts.drive import drive
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.events import EventKind, fingerprint
from motcua.domain.dossiers.types import Paper, Party, PartyRole

Problem = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Filing:
    """What somebody hands in: who is who, the application form, the papers. sent_by: the agency of the whole, where it
    is a part that comes from there.
    """

    parties: tuple[Party, ...]
    form: Mapping[str, Any]
    papers: tuple[Paper, ...]
    sent_by: int | None = None

    @property
    def applicant(self) -> Party:
        return next(party for party in self.parties if party.role is PartyRole.APPLICANT)


def submit(work: Working, filing: Filing) -> None:
    """File a dossier (Nghị định 61/2018/NĐ-CP Điều 16: at the counter, by post or online).

    The content is recorded as received; nothing is demanded that the published list does not name (Điều 5). What
    comes from another agency as a part is not demanded of the applicant: its office asks for what it lacks.
    """
    case = work.case
    missing = tuple(missing_papers(work.world.variant(case), filing.papers, work.data(), case.channel))
    if missing and not case.part_of:
        raise InvalidFilingError(missing)
    work.parties = filing.parties
    work.record(
        EventKind.SUBMITTED,
        {
            "procedure": work.world.procedure.code,
            "version": case.version_id,
            "case": case.case_key,
            "channel": case.channel.value,
            "assisted": case.assisted,
            "receiving": case.receiving_id,
            "competent": case.competent_id,
            "parties": fingerprint({"parties": [plain_party(party) for party in filing.parties]}),
            "content": work.put_content(filing.form),
        },
        office_id=case.receiving_id,
    )
    if whole := case.part_of:
        facts = {"whole": str(whole.parent_id), "n": whole.n, "child": whole.child}
        work.record(EventKind.OPENED_AS_PART, facts, office_id=filing.sent_by)
    for paper in filing.papers:
        work.add_paper(paper)
    drive(work, Start())


def needed_components(variant: ProcedureCase, data: Mapping[str, object]) -> Iterator[DossierComponent]:
    """The papers and forms that this dossier is made of, conditions considered."""
    for component in variant.components:
        if component.when is None or component.when.evaluate(data) is True:
            yield component


def is_asked_for(component: DossierComponent, channel: Channel) -> bool:
    """Whether the applicant must hand this in himself: not a form, not what an office looks up, and online not what is
    only shown (Nghị định 224/2026/NĐ-CP Điều 18 khoản 4: never what a published database holds).
    """
    if component.form or (component.source and component.source.when_absent is WhenAbsent.LOOK_UP):
        return False
    quantity = component.quantity
    only_shown = quantity.show_only and not (quantity.originals or quantity.certified_copies or quantity.plain_copies)
    return not (only_shown and channel is not Channel.COUNTER)


def missing_papers(
    variant: ProcedureCase, papers: tuple[Paper, ...], data: Mapping[str, object], channel: Channel
) -> Iterator[Problem]:
    """The components still to be handed in: key, and what to do in both languages."""
    present = {paper.component for paper in papers}
    for component in needed_components(variant, data):
        if component.key not in present and is_asked_for(component, channel):
            yield (
                component.key,
                f"{component.name.vi}: chưa có. Hãy thêm giấy tờ này.",
                f"{component.name.en}: missing. Please add this paper.",
            )


def limit_day(work: Working) -> date:
    """The day by whose law this dossier lives: that of its filing."""
    return work.case.submitted_at.date()


def plain_party(party: Party) -> dict[str, str]:
    """A party as the event of the filing carries its hash."""
    return {
        "role": party.role.value,
        "kind": party.kind.value,
        "name": party.name,
        "identifier": party.identifier,
        "phone": party.phone,
        "email": party.email,
        "address": party.address,
    }
