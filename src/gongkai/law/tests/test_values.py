"""Values load only with their basis; a unit's own values and confirmations lie over them as plain data."""

from datetime import date
from typing import Any

import pytest

from gongkai import law
from gongkai.law.texts import article_of, check_basis, check_mark, text_of
from gongkai.law.values import read_values

VALUES = law.shipped_values()
DAY = date(2024, 1, 1)


def entry(**changes: Any) -> dict[str, Any]:
    dated = {"in_force_from": DAY, "value": 20, "basis": ["条例第三十三条"], "mark": "verified"}
    return {"key": "示例", "label": "示例", "unit": "工作日", "dated": [dated]} | changes


def dated(**changes: Any) -> dict[str, Any]:
    return entry(dated=[entry()["dated"][0] | changes])


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (dated(basis=[]), "缺少 basis"),
        (dated(basis=["某文件第一条"]), "不是以已登记的法规简称开头"),
        (dated(mark="sure"), "可用的是：verified、memory、inference"),
        (dated(amount=1), "不认识的键 amount；允许的键是：basis、in_force_from、mark、value"),
        (entry(note="x"), "不认识的键 note；允许的键是：choices、dated、direction、key、label、unit"),
        (entry(unit="个"), "可用的是：工作日、日、月"),
        (entry(direction="sideways"), "direction 只能是"),
        (entry(direction="before"), "向前计算的期限只能以日为单位"),
        (entry(choices=["甲"]), "不在 choices 之中"),
        (entry(dated=[entry()["dated"][0]] * 2), "生效日没有按先后排列或有重复"),
        (entry(label=""), "缺少 label"),
    ],
)
def test_a_broken_value_does_not_load(broken: dict[str, Any], says: str) -> None:
    with pytest.raises(law.BrokenTable, match=says):
        read_values([{"value": [broken]}])


def test_a_key_written_twice_does_not_load() -> None:
    with pytest.raises(law.BrokenTable, match="写了两次"):
        read_values([{"value": [entry(), entry()]}])


def test_an_empty_basis_is_refused_wherever_it_comes_from() -> None:
    with pytest.raises(law.BrokenTable, match="没有依据"):
        check_basis([], where="示例")


def test_every_value_cites_a_known_text() -> None:
    assert {text_of(basis).name for value in VALUES for basis in value.basis} <= set(law.texts())
    assert article_of("条例第三十三条第二款") == "条例第三十三条"
    assert article_of("信息处理费办法") == "信息处理费办法"
    assert check_mark("memory", where="") == "memory"


def test_a_letter_cites_each_text_by_its_title_once() -> None:
    assert (
        law.cited(["条例第十五条", "条例第三十二条"])
        == "《中华人民共和国政府信息公开条例》第十五条、第三十二条"
    )
    assert law.cited(["条例第四十二条", "信息处理费办法"]) == (
        "《中华人民共和国政府信息公开条例》第四十二条和《政府信息公开信息处理费管理办法》"
    )
    with pytest.raises(law.BrokenTable):
        law.cited(["某文件第一条"])


def test_values_are_asked_by_day() -> None:
    assert VALUES.on("remedy.silence", date(2026, 6, 30)).value == "复议或者诉讼"
    assert VALUES.on("remedy.silence", date(2026, 7, 1)).value == "先行复议"
    assert VALUES.latest("remedy.silence").value == "先行复议"
    with pytest.raises(law.NotModelled, match="自 2019-05-15 起才有"):
        VALUES.on("reply.period", date(2019, 5, 14))
    with pytest.raises(law.UnknownName, match=r"reply\.period"):
        VALUES.on("reply", DAY)
    assert str(VALUES.on("reply.period", DAY)) == "答复期限 20 工作日（条例第三十三条第二款）"


def test_a_key_is_called_what_its_newest_value_is_called() -> None:
    assert VALUES.label("reply.period") == VALUES.latest("reply.period").label == "答复期限"
    assert VALUES.label("示例·已取消的口径") == "示例·已取消的口径"


def test_a_number_is_asked_of_numbers_only() -> None:
    with pytest.raises(law.BrokenTable, match="不是整数"):
        _ = VALUES.latest("fee.account").number


def own(**changes: Any) -> law.ValueOverride:
    given: dict[str, Any] = {
        "key": "supplement.applicant",
        "value": 10,
        "in_force_from": date(2024, 7, 1),
        "basis": "示例规定第三条",
        "entered_by": "示例·公开专人",
        "entered_on": date(2024, 6, 20),
    }
    return law.ValueOverride(**(given | changes))


