"""Who signed and sealed a dossier's letters, and what its signer may sign again."""

from __future__ import annotations

from motcua.core.forms import Text
from motcua.core.procedure import Procedure
from motcua.delivery.desk.access import AtWork
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.types import LetterState, Phase

_WAITING = (LetterState.PREPARED, LetterState.VOID)


def signable_again(page: DossierPage, by: AtWork) -> tuple[Text, ...]:
    """The letters that wait for a seal, or hold no more, and that this officer signs: he holds the role, and a key."""
    waiting = [each for each in page.signed if each.state in _WAITING]
    if not waiting or page.card.phase not in (Phase.ACCEPTED, Phase.PROCESSING) or not holds_key(by):
        return ()
    held = {role for _office, role in by.scope.roles}
    letters = page.procedure.letters
    return tuple(letters[each.key].name for each in waiting if each.details["letter"]["signed_by"] in held)


def signed_when_issued(procedure: Procedure, by: AtWork) -> frozenset[str]:
    """The letters, by their keys, that this officer signs with his key when he issues them."""
    asked = frozenset(key for key, letter in procedure.letters.items() if letter.signed)
    return asked if asked and holds_key(by) else frozenset()


def holds_key(by: AtWork) -> bool:
    """Whether the officer signs with a key."""
    return KeyPen(by.officer_id).officers_key() is not None
