"""Keys in a token, smart card or HSM, by the library its maker gives (PKCS #11)."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pkcs11
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass, Session, SignMixin
from pkcs11.exceptions import NoSuchKey, PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error

from motcua.infra.signing.certificates import is_authority
from motcua.infra.signing.errors import KeyMissingError, PinLockedError, StoreUnreachableError, WrongPinError
from motcua.infra.signing.keys import Key, opened

# Who is logged in to a token is one for the whole process: without this lock a thread with a wrong PIN could sign in
# the moment in which another one is logged in with the right one.
_turn: Final = threading.Lock()


class Pkcs11Keys:
    """The token called `token` of the library `module`. A certificate and its key share a CKA_ID; the certificate's
    label is the name of both. Each signature logs in and out again.
    """

    def __init__(self, module: str, token: str) -> None:
        self._module = module
        self._token = token

    def labels(self) -> tuple[str, ...]:
        """See `KeyStore.labels`."""
        with self._session() as session:
            return tuple(sorted({each.label for each in _held(session) if not is_authority(each.certificate)}))

    def certificate(self, label: str) -> bytes:
        """See `KeyStore.certificate`."""
        with self._session() as session:
            return _named(label, session).content

    def open(self, label: str, pin: str) -> Key:
        """See `KeyStore.open`."""
        with self._session(pin) as session:
            found = _named(label, session)
            _key(session, found)  # an absent key is told now, not at the first signature
            chain = tuple(each.content for each in _held(session) if is_authority(each.certificate))

        def sign(content: bytes) -> bytes:
            with self._session(pin) as session:
                return _signature(_key(session, found), content)

        return opened(found.certificate, chain, sign)

    @contextmanager
    def _session(self, pin: str | None = None) -> Iterator[Session]:
        with _turn:
            try:
                with pkcs11.lib(self._module).get_token(token_label=self._token).open(user_pin=pin) as session:
                    yield session
            except PinLocked as wrong:
                raise PinLockedError from wrong
            except (PinIncorrect, PinInvalid, PinLenRange) as wrong:
                raise WrongPinError from wrong
            except PKCS11Error as wrong:
                raise StoreUnreachableError(type(wrong).__name__) from wrong


@dataclass(frozen=True, slots=True)
class _Held:
    """A certificate in the token."""

    label: str
    id: bytes
    content: bytes

    @property
    def certificate(self) -> x509.Certificate:
        return x509.load_der_x509_certificate(self.content)


def _held(session: Session) -> Iterator[_Held]:
    for each in session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE}):
        yield _Held(each[Attribute.LABEL], each[Attribute.ID], each[Attribute.VALUE])


def _named(label: str, session: Session) -> _Held:
    found = next((each for each in _held(session) if each.label == label), None)
    if found is None:
        raise KeyMissingError(label)
    return found


def _key(session: Session, held: _Held) -> SignMixin:
    try:
        found = session.get_key(object_class=ObjectClass.PRIVATE_KEY, id=held.id)
    except NoSuchKey as wrong:
        raise KeyMissingError(held.label) from wrong
    if not isinstance(found, SignMixin):
        raise KeyMissingError(held.label)
    return found


def _signature(key: SignMixin, content: bytes) -> bytes:
    if key.key_type is KeyType.RSA:
        return key.sign(content, mechanism=Mechanism.SHA256_RSA_PKCS)
    # Tokens hash for RSA, but few of them for elliptic curves; and they give the two numbers bare.
    bare = key.sign(hashlib.sha256(content).digest(), mechanism=Mechanism.ECDSA)
    half = len(bare) // 2
    return encode_dss_signature(int.from_bytes(bare[:half]), int.from_bytes(bare[half:]))
