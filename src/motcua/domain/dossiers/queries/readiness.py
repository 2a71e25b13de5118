"""How far a draft has come: what the form says of it, which papers it needs, and whose dossier it would become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.core.forms import FilingContext, FormResult
from motcua.core.procedure import Channel, DossierComponent, PartyRole
from motcua.domain.dossiers.forms import filing_context
from motcua.domain.dossiers.parties import applicant_kind, parties_of
from motcua.domain.dossiers.queries.components import components_for
from motcua.domain.dossiers.queries.drafts import DraftPage
from motcua.domain.dossiers.types import DraftPaper, Party
from motcua.domain.identity.types import Person


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """A component of the dossier and what was uploaded for it. asked_for: the applicant must hand it in himself."""

    component: DossierComponent
    asked_for: bool
    papers: tuple[DraftPaper, ...]

    @property
    def is_missing(self) -> bool:
        return self.asked_for and not self.papers


@dataclass(frozen=True, slots=True)
class Readiness:
    """What would be said if the draft were filed now. `result` judges the form as a whole."""

    result: FormResult
    papers: tuple[NeededPaper, ...]
    parties: tuple[Party, ...]

    @property
    def missing_papers(self) -> tuple[NeededPaper, ...]:
        return tuple(each for each in self.papers if each.is_missing)

    @property
    def is_ready(self) -> bool:
        return self.result.is_valid and not self.missing_papers

    @property
    def applicant(self) -> Party:
        return next(party for party in self.parties if party.role is PartyRole.APPLICANT)

    @property
    def to_file(self) -> tuple[DraftPaper, ...]:
        """The uploaded papers that the dossier is made of. What an answer made needless stays out: nobody hands in more
        than is asked for.
        """
        return tuple(paper for needed in self.papers for paper in needed.papers)


def readiness(draft: DraftPage, submitter: Person, now: datetime) -> Readiness:
    """How far the draft has come, judged as filing online at this moment would judge it."""
    on = now.date()
    context = draft_context(draft, now)
    result = draft.procedure.form.validate(dict(draft.form), context=context)
    parties = parties_of(draft.procedure, result.values, submitter, on)
    needed = components_for(
        draft.procedure, draft.case_key, Channel.ONLINE, result.values, applicant_kind(draft.procedure, draft.form)
    )
    papers = tuple(
        NeededPaper(
            each.component,
            each.asked_for,
            tuple(paper for paper in draft.papers if paper.component == each.component.key),
        )
        for each in needed
    )
    return Readiness(result, papers, parties)


def draft_context(draft: DraftPage, now: datetime) -> FilingContext:
    """The circumstances in which the draft's form is filled in and judged."""
    return filing_context(draft.case_key, Channel.ONLINE.value, applicant_kind(draft.procedure, draft.form).value, now)
