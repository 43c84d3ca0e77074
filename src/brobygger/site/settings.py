"""Django's settings. What differs between installations comes from the environment; a room adds its lines here.

| variable | default |
|---|---|
| `DATABASE_URL`, `DATABASE_OWNER_URL` | the embedded PostgreSQL |
| `BROBYGGER_DATA` | `.data` in the clone, see `folders.py` |
| `BROBYGGER_RULEBOOKS` | none; a folder of municipalities' own rulebooks, see `law/library.py` |
| `BROBYGGER_DEMO` | off; `1`: demo roles, working date, plain http on loopback |
| `BROBYGGER_SECRET_KEY` | a file in the data folder, made by `brobygger serve` and `demo` |
| `BROBYGGER_PROXY` | none; the address of the proxy that ends TLS, whose word on scheme and visitor is taken |
| `BROBYGGER_HOSTS` | loopback; the names the site answers to, separated by commas |
"""

from __future__ import annotations

import os

from brobygger.site import databases, folders, logs, secret_key

FOLDERS = folders.ours()

DEMO = os.environ.get("BROBYGGER_DEMO") == "1"
DEBUG = False

SECRET_KEY = secret_key.read(FOLDERS)
ALLOWED_HOSTS = os.environ.get("BROBYGGER_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "brobygger.office.staff",
    "brobygger.office.reception",
    "brobygger.office.rules",
    "brobygger.office.duties",
    "brobygger.office.casefiles",
    "brobygger.office.access",
    "brobygger.office.foundation",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
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
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "brobygger.office.access.middleware.OfficeHours",  # innermost: its transaction is the view's
]

FORM_RENDERER = "brobygger.office.foundation.rendering.OfficeRenderer"

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
                "brobygger.site.frame.frame",
            ],
        },
    },
]

DATABASES = databases.databases(FOLDERS)
# The test database is made by the owner; `default` looks at the same one as the application's role.
DATABASES["default"]["TEST"] = {"MIRROR": databases.OWNER_ALIAS}
DATABASE_ROUTERS = ["brobygger.site.databases.Router"]
AUTH_USER_MODEL = "access.Officer"
AUTHENTICATION_BACKENDS = ["brobygger.office.access.signing_in.AtTheDoor"]
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # addresses are unique whatever their case, by a constraint on lower(email)
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the municipality makes its officers; nobody signs up
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_ADAPTER = "brobygger.office.access.signing_in.Threshold"
ACCOUNT_FORMS = {"login": "brobygger.office.access.forms.SignInForm"}
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/300s/key", "change_password": "5/m/user"}
# Attempts are counted in the database, so that every worker on every host sees the same count.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "access_attempt"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "da"
LANGUAGES = [("da", "Dansk"), ("en", "English")]
LOCALE_PATHS = [folders.LOCALE]
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = FOLDERS.data / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "brobygger.site.finders.DesignSystemFinder",
]
STORAGES = {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
WHITENOISE_ALLOW_ALL_ORIGINS = False
DESIGN_SYSTEM = folders.CLONE / "node_modules" / "dkfds" / "dist"

# Tables that name a municipality and yet stand outside row-level security, each with its reason.
OUTSIDE_THE_WALLS: dict[str, str] = {}

LOGGING = logs.configure()

# Plain http only on the demo's loopback.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not DEMO
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "brobygger" if DEMO else "__Host-brobygger"
CSRF_COOKIE_NAME = "csrf" if DEMO else "__Host-csrf"
SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SECURE_HSTS_SECONDS = 0 if DEMO else 365 * 24 * 60 * 60
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_SSL_REDIRECT = "BROBYGGER_PROXY" in os.environ  # `workers.py` tells the server whose headers to believe

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
