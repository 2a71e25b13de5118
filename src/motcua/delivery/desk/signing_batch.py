"""Many dossiers signed by one PIN: what will be signed, and each told as soon as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation

from motcua.core.forms import Text
from motcua.delivery.desk.access import AtWork
from motcua.delivery.desk.batch import Did, TaskMark
from motcua.delivery.desk.frame import frame_of
from motcua.delivery.ui.words import in_language
from motcua.domain.dossiers.queries.cards import DossierCard
from motcua.domain.dossiers.queries.lists import cards_of
from motcua.domain.dossiers.services.preview import would_sign
from motcua.domain.dossiers.services.signing import SignedOne, ToSign
from motcua.domain.dossiers.types import TaskKind

# Stands in the page where the rows go, one after the other.
_ROWS = "<!-- rows -->"


@dataclass(frozen=True, slots=True)
class Offered:
    """One of the chosen dossiers: the letters that would be signed, and by which way on; none where it is not signed
    with a key.
    """

    mark: str
    n: int
    card: DossierCard
    outcome: str = ""
    letters: tuple[Text, ...] = ()


def offered(marks: Sequence[TaskMark], by: AtWork) -> list[Offered]:
    """What would be signed in each of these dossiers, in the order given."""
    cards = cards_of([dossier for dossier, _, _ in marks], by.scope, by.now)
    return [_offered(mark, cards[mark[0]], by) for mark in marks if mark[0] in cards]


def to_sign(marks: Iterable[TaskMark]) -> list[ToSign]:
    """The steps among the chosen tasks."""
    return [ToSign(dossier, n) for dossier, kind, n in marks if kind is TaskKind.STEP]


def told_one_by_one(
    request: HttpRequest, by: AtWork, done: Iterator[SignedOne], how_many: int, back: str
) -> Iterator[str]:
    """The page of what became of each, sent row by row while the signing goes on; it needs no script. It ends with how
    many were signed.
    """
    language = translation.get_language()
    words = {"frame": frame_of(by), "by": by, "how_many": how_many, "back": back}
    head, tail = render_to_string("desk/signing.html", words, request).split(_ROWS)
    yield head
    signed = 0
    for each in done:
        signed += each.error is None
        with translation.override(language):
            yield render_to_string("desk/signing_row.html", {"each": _did(each, by)})
    with translation.override(language):
        yield render_to_string("desk/signing_sum.html", {"signed": signed, "how_many": how_many})
    yield tail


def _offered(mark: TaskMark, card: DossierCard, by: AtWork) -> Offered:
    dossier, kind, n = mark
    signs = would_sign(dossier, n, by.officer_id, by.now) if kind is TaskKind.STEP else None
    outcome, letters = next(iter(signs.letters.items())) if signs else ("", ())
    return Offered(f"{dossier}:{kind}:{n}", n, card, outcome, letters)


def _did(one: SignedOne, by: AtWork) -> Did:
    dossier = one.task.dossier_id
    card = cards_of([dossier], by.scope, by.now).get(dossier)
    return Did(card, done=one.error is None, why=in_language(one.error) if one.error else "")
