"""The city's settings as the tests use them: a training city in a folder of its own."""

import os
from pathlib import Path

# Two runs at once each need a folder of their own: MOTCUA_TEST_DATA.
_data = os.environ.get("MOTCUA_TEST_DATA") or str(Path(__file__).resolve().parents[1] / ".motcua" / "tests")
os.environ.update(MOTCUA_DATA=_data, MOTCUA_TRAINING="1")
for _name in ("MOTCUA_CLOCK", "MOTCUA_URL", "MOTCUA_HOSTS", "MOTCUA_PORTAL_FILING"):
    os.environ.pop(_name, None)

from motcua.config.settings import *  # noqa: E402, F403
from motcua.config.settings import DATABASES  # noqa: E402

ALLOWED_HOSTS = ["*"]
# Each test rolls back what it did: a connection must not outlive the database it was opened to.
DATABASES["default"]["CONN_MAX_AGE"] = 0
# A change of offices or postings must be seen at once: tests come and go faster than the cache looks.
REFERENCE_CACHE_SECONDS = 0
# Static files as they lie in the source: nothing is collected before a test.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
