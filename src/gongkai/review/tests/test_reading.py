"""What the checks found keeps a version from being sent, or is answered, and the answers are kept."""

from __future__ import annotations

import pytest

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.papers import findings
from gongkai.review.actions.submit import submit
from gongkai.review.models import SecrecyForm
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


def test_a_secret_or_an_identity_number_keeps_a_version_from_being_submitted(office: Bureau) -> None:
    version = factory.drafted(office, body="身份证号11010519491231002X。")
    with pytest.raises(ActionBlocked, match="须修改"):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), proofread="示例")


def test_a_finding_that_needs_it_is_answered_and_the_answer_kept(office: Bureau) -> None:
    version = factory.drafted(office, body="本项工作全国第一。")
    with pytest.raises(ActionBlocked, match="逐条答复"):
        submit(viewer=office.drafter.on(DAY), version=version, form=factory.answers(), proofread="示例")
    answers = {hit.key: "有通报为据" for hit in findings.hits_of(version) if hit.needs_answer}
    submit(
        viewer=office.drafter.on(DAY),
        version=version,
        form=factory.answers(),
        proofread="示例",
        answers=answers,
    )
    kept = findings.kept_hits(SecrecyForm.objects.get().findings)
    assert {hit.answer for hit in kept if hit.needs_answer} == {"有通报为据"}
    assert [hit.finding for hit in kept] == [hit.finding for hit in findings.hits_of(version)]
