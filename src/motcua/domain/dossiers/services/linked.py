"""Carrying what passes between the whole and the parts of a linked procedure: each errand once, whoever is killed when.

No transaction reaches over two dossiers. An errand is carried by an act on the other dossier that is done once (a part
by the key of its filing, all else because only what is new is taken over), and its row goes afterwards. Killed in
between, it is carried again and changes nothing.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from django.conf import settings

from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.acts import ending, parts
from motcua.domain.dossiers.acts.case import Case
from motcua.domain.dossiers.acts.filing import submit
from motcua.domain.dossiers.acts.hearing import News, hear
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.linked import Own, news_of, part_case, part_filing, result_paper
from motcua.domain.dossiers.models import Dossier, DossierErrand, DossierLetter
from motcua.domain.dossiers.past import StoredPast
from motcua.domain.dossiers.references import new_reference
from motcua.domain.dossiers.services.perform import decide, perform
from motcua.domain.dossiers.services.printing import letter_document
from motcua.domain.dossiers.store.read import read_case
from motcua.domain.dossiers.store.write import write_act
from motcua.domain.dossiers.types import LINK, ErrandKind, LetterState, Paper, PaperOrigin, Part, Phase
from motcua.domain.dossiers.world import world_around, world_of

AGAIN_AFTER = timedelta(minutes=1)
_WHY = {
    Phase.WITHDRAWN: "Người nộp đã rút hồ sơ liên thông.",
    Phase.STOPPED: "Hồ sơ liên thông đã dừng giải quyết.",
}
_NOT_WANTED = "Hồ sơ liên thông được giải quyết tiếp mà không chờ phần này."


class DueErrand(NamedTuple):
    """An errand that is due: whose, which, and after which event."""

    dossier_id: UUID
    kind: ErrandKind
    seq: int


def due_errands(now: datetime, most: int = 500) -> list[DueErrand]:
    """The errands that are due, longest due first."""
    rows = DossierErrand.objects.filter(due_at__lte=now).order_by("due_at")
    return [DueErrand(row.dossier_id, ErrandKind(row.kind), row.seq) for row in rows[:most]]


def carry(errand: DueErrand, now: datetime) -> None:
    """Carry one errand, and take its row away unless something has happened meanwhile. Safe to run twice."""
    _CARRY[errand.kind](errand, now)
    DossierErrand.objects.filter(dossier_id=errand.dossier_id, kind=errand.kind, seq=errand.seq).delete()


def put_off(errand: DueErrand, now: datetime) -> None:
    """Try an errand again a little later, so that it does not stand in the way of the others."""
    row = DossierErrand.objects.filter(dossier_id=errand.dossier_id, kind=errand.kind, seq=errand.seq)
    row.update(due_at=now + AGAIN_AFTER)


def why_called_off(whole: Phase) -> str:
    """What a part is told when its whole, which now stands so, no longer waits for it."""
    return _WHY.get(whole, _NOT_WANTED)


def _send(errand: DueErrand, now: datetime) -> None:
    whole, _ = read_case(errand.dossier_id, uuid5(errand.dossier_id, "send"))
    opened = set(Dossier.objects.filter(pk__in=[part.part_id for part in whole.parts]).values_list("pk", flat=True))
    for part in whole.parts:
        if part.called_off_at and part.part_id in opened:
            _call_off(whole, part, now)
        elif part.is_open and part.part_id not in opened:
            _open(whole, part, now)


def _open(whole: Case, part: Part, now: datetime) -> None:
    """File the part at its agency, under the version of its own procedure that holds today."""
    of = world_around(whole)
    version_id = catalogue.published(of.procedure.children[part.child].code, now.date())
    own = Own(version_id, world_of(version_id))
    past = _StoredWhole(whole.id, now)
    case = part_case(whole, part, own, new_reference(), now)
    case, filing = part_filing(Working(whole, of, LINK, now), case, own.world, past)
    work = Working(case, own.world, LINK, now)
    decide(work, lambda each: submit(each, filing))
    key = f"part:{whole.id}:{part.n}"
    write_act(work, uuid5(part.part_id, "open"), filing_key=key, consumers=settings.OUTBOX_CONSUMERS)


def _call_off(whole: Case, part: Part, now: datetime) -> None:
    reason = why_called_off(whole.phase)

    def act(work: Working) -> None:
        ending.end_with_the_whole(work, whole.phase, reason)

    perform(part.part_id, LINK, uuid5(part.part_id, "call off"), now, act)


def _tell(errand: DueErrand, now: datetime) -> None:
    case, _ = read_case(errand.dossier_id, uuid5(errand.dossier_id, "tell"))
    if case.part_of is None:
        return
    n = case.part_of.n
    news = news_of(case, world_around(case).procedure, StoredPast(case.id))
    papers = _result_papers(case, news, now)
    command = uuid5(case.id, f"tell {case.seq}")
    with suppress(TaskGoneError):  # the whole has ended, or goes on without this part
        perform(case.part_of.parent_id, LINK, command, now, lambda work: hear(work, n, news, papers))


def _watch(errand: DueErrand, now: datetime) -> None:
    command = uuid5(errand.dossier_id, f"watch {errand.seq}")
    with suppress(TaskGoneError):  # all have acknowledged meanwhile
        perform(errand.dossier_id, LINK, command, now, parts.find_silent)


_CARRY = {ErrandKind.SEND: _send, ErrandKind.TELL: _tell, ErrandKind.WATCH: _watch}


def _result_papers(case: Case, news: News, now: datetime) -> tuple[Paper, ...]:
    """The results of a part that has ended, with their documents, as the whole keeps them."""
    if case.part_of is None or not news.results:
        return ()
    procedure = world_around(case).procedure
    found = []
    for issued in news.results:
        paper = result_paper(case.part_of.child, procedure, case.case_key, issued)
        found.append(_with_document(paper, case.id, issued.letter, now) if issued.letter else paper)
    return tuple(found)


def _with_document(paper: Paper, dossier_id: UUID, letter: int, now: datetime) -> Paper:
    document = letter_document(dossier_id, letter, now)
    return replace(paper, document_id=document.id, sha256=document.sha256)


class _StoredWhole(StoredPast):
    """A whole as its parts take over from it: letters are printed when they are passed on."""

    def __init__(self, dossier_id: UUID, now: datetime) -> None:
        super().__init__(dossier_id)
        self._dossier_id = dossier_id
        self._now = now

    def letter_paper(self, key: str) -> Paper | None:
        """Its latest letter of that kind, as a paper; nothing when it was not issued."""
        issued = DossierLetter.objects.filter(dossier_id=self._dossier_id, key=key, state=LetterState.ISSUED)
        row = issued.order_by("-n").first()
        if row is None:
            return None
        paper = Paper(key, PaperOrigin.LINKED, originals=1)
        document = letter_document(self._dossier_id, row.n, self._now)
        return replace(paper, name=document.name, document_id=document.id, sha256=document.sha256)
