"""Handing a dossier in, on the real database."""

from dataclasses import replace

import pytest

from motcua.domain.dossiers.errors import InvalidFilingError
from motcua.domain.dossiers.models import Content, Dossier, DossierEvent, DossierKey, DossierParty, OpenTask
from motcua.domain.dossiers.services.filing import submit_dossier
from tests.office import Office

pytestmark = pytest.mark.django_db


def test_a_filed_dossier_is_one_row_of_each_kind_it_needs(working_city: Office):
    filed = working_city.filed()
    dossier = Dossier.objects.get(pk=filed.dossier_id)
    assert dossier.phase == "submitted"
    assert dossier.competent_id == dossier.receiving_id == working_city.city.office("H29.27094")
    assert dossier.applicant_name == "Nguyễn Trúc Lam"
    assert DossierParty.objects.filter(dossier=dossier).count() == 2
    assert Content.objects.get(dossier=dossier).form["total_floor_area"] == "137.8"
    first = DossierEvent.objects.filter(dossier=dossier).order_by("seq").first()
    assert first.kind == "DossierSubmitted"
    assert dossier.seq == DossierEvent.objects.filter(dossier=dossier).count()
    assert bytes(dossier.head) == bytes(DossierEvent.objects.filter(dossier=dossier).order_by("-seq").first().hash)
    task = OpenTask.objects.get(dossier=dossier)
    assert (task.step, task.office_id) == ("receive", working_city.city.office("H29.27094.03"))
    assert DossierKey.objects.get(key=filed.reference).dossier_id == filed.dossier_id


def test_a_filing_sent_twice_is_filed_once(working_city: Office):
    by = working_city.citizen("2026-11-02 09:00")
    first = submit_dossier(working_city.permit(by), by)
    again = submit_dossier(working_city.permit(by), by)
    assert again == first
    assert Dossier.objects.count() == 1


def test_every_wrong_field_is_named(working_city: Office):
    by = working_city.citizen("2026-11-02 09:00")
    with pytest.raises(InvalidFilingError) as refused:
        submit_dossier(working_city.permit(by, owner_id="12", land_area="0"), by)
    assert {problem[0] for problem in refused.value.problems} >= {"owner_id", "land_area"}
    assert not Dossier.objects.exists()


def test_a_missing_paper_is_named(working_city: Office):
    by = working_city.citizen("2026-11-02 09:00")
    with pytest.raises(InvalidFilingError) as refused:
        submit_dossier(replace(working_city.permit(by), papers=()), by)
    assert [problem[0] for problem in refused.value.problems] == ["land_paper", "drawings"]
