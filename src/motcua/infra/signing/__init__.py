"""Electronic signatures: keys behind a port, signatures in PDF (PAdES) and XML (XAdES), time stamps (RFC 3161), and
whom the city trusts.
"""

from motcua.infra.signing.appearance import Appearance
from motcua.infra.signing.configured import Signing, signing_from
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
    UntrustedTimestampError,
    WrongPinError,
)
from motcua.infra.signing.findings import SignatureFinding, Standing
from motcua.infra.signing.keys import Key, KeyStore
from motcua.infra.signing.pdf_checking import verify_pdf
from motcua.infra.signing.pdf_signing import sign_pdf
from motcua.infra.signing.pkcs11 import Pkcs11Keys
from motcua.infra.signing.pkcs12 import Pkcs12Keys
from motcua.infra.signing.timestamps import Timestamps
from motcua.infra.signing.trust import Trust
from motcua.infra.signing.xml_checking import verify_xml
from motcua.infra.signing.xml_signing import sign_xml

__all__ = [
    "Appearance",
    "CertificateRefusedError",
    "ClockSkewError",
    "Key",
    "KeyMissingError",
    "KeyStore",
    "PinLockedError",
    "Pkcs11Keys",
    "Pkcs12Keys",
    "SignatureFinding",
    "Signing",
    "SigningError",
    "Standing",
    "StoreUnreachableError",
    "TimestampRefusedError",
    "TimestampUnavailableError",
    "Timestamps",
    "Trust",
    "UnsignableError",
    "UntrustedTimestampError",
    "WrongPinError",
    "sign_pdf",
    "sign_xml",
    "signing_from",
    "verify_pdf",
    "verify_xml",
]
