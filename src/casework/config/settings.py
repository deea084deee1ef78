"""Settings: everything that differs between places comes from the environment.

DATABASE_URL      `postgresql://user:password@host/name`; empty = SQLite in `var/putright.sqlite3`.
SECRET_KEY        empty = one made once and kept in `var/secret-key`.
ALLOWED_HOSTS     names the service answers to, joined with commas; empty = this machine only.
BEHIND_TLS        1 when a proxy in front speaks HTTPS: cookies are then sent over HTTPS only.
CASEWORK_VAR      folder for the database, documents and keys; empty = `var` where the service is started.
DIGEST_AT         when in London the daily e-mail of alerts goes out; 08:00 when not given.
SERVICE_URL       where officers reach the service, for the links in that e-mail; this machine when not given.
REPORTS_FOLDER    folder for frozen reports and the facts they were counted from; `documents/reports` when not given.
UPLOAD_MEGABYTES  the largest document taken; 20 when not given.

How letters leave (see docs/how-to/send-letters.md); what is not given is not set up, and its letters wait:

EMAIL_URL         `smtp://user:password@host:587?tls=1`, `smtps://…`; `console` shows mail and sends none.
EMAIL_FROM        the address letters are sent from, such as `Complaints <complaints@council.example>`.
NOTIFY_API_KEY    a key of GOV.UK Notify. NOTIFY_TEMPLATE: id of its e-mail template with ((subject)) and ((body)).
NOTIFY_URL        where Notify is, when it is not GOV.UK’s.
PRINT_FOLDER      folder for letters to be printed; empty = `print` in CASEWORK_VAR.
"""

import os
import secrets
from datetime import time
from pathlib import Path

from casework.config.database import database_from_url
from casework.letters.adapters.addresses import mail_server

PACKAGE = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("CASEWORK_VAR") or "var").resolve()


def _secret_key() -> str:
    if given := os.environ.get("SECRET_KEY"):
        return given
    kept = VAR / "secret-key"
    if not kept.exists():
        VAR.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
    return kept.read_text().strip()


SECRET_KEY = _secret_key()
DEBUG = os.environ.get("DEBUG") == "1"
ALLOWED_HOSTS = [name for name in os.environ.get("ALLOWED_HOSTS", "").split(",") if name] or [
    "127.0.0.1",
    "localhost",
    "[::1]",
    "testserver",
]
BEHIND_TLS = os.environ.get("BEHIND_TLS") == "1"

INSTALLED_APPS = [
    "casework.journal",
    "casework.people",
    "casework.complaints",
    "casework.outcomes",
    "casework.agreements",
    "casework.statutory",
    "casework.ombudsman",
    "casework.orders",
    "casework.precedents",
    "casework.packs",
    "casework.letters",
    "casework.providers",
    "casework.intake",
    "casework.together",
    "casework.members",
    "casework.alerts",
    "casework.insight",
    "casework.published",
    "casework.imports",
    "casework.ops",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
]
MIDDLEWARE = [
    # What every answer carries stands before whatever answers: files of the pages and faults carry it too.
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "casework.screens.privacy.keep_private",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "casework.screens.faults.LoginRequired",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "casework.config.urls"
WSGI_APPLICATION = "casework.config.wsgi.application"
DATABASES = {"default": database_from_url(os.environ.get("DATABASE_URL", ""), VAR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PACKAGE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "casework.config.jinja2.environment"},
    },
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

AUTH_USER_MODEL = "people.Officer"
# Single sign-on is added as one more back end here; `Officer.external_identity` is what it matches.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "queue"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
# Failures are told of under `username`, whatever our field is called; otherwise they count for nobody.
AXES_USERNAME_FORM_FIELD = "username"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_CALLABLE = "casework.people.views.signing_in.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_ENABLE_ACCESS_FAILURE_LOG = False

SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "casework.screens.faults.form_not_accepted"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_TLS else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/London"

STATIC_URL = "/static/"
STATICFILES_DIRS = [PACKAGE / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DOCUMENTS = VAR / "documents"
FACTS = VAR / "facts"
REPORTS_FOLDER = os.environ.get("REPORTS_FOLDER", "")
EMAIL_URL = os.environ.get("EMAIL_URL", "")
mail_server(EMAIL_URL)  # A wrong one is told when the service starts, not when the first letter waits.
EMAIL_FROM = DEFAULT_FROM_EMAIL = os.environ.get("EMAIL_FROM", "")
NOTIFY_API_KEY = os.environ.get("NOTIFY_API_KEY", "")
NOTIFY_TEMPLATE = os.environ.get("NOTIFY_TEMPLATE", "")
NOTIFY_URL = os.environ.get("NOTIFY_URL", "")
DIGEST_AT = os.environ.get("DIGEST_AT") or "08:00"
time.fromisoformat(DIGEST_AT)  # As above: a wrong one is told at the start.
SERVICE_URL = os.environ.get("SERVICE_URL") or "http://127.0.0.1:8000"
PRINT_FOLDER = Path(os.environ.get("PRINT_FOLDER") or VAR / "print")
UPLOAD_LIMIT = int(os.environ.get("UPLOAD_MEGABYTES") or 20) * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 1
FILE_UPLOAD_HANDLERS = ["casework.screens.uploading.LimitedUpload"]

LOGGING_CONFIG = "casework.journal.logs.configure"
# Django calls it only when there is something to hand over.
LOGGING = {"by": "casework.journal.logs"}
