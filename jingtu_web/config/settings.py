"""The one settings file. Everything that differs between installations comes from the environment.

``JINGTU_HOME`` the folder of database, files and secret key (default ``var``) · ``DATABASE_URL`` · ``PORT``, ``HOST`` ·
``WORKERS`` · ``DEBUG`` · ``HTTPS`` · ``SECRET_KEY`` · ``ALLOWED_HOSTS`` · ``TRUSTED_ORIGINS`` · ``NODE_MODULES`` ·
``TIANDITU_KEY`` (all in docs/operations.md)
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.utils.translation import gettext_lazy as _

from jingtu_web.config.admin_look import GREENS, navigation
from jingtu_web.config.environment import database, folder, make_folder, number, switch, words

ROOT = Path(__file__).resolve().parents[2]
HOME = folder("JINGTU_HOME", Path.cwd() / "var")
make_folder(HOME, "JINGTU_HOME")

DEBUG = switch("DEBUG", False)
HOST = os.environ.get("HOST") or "127.0.0.1"
PORT = number("PORT", 8000, least=1, most=65535)
WORKERS = number("WORKERS", min(4, os.cpu_count() or 1), least=1, most=64)


def _secret_key() -> str:
    """The key of this installation: from the environment, or made once and kept in ``JINGTU_HOME``."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = HOME / "secret_key"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50), encoding="ascii")
    return kept.read_text(encoding="ascii")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = words("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]" if HOST in ("127.0.0.1", "localhost") else "*")

INSTALLED_APPS = [
    "jingtu_web.config",  # first: it compiles the translations before any other app asks for one
    "unfold",
    "unfold.contrib.filters",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "jingtu_web.common",
    "jingtu_web.registers.samples",
    "jingtu_web.deliveries",
    "jingtu_web.runs",
    "jingtu_web.plans",
    "jingtu_web.maps",
    "jingtu_web.exchange",
    "jingtu_web.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "jingtu_web.config.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jingtu_web.config.upload_limit.UploadLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jingtu_web.config.first_password.FirstPasswordMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "jingtu_web.config.policy.PolicyMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "jingtu_web.config.urls"
WSGI_APPLICATION = "jingtu_web.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jingtu_web.common.context.site",
            ],
        },
    },
]

DATABASES = {"default": database(os.environ.get("DATABASE_URL") or f"sqlite:///{HOME / 'jingtu.sqlite3'}")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "common.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "jingtu_web.desk.accounts.locked_out"
AXES_ENABLE_ADMIN = False  # a new password from the administrator unlocks
AXES_VERBOSE = False

# Calculations wait in the database for the worker that `serve` starts (docs/runs.md).
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_HOME = HOME / "locale"  # compiled from jingtu_web/locale (config.translations)
LOCALE_PATHS = [LOCALE_HOME]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATIC_ROOT.mkdir(exist_ok=True)
NODE_MODULES = folder("NODE_MODULES", ROOT / "node_modules")
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "jingtu_web.config.vendor.VendorFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = HOME / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = switch("HTTPS", False)
SESSION_COOKIE_AGE = 12 * 60 * 60  # one working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = words("TRUSTED_ORIGINS", "")
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if SESSION_COOKIE_SECURE:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}

TIANDITU_KEY = os.environ.get("TIANDITU_KEY", "")

UNFOLD = {
    "SITE_TITLE": _("净土后台管理"),
    "SITE_HEADER": _("净土后台管理"),
    "SITE_URL": "/",
    "SITE_FAVICONS": [{"rel": "icon", "href": "/static/desk/icon.svg", "type": "image/svg+xml"}],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_LANGUAGES": False,
    "COLORS": {"primary": GREENS},
    "SIDEBAR": {"show_search": False, "show_all_applications": False, "navigation": navigation},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
