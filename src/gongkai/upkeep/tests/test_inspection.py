"""The page that an inspection asks for: each figure is the number of what its list shows, on page and in file."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from gongkai.bodies.tests.factory import Bureau, bureau, signed_in
from gongkai.bodies.viewer import Viewer
from gongkai.oversight.ledgers.public import OPINIONS
from gongkai.proactive.ledgers import PUBLICATIONS
from gongkai.proactive.tests.matters import matter
from gongkai.proactive.tests.things import channel, put
from gongkai.publisher.tests.things import SITE, site
from gongkai.upkeep import queries
from gongkai.upkeep.columns import site_columns
from gongkai.upkeep.found import IndicatorFinding
from gongkai.upkeep.indicators import BY_ID, INDICATORS
from gongkai.upkeep.tests.things import designated, disclosed_of, entry, published, stated

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2024, 1, 8)


@pytest.fixture
def office() -> Bureau:
    return bureau()


def viewer_of(office: Bureau, on: datetime.date = TODAY) -> Viewer:
    return office.disclosure_officer.on(on)


def found(office: Bureau, indicator: str, on: datetime.date = TODAY) -> IndicatorFinding:
    return BY_ID[indicator].find(viewer_of(office, on))


def appeared(office: Bureau, where: object, on: datetime.date, **said: object) -> None:
    """Record that something appeared on a channel."""
    row = {
        "channel": f"{where}",
        "title": f"示例·{on}",
        "published_on": on,
        "url": f"https://e.cn/{on}",
        **said,
    }
    put(office, PUBLICATIONS, **row)


def test_nothing_is_claimed_of_an_empty_bureau(office: Bureau) -> None:
    verdicts = {each.id: each.find(viewer_of(office)).verdict for each in INDICATORS}
    unknown = {id for id, verdict in verdicts.items() if verdict == "unknown"}
    assert unknown == {"serious", "unreachable", "home", "consultation", "guides", "media_exchange"}
    assert set(verdicts.values()) == {"unknown", "sound"}


@pytest.mark.parametrize(("days", "verdict"), [(14, "sound"), (15, "veto")])
def test_the_home_page_stands_still_after_two_weeks(days: int, verdict: str, office: Bureau) -> None:
    own = channel(office, "示例·本机关网站", "website", own_site=True)
    day = TODAY - datetime.timedelta(days=days)
    appeared(office, own, day)
    said = found(office, "home")
    assert (said.number, said.verdict) == (days, verdict)


@pytest.mark.parametrize(("number", "verdict"), [(4, "wrong"), (5, "veto")])
def test_five_columns_that_stand_still_are_a_veto(number: int, verdict: str, office: Bureau) -> None:
    own = channel(office, "示例·门户", "website")
    for each in range(number):
        name = f"示例·动态{each}"
        matter(office, name, update_rule="news")
        appeared(office, own, datetime.date(2023, 12, 24), title=name, matter=name)
    matter(office, "示例·通知", update_rule="column")
    appeared(office, own, datetime.date(2023, 7, 9), matter="示例·通知")
    said = found(office, "stale_columns")
    assert (said.number, said.verdict) == (number, verdict)
    assert "示例·动态0：最近 2023-12-24，应于 2024-01-07 前更新" in map(str, said.lines)


def test_matters_of_one_column_keep_it_up_together(office: Bureau) -> None:
    own = channel(office, "示例·门户", "website")
    matter(office, "示例·甲", update_rule="news", column="要闻")
    matter(office, "示例·乙", update_rule="column", column="要闻")
    matter(office, "示例·丙", column="空栏目")
    appeared(office, own, TODAY, matter="示例·乙")
    assert [(each.name, each.rule, each.is_empty) for each in site_columns(viewer_of(office))] == [
        ("要闻", "news", False),
        ("空栏目", "", True),
    ]
    assert found(office, "stale_columns").number == 0
    assert found(office, "empty_columns").number == 1


def test_yearly_columns_are_counted_apart(office: Bureau) -> None:
    own = channel(office, "示例·门户", "website")
    matter(office, "示例·年报", update_rule="yearly", update_month=3)
    appeared(office, own, datetime.date(2022, 3, 1), matter="示例·年报")
    assert found(office, "other_columns", datetime.date(2023, 3, 31)).number == 0
    assert found(office, "other_columns", datetime.date(2023, 4, 1)).verdict == "wrong"


def test_a_message_without_an_answer_for_three_months_is_a_veto(office: Bureau) -> None:
    raised = datetime.date(2023, 10, 8)
    put(office, OPINIONS, number="示例-1", content="示例", source="mailbox", raised_on=raised)
    put(office, OPINIONS, number="示例-2", content="示例", source="meeting", raised_on=raised)
    assert found(office, "messages").number == 0
    assert found(office, "messages", TODAY + datetime.timedelta(days=1)).verdict == "veto"


def test_what_nobody_can_count_is_stated_with_its_source(office: Bureau) -> None:
    said = found(office, "unreachable")
    assert (said.number, said.verdict) == ("", "unknown")
    stated(office, "unreachable", "4.9")
    said = found(office, "unreachable")
    assert (said.number, said.verdict) == ("4.9 %", "wrong")
    assert "示例·网站访问统计" in said.note
    stated(office, "unreachable", "5", year=2024)  # the newest year holds
    assert found(office, "unreachable").verdict == "veto"
    stated(office, "consultation", "否")
    assert found(office, "consultation").verdict == "veto"


def test_accounts_that_stand_still_are_not_filed_or_are_two(office: Bureau) -> None:
    opened = datetime.date(2022, 1, 1)
    channel(office, "示例·微博一", "weibo")
    channel(office, "示例·微博二", "weibo", filed_on=opened)
    appeared(office, channel(office, "示例·微信", "wechat", filed_on=opened), TODAY)
    assert found(office, "stale_accounts").number == 2
    assert ["示例·微博一" in str(each) for each in found(office, "unfiled_accounts").lines] == [True]
    assert found(office, "second_accounts").number == 2


def _many(office: Bureau) -> None:
    site(office)
    published(office, f"[示例]({SITE}/none.html)")
    entry(office)
    designated(office, expires_on=datetime.date(2023, 12, 31))
    disclosed_of(office, "示例·甲公司", times=10, on=datetime.date(2023, 12, 1))
    matter(office, "示例·空白")


def test_page_list_and_file_say_the_same(office: Bureau) -> None:
    _many(office)
    browser = signed_in(office.disclosure_officer)
    page = browser.get(reverse("upkeep:inspection")).content.decode()
    assert "达到单项否决" in page
    book = load_workbook(io.BytesIO(browser.get(reverse("upkeep:inspection_file")).content))
    said = [
        row for row in book["检查指标"].iter_rows(values_only=True) if row[1] in {i.name for i in INDICATORS}
    ]
    details = [row[0] for row in book["明细"].iter_rows(values_only=True)]
    assert len(said) == len(INDICATORS)
    for name in ("死链", "已失效仍标为有效", "空白栏目"):
        ((number, verdict),) = [(row[4], row[5]) for row in said if row[1] == name]
        assert (number, verdict) == (1, "有问题")
        assert details.count(name) == number


@pytest.mark.parametrize(
    ("indicator", "shows"),
    [("dead_links", "网页已不存在"), ("ended", "有效期至 2023-12-31"), ("empty_columns", "示例·空白：空白")],
)
def test_the_list_behind_a_figure_is_one_click_away(indicator: str, shows: str, office: Bureau) -> None:
    _many(office)
    page = signed_in(office.disclosure_officer).get(reverse("upkeep:indicator", args=[indicator]))
    assert shows in page.content.decode()


def test_the_pieces_about_a_party_are_listed(office: Bureau) -> None:
    disclosed_of(office, "示例·甲公司", times=10, on=datetime.date(2023, 12, 1))
    ((line),) = found(office, "gathered").lines
    assert str(line) == "示例·甲公司：10 项"
    assert queries.disclosures_of(viewer_of(office), "示例·甲公司").count() == 10
    assert "汇聚风险：示例·甲公司" in signed_in(office.disclosure_officer).get(line.url).content.decode()


def test_an_unknown_indicator_is_not_there(office: Bureau) -> None:
    assert signed_in(office.auditor).get(reverse("upkeep:indicator", args=["none"])).status_code == 404


def test_who_may_not_see_the_records_sees_no_list_of_them(office: Bureau) -> None:
    assert signed_in(office.drafter).get(reverse("upkeep:inspection")).status_code == 403
