"""What is kept of a scan: beside a version and no part of it, the last word counts, and what was not scanned can be."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.scanners import EICAR, Scanner

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger import watch
from gongkai.ledger.errors import GuardViolation, translated
from gongkai.ledger.models import Entry
from gongkai.papers import alerts, files, jobs, queries, scanning
from gongkai.papers.actions.draft import add_version
from gongkai.papers.actions.scan_files import scan_files
from gongkai.papers.models import FileScan, Version
from gongkai.papers.scanning import ScanResult
from gongkai.papers.tests.drafts import DAY, content, drafted
from gongkai.papers.tests.word_file import office_docx

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def attached(office: Bureau, data: bytes = b"%PDF-1.7") -> Version:
    """Return a draft with one attachment."""
    return drafted(office, attachments=(files.received(data, name="示例.pdf"),))


def told(version: Version) -> list[str]:
    return [str(scan) for _, scan in queries.scanned_files(version)]


def test_what_was_said_is_kept_beside_the_version_and_named_in_the_ledger(
    office: Bureau, scanner: Scanner
) -> None:
    version = attached(office)
    scan = FileScan.objects.get()
    assert (scan.verdict, scan.digest) == ("clean", version.files[0].digest)
    assert scan.engine.startswith("ClamAV ")
    entry = Entry.objects.get(event="papers.version_added")
    assert entry.subjects.filter(model="papers.FileScan", key=str(scan.pk)).exists()


def test_it_is_no_part_of_what_is_approved(office: Bureau, scanner: Scanner, settings: Settings) -> None:
    clean = attached(office)
    settings.CLAMD = None
    assert attached(office).hash == clean.hash


def test_that_a_file_could_not_be_scanned_is_no_news_of_one_that_was(
    office: Bureau, scanner: Scanner, settings: Settings
) -> None:
    attached(office)
    settings.CLAMD = None
    assert told(attached(office)) == ["未发现病毒"]
    assert FileScan.objects.count() == 1


def test_a_file_of_another_organ_is_scanned_for_itself(office: Bureau, scanner: Scanner) -> None:
    attached(office)
    other = bureau("WG")
    attached(other)
    assert sorted(FileScan.objects.values_list("organ", flat=True)) == ["SL", "WG"]


def test_unscanned_files_are_scanned_once_a_scanner_answers(
    office: Bureau, settings: Settings, run_scanner: Scanner
) -> None:
    version = attached(office)
    assert told(version) == [f"未查毒：{scanning.NO_SCANNER}"]
    jobs.scan_waiting()
    assert watch.noticed(jobs.SCANNER) == [scanning.NO_SCANNER]
    assert FileScan.objects.count() == 1
    settings.CLAMD = run_scanner.address
    jobs.scan_waiting()
    assert watch.noticed(jobs.SCANNER) == []
    assert told(version) == ["未发现病毒"]
    assert Entry.objects.get(event="papers.files_scanned").data["clean"] == 1
    jobs.scan_waiting()
    assert FileScan.objects.count() == 2


def test_a_virus_found_later_stands_in_the_way_and_is_told(
    office: Bureau, settings: Settings, run_scanner: Scanner
) -> None:
    version = attached(office, EICAR)
    settings.CLAMD = run_scanner.address
    (scan,) = scan_files(viewer=office.drafter, version=version)
    assert str(scan) == "发现病毒：Eicar-Test.UNOFFICIAL"
    (blocker,) = queries.files_blockers(version)
    assert "“示例.pdf”查出病毒（Eicar-Test.UNOFFICIAL）" in str(blocker)
    ((sentence, url),) = alerts.infected_files(office.drafter)
    assert "示例·通知" in sentence
    assert url == reverse("papers:document", args=[version.document_id])
    answer = signed_in(office.drafter).get(reverse("papers:attachment", args=[version.pk, 1]))
    assert answer.status_code == 409
    assert "不能打开" in answer.content.decode()
    add_version(viewer=office.drafter, document=version.document, content=content())
    assert alerts.infected_files(office.drafter) == []


def test_who_asks_again_is_told_why_it_was_not(office: Bureau, scanner: Scanner) -> None:
    scanned = attached(office)
    with pytest.raises(ActionBlocked, match="都已查毒"):
        scan_files(viewer=office.drafter, version=scanned)
    with pytest.raises(ActionBlocked, match="没有附件"):
        scan_files(viewer=office.drafter, version=drafted(office))
    with pytest.raises(NotAllowed):
        scan_files(viewer=office.auditor, version=scanned)


def test_without_a_scanner_who_asks_again_is_told_so(office: Bureau) -> None:
    version = attached(office)
    with pytest.raises(ActionBlocked, match=f"仍然没有查毒：{scanning.NO_SCANNER}"):
        scan_files(viewer=office.drafter, version=version)
    files.path_of(version.files[0]).unlink()
    with pytest.raises(ActionBlocked, match="不在存储中"):
        scan_files(viewer=office.drafter, version=version)


def test_a_word_that_no_entry_names_is_refused_by_the_database(office: Bureau) -> None:
    version = attached(office)
    scan = FileScan.objects.get()
    scan.pk, scan.verdict, scan.engine, scan.found = None, "clean", "示例", ""
    with pytest.raises(GuardViolation), translated(), transaction.atomic():
        scan.save(force_insert=True)
    assert told(version) == [f"未查毒：{scanning.NO_SCANNER}"]


def test_a_result_says_what_was_found(office: Bureau) -> None:
    assert str(FileScan(**vars(ScanResult("clean", "示例")))) == "未发现病毒"
    assert str(FileScan(**vars(ScanResult("unscanned", found="示例")))) == "未查毒：示例"


class TestOnTheScreens:
    ADDRESS = reverse("papers:draft") + "?kind=notice"

    @pytest.fixture
    def client(self, office: Bureau) -> Client:
        return signed_in(office.drafter)

    def sent(self, data: bytes, name: str = "示例.pdf") -> dict[str, object]:
        typed = {"title": "示例·通知", "body": "示例正文。", "attribute": "proactive"}
        return {**typed, "attachments": SimpleUploadedFile(name, data)}

    def test_a_virus_is_refused_at_the_door_and_nothing_is_kept(
        self, client: Client, scanner: Scanner
    ) -> None:
        before = files.stored()
        answer = client.post(self.ADDRESS, self.sent(EICAR))
        assert answer.status_code == 422
        assert "“示例.pdf”查出病毒（Eicar-Test.UNOFFICIAL），没有收下" in answer.content.decode()
        assert not Version.objects.exists()
        assert files.stored() == before

    def test_a_word_file_with_a_virus_is_not_read(self, client: Client, scanner: Scanner) -> None:
        upload = {"read": "1", "file": SimpleUploadedFile("稿.docx", office_docx() + EICAR)}
        answer = client.post(self.ADDRESS, upload)
        assert answer.status_code == 422
        assert "“稿.docx”查出病毒" in answer.content.decode()

    def test_what_is_not_scanned_is_said_beside_it_and_can_be(
        self, client: Client, settings: Settings, run_scanner: Scanner
    ) -> None:
        page = client.post(self.ADDRESS, self.sent(b"%PDF-1.7"), follow=True).content.decode()
        assert f"未查毒：{scanning.NO_SCANNER}" in page
        assert "重新查毒" in page
        address = reverse("papers:scan", args=[Version.objects.get().pk])
        assert "仍然没有查毒" in client.post(address, follow=True).content.decode()
        settings.CLAMD = run_scanner.address
        page = client.post(address, follow=True).content.decode()
        assert "已查毒：未发现病毒。" in page
        assert "重新查毒" not in page

    def test_home_tells_the_administrator_that_there_is_no_scanner(self, office: Bureau) -> None:
        jobs.scan_waiting()
        page = signed_in(office.administrator).get(reverse("desk:home")).content.decode()
        assert "没有设置查毒服务：收到的附件记为“未查毒”，不能公开" in page
        assert "GONGKAI_CLAMD" in page


def test_the_day_of_a_draft_is_not_the_time_of_its_scan(office: Bureau, scanner: Scanner) -> None:
    attached(office)
    assert FileScan.objects.get().scanned_at.date() > DAY


def test_what_waits_for_a_scanner_is_found_without_reading_what_all_documents_say(office: Bureau) -> None:
    waits = attached(office)
    drafted(office)
    with CaptureQueriesContext(connection) as asked:
        assert queries.versions_with(office.drafter, "unscanned") == [waits]
    assert not any('"papers_version"."body"' in each["sql"] for each in asked)
