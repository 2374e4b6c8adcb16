"""What the checks object to stands beside the text: on the document's page, and on the form that is given back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.papers import findings
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.review.tests import factory
from gongkai.review.tests.screens import DRAFT, DRAFTING


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


OBJECTED = DRAFT | {"body": "示例正文，联系人电话13800138000，依据《政府信息公开法》。"}


def test_what_the_checks_object_to_stands_beside_a_saved_draft_and_leads_to_the_form(office: Bureau) -> None:
    client = signed_in(office.drafter)
    page = client.post(DRAFTING, OBJECTED, follow=True).content.decode()
    version = Version.objects.get()
    hits = hits_of(version)
    assert hits
    for hit in hits:
        assert f'id="place-{hit.number}"' in page
        assert f'id="finding-{hit.number}"' in page
        assert f"<strong>{hit.finding.text}</strong>" in page
        assert hit.severity in page
        assert hit.finding.message in page
    assert any(f"建议：{hit.finding.suggestion}" in page for hit in hits if hit.finding.suggestion)
    revise = reverse("papers:revise", args=[version.document_id])
    assert f'<a class="act act-quiet" href="{revise}">按检查结果修改</a>' in page
    assert 'id="finding-1"' in client.get(revise).content.decode()
    other = signed_in(office.auditor).get(reverse("papers:document", args=[version.document_id]))
    assert "按检查结果修改" not in other.content.decode()


def test_a_draft_that_is_given_back_shows_what_the_checks_object_to_in_it(office: Bureau) -> None:
    answer = signed_in(office.drafter).post(DRAFTING, OBJECTED | {"title": ""})
    assert answer.status_code == 422
    assert "<strong>13800138000</strong>" in answer.content.decode()


def test_a_version_is_checked_once(office: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    check = findings.check_text
    monkeypatch.setattr(findings, "check_text", lambda text: asked.append(text) or check(text))
    findings.checked.cache_clear()
    version = factory.drafted(office)
    for viewer in (office.drafter, office.section_head):
        signed_in(viewer).get(reverse("papers:document", args=[version.document_id]))
    assert len(asked) == 1


def test_a_finding_is_quoted_with_whole_words_of_its_line_around_it() -> None:
    text = "示例。\n联系人电话13800138000，依据《政府信息公开法》办理，收到1,075件。\n示例。"
    phone, title = findings.hits_in(text)
    assert (phone.before, phone.after) == ("联系人电话", "，依据《政府信息公开法》")
    assert title.before == "，依据", "the number before would be cut"
    assert title.after == "办理，收到1,075件。"
