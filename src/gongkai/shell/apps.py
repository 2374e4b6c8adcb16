"""What Django starts this room with."""

from django.apps import AppConfig

from gongkai.shell.addresses import register_converters


class ShellConfig(AppConfig):
    """Makes the converters of addresses known before any room's addresses are read."""

    name = "gongkai.shell"

    def ready(self) -> None:
        """Register the converters."""
        register_converters()
