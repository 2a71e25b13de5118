"""Signing with keys: many dossiers by one PIN, and anew where a signature no longer holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from motcua.domain.dossiers.acts import signing
from motcua.domain.dossiers.acts.working import Working
from motcua.domain.dossiers.errors import DossierError, NoKeyError, NotAllowedError
from motcua.domain.dossiers.queries.page import dossier_for_officer
from motcua.domain.dossiers.services.acting import ActingOfficer
from motcua.domain.dossiers.services.pens import KeyPen
from motcua.domain.dossiers.services.perform import Done, perform
from motcua.domain.dossiers.services.steps import forward_task


@dataclass(frozen=True, slots=True)
class ToSign:
    """A task at which somebody signs: of which dossier, and its number there."""

    dossier_id: UUID
    n: int


@dataclass(frozen=True, slots=True)
class SignedOne:
    """What became of one of many; `error` says why it was not signed, and then nothing of it was changed."""

    task: ToSign
    error: DossierError | None = None


def sign_many(tasks: Sequence[ToSign], by: ActingOfficer, pen: KeyPen) -> Iterator[SignedOne]:
    """Sign at each of these tasks, one dossier after the other, with one PIN: each is an act of its own, told as soon
    as it is done. Sent again with the same command, each is signed once.

    Raises SignatureError before the first when the officer holds no key or the PIN is wrong: then nothing was done.
    """
    if not pen.take_up().officer_signs():
        raise NoKeyError
    return (_signed(task, by, pen) for task in tasks)


def sign_again(dossier_id: UUID, by: ActingOfficer, pen: KeyPen) -> Done:
    """Sign the results of a dossier anew, after something changed in it that made the signature void. Who holds the
    role that signs them may, in the office where it works on this dossier.
    """

    def act(work: Working) -> None:
        for role in signing.roles_that_signed(work):
            at = work.world.procedure.roles[role]
            if by.scope.has_role(work.world.office_of(work.case, at, work.now.date()), role):
                signing.sign_again(work, role)
                return
        raise NotAllowedError(
            "Văn bản này do người khác ký. Hãy báo người ký ký lại.",
            "Somebody else signs this letter. Ask the signer to sign again.",
        )

    return perform(dossier_for_officer(dossier_id, by.scope), by.actor, by.command, by.now, act, pen=pen.take_up())


def _signed(task: ToSign, by: ActingOfficer, pen: KeyPen) -> SignedOne:
    one = replace(by, command=uuid5(by.command, f"{task.dossier_id} {task.n}"))
    try:
        forward_task(task.dossier_id, task.n, one, pen=pen)
    except DossierError as error:
        return SignedOne(task, error)
    return SignedOne(task)
