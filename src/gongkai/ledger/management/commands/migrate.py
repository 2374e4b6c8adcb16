"""Django's `migrate`, with the guards taken away first and put back last (see `ledger.triggers`)."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from gongkai.ledger import triggers


class Command(migrate.Command):
    """Bring tables and guards to this version."""

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        triggers.drop_all(connection)
        super().handle(*args, **options)
        triggers.install_all(connection)
