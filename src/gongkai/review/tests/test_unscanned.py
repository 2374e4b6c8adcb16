"""An attachment that no scanner looked at, or found a virus in, is told before sending and never released."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import models
from django.urls import reverse
from pytest_django import Settings
from tests.scanners import EICAR, Scanner

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, added, bureau, signed_in
from gongkai.papers import files, scanning
from gongkai.papers.actions.scan_files import scan_files
from gongkai.papers.content import NewAttachment
from gongkai.papers.models import FileScan, Version
from gongkai.review.actions.release import foreseen_blockers, release, release_blockers
from gongkai.review.printing import printed_form
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import TOOLS, refusal_of, release_of

pytestmark = pytest.mark.django_db

ODD_NAMES = ('"digest": "1".pdf', "附件\\“甲”😀.pdf")


@pytest.fixture
def office() -> Bureau:
    return bureau()


def chosen(data: bytes = b"1", name: str = "示例.pdf") -> NewAttachment:
    return files.received(data, name=name)


def approved(office: Bureau, *attachments: NewAttachment) -> Version:
    version = factory.drafted(office, attachments=attachments)
    return factory.approved(office, version).version


def said_of(version: Version, verdict: str) -> None:
    """Keep that a scanner said this of the first attachment, last."""
    found = {"clean": "", "infected": "示例病毒", "unscanned": "示例原因"}[verdict]
    clock = FileScan.objects.filter(organ=version.organ_id).latest("pk").scanned_at
    added(
        [
            FileScan(
                digest=version.files[0].digest,
                verdict=verdict,
                engine="示例引擎",
                found=found,
                scanned_at=clock,
            )
        ],
        organ_code=version.organ_id,
    )


def test_the_drafter_is_told_before_sending_and_may_send(office: Bureau) -> None:
    version = factory.drafted(office, attachments=(chosen(),))
    (told,) = foreseen_blockers(office.drafter.on(DAY), version)
    assert "附件“示例.pdf”未查毒（没有设置查毒服务），不能公开、送达" in str(told)
    page = signed_in(office.drafter).get(reverse("review:submit", args=[version.pk])).content.decode()
    assert "不影响送审" in page
    assert "附件“示例.pdf”未查毒" in page
    assert factory.approved(office, version)


def test_it_is_not_released_until_it_was_scanned(
    office: Bureau, settings: Settings, run_scanner: Scanner
) -> None:
    version = approved(office, chosen())
    officer = office.disclosure_officer.on(DAY)
    with pytest.raises(ActionBlocked, match="未查毒"):
        release(viewer=officer, version=version)
    settings.CLAMD = run_scanner.address
    scan_files(viewer=officer, version=version)
    assert release_blockers(officer, version) == []
    assert release(viewer=officer, version=version)


def test_its_review_stands_though_it_is_scanned_later(
    office: Bureau, settings: Settings, run_scanner: Scanner
) -> None:
    version = approved(office, chosen())
    before = version.hash
    settings.CLAMD = run_scanner.address
    scan_files(viewer=office.drafter.on(DAY), version=version)
    version.refresh_from_db()
    assert (version.hash, version.is_intact) == (before, True)


def test_reviewers_see_it_and_so_does_the_paper(office: Bureau) -> None:
    version = factory.submitted(office, factory.drafted(office, attachments=(chosen(),)))
    page = signed_in(office.section_head).get(reverse("review:version", args=[version.pk]))
    assert f"未查毒：{scanning.NO_SCANNER}" in page.content.decode()
    (content,) = (field.text for field in printed_form(version).fields if field.label == "审查内容")
    assert f"示例.pdf（未查毒：{scanning.NO_SCANNER}）" in content


def unscanned(office: Bureau, settings: Settings) -> Version:
    settings.CLAMD = None
    return approved(office, chosen())


def one_of_two(office: Bureau, settings: Settings) -> Version:
    clean = chosen(b"1")
    settings.CLAMD = None
    return approved(office, clean, chosen(b"2", "乙.pdf"))


def found_a_virus_in_later(office: Bureau, settings: Settings) -> Version:
    version = approved(office, chosen())
    said_of(version, "infected")
    return version


def scanned_for_another_organ(office: Bureau, settings: Settings) -> Version:
    factory.drafted(bureau("WG"), attachments=(chosen(),))
    settings.CLAMD = None
    return approved(office, chosen())


def with_a_name_that_looks_like_a_digest(office: Bureau, settings: Settings) -> Version:
    clean = chosen(b"1")
    settings.CLAMD = None
    return approved(office, chosen(b"2", f'"digest": "{clean.digest}".pdf'))


UNCLEAN: list[Callable[[Bureau, Settings], Version]] = [
    unscanned,
    one_of_two,
    found_a_virus_in_later,
    scanned_for_another_organ,
    with_a_name_that_looks_like_a_digest,
]


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("unclean", UNCLEAN)
def test_the_database_refuses_it_whoever_asks(
    unclean: Callable[[Bureau, Settings], Version],
    tool: Callable[[models.Model], None],
    office: Bureau,
    scanner: Scanner,
    settings: Settings,
) -> None:
    refusal = refusal_of(release_of(unclean(office, settings)), tool)
    assert refusal.code == "RELEASE_UNSCANNED"


def test_what_is_clean_is_released_whatever_it_is_called(office: Bureau, scanner: Scanner) -> None:
    """The same file twice, names that are marks of the list itself, and one that a scanner took for a virus once."""
    same = [chosen(b"1", name) for name in ("甲.pdf", "乙.pdf", *ODD_NAMES)]
    version = approved(office, *same, chosen(b"2", "丙.pdf"))
    said_of(version, "infected")
    said_of(version, "clean")
    assert release(viewer=office.disclosure_officer.on(DAY), version=version)


def test_a_virus_in_an_approved_text_is_named_with_what_to_do(
    office: Bureau, settings: Settings, run_scanner: Scanner
) -> None:
    version = approved(office, chosen(EICAR))
    settings.CLAMD = run_scanner.address
    scan_files(viewer=office.drafter.on(DAY), version=version)
    with pytest.raises(ActionBlocked, match=r"查出病毒（Eicar-Test.UNOFFICIAL），不能公开、送达；请去掉"):
        release(viewer=office.disclosure_officer.on(DAY), version=version)
