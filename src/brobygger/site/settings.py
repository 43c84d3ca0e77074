"""Django's settings. Everything that differs between installations comes from the environment; a room adds its lines here.

| variable | default |
|---|---|
| `DATABASE_URL`, `DATABASE_OWNER_URL` | the embedded PostgreSQL |
| `BROBYGGER_DATA` | `.data` in the clone, see `folders.py` |
| `BROBYGGER_DEMO` | off; `1`: demo roles, working date, plain http on loopback |
| `BROBYGGER_SECRET_KEY` | a file in the data folder, made by `brobygger serve` and `demo` |
| `BROBYGGER_HOSTS` | loopback; the names the site answers to, separated by commas |
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from brobygger.site import databases, folders

PACKAGE = Path(__file__).resolve().parents[1]
FOLDERS = folders.ours()

DEMO = os.environ.get("BROBYGGER_DEMO") == "1"
DEBUG = False

# Without a kept key this process makes its own: enough for a migration or a check. `serve` and `demo` keep one.
SECRET_KEY = (
    os.environ.get("BROBYGGER_SECRET_KEY")
    or (FOLDERS.secret_key.read_text() if FOLDERS.secret_key.exists() else "")
    or secrets.token_urlsafe(50)
)
ALLOWED_HOSTS = os.environ.get("BROBYGGER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "brobygger.office.foundation",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "template_partials",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "brobygger.site.urls"
WSGI_APPLICATION = "brobygger.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

DATABASES = databases.databases(FOLDERS)
# The test database is made by the owner; `default` looks at the same one as the application's role.
DATABASES["default"]["TEST"] = {"MIRROR": databases.OWNER_ALIAS}
DATABASE_ROUTERS = ["brobygger.site.databases.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "office" / "locale"]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = FOLDERS.data / "static"

# Nothing is loaded from elsewhere, and no page carries a script or style of its own.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # the design system's CSS carries its chevrons as data
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    },
}
