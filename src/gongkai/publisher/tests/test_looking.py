"""The page on a channel says what was reviewed, or it is told on Home what differs, or that it is gone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import suppress
from time import monotonic
from typing import Any

import pytest

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.queries import history_of
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import clock
from gongkai.papers.comparing import changes
from gongkai.proactive.tests.released import edited
from gongkai.proactive.tests.things import channel
from gongkai.publisher import queries
from gongkai.publisher.actions.look import look
from gongkai.publisher.alerts import wrong_pages
from gongkai.publisher.jobs import watch_pages
from gongkai.publisher.looking import READ_SECONDS, TooTangled, compared, lines_of, reviewed_lines
from gongkai.publisher.models import Delivery, PageFinding, PageLook, Purpose
from gongkai.publisher.tests.servers import LocalServer, leads_to, local_server
from gongkai.publisher.tests.things import delivered_to, portal, succeeded
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY

pytestmark = pytest.mark.django_db

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>示例·通知</title><style>p{{}}</style></head><body>
<nav><a>首页</a><a>示例·通知</a></nav><div>您的位置：首页 &gt; 通知公告</div>
<h1>{title}</h1><div>发布时间：2023-05-08　来源：示例局</div>
<div class=t>{body}</div><script>示例正文</script><footer>示例市人民政府主办</footer></body></html>"""
TITLE = "示例·通知"
FIRST, SECOND = "示例正文第一段。", "示例正文第二段。"


def page(*paragraphs: str, title: str = TITLE, charset: str = "utf-8") -> str:
    body = "".join(f"<p>　　{each}</p>" for each in paragraphs)
    return PAGE.format(title=title, body=body, charset=charset)


@pytest.fixture
def server(settings: Any) -> Iterator[LocalServer]:
    with local_server() as found:
        settings.INSIDE_HOSTS = ["127.0.0.1"]
        yield found


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def standing(office: Bureau, server: LocalServer) -> Delivery:
    """A delivery that stands on the city's portal, as the local server shows it."""
    (made,) = delivered_to(office, portal(office))
    address = server.show("/t/1.html", page(FIRST, SECOND))
    succeeded(office, made, address=address)
    return queries.deliveries(office.auditor).get(pk=made.pk)


def seen(office: Bureau, delivery: Delivery) -> PageLook:
    return look(viewer=office.disclosure_officer.on(DAY), delivery=delivery)


@pytest.mark.parametrize(
    ("html", "finding"),
    [
        (page(FIRST, SECOND), PageFinding.SAME),
        (page(f"{FIRST}<br>{SECOND}"), PageFinding.SAME),
        (page("<span>示例</span>正文<b>第一段</b>。", "示例 正文&nbsp;第二段。"), PageFinding.SAME),
        (page(FIRST, "示例正文第三段。"), PageFinding.DIFFERS),
        (page(FIRST, "示例·插入的一段。", SECOND), PageFinding.DIFFERS),
        (page(FIRST), PageFinding.DIFFERS),
        (page(FIRST, SECOND, title="示例·另一个标题"), PageFinding.DIFFERS),
        (page("示例·别的内容。", title="示例·别的"), PageFinding.ANOTHER),
        ("", PageFinding.ANOTHER),
    ],
)
def test_what_a_page_says_is_held_against_what_was_reviewed(html: str, finding: str, office: Bureau) -> None:
    version = factory.drafted(office)
    assert compared(version, lines_of(html)).finding == finding


def test_what_differs_is_shown_by_paragraph_and_nothing_around_it(office: Bureau) -> None:
    version = factory.drafted(office, body=f"{FIRST}\n{SECOND}\n示例正文第三段。")
    found = compared(version, lines_of(page("示例正文第1段。", SECOND)))
    shown = changes("\n".join(reviewed_lines(version)), found.text)
    assert [change.kind for change in shown] == ["kept", "altered", "kept", "altered"]
    assert "主办" in found.text  # where the third should stand; nothing before the text
    assert "您的位置" not in found.text


def test_a_table_is_compared_cell_by_cell(office: Bureau) -> None:
    version = factory.drafted(office, body="示例：\n甲\t乙\n1\t2")
    html = page("示例：</p><table><tr><th>甲</th><th>乙</th></tr><tr><td>1</td><td>@</td></tr></table><p>")
    assert compared(version, lines_of(html.replace("@", "2"))).finding == PageFinding.SAME
    assert compared(version, lines_of(html.replace("@", "3"))).finding == PageFinding.DIFFERS


def test_the_address_of_a_link_and_the_words_of_a_picture_stand_on_no_page(office: Bureau) -> None:
    version = factory.drafted(office, body="示例见[本站](https://www.example.cn/1)。")
    html = page('示例见<a href="https://www.example.cn/1">本站</a>。')
    assert compared(version, lines_of(html)).finding == PageFinding.SAME


@pytest.mark.parametrize("charset", ["gb2312", "utf-8"])
def test_a_page_is_read_in_its_own_encoding(
    charset: str, office: Bureau, standing: Delivery, server: LocalServer
) -> None:
    html = page(FIRST, SECOND, charset=charset)
    server.show(
        "/t/1.html", html.encode("gb18030" if charset == "gb2312" else charset), media_type="text/html"
    )
    assert seen(office, standing).finding == PageFinding.SAME


def test_an_officer_compares_and_it_stands_in_the_ledger(office: Bureau, standing: Delivery) -> None:
    made = seen(office, standing)
    assert (made.finding, made.detail) == (PageFinding.SAME, "")
    assert wrong_pages(office.disclosure_officer) == []
    assert "与审查过的文字一致" in history_of(standing)[0].sentence


