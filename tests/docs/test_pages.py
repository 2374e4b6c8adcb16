"""Links lead somewhere, commands and make targets exist, the index knows every page."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from gongkai.config.command import gongkai
from tests.docs.pages import DOCS, ROOT, code, pages

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
TARGETS = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.M)

each_page = pytest.mark.parametrize("page", pages(), ids=lambda p: str(p.relative_to(ROOT)))


@each_page
def test_links_lead_somewhere(page: Path) -> None:
    links = [
        link for link in LINK.findall(page.read_text()) if not link.startswith(("http:", "https:", "mailto:"))
    ]
    assert [link for link in links if not (page.parent / link).exists()] == []


@each_page
def test_commands_exist(page: Path) -> None:
    named = [
        match[1]
        for line in code(page.read_text())
        for match in [re.match(r"(?:\$ |sudo -u \w+ )?gongkai ([a-z][a-z-]*)", line)]
        if match
    ]
    assert set(named) <= set(gongkai.list_commands(click.Context(gongkai)))


@each_page
def test_make_targets_exist(page: Path) -> None:
    named = [m[1] for line in code(page.read_text()) for m in [re.match(r"(?:\$ )?make ([a-z]+)", line)] if m]
    assert set(named) <= set(TARGETS)


def test_the_index_leads_to_every_page() -> None:
    reached, waiting = set(), [DOCS / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in reached:
            continue
        reached.add(page)
        links = [
            (page.parent / link).resolve() for link in LINK.findall(page.read_text()) if link.endswith(".md")
        ]
        waiting += [link for link in links if link.is_relative_to(DOCS) and link.exists()]
    assert sorted(set(DOCS.glob("**/*.md")) - reached) == []
