"""Settings, from the environment only (`environment.py` lists them), safe by default."""

from datetime import time
from pathlib import Path
from urllib.parse import unquote, urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from chrysalis import environment


BASE_DIR = Path(__file__).resolve().parent.parent
_env = environment.read()
environment.refuse_unsafe(_env)

DEBUG = False
DEMO = _env["CHRYSALIS_DEMO"]
HOME = Path(_env["CHRYSALIS_HOME"])
SECRET_KEY = _env["CHRYSALIS_SECRET_KEY"]
SECRET_KEY_FALLBACKS = _env["CHRYSALIS_SECRET_KEY_FALLBACKS"]
ALLOWED_HOSTS = _env["CHRYSALIS_HOSTS"] + (["127.0.0.1", "localhost"] if DEMO else [])
SERVICE_URL = _env["CHRYSALIS_URL"].rstrip("/") or environment.usual_address(ALLOWED_HOSTS)
SUPPORT_PHONE = _env["CHRYSALIS_SUPPORT_PHONE"]
LEAVE_TO = _env["CHRYSALIS_LEAVE_TO"]
VISIT_HOURS = _env["CHRYSALIS_VISIT_HOURS"]
LOOK_AGAIN = _env["CHRYSALIS_LOOK_AGAIN"]
RETURN_DAYS = _env["CHRYSALIS_RETURN_DAYS"]
PUBLIC_POSTS = _env["CHRYSALIS_PUBLIC_POSTS"]
LINK_DAYS = _env["CHRYSALIS_LINK_DAYS"]
LINK_STATUS_DAYS = _env["CHRYSALIS_LINK_STATUS_DAYS"]
TRUSTED_PROXIES = _env["CHRYSALIS_TRUSTED_PROXIES"]
BACKUP_KEYS = _env["CHRYSALIS_BACKUP_KEYS"]
BACKUP_FOLDER = _env["CHRYSALIS_BACKUP_FOLDER"]
BACKUPS_KEPT = _env["CHRYSALIS_BACKUPS_KEPT"]
METRICS_TOKEN = _env["CHRYSALIS_METRICS_TOKEN"]
READ_ONLY = _env["CHRYSALIS_READ_ONLY"]
# In the demonstration nobody waits an hour to see what happens.
RELEASE_MINUTES = _env["CHRYSALIS_RELEASE_MINUTES"] or (2 if DEMO else 60)
RELEASE_SAMPLE_PERCENT = _env["CHRYSALIS_RELEASE_SAMPLE_PERCENT"]
RELEASE_REPEATS = _env["CHRYSALIS_RELEASE_REPEATS"]
MATCH_POINTS = [int(points) for points in _env["CHRYSALIS_MATCH_POINTS"]]
URGENT_RETRY_HOURS = _env["CHRYSALIS_URGENT_RETRY_HOURS"]
IMPORT_ROWS, IMPORT_BATCH = _env["CHRYSALIS_IMPORT_ROWS"], _env["CHRYSALIS_IMPORT_BATCH"]
IMPORT_MEGABYTES, IMPORT_DAYS = _env["CHRYSALIS_IMPORT_MEGABYTES"], _env["CHRYSALIS_IMPORT_DAYS"]
ATTACHMENT_MEGABYTES, ATTACHMENTS_MOST = (
    _env["CHRYSALIS_ATTACHMENT_MEGABYTES"],
    _env["CHRYSALIS_ATTACHMENTS_MOST"],
)
ATTACHMENT_MEGAPIXELS, CLAMD = _env["CHRYSALIS_ATTACHMENT_MEGAPIXELS"], _env["CHRYSALIS_CLAMD"]
API_TOKEN_MINUTES = _env["CHRYSALIS_API_TOKEN_MINUTES"]
API_PER_MINUTE, API_KEY_DAYS = _env["CHRYSALIS_API_PER_MINUTE"], _env["CHRYSALIS_API_KEY_DAYS"]
WEBHOOK_HOSTS, WEBHOOK_HOURS = _env["CHRYSALIS_WEBHOOK_HOSTS"], _env["CHRYSALIS_WEBHOOK_HOURS"]
DISKS = _env["CHRYSALIS_DISKS"]
DISK_FULL_PERCENT = _env["CHRYSALIS_DISK_FULL_PERCENT"]
START_ANSWERS_AT = [time.fromisoformat(text) for text in _env["CHRYSALIS_START_ANSWERS_AT"]]
BREACHED_PASSWORDS = _env["CHRYSALIS_BREACHED_PASSWORDS"]

