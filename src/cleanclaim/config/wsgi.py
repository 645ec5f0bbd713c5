"""What a web server calls.

What is loaded by then stays for good, so the garbage collector is told to leave it alone: a full round over it took
80 ms out of some request, and was due every few dozen of them.
"""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

MADE_BEFORE_A_ROUND = 10_000  # objects; a page makes some thousands, and drops nearly all of them by itself

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cleanclaim.config.settings")
application = get_wsgi_application()
_ = get_resolver().url_patterns  # imports every view
gc.collect()
gc.freeze()
gc.set_threshold(MADE_BEFORE_A_ROUND, *gc.get_threshold()[1:])
