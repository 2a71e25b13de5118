"""Pictures that are part of a page."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from motcua.domain.dossiers.letters import tracking_url
from motcua.infra.letters import qr_svg


def qr_picture(reference: str) -> SafeString:
    """The QR code that leads to the tracking page of a dossier, as SVG made of our own reference only."""
    return mark_safe(qr_svg(tracking_url(reference)).decode())  # noqa: S308 it holds no text of anybody
