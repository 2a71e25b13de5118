"""What a command may ask for while it runs: a database that answers."""

from __future__ import annotations

import os

import django
from django.conf import settings

from motcua.infra.postgres import embedded


def database() -> None:
    """Start the embedded database unless another is given, and let Django know it. Safe to call again."""
    if "DATABASE_URL" not in os.environ:
        embedded(settings.DATA)
    django.setup()
