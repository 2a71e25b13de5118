"""What the settings of a city say about signing."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured

from motcua.infra.signing import Pkcs11Keys, Pkcs12Keys, Standing, signing_from
from tests.infra.signing.token import LABEL, MODULE
from tests.sandbox.trust_centre import TrustCentre, real_now


def test_a_city_without_anything_has_nothing_and_trusts_nobody(settings: LazySettings) -> None:
    signing = signing_from(settings)
    assert (signing.keys, signing.stamps, signing.trust.roots) == (None, None, ())


def test_keys_lie_in_a_folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.SIGNING_KEYS = tmp_path
    assert isinstance(signing_from(settings).keys, Pkcs12Keys)


def test_keys_lie_in_a_token(settings: LazySettings, token: Pkcs11Keys) -> None:
    settings.SIGNING_PKCS11 = f"{MODULE},{LABEL}"
    keys = signing_from(settings).keys
    assert keys is not None
    assert keys.labels() == token.labels()


def test_keys_lie_in_one_place(settings: LazySettings, tmp_path: Path) -> None:
    settings.SIGNING_KEYS, settings.SIGNING_PKCS11 = tmp_path, f"{MODULE},{LABEL}"
    with pytest.raises(ImproperlyConfigured, match="not both"):
        signing_from(settings)


def test_a_token_is_named_with_its_library(settings: LazySettings) -> None:
    settings.SIGNING_PKCS11 = MODULE
    with pytest.raises(ImproperlyConfigured, match="library and the token"):
        signing_from(settings)


def test_whom_the_city_trusts_lies_in_a_folder(
    settings: LazySettings, trust_centre: TrustCentre, tmp_path: Path
) -> None:
    (tmp_path / "chain.pem").write_bytes(trust_centre.http.get("/pki/chain.pem").content)
    settings.TRUST_FOLDER = tmp_path
    certificate = trust_centre.key(tmp_path / "keys").certificate
    assert signing_from(settings).trust.standing(certificate, real_now()) is Standing.VALID
    assert signing_from(settings).trust is signing_from(settings).trust


def test_a_folder_that_is_not_there_is_told(settings: LazySettings, tmp_path: Path) -> None:
    settings.TRUST_FOLDER = tmp_path / "nowhere"
    with pytest.raises(ImproperlyConfigured, match="MOTCUA_TRUST"):
        signing_from(settings)
