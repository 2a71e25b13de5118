"""The national payment platform and the dossiers, joined to the ports of payments."""

from __future__ import annotations

from django.conf import settings

from motcua.domain.dossiers.handlers import DossierMoney
from motcua.domain.payments import ports
from motcua.infra.payment_platform import platform_from


def join_payments() -> None:
    """Speak with the platform, where the settings name one; let dossiers hear of their money."""
    ports.join(platform=platform_from(settings.PAYMENTS), listeners=(DossierMoney(),))
