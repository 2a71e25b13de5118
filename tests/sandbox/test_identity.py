"""The provider keeps to OpenID Connect: what the city relies on, it must be able to rely on."""

from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwk, jwt

from tests.sandbox.identity_provider import CITY, CLIENT, IdentityProvider, authorization, challenge

BACK = f"{CITY}/dang-nhap/tra-ve/citizens/"
LAM = "079088910001"
VERIFIER = "v" * 50


def code_for(provider: IdentityProvider, person: str = LAM, **other: str) -> str:
    back = provider.choose(authorization("citizens", code_challenge=challenge(VERIFIER), **other), person)
    return parse_qs(urlsplit(back).query)["code"][0]


def exchange(provider: IdentityProvider, code: str, **other: str) -> dict[str, str]:
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK, "code_verifier": VERIFIER}
    answer: dict[str, str] = provider.http.post("/citizens/oauth2/token", auth=CLIENT, data=form | other).json()
    return answer


def test_discovery_names_the_issuer_and_its_endpoints(identity_provider: IdentityProvider) -> None:
    for name, algorithm in (("citizens", "RS256"), ("officers", "ES256")):
        issuer = identity_provider.issuer(name)
        told = identity_provider.http.get(f"/{name}/.well-known/openid-configuration").json()
        assert told["issuer"] == issuer
        assert told["token_endpoint"].startswith(issuer)
        assert told["id_token_signing_alg_values_supported"] == [algorithm]


def test_the_page_says_that_it_is_a_test_and_names_people_not_numbers(identity_provider: IdentityProvider) -> None:
    page = identity_provider.http.get(authorization("citizens", code_challenge="x")).text
    assert "Máy chủ danh tính thử nghiệm" in page
    assert "Nguyễn Trúc Lam" in page
    assert "không phải VNeID" in page
    assert "<script" not in page


def test_a_child_without_e_identity_cannot_be_chosen(identity_provider: IdentityProvider) -> None:
    page = identity_provider.http.get(authorization("citizens", code_challenge="x")).text
    assert "Mầm" not in page


def test_tokens_are_signed_and_say_who(identity_provider: IdentityProvider) -> None:
    tokens = identity_provider.tokens("citizens", LAM)
    keys = jwk.KeySet.import_key_set(identity_provider.http.get("/citizens/oauth2/jwks").json())
    claims = jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims
    assert claims["iss"] == identity_provider.issuer("citizens")
    assert claims["aud"] == CLIENT[0]
    assert (claims["SoDinhDanh"], claims["HoVaTen"], claims["NgayThangNamSinh"]) == (
        LAM,
        "Nguyễn Trúc Lam",
        "17/04/1988",
    )
    access = jwt.decode(tokens["access_token"], keys, algorithms=["RS256"])
    assert access.claims["aud"] == "motcua"
    assert access.header["typ"] == "at+jwt"


def test_an_organisation_is_vouched_for_with_its_representative(identity_provider: IdentityProvider) -> None:
    claims = identity_provider.http.get(
        "/citizens/oauth2/userinfo",
        headers={"Authorization": f"Bearer {identity_provider.access_token('citizens', '0399999004')}"},
    ).json()
    assert (claims["LoaiTaiKhoan"], claims["MaSoThue"], claims["HoVaTen"]) == ("2", "0399999004", "Đỗ Cánh Buồm")


@pytest.mark.parametrize(("asked", "got"), [(1, "1"), (2, "2")])
def test_the_chosen_level_is_told(identity_provider: IdentityProvider, asked: int, got: str) -> None:
    tokens = identity_provider.tokens("citizens", LAM, asked)
    keys = jwk.KeySet.import_key_set(identity_provider.http.get("/citizens/oauth2/jwks").json())
    assert jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims["loAs"] == got


def test_nobody_has_a_higher_level_than_his_own(identity_provider: IdentityProvider) -> None:
    tokens = identity_provider.tokens("citizens", "001041910004", 2)
    keys = jwk.KeySet.import_key_set(identity_provider.http.get("/citizens/oauth2/jwks").json())
    assert jwt.decode(tokens["id_token"], keys, algorithms=["RS256"]).claims["loAs"] == "1"


