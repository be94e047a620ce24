"""All settings, from the environment only. `.env.example` names every variable, its meaning and its default.

A wrong or missing value stops the start with one message that names every variable at fault and its cure.
"""

import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import EnvValidationError

from cooperation import environment
from cooperation.database import EmbeddedError, database_url
from cooperation.watching import reports

BASE_DIR = Path(__file__).resolve().parent.parent


def _local_secret_key() -> str:
    """Return the key of this machine, made on the first start, so that sign-ins outlive a restart."""
    path = BASE_DIR / "var" / "secret-key"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        fresh = path.with_name(f"secret-key.{os.getpid()}")
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(fresh, path)  # refused when another process was quicker: then its key counts
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text()


env = environment.reader()

# LOCAL is a machine for one person: the secret key is made, and sample data and demo accounts are on offer.
LOCAL = env.bool("LOCAL", default=not os.environ.get("DATABASE_URL"))
DEBUG = env.bool("DEBUG", default=False)
LOG_FORMAT = env.str("LOG_FORMAT", default="line" if LOCAL else "json", validate=environment.is_log_format)
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO", validate=environment.is_log_level)
PORT = env.int("PORT", default=8000, validate=environment.is_port)
SITE_URL = env.str("SITE_URL", default=f"http://127.0.0.1:{PORT}", validate=environment.is_origin)
SITE_IS_SECURE = str(SITE_URL).startswith("https://")
if LOCAL and "SECRET_KEY" not in os.environ:
    SECRET_KEY = _local_secret_key()
else:
    SECRET_KEY = env.str("SECRET_KEY", validate=environment.is_secret)
SECRET_KEY_FALLBACKS = env.former("SECRET_KEY_FALLBACKS", default="")
SESSION_HOURS = env.int("SESSION_HOURS", default=12, validate=environment.is_positive)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120, validate=environment.is_positive)
STRICT_SIGN_IN = env.bool("STRICT_SIGN_IN", default=not LOCAL)
CONTACT_EMAIL = env.str("CONTACT_EMAIL", default="", validate=environment.is_mail_address)
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=str(urlsplit(str(SITE_URL)).hostname))
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", default=SITE_URL or "http://127.0.0.1")
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=SITE_IS_SECURE)
SECURE_HSTS_SECONDS = env.int(
    "HSTS_SECONDS", default=31_536_000 if SITE_IS_SECURE else 0, validate=environment.is_not_negative
)
METRICS_ADDRESS = env.str("METRICS_ADDRESS", default="", validate=environment.is_private_address)
SENTRY_DSN = env.str("SENTRY_DSN", default="", validate=environment.is_report_address)
SLOW_QUERY_MS = env.int("SLOW_QUERY_MS", default=500, validate=environment.is_not_negative)
TRUST_PROXY = env.bool("TRUST_PROXY", default=False)
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=600, validate=environment.is_not_negative)
FILES_PER_MINUTE = env.int("FILES_PER_MINUTE", default=120, validate=environment.is_not_negative)
REMEMBERED_MB = env.int("REMEMBERED_MB", default=8, validate=environment.is_not_negative)
SEARCHES_PER_MINUTE = env.int("SEARCHES_PER_MINUTE", default=240, validate=environment.is_not_negative)
BACKUP_FOLDER = Path(
    env.str("BACKUP_FOLDER", default=str(BASE_DIR / "var/backups"), validate=environment.is_path) or ""
)
BACKUP_KEEP = env.int("BACKUP_KEEP", default=14, validate=environment.is_positive)
BACKUP_KEEP_WEEKS = env.int("BACKUP_KEEP_WEEKS", default=8, validate=environment.is_not_negative)
BACKUP_KEEP_MONTHS = env.int("BACKUP_KEEP_MONTHS", default=12, validate=environment.is_not_negative)
BACKUP_PUBLIC_KEY = env.public_keys("BACKUP_PUBLIC_KEY", default="")
REPLICA_URLS = env.databases("DATABASE_REPLICA_URLS", default="")
REPLICA_LAG_SECONDS = env.int("REPLICA_LAG_SECONDS", default=5, validate=environment.is_positive)
if not LOCAL or os.environ.get("DATABASE_URL"):
    env.str("DATABASE_URL", validate=environment.is_postgresql)

try:
    env.seal()
    DATABASES = {
        "default": dj_database_url.parse(database_url(), conn_max_age=60, conn_health_checks=True),
    }
    # Compiling a query takes PostgreSQL longer than it saves: a fifth of the slowest pages on 100,000 events.
    # Starting helpers for a query of some 100 ms does so too: counts on two cores took up to twice as long.
    # Pages at random cost little more than pages in a row: what is asked for often is in memory.
    quick_starts = "-c jit=off -c max_parallel_workers_per_gather=0 -c random_page_cost=1.1"
    # A server that is gone without a word is given up after half a minute, and one that takes nobody at once.
    options = {
        "options": quick_starts, "connect_timeout": 5, "tcp_user_timeout": 30_000,
        "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4,
    }  # fmt: skip
    DATABASES["default"]["OPTIONS"] = options | DATABASES["default"].get("OPTIONS", {})
    REPLICAS = [f"replica-{number}" for number, _url in enumerate(REPLICA_URLS, start=1)]
    for alias, url in zip(REPLICAS, REPLICA_URLS, strict=True):
        DATABASES[alias] = dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
        # One that does not answer is left out at once, and nobody waits for it.
        DATABASES[alias]["OPTIONS"] = options | {"connect_timeout": 2} | DATABASES[alias].get("OPTIONS", {})
        DATABASES[alias]["TEST"] = {"MIRROR": "default"}
