"""What the walks over many addresses share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Keep the connection of the test when a walk closes an answer, which ends a request and its connection."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)
