"""Whatever is typed into a form comes back with a sentence or is kept as it should be: never an error page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from lxml import html

from gongkai.bodies.roles import ROLES
from tests.permissions.places import places
from tests.permissions.test_every_url import open_, read_through, signed_in
from tests.permissions.world import house

pytestmark = pytest.mark.django_db

HUGE = {"a huge number": b"9" * 5_000}
# What a database itself would refuse differs: SQLite keeps any text, PostgreSQL neither a NUL nor one that is too long.
BAD = (
    HUGE | {"a NUL": "示例\x00".encode(), "far too long": b"x" * 20_000}
    if connection.vendor == "postgresql"
    else HUGE
    | {
        "control and zero-width characters": "\x01\u200b\ufeff\u202e示例\x7f".encode(),
        "half of a pair, and another encoding": b"\xed\xa0\x80" + "示例".encode("gb18030"),
        "no day and no number": b"0000-00-00",
        "the last day of all": b"9999-12-31",
        "a digit that is no number, and what no file can hold": "²\uffff".encode(),
    }
)
FILES = {
    "a name with slashes": ("../../示例.xlsx", b"PK\x03\x04"),
    "a name of 300 signs": ("示" * 300 + ".csv", "列\n值".encode()),
    "an empty file": ("示例.csv", b""),
    "a NUL inside": ("示例\U0001f600.csv", b"a,b\n\x00,1"),
}
PLAUSIBLE = {"date": "2026-07-06", "number": "1", "email": "a@example.invalid"}


@dataclass(frozen=True)
class Sheet:
    """A form on a page: where it goes, what stands in it, and what may be typed."""

    url: str
    values: dict[str, list[str]]
    typed: tuple[str, ...]
    files: tuple[str, ...]


def sheets(url: str, response: HttpResponse) -> Iterator[Sheet]:
    """Yield the forms of a page that send something, filled in as far as can be guessed."""
    page = html.fromstring(response.content)
    for form in page.forms:
        if (form.method or "GET").upper() != "POST":
            continue
        values: dict[str, list[str]] = {}
        for name, value in form.form_values():
            values.setdefault(name, []).append(value)
        typed, files = [], []
        for field in form.inputs:
            if not field.name or field.name == "csrfmiddlewaretoken":
                continue
            kind = field.get("type", "")
            if kind == "file":
                files.append(field.name)
                continue
            if field.name not in typed:
                typed.append(field.name)
            if any(values.get(field.name, [])):
                continue
            if field.tag == "select":
                options = [option for option in field.value_options if option]
                values[field.name] = options[:1]
            elif kind in {"radio", "checkbox"}:
                values[field.name] = [field.get("value", "on")]
            else:
                values[field.name] = [PLAUSIBLE.get(kind, "示例")]
        yield Sheet(urljoin(url, form.action or ""), values, tuple(typed), tuple(files))


def pressed(client: Client, sheet: Sheet, name: str, value: bytes) -> HttpResponse:
    """Send a form with one field as it came over the wire, and undo what came of it."""
    body = {key: [each.encode() for each in values] for key, values in sheet.values.items()} | {name: [value]}
    return undone(
        client,
        sheet.url,
        data=urlencode([(key, each) for key, values in body.items() for each in values]),
        content_type="application/x-www-form-urlencoded",
    )


def undone(client: Client, url: str, **sent: Any) -> HttpResponse:
    """Send a form and undo what came of it."""
    kept = transaction.savepoint()
    response: HttpResponse = client.post(url, **sent)
    read_through(response)
    transaction.savepoint_rollback(kept)
    return response


@pytest.mark.long
def test_no_field_of_any_form_breaks_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    # What waits is counted around every refused form, and has tests of its own: nearly half of the time.
    monkeypatch.setattr("gongkai.shell.navigation.number_waiting", lambda viewer, item: 0)
    home = house("SL")
    browsers = {role: signed_in(home, role) for role in ROLES}
    known: dict[tuple[str, tuple[str, ...]], tuple[str, Sheet]] = {}
    for place in places(home):
        if place.post is not None or place.permission is None:
            continue
        role = next((r for r in ROLES if not place.permission or home.viewer(r).may(place.permission)), None)
        if role is None:
            continue
        response = open_(browsers[role], place)
        if response.status_code == 200 and not response.streaming and b"<form" in response.content:
            for sheet in sheets(response.wsgi_request.path, response):
                known.setdefault((sheet.url, sheet.typed), (role, sheet))
    assert len(known) > 40
    wrong = []
    for (url, _), (role, sheet) in sorted(known.items(), key=lambda one: one[0]):
        client = browsers[role]
        client.raise_request_exception = False
        for name in sheet.typed:
            for label, value in BAD.items():
                status = pressed(client, sheet, name, value).status_code
                if status >= 500:
                    wrong.append(f"{url} {name}: {status} for {label}")
        for name in sheet.files:
            for label, (file_name, data) in FILES.items():
                sent = sheet.values | {name: SimpleUploadedFile(file_name, data)}
                status = undone(client, url, data=sent).status_code
                if status >= 500:
                    wrong.append(f"{url} {name}: {status} for {label}")
    assert not wrong, "\n".join(wrong)
