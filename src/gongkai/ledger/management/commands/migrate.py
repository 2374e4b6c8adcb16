"""Django's `migrate`, with the guards taken away first and put back last (see `ledger.guards`)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from gongkai.ledger import guards


class Command(migrate.Command):
    """Bring tables and guards to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        guards.drop_all(connection)
        super().handle(*args, **options)
        guards.install_all(connection)
