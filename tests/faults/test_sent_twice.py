"""A form that is sent twice does its act once, and whoever sent it is led to what the first one did."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongkai.bodies.tests.factory import bureau, signed_in
from gongkai.ledger import clock
from gongkai.papers.models import Document
from gongkai.shell import jobs
from gongkai.shell.models import SentForm
from gongkai.shell.sent_once import DONE_ALREADY, KEPT

pytestmark = pytest.mark.django_db

DRAFT = reverse("papers:draft") + "?kind=notice"


@pytest.fixture
def office() -> Any:
    return bureau()


@pytest.fixture
def browser(office: Any) -> Any:
    return signed_in(office.disclosure_officer)


def drawn(browser: Any, url: str = DRAFT) -> dict[str, str]:
    """Return the first form of a page as it was drawn, filled in; beside it a Word file may be sent by its own."""
    [number] = re.findall(r'name="sent_once" value="(\w+)"', main_of(browser.get(url).content.decode()))
    return {"sent_once": number, "title": "示例通知", "body": "示例正文。", "attribute": "proactive"}


def main_of(page: str) -> str:
    return page[page.index("<main") :]


def test_what_is_sent_twice_is_done_once_and_leads_to_the_same_page(browser: Any) -> None:
    form = drawn(browser)
    first = browser.post(DRAFT, form)
    assert first.status_code == 302
    second = browser.post(DRAFT, form, follow=True)
    assert second.redirect_chain == [(first["Location"], 302)]
    assert DONE_ALREADY in second.content.decode()
    assert Document.objects.count() == 1


def test_each_drawing_of_a_form_is_a_form_of_its_own(browser: Any) -> None:
    for _ in range(2):
        assert browser.post(DRAFT, drawn(browser)).status_code == 302
    assert Document.objects.count() == 2


def test_what_was_changed_before_it_was_sent_again_is_done_too(browser: Any) -> None:
    form = drawn(browser)
    browser.post(DRAFT, form)
    browser.post(DRAFT, {**form, "body": "示例正文，改过。"})
    browser.post(DRAFT, {**form, "attachments": SimpleUploadedFile("示例.txt", b"1")})
    browser.post(DRAFT, {**form, "attachments": SimpleUploadedFile("示例.txt", b"2")})
    assert Document.objects.count() == 4


def test_a_form_that_was_refused_can_be_sent_again(browser: Any) -> None:
    form = drawn(browser)
    assert browser.post(DRAFT, {**form, "title": ""}).status_code == 422
    assert not SentForm.objects.exists()
    assert browser.post(DRAFT, form).status_code == 302


def test_what_the_act_itself_refuses_is_not_taken_for_sent(
    browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = drawn(browser)
    with monkeypatch.context() as broken:
        broken.setattr("gongkai.papers.actions.draft.VersionAdded", _fail)
        with pytest.raises(RuntimeError):
            browser.post(DRAFT, form)
    assert not SentForm.objects.exists()
    assert browser.post(DRAFT, form).status_code == 302


def _fail(*args: Any, **kwargs: Any) -> Any:
    raise RuntimeError


def test_sent_forms_are_forgotten_when_nobody_sends_them_again(browser: Any) -> None:
    browser.post(DRAFT, drawn(browser))
    jobs.prune()
    assert SentForm.objects.count() == 1
    SentForm.objects.update(sent_at=clock.now() - KEPT - datetime.timedelta(minutes=1))
    jobs.prune()
    assert not SentForm.objects.exists()
