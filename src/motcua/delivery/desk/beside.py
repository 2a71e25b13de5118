"""What may be done with a dossier beside its steps: sorry said, a reply noted, a payment elsewhere recorded."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.core.forms import Text
from motcua.core.procedure import WaitsFor, course
from motcua.delivery.desk.access import AtWork
from motcua.domain.catalogue import queries as catalogue
from motcua.domain.dossiers.policies import led_in_charge, receives_for
from motcua.domain.dossiers.queries.apologies import Draft, draft_of
from motcua.domain.dossiers.queries.delay import Delay, delay_ahead
from motcua.domain.dossiers.queries.page import DossierPage
from motcua.domain.dossiers.services.replies import replies_to_note


@dataclass(frozen=True, slots=True)
class AwaitedReply:
    """A wait for another system, by the engine's number."""

    n: int
    name: Text


@dataclass(frozen=True, slots=True)
class Beside:
    """delay: for whoever may say sorry for it; draft: the letter that the system proposes for it. paid_elsewhere: the
    wait that the proof of a payment elsewhere ends.
    """

    delay: Delay | None
    draft: Draft | None
    replies: tuple[AwaitedReply, ...]
    paid_elsewhere: Text | None

    def __bool__(self) -> bool:
        return bool(self.delay or self.replies or self.paid_elsewhere)


def beside(page: DossierPage, by: AtWork) -> Beside:
    """What is open to this officer. Each act is checked once more by its service when it is done."""
    delay = _delay(page, by)
    return Beside(delay, draft_of(page.card.id) if delay else None, _replies(page, by), _paid_elsewhere(page, by))


def _delay(page: DossierPage, by: AtWork) -> Delay | None:
    card = page.card
    led = led_in_charge(by.scope, card.competent_id, card.handler, catalogue.leading_roles())
    return delay_ahead(card.id, by.now) if led is not None else None


def _replies(page: DossierPage, by: AtWork) -> tuple[AwaitedReply, ...]:
    if not _waits(page, WaitsFor.REGISTRY) and not _waits(page, WaitsFor.CENTRAL_SYSTEM):
        return ()
    return tuple(AwaitedReply(n, step.name) for n, step in replies_to_note(page.card.id, by.scope, by.now))


def _paid_elsewhere(page: DossierPage, by: AtWork) -> Text | None:
    if not receives_for(by.scope):
        return None
    of_old_packages = [] if page.card.fees_outstanding else _waits(page, WaitsFor.PAYMENT)
    return next(iter([*_waits(page, WaitsFor.OBLIGATION), *of_old_packages]), None)


def _waits(page: DossierPage, whom: WaitsFor) -> list[Text]:
    steps = course.standing_steps(page.procedure, page.process)
    return [step.name for _, step in steps if step.waits_for is whom]
