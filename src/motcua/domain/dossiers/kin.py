"""A whole and its parts in memory: a part opened, told of, called off, by the acts with which `services/linked` carries
it between stored dossiers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID, uuid4

from motcua.domain.dossiers.acts import ending
from motcua.domain.dossiers.acts.hearing import hear
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.chronicle import Chronicle
from motcua.domain.dossiers.linked import Own, news_of, part_case, part_filing, result_paper
from motcua.domain.dossiers.types import LINK, Part


def opened(
    whole: Chronicle, part: Part, own: Own, reference: str, at: datetime, *, commands: Callable[[], UUID] = uuid4
) -> Chronicle:
    """The part at its agency, filed from what its whole knows. `commands` gives the mark of each act."""
    case = part_case(whole.case, part, own, reference, at)
    case, filing = part_filing(Working(whole.case, whole.world, LINK, at), case, own.world, whole)
    return Chronicle(case, own.world, filing, LINK, key=f"part:{whole.case.id}:{part.n}", commands=commands)


def told(whole: Chronicle, n: int, part: Chronicle, at: datetime) -> bool:
    """Let a whole know how its part `n` stands; False when it does not wait for it any more."""
    known = next((each for each in whole.case.parts if each.n == n and each.is_open), None)
    if known is None:
        return False
    procedure, case_key = part.world.procedure, part.case.case_key
    news = news_of(part.case, procedure, part)
    papers = [result_paper(known.child, procedure, case_key, issued) for issued in news.results]
    whole.does(LINK, at, lambda work: hear(work, n, news, papers))
    return True


def called_off(whole: Chronicle, part: Chronicle, reason: str, at: datetime) -> None:
    """End a part because its whole no longer waits for it; what is decided stays decided."""
    phase = whole.case.phase
    part.does(LINK, at, lambda work: ending.end_with_the_whole(work, phase, reason))
