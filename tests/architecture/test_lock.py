"""The lock: it holds what the project asks for, by hash, and names no index."""

from __future__ import annotations

import re
import tomllib

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
