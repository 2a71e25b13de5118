from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.domain.identity import models, queries, services
from motcua.domain.identity.types import (
    AccountKind,
    Claims,
    IdentityConflictError,
    IdentityError,
    NotAppointedError,
    PostingEndedError,
    SignInError,
)
from tests.city import NOW, TODAY, City

CITIZENS = "https://id.example/citizens"
OFFICERS = "https://id.example/officers"

LAM = Claims(
    issuer=CITIZENS,
    subject="lam",
    kind=AccountKind.CITIZEN,
    level=2,
    full_name="Nguyễn Trúc Lam",
    personal_id="079088910001",
    born=date(1988, 4, 17),
    phone="0900000901",
)
BUOM = replace(LAM, subject="buom", full_name="Đỗ Cánh Buồm", personal_id="079084910007")
SPECIALIST = Claims(
    issuer=OFFICERS, subject="s-1", kind=AccountKind.OFFICER, level=2, full_name="?", login="trinh.dai.duong"
)

pytestmark = pytest.mark.django_db


def test_a_citizen_has_an_account_from_the_first_sign_in() -> None:
    first = services.sign_in(LAM, NOW)
    again = services.sign_in(LAM, NOW + timedelta(days=1))
    assert again == first
    assert first.person_id
    person = queries.person(first.person_id)
    assert (person.full_name, person.personal_id, person.phone) == ("Nguyễn Trúc Lam", "079088910001", "0900000901")
    assert models.Account.objects.get().signed_in_at == NOW + timedelta(days=1)


def test_what_the_provider_says_now_replaces_what_it_said_before_but_never_with_nothing() -> None:
    person_id = services.sign_in(LAM, NOW).person_id
    assert person_id
    services.sign_in(replace(LAM, full_name="Nguyễn  Trúc Lâm", phone=""), NOW)
    person = queries.person(person_id)
    assert (person.full_name, person.phone) == ("Nguyễn Trúc Lâm", "0900000901")
    assert models.Person.objects.get().search_name == "nguyen truc lam"


def test_a_person_known_from_the_counter_is_not_made_twice() -> None:
    known = services.record_person("Nguyễn Trúc Lam", personal_id="079088910001")
    assert services.sign_in(LAM, NOW).person_id == known


def test_an_account_never_changes_hands() -> None:
    services.sign_in(LAM, NOW)
    with pytest.raises(IdentityConflictError, match="không khớp"):
        services.sign_in(replace(LAM, personal_id="079088910009"), NOW)
    assert models.Person.objects.count() == 1


def test_a_citizen_without_a_personal_id_is_not_let_in() -> None:
    with pytest.raises(IdentityConflictError):
        services.sign_in(replace(LAM, personal_id=None), NOW)


def test_an_organisations_account_belongs_to_its_representative_for_the_organisation() -> None:
    claims = replace(
        BUOM, kind=AccountKind.ORGANISATION, tax_code="0399999004", organisation_name="Công ty TNHH Mẫu Thử"
    )
    signed_in = services.sign_in(claims, NOW)
    assert signed_in.organisation_id
    assert queries.organisation(signed_in.organisation_id).name == "Công ty TNHH Mẫu Thử"
    as_himself = services.sign_in(replace(BUOM, subject="buom-himself"), NOW)
    assert as_himself.person_id == signed_in.person_id
    assert as_himself.organisation_id is None
    with pytest.raises(IdentityConflictError):
        services.sign_in(replace(claims, tax_code="0399999010"), NOW)


def test_an_officer_is_never_made_by_signing_in(city: City) -> None:
    with pytest.raises(NotAppointedError, match=r"nguoi\.la"):
        services.sign_in(replace(SPECIALIST, login="nguoi.la"), NOW)
    with pytest.raises(NotAppointedError):
        services.sign_in(replace(SPECIALIST, login=""), NOW)
    assert not models.Account.objects.exists()


def test_an_appointed_officer_is_let_in(city: City) -> None:
    signed_in = services.sign_in(SPECIALIST, NOW)
    assert signed_in.officer_id == city.officer("trinh.dai.duong")
    assert signed_in.person_id is None
    account = queries.account_of(OFFICERS, "s-1")
    assert account
    assert queries.account(account.id) == account


def test_a_login_stays_with_the_subject_that_first_came_with_it(city: City) -> None:
    services.sign_in(SPECIALIST, NOW)
    with pytest.raises(IdentityConflictError):
        services.sign_in(replace(SPECIALIST, subject="s-2"), NOW)


def test_an_officer_without_a_posting_is_told_so(city: City) -> None:
    services.sign_in(SPECIALIST, NOW)
    posting = queries.postings_of(city.officer("trinh.dai.duong"), TODAY)[0]
    services.end_posting(posting.id, TODAY, by=city.scope("H29.27094.02", "administrator"), reason="Nghỉ hưu")
    services.sign_in(SPECIALIST, NOW)
    with pytest.raises(PostingEndedError, match="không có vị trí công tác"):
        services.sign_in(SPECIALIST, NOW + timedelta(days=1))


def test_one_provider_cannot_speak_for_a_subject_of_another(city: City) -> None:
    services.sign_in(SPECIALIST, NOW)
    with pytest.raises(SignInError):
        services.sign_in(replace(LAM, issuer=OFFICERS, subject="s-1"), NOW)


def test_an_account_that_is_not_there_yet_is_found_as_soon_as_it_is() -> None:
    assert queries.account_of(CITIZENS, "lam") is None
    services.sign_in(LAM, NOW)
    assert queries.account_of(CITIZENS, "lam")


def test_a_person_without_a_number_needs_a_reason() -> None:
    with pytest.raises(IdentityError, match="không nhập số giả"):
        services.record_person("Nguyễn Mầm Non", personal_id=None)
    child = queries.person(services.record_person("Nguyễn Mầm Non", personal_id=None, no_personal_id="newborn"))
    assert child.personal_id is None


def test_a_person_is_found_by_the_number() -> None:
    services.sign_in(LAM, NOW)
    found = queries.person_by_personal_id("079088910001")
    assert found
    assert found.full_name == "Nguyễn Trúc Lam"
    assert queries.person_by_personal_id("079088910002") is None
