"""For every worker of a run: a home of its own, and a database where `DATABASE_URL` says (SQLite without it).

And homes to copy (see `tests.homes`).
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from pytest_django import Settings
from pytest_django.plugin import DjangoDbBlocker
from tests import homes, scanners

# Properties are about the program, not about how busy the machine is.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")
os.environ["GONGKAI_HOME"] = tempfile.mkdtemp(prefix="gongkai-test-")
os.environ["GONGKAI_SECRET_KEY"] = "only-for-tests"


def _move_in(home: Path) -> None:
    """Let every path of the settings lead there: they were read before this file, in the home of who runs the tests."""
    before = settings.HOME
    for name in dir(settings):
        path = getattr(settings, name)
        if isinstance(path, Path) and path.is_relative_to(before):
            setattr(settings, name, home / path.relative_to(before))


_move_in(Path(os.environ["GONGKAI_HOME"]))
# A password takes long to check, on purpose; tests check many.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).parent.parent / "shared"))


def pytest_configure() -> None:
    """A folder that was asked for and is not there ends the run: skipping would look like passing."""
    if "GONGKAI_SHARED" in os.environ and not SHARED.is_dir():
        raise pytest.UsageError(f"GONGKAI_SHARED names no folder: {SHARED}")


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Choose, group and order what is run, after everybody else has ordered it.

    PostgreSQL is asked only by what reaches a database: all else says the same on both. What a file makes once for all
    its tests is made by one worker, which runs the file. Who takes long begins first: no core waits for it at the end.
    """
    if homes.DATABASE:
        config.hook.pytest_deselected(items=[item for item in items if not reaches_database(item)])
        items[:] = filter(reaches_database, items)
    for item in items:
        if shares_with_its_file(item):
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    yield
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def reaches_database(item: pytest.Item) -> bool:
    """Return whether a test asks for the database of its worker, or for a home with one."""
    asked = {"db", "shared_folder"}.intersection(getattr(item, "fixturenames", ()))
    return bool(asked) or item.get_closest_marker("django_db") is not None


def shares_with_its_file(item: pytest.Item) -> bool:
    """Return whether a test uses something that its file makes once."""
    used: pytest.FixtureInfo = item._fixtureinfo
    return any(made[-1].scope == "module" for made in used.name2fixturedefs.values())


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_blocker: DjangoDbBlocker, shared_folder: Path
) -> Iterator[None]:
    """Give this worker its database: tables and guards are made once a run, and copied."""
    with django_db_blocker.unblock(), homes.database_of_worker(shared_folder):
        yield


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


@pytest.fixture(scope="session")
def run_scanner() -> Iterator[scanners.Scanner]:
    """The virus scanner of this worker's run."""
    with scanners.running() as running:
        yield running


@pytest.fixture
def scanner(run_scanner: scanners.Scanner, settings: Settings) -> scanners.Scanner:
    """A virus scanner that answers: without this fixture a test has none, and what it attaches is not scanned."""
    settings.CLAMD = run_scanner.address
    return run_scanner


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real published reports; a test that needs it says so when it is not there."""
    folder = SHARED / "data"
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder} (set GONGKAI_SHARED)")
    return folder


@pytest.fixture(scope="session")
def shared_cases() -> Path:
    """The folder of reported cases with their right answers; a test that needs it says so when it is not there."""
    folder = SHARED / "cases"
    if not folder.is_dir():
        pytest.skip(f"no shared cases at {folder} (set GONGKAI_SHARED)")
    return folder
