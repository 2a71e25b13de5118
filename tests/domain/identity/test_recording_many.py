"""People who are recorded together become what they become one after the other."""

from datetime import date

import pytest

from motcua.domain.identity import queries, services
from motcua.domain.identity.services import Said

pytestmark = pytest.mark.django_db
MAI, LAM = "079190123456", "079088910001"


def test_new_people_are_made_and_known_ones_keep_their_ids():
    known = services.record_person("Nguyễn Trúc Lam", personal_id=LAM)
    found = services.record_people({MAI: Said("Đinh  Mai", date(1990, 5, 6)), LAM: Said("Nguyễn Trúc Lam")})
    assert found[LAM] == known
    mai = queries.person(found[MAI])
    assert (mai.full_name, mai.personal_id, mai.born) == ("Đinh Mai", MAI, date(1990, 5, 6))
    assert services.record_people({MAI: Said("Đinh Mai")}) == {MAI: mai.id}


def test_what_is_told_anew_is_kept_and_what_is_not_told_stays():
    services.record_person("Nguyễn Trúc Lam", personal_id=LAM, phone="0903000111")
    found = services.record_people({LAM: Said("Nguyễn Trúc Lâm", email="lam@example.com")})
    lam = queries.person(found[LAM])
    assert (lam.full_name, lam.phone, lam.email) == ("Nguyễn Trúc Lâm", "0903000111", "lam@example.com")


def test_nobody_is_nobody():
    assert services.record_people({}) == {}