@pytest.mark.parametrize(
    ("shown", "sentence"),
    [
        ({"html": page(FIRST, "示例·篡改")}, "与审查过的文字不一致"),
        ({"html": "<h1>示例首页</h1>"}, "网页上没有这篇文字"),
        ({"html": "", "status": 404}, "网页已不存在"),
    ],
)
def test_the_watch_tells_what_changed_or_vanished(
    shown: dict[str, Any], sentence: str, office: Bureau, standing: Delivery, server: LocalServer
) -> None:
    watch_pages()
    assert wrong_pages(office.disclosure_officer) == []
    server.show("/t/1.html", **shown)
    watch_pages()
    assert wrong_pages(office.disclosure_officer) == []  # it was looked at just now
    PageLook.objects.update(looked_at=clock.now() - datetime.timedelta(days=1))
    watch_pages()
    ((said, url),) = wrong_pages(office.disclosure_officer)
    assert sentence in said
    assert str(standing.pk) in url
    entries = [line for line in history_of(standing) if "核对渠道上的网页" in line.sentence]
    assert len(entries) == 2
    watch_pages()
    assert len(history_of(standing)) == len(history_of(Delivery.objects.get(pk=standing.pk)))


def test_what_does_not_open_is_told_after_a_day_and_what_was_seen_is_kept(
    office: Bureau, standing: Delivery, server: LocalServer
) -> None:
    server.show("/t/1.html", page(FIRST, "示例·改"))
    text = seen(office, standing).text
    server.show("/t/1.html", "", status=503)
    made = seen(office, standing)
    assert (made.finding, made.detail, made.text) == (PageFinding.UNSEEN, "网站答复出错（503）", text)
    assert wrong_pages(office.disclosure_officer) == []
    PageLook.objects.update(since=clock.now() - datetime.timedelta(days=2))
    assert len(wrong_pages(office.disclosure_officer)) == 1


def test_what_was_replaced_or_taken_down_is_watched_no_more(
    office: Bureau, standing: Delivery, server: LocalServer
) -> None:
    server.show("/t/1.html", "", status=404)
    seen(office, standing)
    assert len(wrong_pages(office.disclosure_officer)) == 1
    edited(office, standing.release.document, "示例·改后的通知", on=DAY)
    succeeded(office, Delivery.objects.get(purpose=Purpose.REPLACE), address=f"{server.address}/t/2.html")
    assert wrong_pages(office.disclosure_officer) == []


def test_what_has_no_page_is_not_looked_at(office: Bureau) -> None:
    paper, weibo = channel(office, "示例日报", "newspaper"), channel(office)
    first, second = delivered_to(office, paper, weibo)
    with pytest.raises(ActionBlocked, match="还没有登记发布"):
        seen(office, queries.deliveries(office.auditor).get(pk=first.pk))
    succeeded(office, first, address="", place="第 3 版")
    succeeded(office, second, address="https://weibo.com/1/a")
    for delivery, why in ((first, "期次和版面"), (second, "要登录才能看")):
        with pytest.raises(ActionBlocked, match=why):
            seen(office, queries.deliveries(office.auditor).get(pk=delivery.pk))
    watch_pages()
    assert not PageLook.objects.exists()


def test_an_address_behind_our_own_wall_is_not_opened(
    office: Bureau, standing: Delivery, server: LocalServer, settings: Any
) -> None:
    settings.INSIDE_HOSTS = []
    made = seen(office, standing)
    assert (made.finding, made.detail) == (PageFinding.UNSEEN, "网址指向内部网络或者本机，不打开")
    assert server.asked == []


@pytest.mark.parametrize("charset", ["undefined", "idna", "unicode_escape", "punycode", "zlib", "utf-7"])
def test_a_page_does_not_choose_by_what_it_is_read(
    charset: str, office: Bureau, server: LocalServer, standing: Delivery
) -> None:
    server.show("/t/1.html", page(FIRST, SECOND), media_type=f"text/html; charset={charset}")
    assert look(viewer=office.disclosure_officer.on(DAY), delivery=standing).finding == PageFinding.SAME


def test_one_broken_character_does_not_change_how_the_rest_is_read(
    office: Bureau, server: LocalServer, standing: Delivery
) -> None:
    written = page(FIRST, SECOND, charset="gbk").encode("gb18030").replace(b"</body>", b"\xff\xff</body>")
    server.show("/t/1.html", written, media_type="text/html")
    assert look(viewer=office.disclosure_officer.on(DAY), delivery=standing).finding == PageFinding.SAME


def test_a_page_with_what_no_database_keeps_is_looked_at(
    office: Bureau, server: LocalServer, standing: Delivery
) -> None:
    server.show("/t/1.html", page(FIRST, "示例\0多出来的一段。", SECOND))
    seen = look(viewer=office.disclosure_officer.on(DAY), delivery=standing)
    assert (seen.finding, "\0" in seen.text) == (PageFinding.DIFFERS, False)


def test_a_page_that_leads_to_no_address_is_told_and_the_watch_goes_on(
    office: Bureau, server: LocalServer, standing: Delivery
) -> None:
    server.pages["/t/1.html"] = leads_to("http://[")
    watch_pages()
    look_kept = PageLook.objects.get()
    assert (look_kept.finding, look_kept.detail) == (PageFinding.UNSEEN, "网页转到一个不完整的网址")


@pytest.mark.parametrize(
    "piece", ["<nav>", "<!", "<a ", "<!--", "<![", "</", "&", "<table>", "<p a='", "<b></i>"]
)
def test_a_tangled_page_is_read_or_given_up_within_seconds(piece: str) -> None:
    begun = monotonic()
    with suppress(TooTangled):
        lines_of(piece * (1_500_000 // len(piece)) + "</x>" * 100_000)
    assert monotonic() - begun < 3 * READ_SECONDS
