"""The lock: it holds what the project asks for, by hash, names no index, and leaves nothing to be resolved."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.house import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
RUNTIME = PROJECT["project"]["dependencies"]
LOCKS = {"requirements.lock": RUNTIME, "requirements-dev.lock": RUNTIME + PROJECT["dependency-groups"]["dev"]}


def _pins(text: str) -> dict[str, str]:
    return {
        canonicalize_name(n): v for n, v in re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==([^ ;\\]+)", text, re.M)
    }


def _extras(text: str) -> dict[str, set[str]]:
    return {
        canonicalize_name(n): {e.strip() for e in (extras or "").split(",") if e.strip()}
        for n, extras in re.findall(r"^([\w.-]+)(?:\[([^]]*)\])?==", text, re.M)
    }


def _asked_by(name: str, extras: set[str]) -> Iterator[Requirement]:
    """Yield what an installed distribution asks for here, with these extras of its own."""
    try:
        lines = metadata.requires(name) or []
    except metadata.PackageNotFoundError:  # pinned for another system
        return
    for requirement in map(Requirement, lines):
        marker = requirement.marker
        if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *extras}):
            yield requirement


@pytest.mark.parametrize("name", LOCKS)
def test_whatever_a_pinned_package_asks_for_is_pinned_with_its_extras(name: str) -> None:
    """So nothing is resolved while a lock is installed, and what an index brought since changes nothing."""
    text = (ROOT / name).read_text()
    pins, extras = _pins(text), _extras(text)
    asked = [r for pinned in pins for r in _asked_by(pinned, extras[pinned])]
    asked += [Requirement(line) for line in LOCKS[name]]
    missing = [str(r) for r in asked if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))]
    stripped = [str(r) for r in asked if not r.extras <= extras.get(canonicalize_name(r.name), set())]
    assert (missing, stripped) == ([], [])


def test_a_lock_is_installed_as_it_stands() -> None:
    makefile = (ROOT / "Makefile").read_text()
    installs = re.findall(r"^[^#\n]*-m pip install.*$", makefile, re.M)
    assert installs == ["INSTALL := $(BIN)/python -m pip install -q --no-deps"]


@pytest.mark.parametrize("name", LOCKS)
def test_lock_holds_what_the_project_asks_for(name: str) -> None:
    pins = _pins((ROOT / name).read_text())
    asked = [Requirement(line) for line in LOCKS[name]]
    stale = [str(r) for r in asked if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0"))]
    assert not stale, f"{name} is stale, run make lock: {stale}"


@pytest.mark.parametrize("name", LOCKS)
def test_lock_names_no_address_and_a_hash_for_everything(name: str) -> None:
    text = (ROOT / name).read_text()
    assert "://" not in text
    assert "index" not in text
    blocks = re.split(r"\n(?=\S)", text.strip())
    assert [b for b in blocks if "--hash=sha256:" not in b] == []


def test_the_two_locks_agree() -> None:
    runtime, dev = (_pins((ROOT / name).read_text()) for name in LOCKS)
    assert runtime.items() <= dev.items()
