"""What somebody puts back or takes down by deleting or adding rows of releases and withdrawals: the ledger tells."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.desk.queries import wrong
from gongkai.ledger import triggers
from gongkai.ledger.models import Entry, NoticedFault, Subject
from gongkai.papers.actions.draft import add_version
from gongkai.papers.content import Content
from gongkai.portal.watch import RELEASES
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release, Withdrawal
from gongkai.review.queries import proven
from gongkai.review.tests.factory import DAY, approved
from gongkai.shell.models import JobRun
from gongkai.shell.tasks.schedule import run_due_jobs

pytestmark = pytest.mark.django_db

LATER = Content(title="示例通告（新）", body="新的正文。")


@pytest.fixture(autouse=True)
def _own_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def notice(office: Bureau) -> Release:
    return release(viewer=office.disclosure_officer.on(DAY), version=approved(office).version)


@pytest.fixture
def newer(office: Bureau, notice: Release) -> Release:
    version = add_version(viewer=office.drafter.on(DAY), document=notice.document, content=LATER)
    return release(viewer=office.disclosure_officer.on(DAY), version=approved(office, version).version)


def delete(row: models.Model) -> None:
    """Delete a row as the owner of the database does, who takes the guards away and puts them back."""
    triggers.drop_all(connection)
    with connection.cursor() as cursor:
        meta = row._meta
        cursor.execute(f'DELETE FROM "{meta.db_table}" WHERE "{meta.pk.column}" = %s', [row.pk])
    triggers.install_all(connection)


def status(made: Release) -> int:
    return Client().get(reverse("portal:document", args=[made.document.pk])).status_code


def listed(made: Release) -> bool:
    page = Client().get(reverse("portal:documents", args=[made.organ_id]))
    return reverse("portal:document", args=[made.document.pk]) in page.text


def told(office: Bureau) -> list[str]:
    """What is said on Home when the watch has looked."""
    JobRun.objects.all().delete()
    run_due_jobs()
    found = wrong(office.disclosure_officer.on(DAY))
    return [sentence for _, sentence, _ in found if "公开和撤回记录与台账不符" in sentence]


def test_what_was_withdrawn_is_not_put_back(office: Bureau, notice: Release) -> None:
    made = withdraw(viewer=office.deputy_head.on(DAY), release=notice, reason="示例")
    assert not told(office)
    delete(made)
    assert (status(notice), listed(notice)) == (404, False)
    assert len(told(office)) == 1


def test_an_older_version_is_not_put_back(office: Bureau, notice: Release, newer: Release) -> None:
    assert (status(newer), told(office)) == (200, [])
    delete(newer)
    assert (status(notice), listed(notice)) == (404, False)
    assert len(told(office)) == 1


def test_what_was_taken_down_past_the_program_is_noticed(office: Bureau, notice: Release) -> None:
    sealed = {"transaction_id": uuid.uuid4(), "salt": b"0" * 16}
    Withdrawal.objects.bulk_create(
        [Withdrawal(release=notice, organ=office.organ, reason="伪造", withdrawn_on=DAY, **sealed)]
    )
    assert status(notice) == 404, "no page says that it was withdrawn, for nobody did"
    assert len(told(office)) == 1
    assert NoticedFault.objects.get(watch=RELEASES).subject == str(notice.document.pk)


def test_a_deleted_release_is_noticed_though_nothing_of_it_is_shown(office: Bureau, notice: Release) -> None:
    document = notice.document.pk
    delete(notice)
    assert len(told(office)) == 1
    assert NoticedFault.objects.get(watch=RELEASES).subject == str(document)


@pytest.mark.parametrize("what", ["entry", "event", "subject"])
def test_without_its_entry_a_release_is_not_shown(office: Bureau, notice: Release, what: str) -> None:
    entry = Entry.objects.get(event="review.released")
    triggers.drop_all(connection)
    match what:
        case "entry":
            Subject.objects.filter(entry=entry).delete()
            entry.delete()
        case "event":
            Entry.objects.filter(pk=entry.pk).update(event="review.withdrawn")
        case "subject":
            Subject.objects.filter(entry=entry, model="papers.Version").delete()
    triggers.install_all(connection)
    assert (status(notice), listed(notice)) == (404, False)
    assert len(told(office)) == 1


def test_proving_many_asks_no_more_than_proving_one(office: Bureau, notice: Release) -> None:
    more = [
        release(viewer=office.disclosure_officer.on(DAY), version=approved(office).version) for _ in "123"
    ]
    counts = []
    for some in ([notice.pk], [notice.pk, *(each.pk for each in more)]):
        asked = list(Release.objects.filter(pk__in=some).select_related("approval__version__document"))
        with CaptureQueriesContext(connection) as captured:
            assert len(proven(asked)) == len(some)
        counts.append(len(captured))
    assert counts[0] == counts[1]
