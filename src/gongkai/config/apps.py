"""The composition: when the program starts, every room's declarations are read once."""

from django.apps import AppConfig
from django.conf import settings

from gongkai.registry import discover


class ConfigApp(AppConfig):
    """Stands last in `INSTALLED_APPS`, when every room is there."""

    name = "gongkai.config"
    label = "config"

    def ready(self) -> None:

        discover(settings.ROOMS)
