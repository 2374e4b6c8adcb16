"""Settings. What differs between installations comes from the environment; everything lives in one home."""

from __future__ import annotations

import datetime
import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from bootstrap_wrapper import get_bootstrap_css_dir
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from gongkai.config import sample

HOME = Path(os.environ.get("GONGKAI_HOME", "var")).absolute()
PROFILE = os.environ.get("GONGKAI_PROFILE", "local")
DEMO = os.environ.get("GONGKAI_DEMO") == "1"

ROOMS = (
    "gongkai.ledger",
    "gongkai.bodies",
    "gongkai.norms",
    "gongkai.shell",
    "gongkai.papers",
    "gongkai.review",
    "gongkai.inforequests",
    "gongkai.proactive",
    "gongkai.disputes",
    "gongkai.outreach",
    "gongkai.oversight",
    "gongkai.reporting",
    "gongkai.portal",
    "gongkai.desk",
    "gongkai.config",
)

INSTALLED_APPS = [
    *ROOMS[:-1],
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_htmx",
    ROOMS[-1],
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.shell.middleware.ViewerMiddleware",
    "axes.middleware.AxesMiddleware",
]

FORM_RENDERER = "gongkai.shell.forms.Renderer"
ROOT_URLCONF = "gongkai.config.urls"
WSGI_APPLICATION = "gongkai.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "gongkai.shell.context.shell",
            ]
        },
    }
]


def _secret_key() -> str:
    """The key from the environment, else one made once and kept in the home, readable by its owner only."""
    if key := os.environ.get("GONGKAI_SECRET_KEY"):
        return key
    kept = HOME / "secret.key"
    if kept.exists():
        return kept.read_text()
    if PROFILE == "production":
        raise ImproperlyConfigured("生产环境必须设置 GONGKAI_SECRET_KEY。")
    key = secrets.token_urlsafe(48)
    if HOME.exists():
        kept.touch(mode=0o600)
        kept.write_text(key)
    return key


def _database() -> dict[str, object]:
    """SQLite in the home, or the PostgreSQL that `DATABASE_URL` names."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "gongkai.sqlite3",
            "CONN_MAX_AGE": 60,  # opening a database with some hundred triggers costs more than a page reads
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-65536",
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL 只支持 postgresql://…；不设置则使用内置的 SQLite。")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or parse_qs(parts.query).get("host", [""])[0],
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"options": "-c jit=off"},  # compiling costs a short query more than running it
    }


SECRET_KEY = _secret_key()
SIGNING_KEY = HOME / "filing.key"
CLOCK_SHIFT = datetime.timedelta(days=sample.shift_of(HOME))
# Best a folder that another machine gathers: what an owner of database and key could forge, only these show.
CHECKPOINTS = Path(os.environ.get("GONGKAI_CHECKPOINTS", HOME / "checkpoints"))
# Better on another disk, or another machine's: who copies the database should not get the key with it.
LEDGER_KEYS = Path(os.environ.get("GONGKAI_LEDGER_KEYS_FILE", HOME / "ledger.keys"))
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]

AUTH_USER_MODEL = "bodies.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongkai.shell.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "shell:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "gongkai.shell.views.auth.locked_out"
AXES_RESET_ON_SUCCESS = True

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
DATE_FORMAT = "Y-m-d"
DATETIME_FORMAT = "Y-m-d H:i"
FORMAT_MODULE_PATH = ["gongkai.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [("bootstrap", get_bootstrap_css_dir())]
MEDIA_ROOT = HOME / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if PROFILE == "production":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
