"""The catalogue: what it says on a day, and whether its matters are kept up."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import Bureau, added, bureau, signed_in
from gongkai.ledger.errors import DatabaseRejected
from gongkai.proactive.actions.classify import classify
from gongkai.proactive.alerts import empty_matters
from gongkai.proactive.catalogue import NEVER, catalogue, in_force, update_due
from gongkai.proactive.home import due_updates
from gongkai.proactive.ledgers import CATALOGUE, PUBLICATIONS
from gongkai.proactive.models import Matter
from gongkai.proactive.tests.matters import SINCE, matter
from gongkai.proactive.tests.released import released, withdrawn
from gongkai.proactive.tests.things import DAY, TODAY, channel, decision, disclosed, put
from gongkai.shell.ledgers.entry import correct, void
from gongkai.shell.ledgers.import_run import run_import

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau("SL")


def state(office: Bureau, on: datetime.date, name: str = "示例·规范性文件") -> tuple[str, datetime.date]:
    """Return the state of a matter on a day, and when something last became public under it."""
    found = catalogue(office.disclosure_officer.on(on)).filter(name=name).order_by("since")[0]
    return found.state, found.filled_on


# ---- What it says on a day ------------------------------------------------------------------------------------------


def test_an_adjusted_matter_says_from_its_day_on_what_was_adjusted(office: Bureau) -> None:
    matter(office)
    matter(office, since=datetime.date(2023, 6, 1), section="示例·另一科")
    matter(office, since=datetime.date(2023, 9, 1), ended=True)

    def sections(on: datetime.date) -> list[str]:
        return [each.section for each in in_force(office.drafter.on(on))]

    assert sections(datetime.date(2023, 1, 9)) == []
    assert sections(SINCE) == ["示例科室"]
    assert sections(datetime.date(2023, 6, 1)) == ["示例·另一科"]
    assert sections(datetime.date(2023, 9, 1)) == []
    assert state(office, datetime.date(2023, 9, 1))[0] == "ended"


def test_a_matter_that_begins_later_stands_in_the_list_and_holds_nothing_yet(office: Bureau) -> None:
    matter(office, since=datetime.date(2024, 3, 1))
    assert state(office, TODAY) == ("coming", NEVER)
    assert not in_force(office.drafter.on(TODAY)).exists()


def test_another_organs_matters_are_not_seen(office: Bureau) -> None:
    matter(office)
    other = bureau("SX")
    assert not catalogue(other.disclosure_officer.on(TODAY)).exists()


@pytest.mark.parametrize(
    ("more", "column"),
    [
        ({"time_limit": "own"}, "own_days"),
        ({"own_days": 5}, "own_days"),
        ({"update_rule": "yearly"}, "update_month"),
        ({"update_rule": "yearly", "update_month": 13}, "update_month"),
        ({"update_month": 3}, "update_month"),
    ],
)
def test_days_and_month_stand_where_their_rule_asks_for_them(
    office: Bureau, more: dict[str, Any], column: str
) -> None:
    with pytest.raises(ActionBlocked) as refused:
        matter(office, **more)
    assert [blocker.field for blocker in refused.value.blockers] == [column]


def test_a_matter_stands_once_for_a_day_whoever_asks(office: Bureau) -> None:
    first = matter(office)
    with pytest.raises(ActionBlocked, match="已登记"):
        matter(office)
    again = Matter.objects.get(pk=first.pk)
    again.pk = None
    again._state.adding = True
    with pytest.raises(DatabaseRejected, match="已登记"):
        added([again])


def test_a_matter_is_corrected_and_voided_like_any_fact(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(TODAY)
    first = matter(office)
    right = correct(
        viewer=viewer, ledger=CATALOGUE, record=first, row={"section": "示例·办公室"}, reason="示例"
    )
    assert right.supersedes == first
    assert [each.section for each in in_force(viewer)] == ["示例·办公室"]
    void(viewer=viewer, ledger=CATALOGUE, record=right, reason="示例")
    assert not catalogue(viewer).exists()


def test_a_matter_to_which_something_belongs_is_not_voided(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(TODAY)
    made = matter(office)
    classify(viewer=viewer, document=released(office).document, matter=made.name)
    with pytest.raises(DatabaseRejected, match="停用"):
        void(viewer=viewer, ledger=CATALOGUE, record=made, reason="示例")
    wrong = matter(office, since=datetime.date(2023, 2, 1))
    void(viewer=viewer, ledger=CATALOGUE, record=wrong, reason="示例：日期写错")
    assert list(in_force(viewer)) == [made]


def test_a_catalogue_comes_from_a_file_as_offices_write_it(office: Bureau) -> None:
    file = (
        "一级目录,二级事项,公开内容,条例条目,公开依据,公开时限,责任单位,更新频率,更新月份,公开方式,列入日期\n"
        "示例,示例·年度预算,示例：预算表,（七）,《预算法》,批复后预算决算期限,办公室,每年,3,主动公开,2023-01-10\n"
        "示例,示例·动态,示例：要闻,第十九条,《条例》,及时公开,办公室,两周,,主动公开,2023-01-10\n"
    )
    importer = registry.one(registry.Importer, CATALOGUE.id)
    plan = run_import(office.disclosure_officer.on(TODAY), importer, file.encode(), "示例.csv")
    assert not plan.errors
    found = in_force(office.drafter.on(TODAY)).order_by("item")
    assert [(each.item, each.time_limit, each.update_rule, each.update_month) for each in found] == [
        ("19", "continuous", "news", None),
        ("20-07", "budget", "yearly", 3),
    ]


# ---- Whether it is kept up ------------------------------------------------------------------------------------------


def test_a_matter_is_empty_until_something_is_public_under_it(office: Bureau) -> None:
    viewer = office.disclosure_officer.on(TODAY)
    made = matter(office)
    assert state(office, TODAY) == ("empty", NEVER)
    assert list(empty_matters(viewer)) == [made]
    release = released(office)
    classify(viewer=viewer, document=release.document, matter=made.name)
    assert state(office, TODAY) == ("in_order", release.released_on)
    withdrawn(office, release, on=TODAY)
    assert state(office, TODAY) == ("empty", NEVER)


def test_what_was_published_elsewhere_fills_a_matter(office: Bureau) -> None:
    matter(office)
    on = channel(office)
    row = {"channel": on.name, "title": "示例·动态", "published_on": DAY}
    with pytest.raises(ActionBlocked, match="不在政务公开清单目录中"):
        put(office, PUBLICATIONS, **row, matter="示例·没有的")
    put(office, PUBLICATIONS, **row, matter="示例·规范性文件")
    assert state(office, TODAY) == ("in_order", DAY)


def test_what_a_ledger_says_was_made_public_fills_the_matter_of_its_subject(office: Bureau) -> None:
    matter(office, item="20-05", subject="licensing")
    disclosed(office, decision(office), DAY)
    assert state(office, TODAY) == ("in_order", DAY)


def test_a_matter_that_is_not_made_public_by_itself_is_never_empty(office: Bureau) -> None:
    matter(office, way="on_request")
    assert state(office, TODAY)[0] == "in_order"


@pytest.mark.parametrize(
    ("more", "filled_on", "last_day"),
    [
        ({"update_rule": "news"}, datetime.date(2023, 5, 10), datetime.date(2023, 5, 24)),
        ({"update_rule": "column"}, datetime.date(2023, 5, 10), datetime.date(2023, 11, 10)),
        ({"update_rule": "column"}, datetime.date(2023, 2, 28), datetime.date(2023, 8, 31)),
        (
            {"update_rule": "yearly", "update_month": 3},
            datetime.date(2023, 5, 10),
            datetime.date(2024, 3, 31),
        ),
        (
            {"update_rule": "yearly", "update_month": 12},
            datetime.date(2023, 1, 10),
            datetime.date(2024, 12, 31),
        ),
    ],
)
def test_a_matter_is_late_after_the_last_day_of_its_rule(
    office: Bureau, more: dict[str, Any], filled_on: datetime.date, last_day: datetime.date
) -> None:
    matter(office, **more)
    on = channel(office)
    put(office, PUBLICATIONS, channel=on.name, title="示例", published_on=filled_on, matter="示例·规范性文件")
    viewer = office.disclosure_officer.on(last_day)
    (made,) = catalogue(viewer)
    assert update_due(viewer, made) == last_day
    assert made.state == "in_order"
    assert [line.due_on for line in due_updates(viewer)] == [last_day]
    (late,) = catalogue(viewer.on(last_day + datetime.timedelta(days=1)))
    assert late.state == "late"


def test_a_matter_that_changes_only_with_its_content_is_never_late(office: Bureau) -> None:
    matter(office)
    on = channel(office)
    put(office, PUBLICATIONS, channel=on.name, title="示例", published_on=DAY, matter="示例·规范性文件")
    viewer = office.disclosure_officer.on(datetime.date(2029, 1, 1))
    (made,) = catalogue(viewer)
    assert (made.state, update_due(viewer, made)) == ("in_order", None)


# ---- Its screens ----------------------------------------------------------------------------------------------------


def test_the_register_is_sifted_by_state_and_leads_to_the_matter(office: Bureau) -> None:
    full, empty = matter(office, "示例·有内容"), matter(office, "示例·没有内容")
    classify(viewer=office.disclosure_officer.on(TODAY), document=released(office).document, matter=full.name)
    browser = signed_in(office.disclosure_officer)
    page = browser.get("/desk/registers/proactive.catalogue/", {"state": "empty"}).content.decode()
    assert empty.name in page
    assert full.name not in page
    shown = browser.get(f"/desk/proactive/matters/{full.pk}/").content.decode()
    assert "示例·通知" in shown
    assert "2023-05-08" in shown
