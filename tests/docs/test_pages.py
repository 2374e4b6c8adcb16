"""Links lead somewhere, commands and make targets exist, the index knows every page."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from gongkai import registry
from gongkai.config.command import gongkai
from gongkai.shell.navigation import AREAS
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


MENU = re.compile(r"\*\*([^*\n]+)\*\*")
GUIDES = [page for page in pages() if page.parent.name in {"tutorial", "how-to"}]


@pytest.mark.parametrize("page", GUIDES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_menu_is_called_as_it_is_on_the_screen(page: Path) -> None:
    """What a guide prints bold is a screen: an area, an entry of the navigation, a register."""
    entries = {entry.label for entry in registry.all_of(registry.NavigationEntry)}
    registers = {register.title for register in registry.all_of(registry.Register)}
    named = set(MENU.findall(page.read_text()))
    assert named <= {*AREAS, *entries, *registers}
    quoted = set(re.findall(r"“([^”]+)”(?:页面|页|菜单)", page.read_text()))
    assert not quoted, "a screen is printed bold"


def test_the_tutorial_names_the_areas_in_their_order() -> None:
    line = "、".join(f"**{area}**" for area in AREAS)
    assert line in (DOCS / "tutorial" / "first-day.md").read_text()


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
