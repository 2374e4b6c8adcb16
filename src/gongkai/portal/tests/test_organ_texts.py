"""What the public reads of an organ was reviewed and released; before that there is only its name."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client

from gongkai import registry
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers
from gongkai.norms.actions.settle_value import enter_value
from gongkai.papers import structured
from gongkai.papers.actions.draft import store_version
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.comparing import field_changes, text_changes
from gongkai.papers.document_kinds import GUIDE, LEADERS, PROFILE, RULES, STAFFING
from gongkai.papers.models import Version
from gongkai.papers.tests.pages import GUIDE_TEXT, PAGE_TEXTS
from gongkai.portal.alerts import unpublished
from gongkai.portal.watch import watch_public
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Release
from gongkai.review.queries import contact_of
from gongkai.review.tests.factory import DAY, approved
from gongkai.shell import lines_of

pytestmark = pytest.mark.django_db

FRONT, GUIDED = "/organs/SL/", "/organs/SL/guide/"


@pytest.fixture
def office() -> Bureau:
    return bureau()


def written(office: Bureau, kind: registry.DocumentKind = GUIDE, **changes: str) -> Version:
    return write_page(viewer=office.drafter.on(DAY), kind=kind, typed=PAGE_TEXTS[kind] | changes)


def released(office: Bureau, version: Version) -> Release:
    approval = approved(office, version)
    return release(viewer=office.disclosure_officer.on(DAY), version=approval.version)


def seen(client: Client) -> str:
    """All that the public gets of the organ."""
    return "".join(client.get(url).text for url in (FRONT, GUIDED, "/organs/SL/documents/", "/reports/SL/"))


def test_before_the_first_release_there_is_only_the_name(client: Client, office: Bureau) -> None:
    open_section(viewer=office.system, name="示例科")
    approved(office, written(office))
    approved(office, written(office, PROFILE))
    page = seen(client)
    assert "示例局SL" in page
    for text in (*GUIDE_TEXT.values(), "示例科", "示例职能"):
        assert text not in page


def test_what_was_released_is_shown_where_it_belongs(client: Client, office: Bureau) -> None:
    made = [released(office, written(office)), released(office, written(office, PROFILE))]
    assert [each.address for each in made] == [GUIDED, FRONT]
    front = client.get(FRONT).text
    assert "<dt>办公室</dt><dd>综合协调（示例）</dd>" in front
    assert "示例路1号" in front
    assert "当面或者邮寄" in client.get(GUIDED).text
    foot = client.get("/organs/SL/documents/").text
    assert "电话：0955-0000001" in foot
    assert made[0].version.title not in foot, "it has a place of its own"
    assert client.get(f"/documents/{made[0].document.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("kind", "address", "texts"),
    [
        (RULES, "/organs/SL/rules/", ("<dt>示例·保密审查制度</dt><dd>示办发〔2020〕1号</dd>",)),
        (
            LEADERS,
            "/organs/SL/leaders/",
            ("示例甲", "主持全面工作（示例）", "示例任〔2023〕1号", "2023-01-04"),
        ),
        (STAFFING, "/organs/SL/staffing/", ("行政编制", "<td>32</td><td>30</td>", "示例中心")),
    ],
)
def test_a_page_of_the_organ_stands_at_its_address_once_released(
    client: Client, office: Bureau, kind: registry.DocumentKind, address: str, texts: tuple[str, ...]
) -> None:
    assert f"{kind.label}经审查公开后在此公布，目前还没有。" in client.get(address).text
    version = written(office, kind)
    approved(office, version)
    assert not any(text in client.get(address).text for text in texts)
    assert f'href="{address}">{kind.label}</a></li></ul>' not in client.get(FRONT).text
    made = release(viewer=office.disclosure_officer.on(DAY), version=version)
    assert made.address == address
    page = client.get(address).text
    assert all(text in page for text in texts)
    assert f'<meta name="ColumnName" content="{kind.label}">' in page
    assert f'href="{address}">{kind.label}</a></li></ul>' in client.get(FRONT).text
    assert kind.label in client.get(f"/elder{address}").text
    withdraw(viewer=office.disclosure_officer.on(DAY), release=made, reason="示例")
    assert "目前还没有" in client.get(address).text


def test_a_change_is_not_seen_until_it_is_released(client: Client, office: Bureau) -> None:
    first = released(office, written(office)).version
    second = written(office, phone="0955-0000002", fax="0955-0000003")
    approved(office, second)
    assert "0955-0000002" not in seen(client)
    assert "0955-0000001" in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == "0955-0000001", (
        "letters and reports say what is public"
    )
    assert [(c.label, c.old, c.new) for c in field_changes(first, second)] == [
        ("联系电话", "0955-0000001", "0955-0000002"),
        ("传真", "未设传真", "0955-0000003"),
    ]
    assert text_changes(first, second) == []
    release(viewer=office.disclosure_officer.on(DAY), version=second)
    assert "0955-0000001" not in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == "0955-0000002"


def test_a_guide_that_lacks_what_the_law_wants_is_not_sent_for_review(office: Bureau) -> None:
    viewer = office.drafter.on(DAY)
    content = structured.content_of(GUIDE, office.organ, GUIDE_TEXT | {"fax": ""})
    with viewer.transaction() as tx:
        version = store_version(tx, viewer=viewer, of=GUIDE, content=content)
    with pytest.raises(ActionBlocked, match="没有填写传真。请先修改形成新版"):
        approved(office, version)
    assert approved(office, written(office)).version.content_json["fax"] == "未设传真"


def test_withdrawn_it_is_gone(client: Client, office: Bureau) -> None:
    made = released(office, written(office))
    assert "示例路1号" in seen(client)
    withdraw(viewer=office.disclosure_officer.on(DAY), release=made, reason="示例")
    assert "示例路1号" not in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == ""


def test_changed_in_the_database_it_is_withheld_and_noticed(client: Client, office: Bureau) -> None:
    made = released(office, written(office))
    triggers.drop_all(connection)
    Version.objects.update(body=made.version.body.replace("0955-0000001", "0955-9999999"))
    triggers.install_all(connection)
    assert "0955-9999999" not in seen(client)
    assert "示例路1号" not in seen(client)
    assert contact_of(office.drafter.on(DAY)).phone == ""
    watch_public()
    [(sentence, _)] = registry.one(registry.Alert, "portal.changed").sentences(office.drafter.on(DAY))
    assert made.version.title in sentence


def test_who_writes_them_is_told_what_the_public_does_not_see(office: Bureau) -> None:
    released(office, written(office))
    viewer = office.drafter.on(DAY)
    profile, rules, leaders = unpublished(viewer)
    assert profile[0] == "网站上还没有机构概况：写好送审、公开后，公众才看得到（条例第二十条第（二）项）。"
    assert profile[1] == "/desk/papers/pages/organ_profile/"
    assert "还没有政府信息公开制度" in rules[0]
    assert "（本单位设置：政府信息公开制度页面）" in rules[0], "from memory: never told as the norm's"
    assert "还没有领导信息" in leaders[0]
    settled = {"in_force_from": datetime.date(2019, 5, 15), "basis": "示例·本单位办法"}
    for key, value in (("page.rules", "可以不设"), ("page.staffing", "应当公布")):
        enter_value(viewer=office.disclosure_officer.on(DAY), key=key, value=value, **settled)
    asked = [sentence for sentence, _ in unpublished(office.drafter.on(DAY))]
    assert ["制度" in each for each in asked] == [False, False, False]
    assert "还没有机构编制和人员" in asked[-1]
    assert not lines_of(office.auditor.on(DAY), registry.one(registry.Alert, "portal.unpublished"))
