"""The web application: files first, then what is UTF-8 and received whole, then Django, officers before the public."""

import os

from django.core.wsgi import get_wsgi_application

from gongkai.config.charset import Utf8Only
from gongkai.config.file_layer import FileLayer
from gongkai.config.lanes import Lanes
from gongkai.config.receiving import ReceivedFirst

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
_django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - settings are there once the application is

from gongkai.config.urls import PLACES  # noqa: E402

_lanes = Lanes(_django, desk=f"/{PLACES['desk']}", cookie=settings.SESSION_COOKIE_NAME)
application = FileLayer(Utf8Only(ReceivedFirst(_lanes)), {settings.STATIC_URL: settings.STATIC_ROOT})
