"""Settings, all from the environment. docs/operations.md lists them for the operator."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from motcua.infra.postgres import connection_settings, located

ROOT = Path(__file__).resolve().parents[3]
DATA = Path(os.environ.get("MOTCUA_DATA", ROOT / ".motcua"))
CATALOGUE = Path(os.environ.get("MOTCUA_CATALOGUE", ROOT / "catalogue"))
FILES = Path(os.environ.get("MOTCUA_FILES", DATA / "files"))
CLOCK = Path(os.environ["MOTCUA_CLOCK"]) if "MOTCUA_CLOCK" in os.environ else None

# The address citizens and officers see; sign-in, QR codes and letters are built from it.
PUBLIC_URL = os.environ.get("MOTCUA_URL", "http://localhost:8000").rstrip("/")
TRAINING = os.environ.get("MOTCUA_TRAINING") == "1"
PORTAL_FILING = os.environ.get("MOTCUA_PORTAL_FILING", "1") == "1"


def _origin(address: str) -> str:
    """`https://host:port` of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _secret() -> str:
    """From the environment; a training city makes its own and keeps it beside its data."""
    given = os.environ.get("MOTCUA_SECRET_KEY", "")
    if given or not TRAINING:
        return given
    kept = DATA / "secret"
    if not kept.exists():
        DATA.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(os.urandom(32).hex())
    return kept.read_text()


SECRET_KEY = _secret()
DEBUG = False
ALLOWED_HOSTS = os.environ.get("MOTCUA_HOSTS", "localhost,127.0.0.1").split(",")
SECURE = PUBLIC_URL.startswith("https://")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "procrastinate.contrib.django",
    "motcua.infra",
    "motcua.domain.identity",
    "motcua.domain.records",
    "motcua.domain.payments",
    "motcua.domain.notifications",
    "motcua.domain.catalogue",
    "motcua.domain.dossiers",
    "motcua.domain.feedback",
    "motcua.domain.reporting",
    "motcua.delivery.ui",
    "motcua.delivery.signin",
    "motcua.delivery.portal",
    "motcua.delivery.desk",
    "motcua.delivery.dashboard",
    "motcua.delivery.lab",
    "motcua.config.apps.WiringConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "motcua.delivery.ui.middleware.PageCompression",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
# For programs with a bearer token: see config/wsgi.py.
API_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
ROOT_URLCONF = "motcua.config.urls"
WSGI_APPLICATION = "motcua.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.i18n",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "motcua.delivery.ui.context.city",
            ],
        },
    }
]

