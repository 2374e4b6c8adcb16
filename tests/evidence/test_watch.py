"""What somebody changes of what is public is noticed by the worker, told on Home, and never served; nor is an error."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.bodies.viewer import Viewer
from gongkai.desk.queries import wrong
from gongkai.ledger import triggers
from gongkai.ledger.checkpoint_delivery import deliver_checkpoint
from gongkai.ledger.models import Entry, Head, NoticedFault
from gongkai.papers import files
from gongkai.papers.models import Version
from gongkai.reporting.models import Candidate, Finalization
from gongkai.reporting.tests.test_finalizing import DAY as FINALIZED_ON
from gongkai.reporting.tests.test_finalizing import finalized, last_year
from gongkai.review.actions.release import release
from gongkai.review.models import Approval, Release
from gongkai.review.tests.factory import DAY, approved, drafted
from gongkai.shell.models import JobRun
from gongkai.shell.tasks.schedule import failures, run_due_jobs
from tests.scanners import Scanner

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    monkeypatch.setattr(settings, "CHECKPOINTS", tmp_path / "elsewhere")


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def notice(office: Bureau, scanner: Scanner) -> Release:
    """A released notice with an attachment."""
    attachment = files.received("示例".encode(), name="示例附件.txt")
    version = approved(office, drafted(office, attachments=(attachment,))).version
    return release(viewer=office.disclosure_officer.on(DAY), version=version)


@pytest.fixture
def report(office: Bureau) -> Release:
    """A released annual report."""
    last_year(office)
    version = finalized(office).candidate.version
    return release(viewer=office.disclosure_officer.on(FINALIZED_ON), version=version)


def work(*failing: str) -> None:
    """What the worker does when its next round has come; these jobs alone fail."""
    JobRun.objects.all().delete()
    run_due_jobs()
    assert [label for label, _ in failures()] == list(failing)


def told(viewer: Viewer) -> list[str]:
    return [sentence for _, sentence, _ in wrong(viewer.on(DAY))]


def change(model: Any, **values: Any) -> None:
    """Change rows as the owner of the database does, who takes the guards away and puts them back."""
    triggers.drop_all(connection)
    model.objects.update(**values)
    triggers.install_all(connection)


def test_while_everything_is_as_it_was_nobody_is_told(
    office: Bureau, notice: Release, report: Release
) -> None:
    work()
    assert not NoticedFault.objects.exists()
    assert not [each for each in told(office.disclosure_officer) if "改动" in each or "不符" in each]


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Version, {"body": "换掉的正文。"}),
        (Version, {"body": ""}),
        (Version, {"body_type": "application/json"}),
        (Version, {"attachments": [{"name": "换掉.txt"}]}),
        (Version, {"attribute": "withheld", "attribute_reason": "示例"}),
        (Approval, {"approved_on": "2020-01-01"}),
        (Release, {"released_on": "2020-01-01"}),
    ],
)
def test_a_changed_text_is_noticed_and_withheld(
    office: Bureau, notice: Release, client: Client, model: Any, values: dict[str, Any]
) -> None:
    change(model, **values)
    work()
    document = notice.document.pk
    [sentence] = [each for each in told(office.drafter) if "公众页面已撤下" in each]
    assert notice.version.title in sentence
    assert client.get(reverse("portal:document", args=[document])).status_code == 404
    assert client.get(reverse("portal:attachment", args=[document, 1])).status_code == 404
    listed = client.get(reverse("portal:documents", args=[office.organ.pk]))
    assert (listed.status_code, notice.version.title in listed.text) == (200, False)
    assert client.get(reverse("portal:organ", args=[office.organ.pk])).status_code == 200


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b"changed"),
        lambda path: shutil.rmtree(path.parent),
        lambda path: (path.unlink(), path.mkdir()),
    ],
    ids=["deleted", "changed", "folder deleted", "a folder in its place"],
)
def test_a_changed_file_is_noticed_and_not_served(
    office: Bureau, notice: Release, client: Client, damage: Callable[[Path], object]
) -> None:
    work()  # what was found whole once is looked at again when the file system says that it changed
    damage(files.path_of(notice.version.files[0]))
    work()
    [sentence] = [each for each in told(office.disclosure_officer) if "已停止提供下载" in each]
    assert "示例附件.txt" in sentence
    document = notice.document.pk
    assert client.get(reverse("portal:document", args=[document])).status_code == 200
    assert client.get(reverse("portal:attachment", args=[document, 1])).status_code == 503


def test_what_is_restored_is_served_again_and_nobody_is_told_any_more(
    office: Bureau, notice: Release, client: Client
) -> None:
    path = files.path_of(notice.version.files[0])
    good = path.read_bytes()
    path.write_bytes(b"changed")
    work()
    path.write_bytes(good)
    work()
    assert not NoticedFault.objects.exists()
    assert client.get(reverse("portal:attachment", args=[notice.document.pk, 1])).content == good


@pytest.mark.parametrize(
    ("model", "values"),
    [
        (Version, {"body": "{"}),
        (Version, {"body": "{}"}),
        (Finalization, {"number": 7}),
        (Candidate, {"counted_on": "2020-01-01"}),
    ],
)
def test_a_changed_report_is_noticed_and_withheld(
    office: Bureau, report: Release, client: Client, model: Any, values: dict[str, Any]
) -> None:
    change(model, **values)
    work()
    assert any("公众页面已撤下" in each for each in told(office.disclosure_officer))
    for address in (report.address, f"{report.address}report.pdf", f"{report.address}report.json"):
        assert client.get(address).status_code == 404
    for name in ("portal:organ", "portal:reports"):
        page = client.get(reverse(name, args=[office.organ.pk]))
        assert (page.status_code, report.address in page.text) == (200, False)


@pytest.mark.parametrize("body", ["{", "{}", "[]"])
def test_an_officer_is_told_so_where_a_changed_report_is_opened(
    office: Bureau, report: Release, client: Client, body: str
) -> None:
    change(Version, body=body)
    work()
    client.force_login(account_of(office.disclosure_officer.officer, "zhuanren"))
    assert "公众页面已撤下" in client.get(reverse("desk:home")).text
    for address in (
        reverse("reporting:report", args=[2023]),
        reverse("reporting:reports"),
        reverse("reporting:years"),
        reverse("papers:document", args=[report.document.pk]),
        reverse("review:version", args=[report.version.pk]),
    ):
        page = client.get(address)
        assert page.status_code < 500
        assert page.status_code == 200 or "与存入时不一致" in page.text


def test_who_may_not_read_documents_is_told_the_number_only(office: Bureau, notice: Release) -> None:
    change(Version, body="换掉的正文。")
    work()
    assert not office.administrator.may("papers.view")
    [sentence] = [each for each in told(office.administrator) if "不是公开时的样子" in each]
    assert "1 处" in sentence
    assert notice.version.title not in sentence


def test_of_another_organ_nothing_is_told(office: Bureau, notice: Release) -> None:
    change(Version, body="换掉的正文。")
    other = bureau("TA")
    work()
    assert not [each for each in told(other.disclosure_officer) if "公众页面已撤下" in each]


@pytest.fixture
def guards_back() -> Iterator[None]:
    yield
    triggers.install_all(connection)


@pytest.mark.parametrize("what", ["guards", "head", "cut"])
def test_a_chain_or_guards_that_do_not_hold_are_told_on_home(
    office: Bureau, guards_back: None, client: Client, what: str
) -> None:
    client.force_login(account_of(office.auditor.officer, "shenji"))
    match what:
        case "guards":
            triggers.drop_all(connection)
        case "head":
            Head.objects.update(seq=99)
        case "cut":  # the tail taken away and the head set to what is left: no key is needed for that
            deliver_checkpoint()
            triggers.drop_all(connection)
            last = Entry.objects.latest("seq")
            Head.objects.update(seq=last.seq - 1, hash=last.previous)
            last.subjects.all().delete()
            last.delete()
            triggers.install_all(connection)
    work(*(["交出台账核验点"] if what == "head" else []))
    said = {
        "guards": f"{len(triggers.expected(connection))} 道数据库保护缺失或者已被改动",
        "head": "台账应止于第 99 条",
        "cut": "现在台账没有这么长",
    }[what]
    for viewer in (office.auditor, office.administrator, office.disclosure_officer):
        assert any(said in each for each in told(viewer))
    assert not any(said in each for each in told(office.drafter)), "who may not read the ledger"
    assert said in client.get(reverse("desk:home")).text
