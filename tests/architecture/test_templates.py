"""Templates and URL names point down, and carry no inline script or style (strict CSP)."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template import engines
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.architecture.house import (
    PACKAGE,
    ROOT,
    floors,
    is_test,
    may_know,
    python_files,
    room_of,
    templates,
    tree,
    where,
)

NAMED = re.compile(r"""\{%\s*(?:extends|include)\s+["']([^"']+)["']""")
URL = re.compile(r"""\{%\s*url\s+["']([^"']+)["']""")
URL_NAME = re.compile(r"^([a-z]+):[a-z_]+$")
WITH_SCREENS = [room for room, floor in floors().items() if floor >= floors()["shell"]]
BELOW_SHELL = [room for room, floor in floors().items() if floor < floors()["shell"]]

each_template = pytest.mark.parametrize("template", templates(), ids=lambda p: str(p.relative_to(PACKAGE)))


def url_names() -> set[str]:
    """Every `namespace:name` that the root URLs resolve; what stands at a second address too, once."""

    def walk(resolver: URLResolver, namespace: str) -> set[str]:
        names: set[str] = set()
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                inner = f"{namespace}{pattern.app_name}:" if pattern.app_name else namespace
                names |= walk(pattern, inner)
            elif isinstance(pattern, URLPattern) and pattern.name:
                names.add(f"{namespace}{pattern.name}")
        return names

    return walk(get_resolver(), "")


@each_template
def test_template_stands_under_the_name_of_its_room(template: Path) -> None:
    room = room_of(template)
    inside = template.relative_to(PACKAGE / room / "templates").parts
    assert inside[0] == room or len(inside) == 1, (
        f"{template}: Django finds templates by name, so a room names its own"
    )
    assert room not in BELOW_SHELL, f"{room} stands below shell and has no screens of its own"


@each_template
def test_templates_point_down(template: Path) -> None:
    room, text = room_of(template), template.read_text()
    up = [name for name in NAMED.findall(text) if "/" in name and not may_know(room, name.split("/")[0])]
    up += [name for name in URL.findall(text) if ":" in name and not may_know(room, name.split(":")[0])]
    assert not up, f"{template.relative_to(ROOT)} reaches up: {up}"


@each_template
def test_template_loads_and_names_what_exists(template: Path) -> None:
    engines["django"].from_string(template.read_text())
    unknown = set(URL.findall(template.read_text())) - url_names()
    assert not unknown


class _Inline(HTMLParser):
    """Collects what a strict Content-Security-Policy would refuse."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "style" or (
            tag == "script" and "src" not in names and ("type", "application/json") not in attrs
        ):
            self.found.append(f"<{tag}>")
        self.found += [
            f"{tag} {name}" for name in names if name == "style" or name.startswith(("on", "hx-on"))
        ]


@each_template
def test_no_inline_script_or_style(template: Path) -> None:
    parser = _Inline()
    parser.feed(re.sub(r"\{[%#].*?[%#]\}", "", template.read_text()))
    assert not parser.found


def test_url_names_in_code_point_down() -> None:
    up = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                match = URL_NAME.match(node.value)
                if match and match[1] in floors() and not may_know(room_of(path), match[1]):
                    up.append(f"{where(path, node.lineno)} {node.value}")
    assert not up, up


def test_templates_named_in_code_point_down() -> None:
    up = []
    for path in python_files():
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and node.value.endswith(".html")
            ):
                room = node.value.split("/")[0]
                if room in floors() and not may_know(room_of(path), room):
                    up.append(f"{where(path, node.lineno)} {node.value}")
    assert not up, up


def test_url_names_in_code_exist() -> None:
    known = url_names()
    unknown = [
        f"{where(path, node.lineno)} {node.value}"
        for path in python_files()
        if not is_test(path)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        for match in [URL_NAME.match(node.value)]
        if match and match[1] in WITH_SCREENS and node.value not in known
    ]
    assert not unknown, unknown


@each_template
def test_a_day_in_a_table_stays_on_one_line(template: Path) -> None:
    broken = [
        cell
        for cell in re.findall(
            r"<t[dh][^>]*>\{\{ [^{}]*date:\"Y-m-d\"[^{}]*\}\}</t[dh]>", template.read_text()
        )
        if "nowrap" not in cell
    ]
    assert not broken, f"{template}: class nowrap of {broken}"
