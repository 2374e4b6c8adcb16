"""Of a form that is refused nothing is left on the disk: what was chosen is kept with the version that names it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gongkai.bodies.tests.factory import account_of, bureau
from gongkai.papers import files
from gongkai.papers.models import Version

pytestmark = pytest.mark.django_db

DRAFT = {"title": "示例·通知", "genre": "通知", "body": "示例正文。", "attribute": "proactive"}


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")


@pytest.fixture
def drafter(client: Client) -> Client:
    office = bureau()
    client.force_login(account_of(office.drafter.officer, "nigao"))
    return client


def post(client: Client, *, chosen: tuple[str, ...] = ("示例.pdf",), **changes: Any) -> int:
    uploads = [SimpleUploadedFile(name, b"1") for name in chosen]
    return client.post(
        reverse("papers:draft") + "?kind=instrument", DRAFT | changes | {"attachments": uploads}
    ).status_code


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"attribute": "withheld"},
        {"doc_number": "不成文号"},
        {"chosen": ("示例.pdf", "示例.exe")},
    ],
    ids=["a field is missing", "a reason is missing", "the action refuses", "another file is refused"],
)
def test_a_refused_form_leaves_no_file(drafter: Client, changes: dict[str, Any]) -> None:
    assert post(drafter, **changes) == 422
    assert not Version.objects.exists()
    assert files.stored() == []


def test_what_is_stored_has_its_files(drafter: Client) -> None:
    assert post(drafter) == 302
    [attachment] = Version.objects.get().files
    assert files.read(attachment) == b"1"


def test_a_disk_that_takes_nothing_is_said_at_the_field(drafter: Client) -> None:
    Path(settings.MEDIA_ROOT).write_text("no folder")
    answered = drafter.post(
        reverse("papers:draft") + "?kind=instrument",
        DRAFT | {"attachments": [SimpleUploadedFile("示例.pdf", b"1")]},
    )
    assert answered.status_code == 422
    assert "没有存成" in answered.text
    assert not Version.objects.exists()
