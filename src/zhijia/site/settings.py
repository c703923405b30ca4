"""All settings. What an instance may choose comes from the environment; the rest is decided.

ZHIJIA_HOME   the folder that holds everything this instance owns (default: var/)
ZHIJIA_DB     "" for SQLite in ZHIJIA_HOME, or postgresql://user@host/name?host=/socket/folder
ZHIJIA_HOSTS  names this instance answers to, separated by commas
ZHIJIA_HTTPS  1 when it is reached over https
ZHIJIA_URL    where people reach it, as https://union.example.cn; e-mails and groups link to it
ZHIJIA_PROXIES  addresses of proxies on other machines that say for whom they ask
ZHIJIA_WITNESS  the file that the head of the record is written into, best on another disk
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from csp.constants import NONE, SELF, UNSAFE_INLINE

from zhijia.site.keeping import kept_in
from zhijia.site.mailing import smtp

ROOT = Path(__file__).resolve().parents[3]
HOME = Path(os.environ.get("ZHIJIA_HOME") or ROOT / "var").absolute()
HOME.mkdir(parents=True, exist_ok=True)


def postgresql(url: str) -> dict[str, Any]:
    """Return Django's settings for a PostgreSQL address; `host=` may name a socket folder."""
    parts = urlsplit(url)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": asked.get("user", unquote(parts.username or "")),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": asked.get("host", parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
    }


def sqlite(place: Path) -> dict[str, Any]:
    """Return Django's settings for one SQLite file.

    IMMEDIATE: with Django's default, two writers at once lose nine writes in ten.
    """
    pragmas = "journal_mode=WAL synchronous=NORMAL mmap_size=134217728 cache_size=-64000"
    pragmas += " secure_delete=FAST"  # what is deleted is overwritten, not only let go
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": place,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": ";".join(f"PRAGMA {pragma}" for pragma in pragmas.split()),
        },
    }


_db = os.environ.get("ZHIJIA_DB", "")
DATABASES = {"default": postgresql(_db) if _db else sqlite(HOME / "zhijia.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SECRET_KEY = kept_in(HOME / "secret-key", lambda: secrets.token_urlsafe(48))
VAULT_KEYS = HOME / "vault-keys"  # what personal data is sealed with; made at the first need
DEBUG = False
SITE_URL = os.environ.get("ZHIJIA_URL", "").strip().rstrip("/")
HTTPS = os.environ.get("ZHIJIA_HTTPS") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
_named = os.environ.get("ZHIJIA_HOSTS", "").replace(" ", "").split(",")
ALLOWED_HOSTS += [name for name in _named if name]
# What these say in X-Forwarded-For is believed: wrong tries are counted by address. A socket of
# this machine has the address "".
PROXIES = {"127.0.0.1", "::1", *os.environ.get("ZHIJIA_PROXIES", "").replace(" ", "").split(",")}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
# The proxy that speaks https to browsers speaks http to us: their Origin would look foreign.
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ALLOWED_HOSTS] if HTTPS else []
SESSION_COOKIE_AGE = 12 * 60 * 60
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
    "csp",
    "zhijia.site",
    "zhijia.plans",
    "zhijia.ballots",
    "zhijia.matters",
    "zhijia.surveys",
    "zhijia.disclosure",
    "zhijia.checks",
    "zhijia.meetings",
    "zhijia.writing",
    "zhijia.org",
    "zhijia.platform.accounts",
    "zhijia.platform.doorway",
    "zhijia.platform.audit",
    "zhijia.platform.files",
    "zhijia.platform.once",
    "zhijia.platform.refs",
    "zhijia.platform.offers",
    "zhijia.platform.search",
    "zhijia.platform.jobs",
    "zhijia.platform.notices",
    "zhijia.platform.vault",
    "zhijia.platform.sheets",
    "zhijia.platform.ui",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A page is a fifth of its size on the wire; Django pads it, so its length tells no secrets.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    # Before the session is read: whoever comes through a door without an account is nobody.
    "zhijia.platform.doorway.middleware.NobodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zhijia.platform.accounts.middleware.ActorMiddleware",
    "zhijia.site.place.PlaceMiddleware",
    "zhijia.platform.once.middleware.OnceMiddleware",
    "zhijia.platform.ui.wordless.WordsMiddleware",
    "zhijia.platform.nul.NulMiddleware",
]
ROOT_URLCONF = "zhijia.site.urls"
WSGI_APPLICATION = "zhijia.site.wsgi.application"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["zhijia.platform.accounts.backend.StaffNumberBackend"]
LOGIN_URL = "accounts:sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "staff_no")},
    },
    {"NAME": "zhijia.platform.accounts.passwords.LongEnough"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ACTOR = "zhijia.org.queries.actor_of"
VOTES_IN_SECRET = "zhijia.ballots.queries.votes_in_secret"  # (account: int) -> bool
OWNER_TOLD = "zhijia.site.telling.tell_owner"
GUARDED_POSTS = "zhijia.org.rules.GUARDED"
DESKS = "zhijia.org.rules.DESKS"  # the posts that act for a unit
DESK_USERS = "zhijia.org.queries.desk_users"  # the accounts of those who hold them
UNIT_NAMES = "zhijia.org.queries.unit_names"
ROBOT_BASES: dict[str, str] = {}  # where else than at its house a robot is reached: for tests
# (phone: str) -> the one account whose owner has this phone, or None; "" where nobody knows phones.
BY_PHONE = "zhijia.org.queries.user_by_phone"
ASSISTANT_FILE = HOME / "assistant.toml"  # a model outside that desks may ask: docs/assistant.md
SIGN_IN_FILE = HOME / "sign-in.toml"  # other houses by which people sign in: docs/signing-in.md

_mail = smtp(os.environ.get("ZHIJIA_SMTP", ""))
EMAIL_HOST = _mail["EMAIL_HOST"]  # "" where no mail can be sent
EMAIL_PORT = _mail.get("EMAIL_PORT", 25)
EMAIL_HOST_USER = _mail.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = _mail.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = _mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.get("DEFAULT_FROM_EMAIL", "")
EMAIL_SUBJECT_PREFIX = ""

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "zhijia.platform.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "zhijia.site.shell.shell",
            ],
        },
    }
]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "zhijia.site.statics.Statics"},
}
FILES_ROOT = HOME / "files"
# Who comes here is nobody, signed in or not: platform.doorway.middleware.
NOBODY_UNDER = ("/door/", "/surveys/box/", "/surveys/o/", "/surveys/thanks/")
WITNESS = os.environ.get("ZHIJIA_WITNESS", "")  # "" for record-witness in HOME
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a task may go to thousands of units, each a ticked box

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "style-src-elem": [SELF],
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