except EnvValidationError as error:
    environment.stop(environment.told(cast("Mapping[str, list[str]]", error.error_messages)))
except EmbeddedError as error:
    environment.stop(str(error))

ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]  # for the health check inside a container

INSTALLED_APPS = [
    "events",  # before the admin, whose templates it overrides
    "cooperation.apps.TrackerAdminConfig",  # django.contrib.admin with a site of our own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",  # for the list of somebody's passkeys
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "cooperation.apps.ProjectConfig",  # after the two before it, whose tables its admin shows
    "django_filters",
    "django_htmx",  # for its static files
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "cooperation.watching.requests.WatchedRequests",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cooperation.replicas.middleware.ReadsFromReplicas",
    "cooperation.remembered.RememberedPages",
    "cooperation.compression.CompressedPages",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "cooperation.headers.OwnResources",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "cooperation.accounts.sessions.EndingSessions",
    "allauth.account.middleware.AccountMiddleware",
    "cooperation.accounts.strict.StrictSignIn",
    "events.history.context.RecordedRequests",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # the last: it answers in the place of a sign-in that is locked
]

ROOT_URLCONF = "cooperation.urls"
WSGI_APPLICATION = "cooperation.wsgi.application"
DATABASE_ROUTERS = ["cooperation.replicas.router.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# People and sign-in

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # the first: it lets nobody pass who is locked out
    "django.contrib.auth.backends.ModelBackend",
]

# Whoever guesses: five wrong passwords for one account from one address, and this pair waits for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ACCESS_FAILURE_LOG = True
AXES_USERNAME_CALLABLE = "cooperation.accounts.visitor.account_named"
AXES_CLIENT_IP_CALLABLE = "events.limits.address_of"
AXES_LOCKOUT_TEMPLATE = "account/locked.html"
AXES_VERBOSE = AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["password", "code", "credential", "login", "username", "ip_address"]  # nor in the log

ACCOUNT_ADAPTER = "cooperation.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # how long is a matter of cooperation.accounts.sessions
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
# Wrong codes of a second factor, for the account. Wrong passwords count here too, for account and address, but the lock
# above is nearer.
ACCOUNT_RATE_LIMITS = {"login_failed": "60/m/ip,20/15m/key"}
ACCOUNT_LOGOUT_REDIRECT_URL = "events:home"
MFA_ADAPTER = "cooperation.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate_webauthn": "cooperation.accounts.passkeys.AuthenticateForm",
    "login_webauthn": "cooperation.accounts.passkeys.LoginForm",
    "reauthenticate_webauthn": "cooperation.accounts.passkeys.ReauthenticateForm",
}
MFA_TOTP_ISSUER = "Cooperation Tracker"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not SITE_IS_SECURE  # http://localhost, on a machine of one's own

# Counts of wrong codes, shared by all processes. Nothing else is cached.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cooperation_cache",
        # With the usual 300, who tries many names has the counts of others thrown away, and guesses on.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SESSION_ENGINE = "cooperation.accounts.kept_sessions"

# Language and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

# Static files

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cooperation.static_files.HashedFiles"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name these alone; the others would be compressed for nobody

# Security. No cookie is set before sign-in.

SESSION_COOKIE_AGE = int(SESSION_HOURS) * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SITE_IS_SECURE
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]  # asked from inside the container, where there is no TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for all subdomains: whoever runs the domain decides that, at the proxy
    "security.W021",  # HSTS preload: likewise
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
        "base-uri": [SELF],
        "report-uri": "/csp-report",
        "upgrade-insecure-requests": SITE_IS_SECURE,
    },
}
# Nothing that a browser offers is used, but for keys to sign in with and copying.
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer", "autoplay", "browsing-topics", "camera",
        "display-capture", "encrypted-media", "fullscreen", "geolocation", "gyroscope", "hid", "idle-detection",
        "local-fonts", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
        "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
    )
} | {"publickey-credentials-get": ["self"], "publickey-credentials-create": ["self"]}  # fmt: skip
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files: a very long event has half of one
FILE_UPLOAD_HANDLERS = [
    "cooperation.uploads.NotTooLarge",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # the admin's form of an event has several for each participant

# The API. Its packages are not among the applications: their pages, scripts and tables are not used.

REST_FRAMEWORK = {
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Cooperation Tracker",
    "DESCRIPTION": "The public record of who cooperates with whom against terrorism. Read-only, open to everybody.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": SITE_URL}],
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SORT_OPERATION_PARAMETERS": False,  # in the order of the filters
    "SCHEMA_COERCE_PATH_PK": False,
}

# What whoever runs the site sees

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "cooperation.watching.logs.JsonLines"},
    },
    "filters": {"told already": {"()": "cooperation.watching.logs.NotTold"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        "django.request": {"filters": ["told already"]},
        # On a machine of one's own a line for each picture and page would bury what matters.
        "cooperation.requests": {"level": "WARNING" if LOCAL and LOG_FORMAT == "line" else "NOTSET"},
    },
}
reports.begin(str(SENTRY_DSN))
