"""Links of what is public: found, looked at in small rounds, told when they lead nowhere, and where they stand."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import clock
from gongkai.papers.models import Document
from gongkai.proactive.tests.released import edited, withdrawn
from gongkai.publisher.tests.servers import LocalServer, local_server, says_another_page
from gongkai.publisher.tests.things import SITE, site
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.upkeep import keeping
from gongkai.upkeep.alerts import dead_links
from gongkai.upkeep.jobs import watch_links
from gongkai.upkeep.models import LinkFinding, PublicLink
from gongkai.upkeep.tests.things import follow, published

pytestmark = pytest.mark.django_db

LATER = datetime.timedelta(days=2)


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def server(settings: Any) -> Iterator[LocalServer]:
    with local_server() as found:
        settings.INSIDE_HOSTS = ["127.0.0.1"]
        yield found


def told(office: Bureau) -> list[str]:
    return [sentence for sentence, _ in dead_links(office.disclosure_officer)]


def age(days: datetime.timedelta = LATER) -> None:
    """Let time pass for what was looked at."""
    PublicLink.objects.update(looked_at=clock.now() - days, since=clock.now() - days)


def test_a_link_that_vanished_is_told_when_it_is_found_so_again(office: Bureau, server: LocalServer) -> None:
    address = server.show("/a.html", "<p>示例</p>")
    made = published(office, f"详见[示例网页]({address})。")
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.THERE
    del server.pages["/a.html"]
    age()
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.GONE
    assert told(office) == []  # seen once
    PublicLink.objects.update(looked_at=clock.now() - LATER, since=clock.now() - LATER)
    watch_links()
    ((said, url),) = dead_links(office.disclosure_officer)
    assert said == f"《{made.version.title}》中的链接“示例网页”网页已不存在，请改正后重新公开。"
    assert str(made.document.pk) in url
    server.show("/a.html", "<p>示例</p>")
    PublicLink.objects.update(looked_at=clock.now() - LATER)
    watch_links()
    assert told(office) == []


def test_what_was_looked_at_just_now_is_left_alone(office: Bureau, server: LocalServer) -> None:
    published(office, f"[示例]({server.show('/a.html', '示例')})")
    watch_links()
    watch_links()
    assert server.asked == ["/a.html"]


def test_an_address_that_stands_in_several_documents_is_asked_once(
    office: Bureau, server: LocalServer
) -> None:
    address = server.show("/a.html", "示例")
    published(office, f"[示例]({address})")
    published(office, f"另见[示例]({address})", title="示例·另一件")
    watch_links()
    assert server.asked == ["/a.html"]
    assert set(PublicLink.objects.values_list("finding", flat=True)) == {LinkFinding.THERE}


@pytest.mark.parametrize(
    ("status", "finding"),
    [(404, LinkFinding.GONE), (410, LinkFinding.GONE), (403, LinkFinding.UNSURE), (503, LinkFinding.SILENT)],
)
def test_what_a_server_answers(
    status: int, finding: LinkFinding, office: Bureau, server: LocalServer
) -> None:
    published(office, f"[示例]({server.show('/a.html', '示例', status=status)})")
    watch_links()
    assert PublicLink.objects.get().finding == finding


def test_a_server_that_is_not_there_is_silent(office: Bureau, server: LocalServer) -> None:
    published(office, "[示例](http://127.0.0.1:1/a.html)")
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.SILENT
    assert told(office) == []


def test_a_large_file_is_there_and_is_not_read(office: Bureau, server: LocalServer) -> None:
    published(office, f"[示例附件]({server.show('/a.pdf', b'0' * 5_000_000)})")
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.THERE


@pytest.mark.parametrize("address", ["http://10.1.2.3/a.html", "http://127.0.0.1/", "http://[::1]/x"])
def test_a_number_behind_the_wall_is_not_asked_and_told_at_once(address: str, office: Bureau) -> None:
    published(office, f"[内网]({address})")
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.CLOSED
    assert len(told(office)) == 1


def test_a_name_that_leads_behind_the_wall_is_not_called_dead(office: Bureau) -> None:
    published(office, "[示例](http://localhost/a.html)")
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.UNSURE
    age()
    assert told(office) == []


def test_a_link_to_a_document_of_this_site_dies_with_it_and_lives_again(office: Bureau) -> None:
    site(office)
    other = published(office, "示例正文。", title="示例·被链接")
    published(office, f"见[被链接的]({SITE}{other.address})。")
    assert PublicLink.objects.get().finding == LinkFinding.THERE
    withdrawn(office, other, on=DAY)
    follow()
    assert told(office) == ["《示例·通知》中的链接“被链接的”网页已不存在，请改正后重新公开。"]
    edited(office, other.document, "示例·又公开", on=DAY)
    follow()
    assert told(office) == []


@pytest.mark.parametrize(
    ("path", "finding"),
    [
        ("/", LinkFinding.THERE),
        ("/elder/", LinkFinding.THERE),
        ("/search/?q=a", LinkFinding.THERE),
        ("/documents/999999/", LinkFinding.GONE),
        ("/documents/999999/files/1/", LinkFinding.GONE),
        ("/elder/documents/999999/", LinkFinding.GONE),
        ("/reports/GX/2019/", LinkFinding.GONE),
        ("/organs/WU/", LinkFinding.GONE),
        ("/none.html", LinkFinding.GONE),
        ("/desk/", LinkFinding.CLOSED),
    ],
)
def test_where_a_path_of_this_site_leads(path: str, finding: LinkFinding, office: Bureau) -> None:
    site(office)
    published(office, f"[示例]({SITE}{path})")
    assert PublicLink.objects.get().finding == finding
    assert len(told(office)) == (finding != LinkFinding.THERE)


def test_an_edit_and_a_withdrawal_take_their_links_out(office: Bureau) -> None:
    made = published(
        office, "[甲](https://a.example.cn/) [乙](https://b.example.cn/) [丙](mailto:a@example.cn)"
    )
    assert set(PublicLink.objects.values_list("words", flat=True)) == {"甲", "乙"}
    edited(office, made.document, "示例·改后", on=DAY)
    follow()
    assert not PublicLink.objects.exists()


def test_following_twice_is_following_once_and_what_was_seen_stays(
    office: Bureau, server: LocalServer
) -> None:
    made = published(office, f"[示例]({server.show('/a.html', '示例')})")
    watch_links()
    keeping.renew(made.document)
    assert PublicLink.objects.get().finding == LinkFinding.THERE


def test_a_round_ends_in_time_and_the_next_goes_on(office: Bureau, server: LocalServer) -> None:
    published(office, " ".join(f"[示例]({server.show(f'/{n}.html', '示例')})" for n in range(3)))
    keeping.look_round(office.organ, seconds=-1)
    assert server.asked == []
    keeping.look_round(office.organ)
    assert len(server.asked) == 3


def test_nothing_but_what_is_public_has_links(office: Bureau) -> None:
    factory.drafted(office, body="[示例](https://a.example.cn/)")
    for document in Document.objects.all():
        keeping.renew(document)
    assert not PublicLink.objects.exists()


def test_the_first_few_are_told_and_how_many_more(office: Bureau) -> None:
    site(office)
    published(office, " ".join(f"[示例]({SITE}/none-{n}.html)" for n in range(53)))
    assert len(told(office)) == 51
    assert told(office)[-1] == "另有 3 个链接打不开。"


def test_another_organ_sees_none_of_it(office: Bureau) -> None:
    site(office)
    published(office, f"[示例]({SITE}/none.html)")
    assert dead_links(bureau("QT").disclosure_officer) == []


def test_who_answers_with_another_page_is_there(office: Bureau, server: LocalServer) -> None:
    server.pages["/a.html"] = says_another_page
    published(office, f"[示例]({server.address}/a.html)")
    watch_links()
    assert PublicLink.objects.get().finding == LinkFinding.THERE
