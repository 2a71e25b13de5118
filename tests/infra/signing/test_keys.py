"""Where keys lie: files and tokens answer alike, and a wrong PIN opens neither."""

from __future__ import annotations

from pathlib import Path
from threading import Barrier, Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from pkcs11.exceptions import DeviceRemoved, PinLocked

from motcua.infra.signing import (
    Key,
    KeyMissingError,
    KeyStore,
    PinLockedError,
    Pkcs11Keys,
    Pkcs12Keys,
    StoreUnreachableError,
    WrongPinError,
)
from tests.infra.signing.token import LABEL, MODULE
from tests.sandbox.trust_centre import PIN, TrustCentre

CONTENT = "Quyết định".encode()


@pytest.fixture
def files(trust_centre: TrustCentre, tmp_path: Path) -> Pkcs12Keys:
    trust_centre.enrol(tmp_path, "p256")
    trust_centre.enrol(tmp_path, "rsa2048", algorithm="rsa2048")
    return Pkcs12Keys(tmp_path)


@pytest.fixture(params=["files", "token"])
def store(request: pytest.FixtureRequest) -> KeyStore:
    found: KeyStore = request.getfixturevalue(request.param)
    return found


def test_a_store_names_its_keys_without_a_pin(store: KeyStore) -> None:
    assert store.labels() == ("p256", "rsa2048")


def test_a_certificate_is_read_without_a_pin(store: KeyStore) -> None:
    assert store.certificate("p256") == store.open("p256", PIN).certificate


def test_an_opened_key_tells_whose_it_is(store: KeyStore) -> None:
    key = store.open("p256", PIN)
    assert (key.subject, key.organisation) == ("Trần Thị Hoa", "UBND phường Bến Nghé")
    assert key.valid_from < key.valid_to
    assert key.bits == 256


@pytest.mark.parametrize("label", ["p256", "rsa2048"])
def test_what_a_key_signs_its_certificate_confirms(store: KeyStore, label: str) -> None:
    key = store.open(label, PIN)
    confirmed(key, key.sign(CONTENT))


def test_a_wrong_pin_opens_nothing(store: KeyStore) -> None:
    with pytest.raises(WrongPinError) as told:
        store.open("p256", "000000")
    assert "Mã PIN không đúng" in told.value.vi


def test_an_empty_pin_opens_nothing(store: KeyStore) -> None:
    with pytest.raises(WrongPinError):
        store.open("p256", "")


@pytest.mark.parametrize("label", ["nobody", "../p256", "p256.p12", ""])
def test_an_unknown_label_names_no_key(store: KeyStore, label: str) -> None:
    with pytest.raises(KeyMissingError):
        store.open(label, PIN)
    with pytest.raises(KeyMissingError):
        store.certificate(label)


def test_a_key_never_shows_its_pin(store: KeyStore) -> None:
    assert PIN not in repr(store.open("p256", PIN))


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError):
        Pkcs12Keys(tmp_path / "nowhere").labels()


def test_a_missing_certificate_is_told(files: Pkcs12Keys, tmp_path: Path) -> None:
    (tmp_path / "p256.pem").unlink()
    with pytest.raises(StoreUnreachableError):
        files.certificate("p256")
    (tmp_path / "p256.pem").write_text("nothing")
    with pytest.raises(StoreUnreachableError):
        files.certificate("p256")


def test_an_absent_token_is_told(token: Pkcs11Keys) -> None:
    with pytest.raises(StoreUnreachableError):
        Pkcs11Keys(MODULE, "another").labels()


def test_a_library_that_is_none_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreUnreachableError):
        Pkcs11Keys(str(tmp_path / "no.so"), LABEL).labels()


@pytest.mark.parametrize(("raised", "told"), [(PinLocked, PinLockedError), (DeviceRemoved, StoreUnreachableError)])
def test_what_the_token_says_is_told(
    raised: type[Exception], told: type[Exception], monkeypatch: pytest.MonkeyPatch, token: Pkcs11Keys
) -> None:
    class Broken:
        def get_token(self, **_: str) -> None:
            raise raised

    monkeypatch.setattr("motcua.infra.signing.pkcs11.pkcs11.lib", lambda _: Broken())
    with pytest.raises(told):
        token.open("p256", PIN)


def test_the_right_pin_of_one_thread_lets_no_other_in(token: Pkcs11Keys) -> None:
    key, start, let_in = token.open("p256", PIN), Barrier(2), []

    def intrude() -> None:
        start.wait()
        for _ in range(30):
            try:
                token.open("p256", "000000")
            except WrongPinError:
                continue
            let_in.append("in")

    intruder = Thread(target=intrude)
    intruder.start()
    start.wait()
    for _ in range(30):
        confirmed(key, key.sign(CONTENT))
    intruder.join()
    assert not let_in


def confirmed(key: Key, signature: bytes) -> None:
    public = x509.load_der_x509_certificate(key.certificate).public_key()
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, CONTENT, padding.PKCS1v15(), hashes.SHA256())
    else:
        assert isinstance(public, ec.EllipticCurvePublicKey)
        public.verify(signature, CONTENT, ec.ECDSA(hashes.SHA256()))
