"""A visit to the place: time, place, participants and findings are recorded, minutes are kept (Nghị định 61/2018/NĐ-CP
Điều 19 khoản 3).
"""

from __future__ import annotations

from dataclasses import asdict

from motcua.core.procedure import letters_of
from motcua.domain.dossiers.acts.steps import complete
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import MissingWordsError
from motcua.domain.dossiers.events import EventKind, fingerprint
from motcua.domain.dossiers.types import Minutes, Task


def record_inspection(work: Working, task: Task, minutes: Minutes, outcome: str = "") -> None:
    """Record the minutes as a letter of the dossier and end the step; where its end wants a reason, the conclusion of
    the minutes is the reason.
    """
    if not (minutes.place.strip() and minutes.participants and minutes.findings.strip() and minutes.conclusion.strip()):
        raise MissingWordsError
    details = {
        **asdict(minutes),
        "visited_at": minutes.visited_at.isoformat(),
        "participants": list(minutes.participants),
    }
    step = work.world.procedure.steps[task.step]
    letters = [work.issue_letter(key, details) for key in letters_of(step)]
    work.record(EventKind.INSPECTION_RECORDED, {"letter": letters[0], "minutes": fingerprint(details)}, task=task)
    complete(work, task, outcome, minutes.conclusion if outcome else "")
