"""The application's settings, made quick for tests."""

import os
from pathlib import Path

from cleanclaim.config.settings import *  # noqa: F403
from cleanclaim.config.settings import DATA_DIR, DATABASES

if DATABASES["default"]["ENGINE"].endswith("sqlite"):
    # a file, not memory: the live server's threads and the test then have connections of their own, as in production
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

CODESETS_DIR = Path(__file__).parent.parent / ".pytest_cache" / "d" / "codesets"  # kept between runs
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the test's own thread