DATABASES = {
    "default": {
        **connection_settings(os.environ.get("DATABASE_URL") or located(DATA).url()),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# The most that one request may upload, in bytes; pages that send many files send them one by one.
UPLOAD_QUOTA = int(os.environ.get("MOTCUA_UPLOAD_MB", "200")) * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "motcua.delivery.ui.uploads.UploadQuota",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

AUTH_USER_MODEL = "identity.Account"
# Nobody has a password here: sign-in is the identity providers' work, the backend only finds the account again.
AUTHENTICATION_BACKENDS = ["motcua.delivery.signin.backend.AccountBackend"]

SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-motcua" if SECURE else "motcua"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
STATIC_URL = "static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "motcua.delivery.ui.storage.HashedStaticFiles"},
}

if not SECRET_KEY and "MOTCUA_URL" in os.environ:
    raise ImproperlyConfigured("set MOTCUA_SECRET_KEY: a city that citizens reach must keep its own secret")

# The city: its province (two digits of the General Statistics Office) and the code of its People's Committee.
PROVINCE = os.environ.get("MOTCUA_PROVINCE", "79")
CITY_AGENCY = os.environ.get("MOTCUA_CITY_AGENCY", "H29")
# From how many working hours before its due date a dossier counts as due soon.
DUE_SOON_HOURS = int(os.environ.get("MOTCUA_DUE_SOON_HOURS", "16"))
# Who reads the dossiers' events behind the acts: one outbox row each.
OUTBOX_CONSUMERS = ["reporting", "messages"]
# Who reads the events of an invented past: nobody is told today what happened a year ago.
PAST_CONSUMERS = ["reporting"]
PROCRASTINATE_IMPORT_PATHS = ["motcua.delivery.worker.timetable"]

# How long a process may act on an older list of offices, postings and calendars than another one has just changed.
REFERENCE_CACHE_SECONDS = float(os.environ.get("MOTCUA_REFERENCE_CACHE_SECONDS", "2"))

# Signing: keys in a folder of PKCS #12 files, or in a token ("library,token"); who stamps time (RFC 3161); a folder of
# trusted certificates. How many seconds others have to answer, how many their clocks may differ from ours, and
# how long an answer about a revocation is used.
SIGNING_KEYS = Path(os.environ["MOTCUA_KEYS"]) if os.environ.get("MOTCUA_KEYS") else None
SIGNING_PKCS11 = os.environ.get("MOTCUA_PKCS11", "")
TIMESTAMP_URL = os.environ.get("MOTCUA_TSA", "")
TRUST_FOLDER = Path(os.environ["MOTCUA_TRUST"]) if os.environ.get("MOTCUA_TRUST") else None
TRUST_SECONDS = float(os.environ.get("MOTCUA_TRUST_SECONDS", "5"))
CLOCK_SKEW_SECONDS = float(os.environ.get("MOTCUA_CLOCK_SKEW_SECONDS", "120"))
REVOCATION_CACHE_SECONDS = float(os.environ.get("MOTCUA_REVOCATION_CACHE_SECONDS", "300"))

# Who vouches for people: an OpenID Connect issuer for citizens (VNeID) and one for officers (the city's own).
LOGIN_URL = "/dang-nhap/"
IDENTITY_PROVIDERS = {
    name: {
        "issuer": os.environ.get(f"MOTCUA_{name.upper()}_ISSUER", f"http://localhost:8100/{name}").rstrip("/"),
        "client_id": os.environ.get(f"MOTCUA_{name.upper()}_CLIENT", "motcua-portal"),
        "client_secret": os.environ.get(f"MOTCUA_{name.upper()}_SECRET", "sandbox" if TRAINING else ""),
    }
    for name in ("citizens", "officers")
}
IDENTITY_PROVIDER_SECONDS = float(os.environ.get("MOTCUA_IDENTITY_PROVIDER_SECONDS", "5"))
# The value of LoaiTaiKhoan that marks an organisation's account is not in any published text.
ORGANISATION_ACCOUNT = os.environ.get("MOTCUA_ORGANISATION_ACCOUNT", "2")
API_AUDIENCE = os.environ.get("MOTCUA_API_AUDIENCE", "motcua")
# How many proxies of the city's own stand before the server and add to X-Forwarded-For.
TRUSTED_PROXIES = int(os.environ.get("MOTCUA_TRUSTED_PROXIES", "0"))

# Vendors of messages, each only where it is set; what is said and when is in catalogue/shared/messages.yaml.
ZALO = {
    name: os.environ.get(f"MOTCUA_ZALO_{name.upper()}", without)
    for name, without in {
        "app": "",
        "secret": "",
        "oa_secret": "",
        "refresh_token": "",
        "url": "https://business.openapi.zalo.me",
        "oauth_url": "https://oauth.zaloapp.com",
        "hash_phone": "0",
    }.items()
}
SMS = {
    name: os.environ.get(f"MOTCUA_SMS_{name.upper()}", "")
    for name in ("url", "user", "secret", "brand", "report_secret")
}
MAIL = {
    name: os.environ.get(f"MOTCUA_MAIL_{name.upper()}", without)
    for name, without in {
        "host": "",
        "port": "587",
        "user": "",
        "password": "",
        "sender": "",
        "tls": "starttls",
    }.items()
}
# Web push: the city's key (a PEM file), whom services may ask about it, and services besides those of messages.yaml.
PUSH_KEY = Path(os.environ["MOTCUA_PUSH_KEY"]) if "MOTCUA_PUSH_KEY" in os.environ else None
PUSH_CONTACT = os.environ.get("MOTCUA_PUSH_CONTACT", f"mailto:postmaster@{urlsplit(PUBLIC_URL).hostname}")
PUSH_SERVICES = os.environ.get("MOTCUA_PUSH_SERVICES", "").split()
MESSAGE_SECONDS = float(os.environ.get("MOTCUA_MESSAGE_SECONDS", "10"))

# Keys that sign receipts by themselves: a folder with a file for each key's label that holds its PIN.
RECEIPT_PINS = Path(os.environ["MOTCUA_RECEIPT_PINS"]) if "MOTCUA_RECEIPT_PINS" in os.environ else None
# The bank that carries out payments to people: where it answers and the city's token there.
BANK = {name: os.environ.get(f"MOTCUA_BANK_{name.upper()}", "") for name in ("url", "token")}
BANK_SECONDS = float(os.environ.get("MOTCUA_BANK_SECONDS", "10"))

# The national payment platform: where it takes messages (nowhere without an address), as whom it knows the city, how
# many seconds it has to answer, how many its clock may be ahead, from which networks its call-backs come (any, if none
# is named), and on which pages people pay, where that is another address.
PAYMENTS_URL = os.environ.get("MOTCUA_PAYMENTS_URL", "")
PAYMENTS = {
    "url": PAYMENTS_URL,
    "partner": os.environ.get("MOTCUA_PAYMENTS_PARTNER", ""),
    "secret": os.environ.get("MOTCUA_PAYMENTS_SECRET", ""),
    "seconds": float(os.environ.get("MOTCUA_PAYMENTS_SECONDS", "5")),
    "skew_seconds": float(os.environ.get("MOTCUA_PAYMENTS_SKEW_SECONDS", "300")),
    "origins": [each for each in os.environ.get("MOTCUA_PAYMENTS_ORIGINS", "").split(",") if each],
}
PAYMENTS_PAGES = os.environ.get("MOTCUA_PAYMENTS_PAGES", PAYMENTS_URL)

# Nothing from elsewhere, nothing inline. Forms may also go to the identity providers, for signing out
# posts there, and to the payment platform, to which paying leads.
CSRF_FAILURE_VIEW = "motcua.delivery.ui.problems.expired_form"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'"],
        "form-action": [
            "'self'",
            *{_origin(each["issuer"]) for each in IDENTITY_PROVIDERS.values()},
            *([_origin(PAYMENTS_PAGES)] if PAYMENTS_PAGES else []),
        ],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
