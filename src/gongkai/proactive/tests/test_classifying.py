"""A document belongs to a matter: said at the draft or later, kept as rows, and the clock that follows from it."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import SINCE, Bureau, added, bureau, signed_in
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.errors import DatabaseRejected
from gongkai.papers.actions.draft import add_version, draft_document, revise_document
from gongkai.papers.models import Document
from gongkai.proactive.actions.classify import classify
from gongkai.proactive.alerts import say_unclassified
from gongkai.proactive.classifying import classification_of, documents_of, unclassified, usual_matter
from gongkai.proactive.home import due_publications
from gongkai.proactive.models import Classification
from gongkai.proactive.tests.matters import matter
from gongkai.proactive.tests.released import released
from gongkai.review.actions.abandon import abandon
from gongkai.review.actions.register import Dating, register
from gongkai.review.actions.release import release
from gongkai.review.tests.factory import DAY, approved, content, drafted, official, reviewed

pytestmark = pytest.mark.django_db

LATER = datetime.date(2023, 5, 10)
POSTED = {"title": "示例·通知", "body": "示例正文。", "attribute": "proactive"}


@pytest.fixture
def office() -> Bureau:
    return bureau("SL")


def due(office: Bureau, on: datetime.date = LATER) -> list[tuple[str, datetime.date, str]]:
    """What must become public by when, as Home says it."""
    lines = due_publications(office.disclosure_officer.on(on))
    return [(line.title, line.due_on, line.basis.split("、")[0]) for line in lines]


# ---- Saying it ------------------------------------------------------------------------------------------------------


def test_what_is_said_last_holds(office: Bureau) -> None:
    viewer = office.drafter.on(DAY)
    first, second = matter(office, "示例·甲"), matter(office, "示例·乙")
    document = drafted(office).document
    made = classify(viewer=viewer, document=document, matter=first.name)
    assert classify(viewer=viewer, document=document, matter=first.name) == made, "nothing new is said"
    classify(viewer=viewer, document=document, matter=second.name, formed_on=DAY)
    assert not documents_of(viewer, first.name).exists()
    assert [version.document for version in documents_of(viewer, second.name)] == [document]
    classify(viewer=viewer, document=document, matter="")
    assert not documents_of(viewer, second.name).exists()
    assert Classification.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"matter": "示例·没有的"}, "matter"),
        ({"matter": "示例·停用的"}, "matter"),
        ({"matter": "示例·甲", "formed_on": DAY + datetime.timedelta(days=1)}, "formed_on"),
    ],
)
def test_what_is_not_in_the_catalogue_or_still_to_come_is_refused(
    office: Bureau, said: dict[str, Any], field: str
) -> None:
    matter(office, "示例·甲")
    matter(office, "示例·停用的", ended=True)
    with pytest.raises(ActionBlocked) as refused:
        classify(viewer=office.drafter.on(DAY), document=drafted(office).document, **said)
    assert [blocker.field for blocker in refused.value.blockers] == [field]


def test_only_who_may_says_it_and_only_of_the_own_organ(office: Bureau) -> None:
    made, document = matter(office), drafted(office).document
    with pytest.raises(NotAllowed):
        classify(viewer=office.auditor.on(DAY), document=document, matter=made.name)
    other = bureau("SX")
    matter(other)
    with pytest.raises(Document.DoesNotExist):
        classify(viewer=other.drafter.on(DAY), document=document, matter=made.name)


def test_the_database_refuses_an_unknown_matter_and_another_organs_document(office: Bureau) -> None:
    made, document = matter(office), drafted(office).document
    other = bureau("SX")

    def row(**changes: Any) -> Classification:
        said = {"organ": office.organ, "document": document, "matter": made.name, "classified_on": DAY}
        return Classification(**{**said, **changes})

    with pytest.raises(DatabaseRejected, match="清单目录"):
        added([row(matter="示例·没有的")])
    with pytest.raises(DatabaseRejected):
        added([row(organ=other.organ, matter="")], organ_code="SX")
    stored = added([row()])[0]
    with pytest.raises(Exception, match="proactive_classification"), connection.cursor() as cursor:
        cursor.execute("UPDATE proactive_classification SET matter = '' WHERE id = %s", [stored.pk])


# ---- At the draft ---------------------------------------------------------------------------------------------------


def test_the_draft_asks_for_it_and_keeps_it_with_the_document(office: Bureau) -> None:
    made = matter(office)
    browser = signed_in(office.drafter)
    assert made.name in browser.get("/desk/papers/draft/?kind=notice").text
    browser.post(
        "/desk/papers/draft/?kind=notice", {**POSTED, "matter": made.name, "formed_on": "2019-05-06"}
    )
    document = Document.objects.get()
    held = classification_of(document)
    assert held is not None
    assert (held.matter, held.formed_on) == (made.name, datetime.date(2019, 5, 6))
    assert made.name in browser.get(f"/desk/papers/{document.pk}/").text


def test_a_wrong_answer_keeps_the_draft_from_being_stored_and_loses_nothing(office: Bureau) -> None:
    made = matter(office)
    browser = signed_in(office.drafter)
    answer = browser.post(
        "/desk/papers/draft/?kind=notice", {**POSTED, "matter": made.name, "formed_on": "2099-01-01"}
    )
    assert answer.status_code == 422
    assert "还没有形成、批复的先不填" in answer.text
    assert "示例正文。" in answer.text
    assert not Document.objects.exists()


def test_without_a_catalogue_the_draft_does_not_ask(office: Bureau) -> None:
    assert "公开事项" not in signed_in(office.drafter).get("/desk/papers/draft/?kind=notice").text


def test_a_revision_that_changes_only_the_matter_makes_no_version(office: Bureau) -> None:
    made, viewer = matter(office), office.drafter.on(DAY)
    first = draft_document(viewer=viewer, kind="notice", content=content())
    answers = {"matter": made.name, "formed_on": None}
    same = revise_document(viewer=viewer, document=first.document, content=content(), answers=answers)
    assert same == first
    assert [version.document for version in documents_of(viewer, made.name)] == [first.document]


def test_a_new_draft_starts_with_the_matter_of_its_section_or_of_the_last_of_its_kind(office: Bureau) -> None:
    section = open_section(viewer=office.system, name="示例科室")
    officer = office.drafter.officer
    assert officer is not None
    appoint(
        viewer=office.system, officer=officer, role="drafter", post="示例", section=section, from_on=SINCE
    )
    viewer = office.drafter.on(DAY)
    assert usual_matter(viewer, "notice") == ""
    first = matter(office, "示例·甲")
    matter(office, "示例·别科的", section="示例·另一科")
    assert usual_matter(viewer, "notice") == first.name, "the only one of the section"
    second = matter(office, "示例·乙")
    assert usual_matter(viewer, "notice") == "", "one of two"
    classify(viewer=viewer, document=drafted(office).document, matter=second.name)
    assert usual_matter(viewer, "notice") == second.name
    assert usual_matter(viewer, "instrument") == ""


# ---- Until when -----------------------------------------------------------------------------------------------------


def test_what_was_approved_must_be_public_within_the_legal_period(office: Bureau) -> None:
    approved(office)
    # 20 working days after 2023-05-08.
    assert due(office) == [("《示例·通知》", datetime.date(2023, 6, 5), "条例第二十六条")]


def test_what_was_released_or_set_aside_is_due_no_more(office: Bureau) -> None:
    released(office)
    gone = drafted(office, title="示例·弃稿")
    matter(office)
    classify(viewer=office.drafter.on(DAY), document=gone.document, matter="示例·规范性文件", formed_on=DAY)
    assert [title for title, _, _ in due(office)] == ["《示例·弃稿》"]
    abandon(viewer=office.drafter.on(DAY), version=gone, reason="示例")
    assert due(office) == []


def test_the_day_of_signing_begins_the_period_of_an_official_document(office: Bureau) -> None:
    approval = approved(office, official(office))
    day = datetime.date(2023, 5, 4)
    register(
        viewer=office.disclosure_officer.on(LATER),
        version=approval.version,
        dating=Dating(by="meeting", made_on=day, note="示例会议"),
    )
    assert [each[1] for each in due(office)] == [datetime.date(2023, 5, 31)]


@pytest.mark.parametrize(
    ("more", "due_on", "basis"),
    [
        ({"time_limit": "budget"}, datetime.date(2023, 5, 22), "预算法第十四条"),
        ({"time_limit": "twofold"}, datetime.date(2023, 5, 11), "地方规定"),
        ({"time_limit": "own", "own_days": 3}, datetime.date(2023, 5, 6), "政务公开清单目录"),
        ({"time_limit": "continuous"}, datetime.date(2023, 5, 30), "条例第二十六条"),
    ],
)
def test_a_matter_has_its_own_time_limit_from_the_day_of_forming(
    office: Bureau, more: dict[str, Any], due_on: datetime.date, basis: str
) -> None:
    made = matter(office, **more)
    version = drafted(office)
    formed = datetime.date(2023, 5, 1)
    classify(viewer=office.drafter.on(DAY), document=version.document, matter=made.name, formed_on=formed)
    assert due(office) == [("《示例·通知》", due_on, basis)]


def test_an_edit_of_what_is_public_is_due_from_its_approval(office: Bureau) -> None:
    first = released(office, on=datetime.date(2023, 5, 8))
    version = add_version(
        viewer=office.drafter.on(LATER), document=first.document, content=content(title="示例·改后")
    )
    assert due(office) == [], "nobody approved it yet"
    reviewed(office, version, on=LATER)
    assert due(office) == [("《示例·改后》", datetime.date(2023, 6, 7), "条例第二十六条")]
    release(viewer=office.disclosure_officer.on(LATER), version=version)
    assert due(office) == []


# ---- What belongs nowhere -------------------------------------------------------------------------------------------


def test_what_is_public_and_belongs_nowhere_is_told_once_there_is_a_catalogue(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(LATER)
    made = released(office)
    assert not unclassified(viewer).exists()
    matter(office)
    [(sentence, url)] = say_unclassified(viewer)
    assert "示例·通知" in sentence
    answer = signed_in(office.disclosure_officer).post(url, {"matter": "示例·规范性文件"})
    assert answer.status_code == 302
    assert not unclassified(viewer).exists()
    assert [version.public_on for version in documents_of(viewer, "示例·规范性文件")] == [made.released_on]


def test_classifying_waits_for_who_writes_the_catalogue(office: Bureau) -> None:
    """On SQLite every transaction waits for the one before; what is asked for here is what PostgreSQL waits for."""
    held = matter(office)
    with CaptureQueriesContext(connection) as asked:
        classify(viewer=office.drafter.on(DAY), document=drafted(office).document, matter=held.name)
    waits = [each["sql"] for each in asked if "FOR NO KEY UPDATE" in each["sql"]]
    if connection.features.has_select_for_update:
        assert any("bodies_organ" in sql for sql in waits)
