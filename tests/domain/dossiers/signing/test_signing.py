"""The signer signs the result before it has its number; the clerk's seal gives it number and date."""

from __future__ import annotations

import pytest

from motcua.domain.dossiers.errors import PinNeededError, SignatureError
from motcua.domain.dossiers.models import Dossier, DossierEvent, DossierLetter
from motcua.domain.dossiers.services import steps
from motcua.domain.dossiers.types import LetterState, Phase
from motcua.domain.records import models as records
from tests.domain.dossiers.signing.conftest import Signing, content_of, kinds, letter, signers_of
from tests.infra.letters.examples import page_count, read_page
from tests.permit import n_of

pytestmark = pytest.mark.django_db


def test_the_signer_signs_a_letter_that_has_no_number_yet(signing: Signing) -> None:
    dossier = signing.signed()
    permit = letter(dossier)
    assert (permit.state, permit.number) == (LetterState.PREPARED, "")
    assert permit.document_id is not None
    pdf = content_of(permit.document_id)
    assert signers_of(pdf) == ["Dương Hoa Cúc"]
    assert "Số:" not in read_page(pdf, 0)
    assert "17 tháng 11" not in read_page(pdf, 0)
    assert n_of(dossier, "register")
    assert kinds(dossier)[-2:] == ["LetterIssued", "LetterSigned"]


def test_the_seal_gives_number_and_date_and_signs_for_the_agency(signing: Signing) -> None:
    dossier = signing.signed()
    prepared = letter(dossier).document_id
    signing.issue(dossier)
    permit = letter(dossier)
    assert (permit.state, permit.number) == (LetterState.ISSUED, "1/2026")
    assert permit.document_id not in (None, prepared)
    sealed = content_of(permit.document_id)
    assert sealed.startswith(content_of(prepared))
    assert signers_of(sealed) == ["Dương Hoa Cúc", "Ủy ban nhân dân phường An Khánh"]
    issued = DossierEvent.objects.get(dossier_id=dossier, kind="ResultIssued")
    assert issued.data["letter"] == permit.n
    assert Dossier.objects.get(pk=dossier).phase == Phase.RESOLVED
    assert DossierLetter.objects.filter(dossier_id=dossier, key="permit").count() == 1
