"""核对年报: what is handed in is shown with its findings in place, within limits, and nothing of it is stored."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.layouts import make_layout
from tests.layouts.markup import packed

from gongkai.annualreport import FORM_2019, FORM_2021, Report, tables_of
from gongkai.annualreport.writers import write_docx, write_json
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.ledger import queries as chain
from gongkai.reporting import checking
from gongkai.reporting.tests.test_finalizing import DAY

pytestmark = pytest.mark.django_db

CHECK, LIST = "/desk/reports/check/", "/desk/reports/check/list.xlsx"
MEGABYTE = 1024 * 1024


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def client(office: Bureau) -> Client:
    return signed_in(office.drafter)


def report(**figures: int) -> Report:
    """A report whose figures are 0 but for these of natural persons; its columns do not add up."""
    cells = {f"requests.{row}.natural": number for row, number in figures.items()}
    return Report(organ="邻县示例局", year=2023, tables=tables_of(FORM_2021, cells, default=0))


def handed(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def check(client: Client, *files: SimpleUploadedFile) -> Any:
    return client.post(CHECK, {"reports": list(files)})


def stored(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def rows() -> dict[str, int]:
    """How many rows each table has; a session is signing in, not the check."""
    models = [model for model in apps.get_models() if model._meta.label != "sessions.Session"]
    return {model._meta.label: model._base_manager.count() for model in models}


def test_tables_are_shown_with_the_findings_in_place(client: Client) -> None:
    page = check(client, handed("邻县.docx", write_docx(report(received=3), made_on=DAY)))
    text = page.content.decode()
    [file] = page.context["checked"].files
    assert file.report.organ == "邻县示例局"
    broken = next(p for p in file.findings if p.finding.where == "requests.column.natural")
    assert f'<a class="gk-remark" href="#file-1-{broken.number}">问题{broken.number}</a>' in text
    assert f'id="file-1-{broken.number}"' in text
    assert text.count('<table class="gk-table') == 3
    assert broken.finding.message in text
    assert "<script" not in re.sub(r'<script src="/static/django_htmx[^>]*></script>', "", text)


def test_a_report_on_the_form_before_is_shown_on_that_form(client: Client) -> None:
    before = Report(organ="示例局", year=2020, form="2019", tables=tables_of(FORM_2019, {}, default=0))
    text = check(client, handed("旧.json", write_json(before))).content.decode()
    assert "政府集中采购" in text
    assert "国办公开办函〔2019〕60号" in text


def test_what_cannot_be_read_is_told_by_name_and_the_others_are_shown(client: Client) -> None:
    docx = make_layout(3, "docx")
    page = check(
        client,
        handed("残缺.docx", docx.data[:2000]),
        handed("<b>好.docx", docx.data),
        handed("炸弹.docx", packed({"word/document.xml": " " * (200 * MEGABYTE)})),
        handed("加密.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
        handed("空.txt", b""),
        handed("太大.txt", b" " * (checking.LARGEST_FILE + 1)),
    )
    told = {file.name: file.examined.reason for file in page.context["checked"].files}
    assert told["<b>好.docx"] == ""
    words = {
        "残缺.docx": "损坏",
        "炸弹.docx": "解压后超过",
        "加密.docx": "密码",
        "空.txt": "空的",
        "太大.txt": "超过 20 MB",
    }
    assert all(word in told[name] for name, word in words.items())
    text = page.content.decode()
    assert all(name in text and told[name] in text for name in words)
    assert "<b>好" not in text


def test_nothing_is_stored(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    files, counted, head = stored(settings.HOME), rows(), chain.head().hash
    large = io.BytesIO(make_layout(3, "docx").data)
    with zipfile.ZipFile(large, "a") as archive:
        archive.writestr(
            "word/media/照片.bin", bytes(4 * MEGABYTE)
        )  # stored: Django would put it into a file
    page = check(
        client, handed("示例.pdf", make_layout(3, "pdf").data), handed("很大.docx", large.getvalue())
    )
    assert [bool(file.report) for file in page.context["checked"].files] == [True, True]
    assert client.post(LIST, {"list": page.context["checked"].signed}).status_code == 200
    assert stored(settings.HOME) == files
    assert rows() == counted
    assert chain.head().hash == head
    assert list(tmp_path.iterdir()) == []


def test_no_more_than_the_limits_and_the_limits_in_words(client: Client) -> None:
    assert "没有选择已发布的年度报告" in check(client).content.decode()
    few = [handed(f"{n}.txt", b"x") for n in range(checking.MOST_FILES + 1)]
    assert (
        f"选择了 {len(few)} 个文件，一次最多核对 {checking.MOST_FILES} 个"
        in check(client, *few).content.decode()
    )
    many = [handed(f"{n}.txt", b"x") for n in range(150)]
    told = client.post(CHECK, {"reports": many}, follow=True).content.decode()
    assert f"一次最多核对 {checking.MOST_FILES} 个" in told
    large = [handed(f"{n}.txt", b" " * (16 * MEGABYTE)) for n in range(4)]
    assert "合计超过 60 MB" in check(client, *large).content.decode()


@pytest.fixture
def all_turns_taken() -> Iterator[None]:
    taken = [checking._TURNS.acquire(blocking=False) for _ in range(2)]
    assert all(taken)
    yield
    for _ in taken:
        checking._TURNS.release()


@pytest.mark.usefixtures("all_turns_taken")
def test_a_third_at_once_is_told_to_wait(client: Client) -> None:
    page = check(client, handed("示例.docx", make_layout(3, "docx").data))
    assert checking.BUSY in page.content.decode()
    assert page.context["checked"] is None


def test_a_form_of_another_site_is_refused(office: Bureau) -> None:
    other = signed_in(office.drafter)
    other.handler.enforce_csrf_checks = True
    data = {"reports": handed("示例.docx", make_layout(3, "docx").data)}
    assert other.post(CHECK, data).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', other.get(CHECK).content.decode())
    assert token is not None
    data = {"csrfmiddlewaretoken": token[1], "reports": handed("示例.docx", make_layout(3, "docx").data)}
    assert other.post(CHECK, data).status_code == 200


def test_the_list_is_a_workbook_with_every_finding(client: Client) -> None:
    page = check(
        client, handed("=1+1.json", write_json(report(received=3))), handed("坏.docx", b"PK\x03\x04 no zip")
    )
    answer = client.post(LIST, {"list": page.context["checked"].signed})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    lines = [tuple(value or "" for value in row) for row in sheet.iter_rows(values_only=True)]
    head = lines.index(checking.COLUMNS)
    assert lines[head + 1 :] == page.context["checked"].rows
    assert lines[head + 1][:5] == ("=1+1.json", "邻县示例局", "2023", "表三", "错误")
    assert lines[-1][0] == "坏.docx"
    assert client.post(LIST, {"list": page.context["checked"].signed[:-1]}).status_code == 400
    assert client.post(LIST).status_code == 400


def test_two_years_handed_in_together_are_checked_against_each_other(client: Client) -> None:
    before = Report(
        organ="邻县示例局",
        year=2022,
        tables=tables_of(FORM_2021, {"requests.carried_over.natural": 4}, default=0),
    )
    page = check(client, handed("2022.json", write_json(before)), handed("2023.json", write_json(report())))
    assert "已与“2022.json”核对上年结转" in page.content.decode()
    assert "I4" in {placed.finding.code for placed in page.context["checked"].files[1].findings}
