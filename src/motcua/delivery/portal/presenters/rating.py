"""Whether a person may rate a dossier of his own, for its page."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.feedback.errors import NoQuestionsError
from motcua.domain.feedback.queries.rating import rating_on
from motcua.domain.feedback.types import Door, Rater, RatingPage


def own_rating(page: DossierPage, person_id: UUID, now: datetime) -> RatingPage | None:
    """How his dossier stands with him; None in a city that asks nothing."""
    try:
        return rating_on(page, Rater(Door.PORTAL, person_id=person_id), now)
    except NoQuestionsError:
        return None
