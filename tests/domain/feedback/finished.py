"""Dossiers that have come to an end, and what people say of them."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.dossiers.services import steps
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import Answers, Door, Rater
from tests.office import Office, at
from tests.permit import ONE_STOP, n_of

LINK = Rater(Door.LINK)
GOOD, BAD = {"overall": 2}, {"overall": 0}
ENDED = "2026-11-03 08:30"
LATER = at("2026-11-05 10:00")


def refused(office: Office, personal_id: str = "079088910001") -> UUID:
    """A dossier that was not accepted: the quickest end."""
    by = office.citizen("2026-11-02 09:00", personal_id)
    return refused_of(office, by)


def refused_of(office: Office, by) -> UUID:
    from motcua.domain.dossiers.services.filing import submit_dossier

    dossier = submit_dossier(office.permit(by), by).dossier_id
    clerk = office.officer(ONE_STOP, "one_stop_officer", ENDED)
    steps.refuse_dossier(dossier, n_of(dossier, "receive"), "Thửa đất thuộc phường khác.", clerk)
    return dossier


def person(office: Office, personal_id: str = "079088910001") -> Rater:
    """Who has signed in at the portal."""
    return Rater(Door.PORTAL, person_id=office.citizen("2026-11-02 09:00", personal_id).person_id)


def said(
    dossier: UUID, levels: dict[str, int] = GOOD, rater: Rater = LINK, words: str = "", *, anonymous: bool = False
) -> None:
    """Rated two days after the end."""
    rate(dossier, Answers(levels, words, anonymous), rater, LATER)