INSTALLED_APPS = [
    "chrysalis",
    "chrysalis.agencies",
    "chrysalis.attachments",
    "chrysalis.api",
    "chrysalis.audit",
    "chrysalis.backups",
    "chrysalis.delivery",
    "chrysalis.drafts",
    "chrysalis.events",
    "chrysalis.notices",
    "chrysalis.risk",
    "chrysalis.reports",
    "chrysalis.signin",
    "chrysalis.snags",
    "chrysalis.ui",
    "referrals",
    "interventions",
    "partners",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "guardian",
] + (["chrysalis.demo", "chrysalis.bench"] if DEMO else [])

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "chrysalis.journal.middleware.Journal",
    "csp.middleware.CSPMiddleware",
    "chrysalis.ui.middleware.PageHeaders",
    "chrysalis.signin.middleware.Sessions",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "chrysalis.signin.middleware.Limits",
    "chrysalis.standstill.middleware.Standstill",
    "chrysalis.signin.middleware.WearHat",
    "chrysalis.audit.middleware.Trail",
]

ROOT_URLCONF = "chrysalis.urls"
WSGI_APPLICATION = "chrysalis.wsgi.application"
FORM_RENDERER = "chrysalis.ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["chrysalis.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "chrysalis.ui.context.page",
                "chrysalis.notices.context.waiting",
            ],
        },
    }
]

# The service answers as `app`; only `migrate` and the tests' set-up know the owner.
DATABASES = {"default": dj_database_url.parse(_env["DATABASE_URL"], conn_max_age=60, conn_health_checks=True)}
# Nobody waits at a page for a database that is not there.
DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 3)
if _env["DATABASE_OWNER_URL"]:
    DATABASES["owner"] = dj_database_url.parse(_env["DATABASE_OWNER_URL"])
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEST_NON_SERIALIZED_APPS = ["chrysalis.agencies", "referrals", "interventions", "partners"]

# SAFETY: what is uploaded is never written to a disk unsealed, and only one page takes a file at all.
FILE_UPLOAD_HANDLERS = ["chrysalis.uploads.InMemory"]

REDIS_URL = _env["REDIS_URL"]
CELERY_BROKER_URL = environment.broker_url(REDIS_URL)

AUTH_USER_MODEL = "agencies.Worker"
# Named access (chrysalis/access/grants.py) and nothing else: no anonymous worker in the database, nothing
# patched into our models, no groups, and no guardian answering `has_perm` at sign-in.
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = GUARDIAN_MONKEY_PATCH_GROUP = False

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SAMESITE = "Lax"  # Strict would drop the session on the way back from an agency's own sign-in
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # gone with the browser, so that no device tells of having been here
CSRF_FAILURE_VIEW = "chrysalis.ui.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

if not DEMO:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Not no-referrer: browsers would then send `Origin: null` with every form, and no form would be accepted.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
DATE_FORMAT = "j F Y"
USE_I18N = True
# Those of the public pages. Everything else speaks the first.
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
FORMAT_MODULE_PATH = ["chrysalis.ui.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "chrysalis.ui.storage.Files"},
    # SAFETY: below the home and never below STATIC_ROOT: no web server hands out what lies there.
    "attachments": environment.storage_of_attachments(_env["CHRYSALIS_ATTACHMENTS_URL"], HOME),
}

DELIVERY_URL = _env["CHRYSALIS_EMAIL_URL"] or "file:"
_mail = urlsplit(_env["CHRYSALIS_EMAIL_URL"])
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _env["CHRYSALIS_EMAIL_FROM"]
if _mail.scheme == "smtp":
    EMAIL_HOST, EMAIL_PORT = _mail.hostname, _mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = unquote(_mail.username or ""), unquote(_mail.password or "")
    EMAIL_USE_TLS = True
    EMAIL_TIMEOUT = 20  # seconds: nobody waits longer for a mail server
else:
    EMAIL_BACKEND = "chrysalis.delivery.backend.Shut"

# SAFETY: what may stand in a line, and what may not, is decided in `chrysalis/journal/lines.py`.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"()": "chrysalis.journal.lines.Plain"},
        "json": {"()": "chrysalis.journal.lines.Json"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain" if DEMO else "json",
            "stream": "ext://sys.stderr" if DEMO else "ext://sys.stdout",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "chrysalis": {"level": "INFO"},
        # Django's own handlers say addresses; and what was not found or not allowed is said once, by us.
        "django": {"handlers": [], "level": "WARNING"},
        "django.request": {"level": "ERROR"},
        # It warns that a broker behind a socket has no host name, in the midst of what a command says.
        "kombu.connection": {"level": "ERROR"},
    },
}

SECOND_FACTOR = _env["CHRYSALIS_SECOND_FACTOR"]
from chrysalis.signin.settings import *  # noqa: E402, F403 - the sign-in libraries' many settings, in a file of their own
