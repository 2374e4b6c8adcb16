"""Settings. What differs between installations comes from the environment; everything lives in one home."""

from __future__ import annotations

import datetime
import ipaddress
import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

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
    "gongkai.search",
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
    "gongkai.publisher",
    "gongkai.upkeep",
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
    "django.contrib.sitemaps",
    "csp",
    "django_otp",
    "django_otp.plugins.otp_static",
    "django_otp.plugins.otp_totp",
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
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.shell.middleware.ViewerMiddleware",
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


MAIL_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def _mail_server() -> SplitResult:
    """The server that `GONGKAI_MAIL` names."""
    server = urlsplit(os.environ.get("GONGKAI_MAIL", "smtp://localhost"))
    if server.scheme not in MAIL_PORTS:
        raise ImproperlyConfigured("GONGKAI_MAIL 只支持 smtp://、smtp+tls://、smtps:// 开头的地址。")
    return server


def _scanner() -> SplitResult | None:
    """The clamd that `GONGKAI_CLAMD` names; None where there is none, and then nothing counts as scanned."""
    address = urlsplit(os.environ.get("GONGKAI_CLAMD", ""))
    if (address.scheme == "unix" and address.path) or (address.scheme == "tcp" and address.hostname):
        return address
    if address.geturl():
        raise ImproperlyConfigured("GONGKAI_CLAMD 只支持 unix:///run/clamav/clamd.ctl 或者 tcp://主机:3310。")
    return None


SECRET_KEY = _secret_key()
SIGNING_KEY = HOME / "filing.key"
CLOCK_SHIFT = datetime.timedelta(days=sample.shift_of(HOME))
# Best a folder that another machine gathers: what an owner of database and key could forge, only these show.
CHECKPOINTS = Path(os.environ.get("GONGKAI_CHECKPOINTS", HOME / "checkpoints"))
# Better on another disk, or another machine's: who copies the database should not get the key with it.
LEDGER_KEYS = Path(os.environ.get("GONGKAI_LEDGER_KEYS_FILE", HOME / "ledger.keys"))
# The interface to which posts are sent, and the token of each organ that has one: CODE=TOKEN, separated by commas.
WEIBO_API = os.environ.get("GONGKAI_WEIBO_API", "https://api.weibo.com/2/statuses/share.json")
WEIBO_TOKENS = dict(
    each.strip().split("=", 1)
    for each in os.environ.get("GONGKAI_WEIBO_TOKENS", "").split(",")
    if "=" in each
)
# Hosts that may be asked though they stand behind our own wall: a portal of the government's own network.
INSIDE_HOSTS = [
    each.strip() for each in os.environ.get("GONGKAI_INSIDE_HOSTS", "").split(",") if each.strip()
]
CHECKPOINT_MAIL = [each for each in os.environ.get("GONGKAI_CHECKPOINT_MAIL", "").split(",") if each]
MAIL = _mail_server()
EMAIL_HOST, EMAIL_PORT = MAIL.hostname or "localhost", MAIL.port or MAIL_PORTS[MAIL.scheme]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(MAIL.username or ""), unquote(MAIL.password or "")
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL.scheme == "smtp+tls", MAIL.scheme == "smtps"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = os.environ.get("GONGKAI_MAIL_FROM", "gongkai@localhost")
CLAMD = _scanner()
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DEBUG = False
# Whose word on where a request comes from is taken, as addresses or networks: nginx, and nobody else.
TRUSTED_PROXIES = [
    ipaddress.ip_network(each.strip())
    for each in os.environ.get("GONGKAI_TRUSTED_PROXIES", "").split(",")
    if each.strip()
]
ALLOWED_HOSTS = [h for h in os.environ.get("GONGKAI_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h]

AUTH_USER_MODEL = "bodies.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "gongkai.shell.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# Of whom a second factor is required: `all`, ids of permissions, or nobody. 等保 level 3 asks for two.
SECOND_FACTOR = frozenset(
    each.strip()
    for each in os.environ.get("GONGKAI_SECOND_FACTOR", "all" if PROFILE == "production" else "").split(",")
    if each.strip() and not DEMO
)
OTP_TOTP_ISSUER = "公开"
OTP_TOTP_THROTTLE_FACTOR = OTP_STATIC_THROTTLE_FACTOR = 0  # counted by account and source, like the password
LOGIN_URL = "shell:sign_in"
LOGIN_REDIRECT_URL = "desk:home"

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
RELEASED_ROOT = HOME / "released"  # what the public downloads, made once; it can be made anew
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
