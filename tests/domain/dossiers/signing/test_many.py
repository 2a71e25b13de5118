"""A leader signs many dossiers by one PIN: each is an act of its own, and what failed is told."""

from __future__ import annotations

import logging

import pytest

from motcua.domain.dossiers.errors import NoKeyError, SignatureError
from motcua.domain.dossiers.services.signing import ToSign, sign_many
from motcua.domain.dossiers.types import LetterState
from tests.domain.dossiers.signing.conftest import Signing, letter
from tests.permit import n_of
from tests.signers import PIN

pytestmark = pytest.mark.django_db


def to_sign(signing: Signing, how_many: int) -> list[ToSign]:
    dossiers = [signing.to_be_signed() for _ in range(how_many)]
    return [ToSign(dossier, n_of(dossier, "sign")) for dossier in dossiers]


def test_three_are_signed_with_one_pin(signing: Signing) -> None:
    tasks = to_sign(signing, 3)
    done = list(sign_many(tasks, signing.chairman(), signing.signers.pen(signing.chairman_id)))
    assert [(each.task, each.error) for each in done] == [(task, None) for task in tasks]
    assert {letter(task.dossier_id).state for task in tasks} == {LetterState.PREPARED}


def test_one_that_cannot_be_signed_is_told_and_the_others_are_signed(signing: Signing) -> None:
    tasks = to_sign(signing, 3)
    signing.sign(tasks[1].dossier_id)
    done = list(sign_many(tasks, signing.chairman(), signing.signers.pen(signing.chairman_id)))
    assert [each.error is None for each in done] == [True, False, True]
    assert {letter(task.dossier_id).state for task in tasks} == {LetterState.PREPARED}


def test_the_same_click_sent_again_signs_nothing_twice(signing: Signing) -> None:
    tasks = to_sign(signing, 2)
    by = signing.chairman()
    for _ in range(2):
        done = list(sign_many(tasks, by, signing.signers.pen(signing.chairman_id)))
        assert [each.error for each in done] == [None, None]
    assert {letter(task.dossier_id).n for task in tasks} == {letter(task.dossier_id).n for task in tasks}
    assert all(letter(task.dossier_id).state == LetterState.PREPARED for task in tasks)


def test_a_wrong_pin_is_one_try_and_touches_no_dossier(signing: Signing) -> None:
    tasks = to_sign(signing, 3)
    with pytest.raises(SignatureError, match="4 tries remain"):
        sign_many(tasks, signing.chairman(), signing.signers.pen(signing.chairman_id, "111111"))
    assert [n_of(task.dossier_id, "sign") for task in tasks] == [task.n for task in tasks]


def test_who_holds_no_key_is_told_so(signing: Signing) -> None:
    with pytest.raises(NoKeyError):
        sign_many([], signing.clerk(), signing.signers.pen(signing.clerk_id))


def test_the_pin_is_in_no_log_and_in_no_representation(signing: Signing, caplog: pytest.LogCaptureFixture) -> None:
    pen = signing.signers.pen(signing.chairman_id)
    with caplog.at_level(logging.DEBUG):
        list(sign_many(to_sign(signing, 1), signing.chairman(), pen))
    assert PIN not in caplog.text
    assert PIN not in repr(pen)
