"""Settings, all from the environment. docs/operations.md lists them for the operator."""

from __future__ import annotations

import os
from pathlib import Path

from motcua.infra.postgres import connection_settings, located

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("MOTCUA_DATA", ROOT / ".motcua"))
CATALOGUE = Path(os.environ.get("MOTCUA_CATALOGUE", ROOT / "catalogue"))

SECRET_KEY = os.environ.get("MOTCUA_SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS: list[str] = []
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "motcua.config.urls"

DATABASES = {"default": connection_settings(os.environ.get("DATABASE_URL") or located(DATA).url())}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
