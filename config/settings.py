"""Settings. Every value that differs between machines is read from the environment."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from config import contact, environment
from config.accounts import *  # noqa: F403
from config.environment import read

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = environment.data_folder(BASE_DIR / "var")

DEBUG = read("DEBUG", environment.flag, "false")
SECRET_KEY = environment.secret_key(DATA_DIR)

PORT = read("PORT", environment.port, "8000")
HOST = read("HOST", str, "127.0.0.1")
VISIBLE_HOST = "127.0.0.1" if HOST in ("0.0.0.0", "::") else environment.in_address(HOST)
SITE_URL = read("SITE_URL", environment.origin, f"http://{VISIBLE_HOST}:{PORT}")
SITE_HOST = environment.in_address(urlsplit(SITE_URL).hostname or "")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = read(
    "ALLOWED_HOSTS",
    environment.hosts,
    f"{SITE_HOST},localhost,127.0.0.1,[::1]",
)
CSRF_TRUSTED_ORIGINS = read("CSRF_TRUSTED_ORIGINS", environment.origins, SITE_URL)
TRUSTED_PROXIES = read("TRUSTED_PROXIES", environment.networks, "")

INSTALLED_APPS = [
    # Before the admin, whose templates it overrides.
    "cooperation",
    "config.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "corsheaders",
    "csp",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
]
MIDDLEWARE = [
    "cooperation.web.middleware.request_id",
    "cooperation.web.languages.language_of_address",
    "cooperation.web.middleware.client_address",
    "cooperation.web.middleware.security_headers",
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cooperation.web.tracking.drop_tracking",
    "cooperation.web.middleware.refuse_unreadable",
    "cooperation.web.questions.plain_questions",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cooperation.web.middleware.CompressPublicText",
    "corsheaders.middleware.CorsMiddleware",
    "cooperation.web.middleware.cache_headers",
    "cooperation.web.refusals.refuse_marked",
    "cooperation.web.middleware.DatabaseAway",
    "cooperation.web.query_limit.limit_queries",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cooperation.admin.throttling.answer_refusals",
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "site",
        "DIRS": [BASE_DIR / "templates" / "site"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "cooperation.site.templating.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "NAME": "desk",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cooperation.admin.second_factor.passkeys_context",
            ]
        },
    },
]

DATABASES = {
    "default": read(
        "DATABASE_URL", environment.database, f"sqlite:///{DATA_DIR / 'register.sqlite3'}"
    )
}
# What is counted about sign-ins counts in every worker. Without a cache of its own the register
# keeps it in a second file, away from the records.
CACHES = {"default": read("CACHE_URL", environment.cache, "dbcache://cache?max_entries=10000")}
if not os.environ.get("CACHE_URL", "").strip():
    DATABASES["cache"] = environment.cache_file(DATA_DIR / "cache.sqlite3")
    DATABASE_ROUTERS = ["config.routers.CacheRouter"]
# Where a folder has held one before, another begins only if it is asked for.
REGISTER_NEW = read("REGISTER_NEW", environment.flag, "false")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Whoever changes templates wants to see them.
KEPT_ANSWERS = 0 if DEBUG else read("KEPT_ANSWERS", environment.mebibytes, "32")
QUERY_LIMIT = read("QUERY_LIMIT", environment.seconds, "2")
API_RATE = read("API_RATE", environment.rate, "3000/min")

SECOND_FACTOR_ROLES = read(
    "SECOND_FACTOR_ROLES", environment.roles, "publisher,administrator" if IS_HTTPS else "none"
)

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("km", "ភាសាខ្មែរ")]
# Their pages say so until a native editor has checked our words in them.
LANGUAGES_IN_DRAFT = ["km"]
TIME_ZONE = "Asia/Phnom_Penh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Other sites have no use for our stylesheet; only the API is shared.
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Every page names files with their hash; keeping both forms doubles what is compressed.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("br", "gif", "gz", "jpg", "map", "png", "webp", "woff2")
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "cooperation.web.uploads.BoundedUploadHandler",
]
# Each row of a picture sends one, if only to say that none was chosen.
DATA_UPLOAD_MAX_NUMBER_FILES = 1000
# An event with sixty participants, each with its citation, is one form.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

CONTACT = read("CONTACT", contact.contacts, "")
EMAIL_TIMEOUT = 10
vars().update(read("EMAIL_URL", environment.email, "consolemail://"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = read("MAIL_FROM", environment.sender, f"register@{SITE_HOST}")

# The browser accepts a name with this prefix from us alone, over TLS alone.
COOKIE_PREFIX = "__Host-" if IS_HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}session"
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "cooperation.admin.resuming.csrf_failure"
# Messages travel in the session: a reader gets no cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = read("HSTS_SUBDOMAINS", environment.flag, "false")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
# Believed from a trusted proxy only: the middleware removes it from anyone else.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
# W005: other names under ours may not be ready for TLS; who knows that they are says so.
# W008: the proxy that holds the certificate redirects. W021: preloading binds a whole domain.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W008", "security.W021"]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF],
        "script-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_EXPOSE_HEADERS = ["ETag", "Last-Modified", "Retry-After", "X-Request-ID"]

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["cooperation.api.renderers.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_THROTTLE_CLASSES": ["cooperation.api.throttling.AddressThrottle"],
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "cooperation.api.errors.api_error_answer",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Register of labour cooperation in Cambodia",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SERVERS": [{"url": SITE_URL}],
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "cooperation.web.logs.JsonFormatter"}},
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
        }
    },
    "root": {"handlers": ["stdout"], "level": "WARNING"},
    "loggers": {
        "cooperation": {"level": "INFO"},
        # Its own handlers would say everything twice.
        "django": {"handlers": [], "level": "WARNING"},
        # Every request already has its line, with its status.
        "django.request": {"level": "ERROR"},
        # Whoever scans the net asks under any name.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
