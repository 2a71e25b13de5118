"""Letters: templates of the catalogue become PDF/A, and whatever a person typed prints as just that."""

from motcua.infra.letters.joining import joined
from motcua.infra.letters.places import (
    SEAL,
    SIGNATURE,
    Place,
    laid_out,
    places,
    seal_stamp,
    signature_stamp,
)
from motcua.infra.letters.printing import LetterError, render, source
from motcua.infra.letters.qr import qr_svg

__all__ = [
    "SEAL",
    "SIGNATURE",
    "LetterError",
    "Place",
    "joined",
    "laid_out",
    "places",
    "qr_svg",
    "render",
    "seal_stamp",
    "signature_stamp",
    "source",
]
