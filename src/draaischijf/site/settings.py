"""Django's settings: safe unless an installation says that it is a try-out on one machine."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from draaischijf.settings import load as load_settings
from draaischijf.site.options import LOOPBACK, load

OPTIONS = load()
HERE = Path(__file__).parent

DEBUG = False
SECRET_KEY = OPTIONS.secret
ALLOWED_HOSTS = [*OPTIONS.hosts, *(LOOPBACK if OPTIONS.local else ())]
ROOT_URLCONF = "draaischijf.site.urls"
WSGI_APPLICATION = "draaischijf.site.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {"default": OPTIONS.database}

APPS = ("frame", "accounts", "jobs", "language", "start", "passports", "matches", "worker", "employer", "api")
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    *(f"draaischijf.site.{app}" for app in APPS if (HERE / app / "__init__.py").is_file()),
]
MIDDLEWARE = [
    "draaischijf.site.frame.middleware.RequestLog",
    "draaischijf.site.api.middleware.ApiAnswers",
    "django.middleware.security.SecurityMiddleware",
    "draaischijf.site.frame.middleware.SafeHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "draaischijf.site.frame.middleware.Guard",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "draaischijf.site.frame.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "draaischijf.site.frame.templatetags.ui",
            ],
        },
    }
]

# Who signs in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "start:home"
LOGOUT_REDIRECT_URL = "start:home"
if OPTIONS.oidc:
    AUTHENTICATION_BACKENDS.append("draaischijf.site.accounts.oidc.ProviderBackend")
    OIDC_OP_AUTHORIZATION_ENDPOINT = OPTIONS.oidc["AUTHORIZE"]
    OIDC_OP_TOKEN_ENDPOINT = OPTIONS.oidc["TOKEN"]
    OIDC_OP_USER_ENDPOINT = OPTIONS.oidc["USERINFO"]
    OIDC_OP_JWKS_ENDPOINT = OPTIONS.oidc["JWKS"]
    OIDC_RP_CLIENT_ID = OPTIONS.oidc["CLIENT_ID"]
    OIDC_RP_CLIENT_SECRET = OPTIONS.oidc["CLIENT_SECRET"]
    OIDC_RP_SIGN_ALGO = "RS256"
    OIDC_USE_PKCE = True
    OIDC_TIMEOUT = 10
    LOGIN_REDIRECT_URL_FAILURE = "/inloggen"
    OIDC_AUTHENTICATION_CALLBACK_URL = "accounts:oidc-back"

# Languages
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# What a browser may do
HTTPS = not OPTIONS.local
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if OPTIONS.behind_proxy else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "draaischijf.site.frame.views.csrf_failed"
SESSION_COOKIE_AGE = 8 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS: list[str] = []

# What comes in: read whole into memory, so bounded.
MAX_UPLOAD = load_settings()[0].max_file_mb * 1024 * 1024
FILE_UPLOAD_HANDLERS = ["draaischijf.site.frame.uploads.BoundedMemory"]
FILE_UPLOAD_MAX_MEMORY_SIZE = MAX_UPLOAD
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGGING_CONFIG = "draaischijf.site.frame.logging.configure"
LOGGING = {"level": load_settings()[0].log_level, "style": load_settings()[0].log_format}

# The domain
SITE_DATA = OPTIONS.data
SITE_THEME = OPTIONS.theme
SITE_CONTACT = OPTIONS.contact
SITE_AS_OF = date.fromisoformat(OPTIONS.as_of) if OPTIONS.as_of else None
SITE_BEHIND_PROXY = OPTIONS.behind_proxy
