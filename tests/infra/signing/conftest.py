from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.infra.signing import Key, Pkcs11Keys, Timestamps, Trust
from tests.infra.signing.papers import letter
from tests.infra.signing.token import made_token
from tests.sandbox.trust_centre import TrustCentre, trust_centre

__all__ = ["trust_centre"]


@pytest.fixture(scope="session")
def token(trust_centre: TrustCentre, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pkcs11Keys]:
    with made_token(tmp_path_factory.mktemp("token"), trust_centre) as keys:
        yield keys


@pytest.fixture(scope="session")
def paper() -> bytes:
    return letter()


@pytest.fixture
def key(trust_centre: TrustCentre, tmp_path: Path) -> Key:
    return trust_centre.key(tmp_path)


@pytest.fixture
def trust(trust_centre: TrustCentre) -> Trust:
    return trust_centre.trust()


@pytest.fixture
def stamps(trust_centre: TrustCentre) -> Timestamps:
    return trust_centre.stamps()
