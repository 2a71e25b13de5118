"""Several sign at once, or the process is killed between signing and writing: nothing is there by halves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import OperationalError, connection

from motcua.domain.dossiers.errors import TaskGoneError
from motcua.domain.dossiers.models import DossierEvent, DossierLetter
from motcua.domain.dossiers.services import perform, steps
from motcua.domain.dossiers.services.audit import verify_log
from motcua.domain.dossiers.types import LetterState
from motcua.domain.records.models import Document
from tests.at_once import at_once
from tests.domain.dossiers.signing.conftest import Signing, kinds, letter
from tests.permit import n_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_sign_at_once_one_wins_and_one_signed_letter_stands(signing: Signing) -> None:
    dossier = signing.to_be_signed()
    n = n_of(dossier, "sign")

    def sign() -> object:
        pen = signing.signers.pen(signing.chairman_id)
        return steps.complete_step(dossier, n, "sign", "", signing.chairman(), pen=pen)

    answers = at_once(*(sign for _ in range(4)))
    assert sum(isinstance(answer, TaskGoneError) for answer in answers) == 3
    assert DossierLetter.objects.filter(dossier_id=dossier, key="permit").count() == 1
    assert DossierEvent.objects.filter(dossier_id=dossier, kind="LetterSigned").count() == 1
    assert list(verify_log()) == []


def test_clerks_who_seal_at_once_give_numbers_without_gap_or_repetition(signing: Signing) -> None:
    dossiers = [signing.signed() for _ in range(4)]
    at_once(*(lambda each=each: signing.issue(each) for each in dossiers))
    assert sorted(letter(each).number for each in dossiers) == [f"{n}/2026" for n in range(1, 5)]


@pytest.mark.parametrize("written", [False, True], ids=["before the write", "after the write, before the commit"])
def test_killed_while_signing_the_dossier_stands_as_before(
    signing: Signing, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    dossier = signing.to_be_signed()
    before, documents = kinds(dossier), Document.objects.count()
    killed(monkeypatch, written, lambda: signing.sign(dossier))
    assert (kinds(dossier), Document.objects.count()) == (before, documents)
    signing.sign(dossier)
    assert letter(dossier).state == LetterState.PREPARED


@pytest.mark.parametrize("written", [False, True], ids=["before the write", "after the write, before the commit"])
def test_killed_while_sealing_the_number_is_not_lost(
    signing: Signing, monkeypatch: pytest.MonkeyPatch, written: bool
) -> None:
    dossier = signing.signed()
    before, documents = kinds(dossier), Document.objects.count()
    killed(monkeypatch, written, lambda: signing.issue(dossier))
    assert (kinds(dossier), Document.objects.count()) == (before, documents)
    assert letter(dossier).state == LetterState.PREPARED
    signing.issue(dossier)
    assert letter(dossier).number == "1/2026"


def killed(monkeypatch: pytest.MonkeyPatch, written: bool, act: Callable[[], Any]) -> None:
    """Do the act, and cut its connection when the documents are made and the rows are about to be written, or are
    written and not committed: what the database and the disk see when a process is killed there.
    """
    write = perform.write_with_money

    def die(*arguments: Any) -> UUID | None:
        if written:
            assert write(*arguments)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return None

    with monkeypatch.context() as patched:
        patched.setattr(perform, "write_with_money", die)
        with pytest.raises(OperationalError):
            act()
    connection.close()
