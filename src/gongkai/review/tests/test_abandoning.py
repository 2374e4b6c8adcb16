"""A draft waits for its drafter until it is sent or set aside; what was sent is never set aside."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection, models, transaction
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger import triggers
from gongkai.ledger.errors import GuardViolation, translated
from gongkai.ledger.verify import problems
from gongkai.papers.actions.draft import revise_document
from gongkai.papers.models import Version
from gongkai.review.actions.abandon import abandon
from gongkai.review.actions.submit import submit
from gongkai.review.home import drafts
from gongkai.review.models import Abandonment
from gongkai.review.registers import states_of
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import (
    TOOLS,
    abandonment_of,
    approval_of,
    by_save,
    form_of,
    newer,
    refusal_of,
    release_of,
    step_of,
)

LATER = DAY + datetime.timedelta(12)
WHY = "示例·事项已并入另一件"


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def dropped(office: Bureau, version: Version) -> Abandonment:
    return abandon(viewer=office.drafter.on(DAY), version=version, reason=WHY)


def state_of(office: Bureau, version: Version) -> str:
    return states_of(office.drafter.on(DAY), [version])[version.pk]


def test_a_draft_waits_for_its_drafter_until_it_is_sent(office: Bureau) -> None:
    version = factory.drafted(office)
    (line,) = drafts(office.drafter.on(LATER))
    assert (line.title, line.since) == (version.title, DAY)
    assert "已搁置 12 天" in line.what
    assert signed_in(office.drafter).get(line.url).status_code == 200
    assert not drafts(office.disclosure_officer.on(LATER))
    factory.submitted(office, version)
    assert not drafts(office.drafter.on(LATER))


def test_it_stands_on_home_and_in_the_review(office: Bureau) -> None:
    version = factory.drafted(office)
    client = signed_in(office.drafter)
    for url in (reverse("desk:home"), reverse("review:queue")):
        page = client.get(url).content.decode()
        assert "未送审的文稿" in page
        assert f'href="{reverse("review:submit", args=[version.pk])}"' in page


def test_a_draft_that_was_set_aside_waits_for_nobody_and_is_taken_up_by_a_new_version(office: Bureau) -> None:
    version = factory.drafted(office)
    made = dropped(office, version)
    assert not drafts(office.drafter.on(LATER))
    assert state_of(office, version) == "已弃稿"
    assert [line.label for line in history_of(version.document)] == ["弃稿", "拟稿"]
    assert list(problems()) == []
    page = signed_in(office.drafter).get(reverse("papers:document", args=[version.document_id]))
    assert "已弃稿" in page.content.decode()
    with pytest.raises(ActionBlocked, match="已弃稿"):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), proofread="示例")
    same = revise_document(
        viewer=office.drafter.on(DAY), document=version.document, content=factory.content()
    )
    assert same.number == 2, "the same words, taken up again"
    assert [line.since for line in drafts(office.drafter.on(LATER))] == [DAY]
    assert factory.approved(office, same).version == same
    assert Abandonment.objects.get() == made


def test_it_is_set_aside_on_a_screen_with_its_reason(office: Bureau) -> None:
    version = factory.drafted(office)
    client, url = signed_in(office.drafter), reverse("review:abandon", args=[version.pk])
    assert client.post(url, {"reason": " "}).status_code == 422
    assert not Abandonment.objects.exists()
    answer = client.post(url, {"reason": WHY}, follow=True)
    assert "已弃稿" in answer.content.decode()
    page = client.get(reverse("review:version", args=[version.pk])).content.decode()
    assert WHY in page
    assert f'href="{reverse("papers:revise", args=[version.document_id])}"' in page


def test_what_was_sent_returned_or_approved_is_not_set_aside(office: Bureau) -> None:
    sent, approved = factory.submitted(office), factory.approved(office).version
    for version in (sent, approved):
        with pytest.raises(ActionBlocked, match="已送审"):
            dropped(office, version)
    assert signed_in(office.drafter).get(reverse("review:abandon", args=[sent.pk])).status_code == 409


def test_anothers_draft_is_set_aside_by_who_has_leave_for_it(office: Bureau) -> None:
    version = factory.drafted(office, viewer=office.section_head.on(DAY))
    with pytest.raises(ActionBlocked, match="应由其本人弃稿"):
        dropped(office, version)
    with pytest.raises(NotAllowed):
        abandon(viewer=office.deputy_head.on(DAY), version=version, reason=WHY)
    assert abandon(viewer=office.disclosure_officer.on(DAY), version=version, reason=WHY)


def abandon_what_was_sent(office: Bureau) -> models.Model:
    return abandonment_of(factory.submitted(office), office.drafter)


def abandon_what_was_approved(office: Bureau) -> models.Model:
    return abandonment_of(factory.approved(office).version, office.drafter)


def abandon_an_older_version(office: Bureau) -> models.Model:
    version = factory.drafted(office)
    newer(office, version)
    return abandonment_of(version, office.drafter)


def abandon_by_somebody_elses_officer(office: Bureau) -> models.Model:
    return abandonment_of(factory.drafted(office), bureau("SL2").drafter)


def form_for_what_was_abandoned(office: Bureau) -> models.Model:
    version = factory.drafted(office)
    abandon(viewer=office.drafter.on(DAY), version=version, reason="示例")
    return form_of(version, office.drafter)


SITUATIONS: dict[Callable[[Bureau], models.Model], str] = {
    abandon_what_was_sent: "ABANDONMENT_AFTER_SENDING",
    abandon_what_was_approved: "ABANDONMENT_AFTER_SENDING",
    abandon_an_older_version: "ABANDONMENT_AFTER_NEW_VERSION",
    abandon_by_somebody_elses_officer: "ABANDONMENT_ORGAN",
    form_for_what_was_abandoned: "FORM_AFTER_ABANDONMENT",
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_database_refuses(
    situation: Callable[[Bureau], models.Model], tool: Callable[[models.Model], None], office: Bureau
) -> None:
    assert refusal_of(situation(office), tool).code == SITUATIONS[situation]


def test_the_database_approves_and_releases_nothing_that_was_set_aside(office: Bureau) -> None:
    version = factory.examined(office)
    by_save(step_of(version, 3, office.deputy_head))
    triggers.drop_all(connection)
    by_save(abandonment_of(version, office.drafter))
    triggers.install_all(connection)
    for row, code in ((approval_of(version), "APPROVAL"), (release_of(version), "RELEASE")):
        if code == "RELEASE":
            triggers.drop_all(connection)
            by_save(approval_of(version))
            triggers.install_all(connection)
        with pytest.raises(GuardViolation) as refusal, translated(), transaction.atomic():
            by_save(row)
        assert refusal.value.code == f"{code}_AFTER_ABANDONMENT"
