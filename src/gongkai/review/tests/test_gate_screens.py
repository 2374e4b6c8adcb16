"""No screen leads around the gate, whoever asks and in whatever order."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.review.models import Approval, Release, SecrecyForm, Step
from gongkai.review.tests import factory
from gongkai.review.tests.screens import DRAFT, FORM, address, post
from gongkai.review.urls import urlpatterns


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


Way = Callable[[Bureau], int]


def release_a_draft(office: Bureau) -> int:
    return post(office.disclosure_officer, "release", factory.drafted(office))


def release_after_two_steps(office: Bureau) -> int:
    return post(office.disclosure_officer, "release", factory.examined(office))


def release_an_edited_text(office: Bureau) -> int:
    version = factory.approved(office).version
    signed_in(office.drafter).post(reverse("papers:revise", args=[version.document_id]), DRAFT)
    newest = version.document.newest
    assert newest is not None
    return post(office.disclosure_officer, "release", newest)


def release_an_older_version(office: Bureau) -> int:
    version = factory.approved(office).version
    signed_in(office.drafter).post(reverse("papers:revise", args=[version.document_id]), DRAFT)
    return post(office.disclosure_officer, "release", version)


def release_by_the_drafter(office: Bureau) -> int:
    return post(office.drafter, "release", factory.approved(office).version)


def release_by_address_alone(office: Bureau) -> int:
    version = factory.approved(office).version
    return signed_in(office.disclosure_officer).get(address("release", version)).status_code


def release_by_another_organ(office: Bureau) -> int:
    return post(bureau("SL2").disclosure_officer, "release", factory.approved(office).version)


def release_by_nobody(office: Bureau) -> int:
    return Client().post(address("release", factory.approved(office).version)).status_code


def approve_before_the_section(office: Bureau) -> int:
    return post(office.deputy_head, "decide", factory.submitted(office), verdict="agree", proofread="示例")


def approve_ones_own(office: Bureau) -> int:
    return post(office.drafter, "decide", factory.examined(office), verdict="agree", proofread="示例")


def approve_twice_over(office: Bureau) -> int:
    return post(office.section_head, "decide", factory.examined(office), verdict="agree", proofread="示例")


def decide_without_form(office: Bureau) -> int:
    return post(office.section_head, "decide", factory.drafted(office), verdict="agree", proofread="示例")


def decide_with_another_word(office: Bureau) -> int:
    return post(office.section_head, "decide", factory.submitted(office), verdict="approve")


def decide_by_another_organ(office: Bureau) -> int:
    return post(
        bureau("SL2").section_head, "decide", factory.submitted(office), verdict="agree", proofread="示例"
    )


def submit_for_another(office: Bureau) -> int:
    return post(office.section_head, "submit", factory.drafted(office), **FORM)


def submit_without_pledge(office: Bureau) -> int:
    return post(office.drafter, "submit", factory.drafted(office), **{**FORM, "pledged": ""})


def submit_with_a_secret(office: Bureau) -> int:
    version = factory.drafted(office, body="机密★5年")
    return post(office.drafter, "submit", version, **FORM)


WAYS: dict[Way, int] = {
    release_a_draft: 409,
    release_after_two_steps: 409,
    release_an_edited_text: 409,
    release_an_older_version: 409,
    release_by_the_drafter: 403,
    release_by_address_alone: 405,
    release_by_another_organ: 404,
    release_by_nobody: 302,
    approve_before_the_section: 403,
    approve_ones_own: 403,
    approve_twice_over: 403,
    decide_without_form: 422,
    decide_with_another_word: 422,
    decide_by_another_organ: 404,
    submit_for_another: 409,
    submit_without_pledge: 422,
    submit_with_a_secret: 422,
}


@pytest.mark.parametrize("way", WAYS)
def test_no_screen_leads_around_the_gate(way: Way, office: Bureau) -> None:
    assert way(office) == WAYS[way]
    assert not Release.objects.exists()
    reviewed = Step.objects.filter(number=3).count()
    assert Approval.objects.count() == reviewed
    assert SecrecyForm.objects.count() >= reviewed


NOT_OF_A_VERSION = {"queue", "chains", "set_chain", "seats", "set_seat"}


def test_there_is_no_act_on_several_versions_at_once() -> None:
    taking = [pattern for pattern in urlpatterns if pattern.name not in NOT_OF_A_VERSION]
    assert all("<key:pk>" in str(pattern.pattern) for pattern in taking)


@pytest.mark.parametrize("name", ["papers:documents", "papers:draft", "review:queue"])
def test_who_is_not_signed_in_is_led_to_the_door(name: str, db: None) -> None:
    answer = Client().get(reverse(name))
    assert (answer.status_code, reverse("shell:sign_in") in answer["Location"]) == (302, True)


def test_another_organ_finds_nothing(office: Bureau) -> None:
    version = factory.submitted(office)
    client = signed_in(bureau("SL2").section_head)
    assert client.get(address("version", version)).status_code == 404
    assert client.get(reverse("papers:document", args=[version.document_id])).status_code == 404
    assert version.title not in client.get(reverse("review:queue")).content.decode()
