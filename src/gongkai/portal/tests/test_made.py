"""What the public downloads was made when it was released; no request of theirs makes anything."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from gongkai import registry
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger.followers import advance
from gongkai.portal import made
from gongkai.portal.making import make_public
from gongkai.reporting.tests.test_finalizing import DAY, ask, finalized, last_year
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release
from gongkai.typeset import chart

pytestmark = pytest.mark.django_db

REPORT = "/reports/SL/2023/"
SUFFIXES = ("docx", "pdf", "xlsx", "html", "json")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "RELEASED_ROOT", tmp_path / "released")
    return tmp_path / "released"


@pytest.fixture
def office() -> Bureau:
    b = bureau()
    last_year(b)
    ask(b, "示1", datetime.date(2023, 3, 1))
    return b


@pytest.fixture
def out(office: Bureau) -> Release:
    version = finalized(office).candidate.version
    return release(viewer=office.disclosure_officer.on(DAY), version=version)


def follow() -> None:
    advance(registry.one(registry.Follower, "portal.made"))


def test_until_it_is_made_the_visitor_is_told_to_come_again(client: Client, out: Release) -> None:
    for path in (REPORT, f"{REPORT}report.docx"):
        answer = client.get(path)
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert "正在生成" in answer.text
    follow()
    assert client.get(REPORT).status_code == 200
    assert client.get(f"{REPORT}report.docx").status_code == 200


def test_no_request_of_the_public_composes_anything(
    client: Client, out: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow()

    def composed(*_: object, **__: object) -> None:
        raise AssertionError("a visitor made the program compose something")

    for name in ("write_docx", "write_pdf", "write_xlsx", "write_html", "write_json"):
        monkeypatch.setattr(f"gongkai.reporting.files.{name}", composed)
    monkeypatch.setattr("gongkai.reporting.release.report_fragment", composed)
    monkeypatch.setattr(chart, "_svg", composed)
    for path in (REPORT, "/reports/SL/", "/organs/SL/", *(f"{REPORT}report.{s}" for s in SUFFIXES)):
        assert client.get(path).status_code == 200, path


def test_a_file_is_named_by_its_digest_and_not_sent_twice(client: Client, out: Release) -> None:
    follow()
    first = client.get(f"{REPORT}report.pdf")
    assert first["Cache-Control"] == "public, max-age=60"
    again = client.get(f"{REPORT}report.pdf", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_withdrawn_is_gone_and_let_go_of(client: Client, office: Bureau, out: Release) -> None:
    follow()
    withdraw(viewer=office.deputy_head.on(DAY), release=out, reason="示例·有误")
    assert client.get(f"{REPORT}report.pdf").status_code == 404
    follow()
    assert not list(settings.RELEASED_ROOT.glob("*/report.pdf"))


@pytest.mark.parametrize("damage", ["changed", "gone", "list changed", "list forged"])
def test_what_is_not_as_it_was_made_is_not_served_and_made_anew(
    client: Client, out: Release, damage: str
) -> None:
    follow()
    before = client.get(f"{REPORT}report.json").content
    [file] = settings.RELEASED_ROOT.glob("*/report.json")
    match damage:
        case "changed":
            file.write_bytes(before.replace(b"2023", b"2024"))
        case "gone":
            file.unlink()
        case "list changed":
            (file.parent / made.LIST).write_text("{}")
        case "list forged":
            other = settings.RELEASED_ROOT / "other"
            made.keep("other", {"report.json": b"{}"})
            for name in ("report.json", made.LIST):
                (file.parent / name).write_bytes((other / name).read_bytes())
    assert client.get(f"{REPORT}report.json").status_code == 503
    make_public()
    assert client.get(f"{REPORT}report.json").content == before


def test_what_is_whole_is_not_made_again(out: Release, folder: Path) -> None:
    make_public()
    times = {path: path.stat().st_mtime_ns for path in folder.glob("*/*")}
    make_public()
    assert {path: path.stat().st_mtime_ns for path in folder.glob("*/*")} == times
