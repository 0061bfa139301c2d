"""The web server's entry point (PEP 3333)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newswatch.settings")

application = get_wsgi_application()
