"""Dossiers that have come to an end, and what people say of them."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.services.acting import ActingPerson
from motcua.domain.dossiers.services.filing import submit_dossier
from motcua.domain.feedback.models import Rating
from motcua.domain.feedback.services.rating import rate
from motcua.domain.feedback.types import Answers, Door, Rater
from tests.office import Office, at
from tests.permit import ECONOMY, ONE_STOP, WARD, n_of

LINK = Rater(Door.LINK)
GOOD, BAD = {"overall": 2}, {"overall": 0}
ENDED = "2026-11-03 08:30"
LATER = at("2026-11-05 10:00")


def refused(office: Office, personal_id: str = "079088910001") -> UUID:
    """A dossier that was not accepted: the quickest end."""
    by = office.citizen("2026-11-02 09:00", personal_id)
    return refused_of(office, by)


def refused_of(office: Office, by: ActingPerson) -> UUID:
    """The same, filed by him."""
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


def given(
    office: Office, code: str, good: int, bad: int, *, month: date = date(2026, 11, 1), in_charge: str = ECONOMY
) -> None:
    """Ratings as the service writes anonymous ones."""
    city = office.city
    Rating.objects.bulk_create(
        Rating(
            id=uuid4(),
            month=month,
            procedure_code=code,
            agency_id=city.office(WARD),
            office_id=city.office(in_charge),
            door="link",
            steps=[["appraise", city.office(in_charge)], ["receive", city.office(ONE_STOP)]],
            levels={"overall": 2 if n < good else 0, "attitude": 1},
            dissatisfied=n >= good,
        )
        for n in range(good + bad)
    )
