"""Django's settings, all derived from ``acordo.config``.

The security headers follow OWASP ASVS 4 (V14.4); cookies carry ``Secure`` only where the operator says that TLS
stands in front (``secure = true``), since the desk of one laptop answers on localhost without it.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import dj_database_url
from csp.constants import NONE, SELF

from acordo import wording
from acordo.config import LANGUAGES as OFFERED
from acordo.config import UnreadableSetting, settings

if TYPE_CHECKING:
    from pathlib import Path

_chosen = settings()
_SQLITE = "django.db.backends.sqlite3"


def _secret(path: Path) -> str:
    """The key that signs sessions: the home's own, or one for this process where there is no home yet."""
    kept = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
    return kept or secrets.token_urlsafe(48)


def _database(setting: str, url: str) -> dict[str, Any]:
    """Django's settings for the database that a setting names; the home's own file where it names none."""
    if not url:
        read: dict[str, Any] = {"ENGINE": _SQLITE, "NAME": str(_chosen.database_file)}
    else:
        try:
            read = dict(dj_database_url.parse(url))
        except (dj_database_url.ParseError, dj_database_url.UnknownSchemeError, ValueError, KeyError) as error:
            raise _unfit(setting, "write sqlite:///path or postgresql://user:password@host/name") from error
    if read["ENGINE"] not in {_SQLITE, "django.db.backends.postgresql"}:
        raise _unfit(setting, "only sqlite:// and postgresql:// are supported")
    if read["ENGINE"] == _SQLITE:
        read["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # NORMAL, since each act waits for its flush itself, shared with others: acordo.journal.flush
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536;",
        }
    else:
        own = read.setdefault("OPTIONS", {})
        own["options"] = f"{own.get('options', '')} -c synchronous_commit=off".strip()  # for the same reason
    read["CONN_MAX_AGE"] = 600
    read["CONN_HEALTH_CHECKS"] = True
    read["ATOMIC_REQUESTS"] = False
    return read


def _unfit(setting: str, reason: str) -> UnreadableSetting:
    """A database's address may hold a password, so it is not shown."""
    where = f"ACORDO_{setting.upper()} or acordo.toml"
    return UnreadableSetting(name=setting, value="(not shown)", reason=reason, where=where)


SECRET_KEY = _secret(_chosen.secret_file)
DEBUG = False
ALLOWED_HOSTS = list(_chosen.hosts)
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "acordo.journal",
    "acordo.jobs",
    "acordo.register",
    "acordo.screening",
    "acordo.upkeep",
    "acordo.desk",
]
MIDDLEWARE = [
    "acordo.desk.noting.Noting",
    "acordo.desk.compression.Compression",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "acordo.desk.headers.Headers",
    "acordo.desk.intake.Intake",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "acordo.desk.failures.Failures",
]
ROOT_URLCONF = "acordo.desk.urls"
WSGI_APPLICATION = "acordo.desk.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "acordo.desk.context.page",
            ],
            "builtins": ["acordo.desk.templatetags.forms", "acordo.desk.templatetags.words"],
        },
    },
]
DATABASES = {"default": _database("database_url", _chosen.database_url)}
if _chosen.database_owner_url:
    DATABASES["owner"] = _database("database_owner_url", _chosen.database_owner_url)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "journal.Officer"
AUTHENTICATION_BACKENDS = ["acordo.journal.signing_in.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "journal:sign_in"
LOGIN_REDIRECT_URL = "screening:home"
LOGOUT_REDIRECT_URL = "journal:sign_in"

SESSION_ENGINE = "acordo.journal.sessions"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Strict"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _chosen.secure
SESSION_COOKIE_NAME = "acordo_session"
CSRF_COOKIE_NAME = "acordo_csrf"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_FAILURE_VIEW = "acordo.desk.failures.stale_form"
LANGUAGE_COOKIE_NAME = "acordo_language"
LANGUAGE_COOKIE_SAMESITE = "Strict"
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SECURE = _chosen.secure
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31536000 if _chosen.secure else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _chosen.secure else None
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
FILE_UPLOAD_HANDLERS = ["acordo.desk.uploads.IntoHome"]

USE_I18N = True
USE_TZ = True
TIME_ZONE = str(_chosen.time_zone)
LANGUAGE_CODE = _chosen.language
LANGUAGES = [(code, {"pt": "Português", "en": "English", "ru": "Русский"}[code]) for code in OFFERED]
LOCALE_PATHS = [wording.FOLDER]
FORMAT_MODULE_PATH = ["acordo.desk.formats"]

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 3600

_TO_FILE = {"()": "acordo.upkeep.logs.DayFile", "folder": str(_chosen.logs_folder), "formatter": "line"}
_TO_STDERR = {"class": "logging.StreamHandler", "formatter": "line"}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "acordo.upkeep.logs.Lines"}},
    "filters": {"faults": {"()": "acordo.upkeep.logs.OnlyFaults"}},
    "handlers": {"log": _TO_FILE if _chosen.log == "file" else _TO_STDERR},
    "root": {"handlers": ["log"], "level": "WARNING"},
    "loggers": {
        "acordo": {"level": "INFO"},
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR", "filters": ["faults"]},  # every request has its own line already
    },
}
