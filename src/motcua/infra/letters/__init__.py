"""Letters: templates of the catalogue become PDF/A, and whatever a person typed prints as just that."""

from motcua.infra.letters.printing import LetterError, render, source
from motcua.infra.letters.qr import qr_svg

__all__ = ["LetterError", "qr_svg", "render", "source"]
