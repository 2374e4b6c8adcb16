"""A letter goes through its own sheet: the case is not typed again, and what the applicant owns is no obstacle."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.inforequests.models import InfoRequest
from gongkai.inforequests.tests import letters
from gongkai.inforequests.tests.letters import DAY
from gongkai.ledger.errors import DatabaseRejected, translated
from gongkai.papers.findings import hits_of
from gongkai.papers.models import Version
from gongkai.review.actions.submit import submit
from gongkai.review.models import ApprovalSheet, SecrecyForm
from gongkai.review.tests import factory
from gongkai.review.tests.gate import by_save, sealed

OWN_NUMBER = "11010519491231002X"  # the example of the standard


@pytest.fixture
def office(db: None) -> Bureau:
    return bureau()


@pytest.fixture
def case(office: Bureau) -> InfoRequest:
    return letters.received(office)


@pytest.fixture
def letter(office: Bureau, case: InfoRequest) -> Version:
    return letters.written(office, case, "reply")


def test_the_sheet_says_what_the_case_knows_already(
    office: Bureau, case: InfoRequest, letter: Version
) -> None:
    page = (
        signed_in(office.disclosure_officer).get(reverse("review:submit", args=[letter.pk])).content.decode()
    )
    for known in ("审批表", case.number, case.applicant_name, case.description, "答复期限"):
        assert known in page
    for foreign in ("密级", "栏目或渠道", "审查结论"):
        assert foreign not in page


def test_a_letter_is_sent_with_its_sheet_and_printed_with_it(
    office: Bureau, case: InfoRequest, letter: Version
) -> None:
    client = signed_in(office.disclosure_officer)
    sent = {
        "section": "办公室",
        "found": "示例：查到一份。",
        "proposal": "示例：予以公开",
        "proofread": "示例·无差错",
        "pledged": "on",
    }
    sent["secrecy_statement"] = "示例：不涉密。"
    assert client.post(reverse("review:submit", args=[letter.pk]), sent).status_code == 302
    assert ApprovalSheet.objects.get().version == letter
    assert not SecrecyForm.objects.exists()
    page = client.get(reverse("review:version", args=[letter.pk])).content.decode()
    assert "示例：查到一份。" in page
    printed = client.get(reverse("review:printed", args=[letter.pk, "docx"])).content
    said = "\n".join(
        cell.text
        for table in docx.Document(io.BytesIO(printed)).tables
        for row in table.rows
        for cell in row.cells
    )
    for part in (case.number, case.applicant_name, "示例：查到一份。", "示例：予以公开"):
        assert part in said
    assert client.get(reverse("review:printed", args=[letter.pk, "pdf"])).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"section": " "}, "承办科室"),
        ({"found": ""}, "查找和审查情况"),
        ({"proposal": ""}, "拟办意见"),
        ({"third_party": True}, "如何处理"),
        ({"pledged": False}, "承诺"),
    ],
)
def test_the_sheet_says_what_it_lacks(
    changes: dict[str, Any], says: str, office: Bureau, letter: Version
) -> None:
    with pytest.raises(ActionBlocked, match=says):
        submit(
            viewer=office.disclosure_officer.on(DAY),
            version=letter,
            form=factory.letter_sheet(**changes),
            proofread="示例",
        )
    assert not ApprovalSheet.objects.exists()


def test_what_the_applicant_owns_is_pointed_out_and_stands_in_no_way(
    office: Bureau, case: InfoRequest
) -> None:
    said = f"示例：您（身份证号{OWN_NUMBER}）申请的材料一份。"
    assert hits_of(factory.drafted(office, body=said))[0].finding.severity == "block"
    letter = letters.written(office, case, "reply", provided=said)
    assert [hit.finding.severity for hit in hits_of(letter) if OWN_NUMBER in hit.finding.text] == ["info"]
    submit(
        viewer=office.disclosure_officer.on(DAY),
        version=letter,
        form=factory.letter_sheet(),
        proofread="示例",
    )
    assert ApprovalSheet.objects.count() == 1


def test_a_sheet_of_a_letter_opens_no_way_to_the_public(office: Bureau) -> None:
    version = factory.drafted(office)
    officer: Any = office.drafter.officer
    sheet = ApprovalSheet(
        version=version,
        organ_id=version.organ_id,
        filled_by=officer,
        filled_on=factory.DAY,
        **vars(factory.letter_sheet()),
        **sealed(),
    )
    with pytest.raises((DatabaseRejected, IntegrityError)), translated(), transaction.atomic():
        by_save(sheet)