def test_the_units_own_value_holds_from_its_day() -> None:
    values = VALUES.overlaid([own()])
    assert values.on("supplement.applicant", date(2024, 6, 30)).value == 15
    mine = values.on("supplement.applicant", date(2024, 7, 1))
    assert (mine.value, mine.basis, mine.needs_confirmation) == (10, ("示例规定第三条",), False)
    assert values.on("reply.period", DAY) == VALUES.on("reply.period", DAY)
    replaced = values.overlaid([own(value=12)])
    assert [each.value for each in replaced.series("supplement.applicant")] == [15, 12]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (own(basis=" "), "没有写明依据或录入人"),
        (own(value="十"), "不能是 '十'"),
        (own(value=True), "不能是 True"),
        (own(value=0), "不能是 0"),
        (own(key="fee.withdrawn_counts", value="随便"), "只能选：不计入、计入"),
        (own(key="report.department", value="02-29"), "01-31 这样的月-日"),
        (own(key="report.department", value="W05-3"), "01-31 这样的月-日"),
        (
            own(key="remedy.text.choice", value="向{body}申请"),
            "可用的是：〔管辖法院〕、〔文书名称〕、〔起诉的月数〕",
        ),
        (own(key="remedy.text.choice", value="向{申请"), "括号里的名称不对"),
        (own(key="fee.page", value="{页}"), "可用的是：（没有）"),
    ],
)
def test_an_own_value_that_does_not_fit_is_refused(broken: law.ValueOverride, says: str) -> None:
    with pytest.raises(law.BadUnitValue, match=says):
        VALUES.overlaid([broken])


def test_own_values_of_every_kind_are_taken() -> None:
    given = [
        own(key="report.department", value="01-26"),
        own(key="remedy.text.choice", value="可以向{review_body}申请行政复议，也可以向{court}起诉。"),
        # as it comes back from a store that knows lists only
        own(key="fee.pages", value=[{"from": 1, "price": "5"}]),
    ]
    values = VALUES.overlaid(given)
    assert law.annual_day("report.department", 2025, values=values) == date(2025, 1, 26)
    found = law.remedy("choice", acted_on=date(2024, 8, 1), values=values)
    assert found.sentence(review_body="甲", court="乙") == "可以向甲申请行政复议，也可以向乙起诉。"
    assert law.fee_by_pages(3, values=values, on=date(2024, 8, 1)).amount == 15


def word(**changes: Any) -> law.ValueConfirmation:
    given: dict[str, Any] = {
        "key": "supplement.applicant",
        "in_force_from": date(2019, 5, 15),
        "confirmed_by": "示例·公开专人",
        "confirmed_on": date(2024, 6, 20),
        "basis": "示例会议纪要",
    }
    return law.ValueConfirmation(**(given | changes))


def test_a_confirmation_settles_a_marked_value() -> None:
    assert VALUES.on("supplement.applicant", DAY).needs_confirmation
    values = VALUES.overlaid(confirmed=[word()])
    settled = values.on("supplement.applicant", DAY)
    assert (settled.needs_confirmation, settled.confirmation) == (False, word())
    assert len(values.unconfirmed()) == len(VALUES.unconfirmed()) - 1
    assert not VALUES.on("reply.period", DAY).needs_confirmation


def test_a_confirmation_of_one_day_leaves_the_others() -> None:
    values = VALUES.overlaid(confirmed=[word(key="remedy.choice", in_force_from=DAY)])
    assert [each.confirmation is None for each in values.series("remedy.choice")] == [False, True]


@pytest.mark.parametrize(
    ("broken", "says"),
    [(word(basis=""), "没有写明依据或确认人"), (word(in_force_from=DAY), "没有自 2024-01-01 起的值")],
)
def test_a_confirmation_that_does_not_fit_is_refused(broken: law.ValueConfirmation, says: str) -> None:
    with pytest.raises(law.BadUnitValue, match=says):
        VALUES.overlaid(confirmed=[broken])


def test_unknown_keys_are_refused_in_overlays() -> None:
    with pytest.raises(law.UnknownName):
        VALUES.overlaid([own(key="reply")])
    with pytest.raises(law.UnknownName):
        VALUES.overlaid(confirmed=[word(key="reply")])


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("reply.period", "20 工作日"),
        ("counting.first_day", "不计入"),
        ("report.department", "1月31日"),
        (
            "fee.pages",
            "第 1 至 30 页不收费；第 31 至 100 页每页 10 元；第 101 至 200 页每页 20 元；第 201 页起每页 40 元",
        ),
        (
            "fee.items",
            "第 1 至 10 件不收费；第 11 至 30 件每件 100 元；"
            "第 31 件起每 10 件为一档，第一档每件 200 元，每增加一档每件提高 100 元",
        ),
    ],
)
def test_a_value_is_said_in_words(key, said):
    assert law.shipped_values().latest(key).words == said


def test_no_value_shows_a_name_of_the_tables():
    for value in law.shipped_values():
        assert not set("{}_") & set(value.words), value.words
        if isinstance(value.value, str):
            assert value.unit != "文字" or law.from_words(value.words) == value.value
