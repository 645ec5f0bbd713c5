"""What a web server calls."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from cleanclaim.interfaces.garbage import loaded_is_kept

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # imports every view
loaded_is_kept()
