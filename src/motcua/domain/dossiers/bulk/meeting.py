"""Making those known to the city who file by their own accounts, all of a part at once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from motcua.domain.dossiers.bulk.playing import Player
from motcua.domain.dossiers.bulk.shape import files_alone
from motcua.domain.dossiers.city.course import Course
from motcua.domain.identity.services import Said, record_people


def meet(player: Player, courses: Iterable[Course]) -> None:
    """Let the city know all who file these courses by their own accounts, and the player as whom it knows them."""
    filing = (player.cast(course).applicant for course in courses if files_alone(course))
    new = {human.personal_id: human for human in filing if human.personal_id not in player.known}
    said = {
        number: Said(human.name, date.fromisoformat(human.born), human.phone, human.email)
        for number, human in new.items()
    }
    player.known |= record_people(said)
