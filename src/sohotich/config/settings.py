"""One module of settings: everything that differs between machines comes from the environment.

SOHOTICH_HOME, DATABASE_URL, DATABASE_OWNER_URL; SOHOTICH_HOSTS (names and addresses it answers to),
SOHOTICH_TLS=1 (served over HTTPS), SOHOTICH_SMTP and SOHOTICH_MAIL_FROM (reminders by mail),
SOHOTICH_PROXIES (trusted proxies in front), SOHOTICH_AS_OWNER=1
(this process migrates).
"""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url

from sohotich.config import apps
from sohotich.config.log import logging_for
from sohotich.config.mail import mail_settings
from sohotich.foundation.database.connection import addresses
from sohotich.foundation.database.home import Home

HOME = Home.current()
SECRET_KEY = HOME.secrets()["secret_key"] if HOME.exists() else ""
DEBUG = False
TLS = os.environ.get("SOHOTICH_TLS") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS += os.environ.get("SOHOTICH_HOSTS", "").split()

INSTALLED_APPS = [
    *apps.FOUNDATION,
    *apps.REGISTER,
    *apps.PIPELINE,
    *apps.OVERSIGHT,
    *apps.WEB,
    *apps.LIBRARIES,
]
MIDDLEWARE = [
    "sohotich.config.middleware.security_headers",
    "sohotich.config.middleware.same_clock",
    "sohotich.config.public_first.public_first",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sohotich.config.compression.TextGzip",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sohotich.config.middleware.FormRead",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sohotich.config.gate.SessionGate",
    "sohotich.config.who_speaks.WhoSpeaks",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "sohotich.config.middleware.upload_limit",
    "sohotich.config.middleware.UserErrors",
]
ROOT_URLCONF = "sohotich.web.urls"
WSGI_APPLICATION = "sohotich.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sohotich.foundation.pages.context.shell",
            ],
        },
    }
]

# ── database ─────────────────────────────────────────────────────────────────────────────────────
_addresses = addresses(HOME)
_address = (
    _addresses.owner if os.environ.get("SOHOTICH_AS_OWNER") == "1" else _addresses.application
)
# Tells the database who speaks, by which row-level security goes.
_ENGINE = "sohotich.foundation.database.backend"
DATABASES = {
    "default": dj_database_url.parse(
        _address, engine=_ENGINE, conn_max_age=60, conn_health_checks=True
    )
    if _address
    else {"ENGINE": _ENGINE, "NAME": "sohotich"}
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "database_cache",
        # Holds the counts of wrong passwords: the usual 300 could be pushed out by other names.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# ── language, time ───────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# ── sign-in ──────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# scrypt: as hard to guess and ten times quicker for one sign-in on an old server.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "sohotich.config.sign_in.PolicyLength"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "sohotich.config.sign_in.Adapter"
ACCOUNT_FORMS = {"change_password": "sohotich.config.password_form.PasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# The library's limits go by address alone, and a commune sits behind one; the adapter has ours.
ACCOUNT_RATE_LIMITS = False
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SOHOTICH_PROXIES", "0"))

SESSION_ENGINE = "sohotich.foundation.people.sessions"
SESSION_COOKIE_NAME = "sohotich"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = TLS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_SECURE = TLS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "sohotich.config.middleware.csrf_failed"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
# In the session, not a cookie: what was said to one person ends with their session.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if ALLAUTH_TRUSTED_PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# ── files ────────────────────────────────────────────────────────────────────────────────────────
STATIC_URL = "/static/"
# Straight out of the package: nothing to collect after an installation.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# The built front end's names hold twelve hex digits of their content.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+\.[0-9a-f]{12}\.[a-z0-9]+$"
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]
FILE_UPLOAD_TEMP_DIR = str(HOME.uploads) if HOME.exists() else None
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# ── mail ─────────────────────────────────────────────────────────────────────────────────────────
globals().update(mail_settings(os.environ))

LOGGING = logging_for(HOME)
BASE_DIR = Path(__file__).resolve().parent.parent
SILENCED_SYSTEM_CHECKS: list[str] = []