def test_a_code_is_good_once(identity_provider: IdentityProvider) -> None:
    code = code_for(identity_provider)
    assert "id_token" in exchange(identity_provider, code)
    assert exchange(identity_provider, code)["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_verifier": "w" * 50}, "invalid_grant"),
        ({"code_verifier": ""}, "invalid_grant"),
        ({"redirect_uri": f"{BACK}x"}, "invalid_grant"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
    ],
)
def test_a_code_is_good_only_for_who_asked_for_it(
    identity_provider: IdentityProvider, wrong: dict[str, str], error: str
) -> None:
    assert exchange(identity_provider, code_for(identity_provider), **wrong)["error"] == error


def test_an_expired_code_buys_nothing(identity_provider: IdentityProvider) -> None:
    with identity_provider.misbehaving("citizens", "code_expired"):
        code = code_for(identity_provider)
    assert exchange(identity_provider, code)["error"] == "invalid_grant"


@pytest.mark.parametrize("auth", [("motcua-portal", "guess"), ("stranger", "sandbox"), None])
def test_a_stranger_gets_no_tokens(identity_provider: IdentityProvider, auth: tuple[str, str] | None) -> None:
    answer = identity_provider.http.post("/citizens/oauth2/token", auth=auth, data={"code": "x"})
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_challenge": ""}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
    ],
)
def test_a_bad_request_is_sent_back_with_its_error(
    identity_provider: IdentityProvider, wrong: dict[str, str], error: str
) -> None:
    asked = authorization("citizens", **({"code_challenge": "x", "state": "s"} | wrong))
    back = parse_qs(urlsplit(identity_provider.http.get(asked).headers["location"]).query)
    assert (back["error"], back["state"]) == ([error], ["s"])


@pytest.mark.parametrize(
    "stranger", [{"redirect_uri": "https://evil.example/"}, {"client_id": "stranger"}, {"redirect_uri": ""}]
)
def test_a_browser_is_never_sent_to_an_address_nobody_registered(
    identity_provider: IdentityProvider, stranger: dict[str, str]
) -> None:
    asked = authorization("citizens", **({"code_challenge": "x"} | stranger))
    for answer in (identity_provider.http.get(asked), identity_provider.http.post(asked, data={"person": LAM})):
        assert answer.status_code == 400
        assert "location" not in answer.headers


def test_nobody_can_be_chosen_who_is_not_in_the_list(identity_provider: IdentityProvider) -> None:
    asked = authorization("citizens", code_challenge="x")
    for form in ({"person": "nobody"}, {}):
        answer = identity_provider.http.post(asked, data=form)
        assert answer.status_code == 422
        assert "Xin chọn một người" in answer.text


def test_signing_out_goes_back_to_the_city_and_nowhere_else(identity_provider: IdentityProvider) -> None:
    city = identity_provider.http.get("/citizens/oidc/logout", params={"post_logout_redirect_uri": f"{CITY}/"})
    assert city.headers["location"] == f"{CITY}/"
    other = identity_provider.http.get(
        "/citizens/oidc/logout", params={"post_logout_redirect_uri": "https://evil.example"}
    )
    assert other.status_code == 200
    assert "Ông/bà đã đăng xuất" in other.text


def test_after_new_keys_the_old_signature_can_still_be_verified(identity_provider: IdentityProvider) -> None:
    token = identity_provider.tokens("officers", "vo.hoa.sen")["id_token"]
    identity_provider.rotate_keys("officers")
    keys = identity_provider.http.get("/officers/oauth2/jwks").json()
    assert len(keys["keys"]) == 2
    assert "d" not in keys["keys"][0]
    assert jwt.decode(token, jwk.KeySet.import_key_set(keys), algorithms=["ES256"]).claims["name"] == "Võ Hoa Sen"


def test_an_unknown_fault_is_refused(identity_provider: IdentityProvider) -> None:
    assert identity_provider.http.put("/control/citizens/fault/tired").status_code == 404


def test_userinfo_answers_only_its_own_tokens(identity_provider: IdentityProvider) -> None:
    officers = identity_provider.access_token("officers", "vo.hoa.sen")
    for token in ("x", "x.y.z", officers):
        answer = identity_provider.http.get("/citizens/oauth2/userinfo", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401
