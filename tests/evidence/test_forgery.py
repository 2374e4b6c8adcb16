"""What somebody with SQL and no key may put into the tables, and what the public then sees of it: nothing."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.db import connection, models
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import chain, triggers
from gongkai.ledger.models import Entry, Head
from gongkai.ledger.verify import problems, quick_problems
from gongkai.papers.content import Content
from gongkai.papers.models import Document, Version
from gongkai.review.actions.release import release
from gongkai.review.models import Approval, Release, SecrecyForm, Step
from gongkai.review.tests.factory import DAY, approved

pytestmark = pytest.mark.django_db

CONTENT = Content(title="伪造·从未审查的公告", body="伪造的正文。")


class Forger:
    """Writes rows as `bulk_create` does, keeps their digests, and appends an entry with computed hashes."""

    def __init__(self, organ: Any) -> None:
        self.organ = organ
        self.transaction_id = uuid.uuid4()
        self.digests: dict[str, list[str]] = {}

    def add(self, row: Any) -> Any:
        row.organ, row.transaction_id, row.salt = self.organ, self.transaction_id, b"0" * 16
        models.Model.save_base(row, force_insert=True)
        self.digests.setdefault(row._meta.label, []).append(chain.fact_digest(row))
        return row

    def append(self, event: str, data: dict[str, Any]) -> None:
        facts = {label: [len(found), chain.facts_digest(found)] for label, found in self.digests.items()}
        head = Head.objects.get()
        entry = Entry(
            seq=head.seq + 1,
            transaction_id=self.transaction_id,
            organ_code=self.organ.pk,
            event=event,
            day=DAY,
            recorded_at=timezone.now(),
            actor_number="003",
            actor_post="分管领导",
            data={**data, "facts": facts},
            previous=head.hash,
            key_name=Entry.objects.first().key_name,  # type: ignore[union-attr]
            seal="0" * 64,
        )
        entry.hash = chain.link_hash(entry, [])
        Entry.objects.bulk_create([entry])
        Head.objects.update(seq=entry.seq, hash=entry.hash)


def forged(office: Bureau) -> Release:
    """Put an unreviewed text on the portal with SQL only, every trigger in place and content with the right hash."""
    forger = Forger(office.organ)
    document = forger.add(Document(kind="notice", begun_on=DAY))
    version = forger.add(
        Version(
            document=document,
            number=1,
            title=CONTENT.title,
            body=CONTENT.body,
            attribute="proactive",
            hash=CONTENT.hash(office.organ.pk),
            drafted_by=office.drafter.officer,
            drafted_on=DAY,
        )
    )
    genuine = SecrecyForm.objects.first()
    assert genuine is not None
    copied = {f.attname: getattr(genuine, f.attname) for f in genuine._meta.concrete_fields}
    forger.add(SecrecyForm(**{**copied, "version_id": version.pk}))
    for number, viewer in ((1, office.drafter), (2, office.section_head), (3, office.deputy_head)):
        forger.add(
            Step(
                version=version,
                number=number,
                officer=viewer.officer,
                verdict="agree",
                proofread="示例",
                decided_on=DAY,
            )
        )
    approval = forger.add(Approval(version=version, approved_on=DAY))
    made: Release = forger.add(
        Release(
            approval=approval,
            address=f"/documents/{document.pk}/",
            released_on=DAY,
            released_at=timezone.now(),
            released_by=office.disclosure_officer.officer,
        )
    )
    forger.append("review.released", {"number": 1, "hash": version.hash, "address": made.address})
    return made


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def genuine(office: Bureau) -> Release:
    return release(viewer=office.disclosure_officer.on(DAY), version=approved(office).version)


def shown(made: Release) -> tuple[int, str]:
    """What the public gets: the page's status, and the list of the organ's documents."""
    client = Client()
    page = client.get(reverse("portal:document", args=[made.document.pk]))
    return page.status_code, client.get(reverse("portal:documents", args=[made.organ_id])).text


def test_what_was_reviewed_is_shown(genuine: Release) -> None:
    status, listed = shown(genuine)
    assert status == 200
    assert genuine.version.title in listed


def test_a_forged_review_is_not_shown_and_is_found(office: Bureau, genuine: Release) -> None:
    made = forged(office)
    assert triggers.missing(connection) == [], "no trigger was touched"
    status, listed = shown(made)
    assert status == 404
    assert CONTENT.title not in listed
    assert genuine.version.title in listed
    assert any("没有本单位密钥的印记" in problem.message for problem in problems())
    assert any("印记" in problem.message for problem in quick_problems()), "serve does not start on it"


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Version, {"body": "换掉的正文。"}),
        (Version, {"title": "换掉的标题"}),
        (Release, {"released_on": datetime.date(2020, 1, 1)}),
        (Approval, {"approved_on": datetime.date(2020, 1, 1)}),
        (Step, {"opinion": "换掉的意见"}),
    ],
)
def test_a_changed_row_withholds_the_page(
    office: Bureau, genuine: Release, model: Any, change: dict[str, Any]
) -> None:
    triggers.drop_all(connection)
    model.objects.update(**change)
    triggers.install_all(connection)
    status, listed = shown(Release.objects.get(pk=genuine.pk))
    assert status == 404
    assert "换掉" not in listed
    assert any("与当时的摘要不符" in problem.message for problem in problems())
