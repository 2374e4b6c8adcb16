"""The desk's search: what a viewer finds is what his rooms would show him, by any words of it, and nothing else."""

from __future__ import annotations

import pytest
from django.db import connection
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.roles import ROLES
from gongkai.ledger import verify
from gongkai.ledger.followers import advance
from gongkai.papers import structured
from gongkai.registry import Findable
from gongkai.search import indexing, queries
from gongkai.search.engine import DESK
from gongkai.search.models import IndexedText, PublicText
from gongkai.search.words import fold
from tests.permissions.test_every_url import signed_in
from tests.permissions.world import House, house

pytestmark = pytest.mark.django_db

QUESTIONS = ("示例", "示", "申请人", "示例电话", "2023", "5号", "关于做好", "www", "答复", "没有这样的话")


@pytest.fixture
def unindexed() -> House:
    found = house("SL")
    house("QT")
    return found


@pytest.fixture
def home(unindexed: House) -> House:
    indexing.rebuild()
    return unindexed


def shown(home: House, role: str, question: str) -> dict[str, set[str]]:
    """Return the addresses of what a search shows, all pages of every kind, by kind."""
    viewer = home.viewer(role)
    found = {}
    for first in queries.find(viewer, question):
        urls, before = [], None
        while True:
            page = queries.find_of_kind(viewer, first.findable, question, before=before)
            urls += [hit.url for hit in page.hits]
            before = page.after
            if before is None:
                break
        assert [hit.url for hit in first.hits] == urls[: len(first.hits)]
        found[first.findable.id] = set(urls)
    return found


def told(home: House, role: str, question: str) -> dict[str, set[str]]:
    """Return the addresses of what the viewer's rooms show and contains the words, read record by record."""
    viewer, words = home.viewer(role), fold(question).split()
    found = {
        findable.id: {
            findable.url(record)
            for record in findable.query(viewer)
            if all(word in fold("\n".join(findable.texts(record))) for word in words)
        }
        for findable in registry.all_of(Findable)
        if viewer.may(findable.permission)
    }
    return {kind: urls for kind, urls in found.items() if urls}


def test_a_search_finds_what_the_rooms_would_show(home: House) -> None:
    for role in ROLES:
        for question in QUESTIONS:
            assert shown(home, role, question) == told(home, role, question), (role, question)


def test_a_role_without_requests_finds_nothing_of_applicants(home: House) -> None:
    asked, case = home.request.applicant_name, reverse("inforequests:request", args=[home.request.pk])
    for role in ROLES:
        page = signed_in(home, role).get("/desk/search/", {"q": asked}).content.decode()
        may = home.viewer(role).may("inforequests.view")
        assert (f'href="{case}"' in page) == ("<h2>政府信息公开申请</h2>" in page) == may, role
    kind = {"q": asked, "kind": "inforequests.requests"}
    assert signed_in(home, "drafter").get("/desk/search/", kind).status_code == 403


def test_every_kind_is_found_by_its_own_words(home: House) -> None:
    """Every kind has a record with words in this house; its hit is marked, and opens."""
    without = []
    for findable in registry.all_of(Findable):
        viewer = home.viewer(next(role for role in ROLES if home.viewer(role).may(findable.permission)))
        said = ((record, fold("\n".join(findable.texts(record)))) for record in findable.query(viewer))
        record, text = next(((record, text) for record, text in said if text), (None, ""))
        if record is None:
            without.append(findable.id)
            continue
        found = queries.find_of_kind(viewer, findable, text.split()[0])
        assert findable.url(record) in {hit.url for hit in found.hits}, findable.id
        assert all(any(p.is_asked for p in (*hit.title, *hit.context)) for hit in found.hits), findable.id
        browser = signed_in(home, next(r for r in ROLES if home.viewer(r) == viewer))
        assert browser.get(found.hits[0].url, follow=True).status_code == 200, findable.id
    # Documents, pages and letters that were not written in the house; its replies bear no number.
    pages = tuple(f"papers.{kind.id}" for kind in structured.kinds())
    unwritten = ("papers.in", *pages, "inforequests.replies")
    assert all(each.startswith(unwritten) for each in without), without


@pytest.mark.usefixtures("unindexed")
def test_the_index_is_proven_and_made_anew() -> None:
    advance(registry.one(registry.Follower, indexing.FOLLOWER))
    assert list(indexing.differences()) == []
    before = set(IndexedText.objects.values_list("organ", "kind", "key", "text"))
    assert indexing.rebuild() == len(before) + PublicText.objects.count()
    assert set(IndexedText.objects.values_list("organ", "kind", "key", "text")) == before
    assert list(indexing.differences()) == []
    row = IndexedText.objects.filter(kind="papers.instruments").first()
    assert row is not None
    IndexedText.objects.filter(pk=row.pk).update(text="别的")
    assert any("“公文”" in each for each in indexing.differences())
    indexing.rebuild()
    DESK.take_out([row])
    assert any("“公文”" in each for each in indexing.differences())


def test_verify_asks_the_index_too_and_says_each_kind_of_finding_once(home: House) -> None:
    assert [each for each in verify.everything() if each.where.startswith("search:")] == []
    for kind in ("papers.instruments", "proactive.publications"):
        row = IndexedText.objects.filter(kind=kind, organ="SL").first()
        assert row is not None
        IndexedText.objects.filter(pk=row.pk).update(text="别的")
    found = [each for each in verify.everything() if each.where.startswith("search:")]
    kinds = ["search:SL:papers.instruments", "search:SL:proactive.publications"]
    if (
        connection.vendor == "sqlite"
    ):  # PostgreSQL writes its pieces with the row, so they cannot differ from it
        kinds.append("search:words")
    assert sorted(each.where for each in found) == kinds
    [said] = verify.in_words(found)
    assert said.startswith(f"{len(kinds)} 处查找索引与记录不一致，首先是：“公文”有")
    indexing.rebuild()
    assert [each for each in verify.everything() if each.where.startswith("search:")] == []
    house("XX")
    assert list(indexing.contradictions()) == [], "what waits to be indexed contradicts nothing"


def test_what_is_not_indexed_yet_is_said(home: House) -> None:
    browser = signed_in(home, "disclosure_officer")
    assert "还在编入" not in browser.get("/desk/search/", {"q": "示例"}).content.decode()
    house("XX")
    assert "还在编入" in browser.get("/desk/search/", {"q": "示例"}).content.decode()
    assert any("没有编入" in each for each in indexing.differences())


ODD: tuple[dict[str, str], ...] = (
    {"q": "\x00"},
    {"q": '" OR 1'},
    {"q": "％_'\\"},
    {"q": "示例", "kind": "papers.instruments", "before": "9" * 19},
    {"q": "示例", "kind": "papers.instruments", "before": "9" * 5000},
    {"q": "示例", "before": "-1"},
    {"q": "查" * 5000},
)


def test_whatever_is_asked_is_answered(home: House) -> None:
    browser = signed_in(home, "disclosure_officer")
    for asked in ODD:
        assert browser.get("/desk/search/", asked).status_code in (200, 404), asked
    assert browser.get("/desk/search/", {"q": "示例", "kind": "x"}).status_code == 404
