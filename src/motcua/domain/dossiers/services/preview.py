"""The result as it would be issued, to be read before it is."""

from __future__ import annotations

from uuid import UUID

from motcua.domain.dossiers.acts import result
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import WrongPhaseError
from motcua.domain.dossiers.policies import must_work_on
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.perform import decide
from motcua.domain.dossiers.services.printing import pdf_of
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.types import TaskKind
from motcua.domain.dossiers.world import world_around

# Stands where the number will stand; none is taken for looking.
_NO_NUMBER = "(xem trước)"


def preview_result(dossier_id: UUID, n: int, by: ActingOfficer) -> bytes:
    """The letter that issuing at task `n` would make, as PDF. The act is tried out in memory; nothing is kept.

    Raises TaskGoneError, NotAllowedError, and WrongPhaseError when there is nothing to print yet, or never will be
    because another system makes the paper.
    """
    case, _ = read_case(dossier_id, by.command)
    work = Working(case, world_around(case), by.actor, by.now)
    task = work.task(TaskKind.STEP, n)
    must_work_on(by.scope, task)
    decide(work, lambda each: result.issue_result(each, task, _NO_NUMBER))
    letters = [letter for letter in work.letters if letter.number == _NO_NUMBER]
    if not letters:
        raise WrongPhaseError(
            "Kết quả này không in từ hệ thống: giấy do hệ thống khác hoặc phôi riêng lập.",
            "This result is not printed here: another system or a blank form makes the paper.",
        )
    letter = letters[0]
    return pdf_of(work.world.procedure.letters[letter.key], letter.details, by.now)
