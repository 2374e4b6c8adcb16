"""The sentences of the real notices read back to the shipped days; contradictions are reported."""

from datetime import date

import pytest

from gongkai import law

NATIONAL = {
    2019: "一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。"
    "二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。"
    "三、清明节：4月5日放假，与周末连休。四、劳动节：5月1日放假。五、端午节：6月7日放假，与周末连休。"
    "六、中秋节：9月13日放假，与周末连休。"
    "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。",
    2022: "一、元旦：2022年1月1日至3日放假，共3天。\n二、春节：1月31日至2月6日放假调休，共7天。"
    "1月29日（星期六）、1月30日（星期日）上班。\n三、清明节：4月3日至5日放假调休，共3天。4月2日（星期六）上班。\n"
    "四、劳动节：4月30日至5月4日放假调休，共5天。4月24日（星期日）、5月7日（星期六）上班。\n"
    "五、端午节：6月3日至5日放假，共3天。\n六、中秋节：9月10日至12日放假，共3天。\n"
    "七、国庆节：10月1日至7日放假调休，共7天。10月8日（星期六）、10月9日（星期日）上班。",
    2023: "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。\n"
    "二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。\n"
    "三、清明节：4月5日放假，共1天。\n"
    "四、劳动节：4月29日至5月3日放假调休，共5天。4月23日（星期日）、5月6日（星期六）上班。\n"
    "五、端午节：6月22日至24日放假调休，共3天。6月25日（星期日）上班。\n"
    "六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。",
    2024: "一、元旦：1月1日放假，与周末连休。\n\n二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、"
    "2月18日（星期日）上班。鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。\n"
    "三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。\n"
    "四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。\n"
    "五、端午节：6月10日放假，与周末连休。\n六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。\n"
    "七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。",
    2026: "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。"
    "二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。"
    "2月14日（周六）、2月28日（周六）上班。三、清明节：4月4日（周六）至6日（周一）放假，共3天。"
    "四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。"
    "五、端午节：6月19日（周五）至21日（周日）放假，共3天。六、中秋节：9月25日（周五）至27日（周日）放假，共3天。"
    "七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。"
    "鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期。",
}


def read(text: str, year: int = 2024) -> law.ReadNotice:
    return law.read_notice(text, year=year, layer="national", title="示例通知")


@pytest.mark.parametrize("year", NATIONAL)
def test_a_real_notice_reads_back_to_the_shipped_days(year: int) -> None:
    found = read(NATIONAL[year], year)
    shipped = next(each for each in law.calendar().notices() if each.year == year)
    assert found.problems == ()
    assert dict(found.notice.off) == dict(shipped.off)
    assert found.notice.working == shipped.working


def test_a_single_sentence_takes_the_festival_it_names() -> None:
    found = read(
        "调整2019年劳动节假期：5月1日至4日放假调休，共4天。4月28日（星期日）、5月5日（星期日）上班。", 2019
    )
    assert found.problems == ()
    assert len(found.notice.off) == 4
    bare = read("5月1日至4日放假。")
    assert set(bare.notice.off.values()) == {"节日"}
    named = read("古尔邦节5月27日、28日放假。", 2026)
    assert named.notice.off == {date(2026, 5, 27): "古尔邦节", date(2026, 5, 28): "古尔邦节"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("春节：2月10日至17日放假，共9天。", "通知说共 9 天，读出 8 天"),
        ("春节：2月10日（星期日）放假。", "通知说 2024-02-10 是星期日，实际是星期六"),
        ("春节：2月10日至17日（周五）放假。", "通知说 2024-02-17 是周五，实际是周六"),
        ("春节：2月10日至17日放假。2月14日上班。", "2024-02-14 既放假又上班"),
        ("春节：2月10日至17日放假。2月19日上班。", "2024-02-19 是星期一，本来就上班"),
    ],
)
def test_a_contradiction_is_reported(text: str, says: str) -> None:
    assert any(says in problem for problem in read(text).problems)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("各单位要安排好值班。", "没有读出任何放假日期"),
        ("春节：2月30日放假。", "不存在的日期"),
        ("春节：10日放假。", "不存在的日期"),
        ("春节：2月17日至10日放假。", "结束日早于开始日"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, says: str) -> None:
    with pytest.raises(law.UnreadableNotice, match=says):
        read(text)
