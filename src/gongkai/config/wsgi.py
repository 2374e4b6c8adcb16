"""The web application: files first, then Django."""

import os

from django.core.wsgi import get_wsgi_application

from gongkai.config.file_layer import FileLayer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - settings are there once the application is

application = FileLayer(_django, {settings.STATIC_URL: settings.STATIC_ROOT})
