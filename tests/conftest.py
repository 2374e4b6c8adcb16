"""Homes that tests across rooms live in (see `tests.homes`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import homes


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture
def blank_home(shared_folder: Path, tmp_path: Path) -> Iterator[homes.Home]:
    """A home with its tables and guards, and nobody in it."""
    with homes.copy(shared_folder, homes.make_blank, tmp_path / "home") as home:
        yield home


@pytest.fixture
def sample_home(shared_folder: Path, tmp_path: Path) -> Iterator[homes.Home]:
    """A home with the sample bureau."""
    with homes.copy(shared_folder, homes.make_sample, tmp_path / "home") as home:
        yield home
