"""Electronic signatures: keys behind a port, signatures in PDF (PAdES) and XML (XAdES), time stamps (RFC 3161), and
whom the city trusts.
"""

from motcua.infra.signing.errors import (
    CertificateRefusedError,
    ClockSkewError,
    KeyMissingError,
    PinLockedError,
    SigningError,
    StoreUnreachableError,
    TimestampRefusedError,
    TimestampUnavailableError,
    UnsignableError,
    WrongPinError,
)
from motcua.infra.signing.findings import SignatureFinding, Standing
from motcua.infra.signing.keys import Key, KeyStore
from motcua.infra.signing.pkcs11 import Pkcs11Keys
from motcua.infra.signing.pkcs12 import Pkcs12Keys

__all__ = [
    "CertificateRefusedError",
    "ClockSkewError",
    "Key",
    "KeyMissingError",
    "KeyStore",
    "PinLockedError",
    "Pkcs11Keys",
    "Pkcs12Keys",
    "SignatureFinding",
    "SigningError",
    "Standing",
    "StoreUnreachableError",
    "TimestampRefusedError",
    "TimestampUnavailableError",
    "UnsignableError",
    "WrongPinError",
]
