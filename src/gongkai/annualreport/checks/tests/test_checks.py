"""Each check finds what it is for, and lets pass what only looks like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings

from gongkai.annualreport import (
    FORM_2021,
    Finding,
    Report,
    ReportSection,
    Value,
    check_identities,
    form_of,
    tables_of,
)
from gongkai.annualreport.checks import CHECKS, check_report
from gongkai.annualreport.tests.strategies import reports

TITLES = {part.number: part.title for part in FORM_2021.parts}
OVERVIEW = "（一）主动公开。（二）依申请公开。（三）政府信息管理。（四）平台建设。（五）监督保障。"
BASE = {
    "requests.received.natural": 3,
    "requests.received.total": 3,
    "requests.granted.natural": 1,
    "requests.granted.total": 1,
    "requests.unable_1.natural": 1,
    "requests.unable_1.total": 1,
    "requests.unable_2.natural": 1,
    "requests.unable_2.total": 1,
    "requests.total_handled.natural": 3,
    "requests.total_handled.total": 3,
    "disputes.reconsideration.upheld": 2,
    "disputes.reconsideration.total": 2,
    "disputes.litigation_direct.upheld": 3,
    "disputes.litigation_direct.total": 3,
    "disputes.litigation_after_reconsideration.pending": 4,
    "disputes.litigation_after_reconsideration.total": 4,
    "proactive.licensing.count": 13,
    "proactive.normative.made": 5,
    "proactive.normative.repealed": 1,
    "proactive.normative.in_force": 20,
}


def report(
    one: str = "",
    *,
    six: str = "本年度未收取信息处理费。",
    figures: Mapping[str, Value] | None = None,
    year: int = 2023,
    organ: str = "示例市示例局",
    **parts: str,
) -> Report:
    texts = {"一": OVERVIEW + "\n" + one, "五": "问题与改进。", "六": six} | parts
    return Report(
        organ=organ,
        year=year,
        tables=tables_of(FORM_2021, {**BASE, **(figures or {})}, default=0),
        title=f"{organ}{year}年政府信息公开工作年度报告",
        intro=f"统计期限自{year}年1月1日起，至{year}年12月31日止。",
        sections=tuple(ReportSection(n, TITLES[n], texts.get(n, "")) for n in "一二三四五六"),
        contact="联系电话：0955-0000000。",
    )


def codes(value: Report, previous: Report | None = None) -> list[str]:
    return [finding.code for finding in check_report(value, previous=previous)]


def only(value: Report, previous: Report | None = None) -> Finding:
    [finding] = check_report(value, previous=previous)
    return finding


def test_a_sound_report_has_no_findings() -> None:
    assert check_report(report()) == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年共收到政府信息公开申请3件，办结3件。",
        "2023 年，收到和处理自然人申请政府信息公开 3 件。",
        "全年受理政府信息公开申请3件，其中网络申请2件，信函申请1件。",
        "收到网上申请公开政府信息1件，信函申请公开政府信息2件。",
        "共收到申请3件，较2022年的9件减少6件。",
        "上年共收到政府信息公开申请9件。",
        "接收通过邮寄、网络提交的各类政府信息公开申请共计3件。",
        "收到人大建议8件，办理政协提案5件。",
        "收到信息公开投诉2件。",
        "办结申请3件：予以公开1件，无法提供2件。",
        "收到申请3件，因本机关不掌握无法提供1件。",
        "因政府信息公开引发的行政复议2件，行政诉讼7件。",
        "因政府信息公开被提起未经复议直接起诉的行政诉讼3件。",
        "本年办理行政复议案件128件，行政诉讼35件。",
        "未发生因政府信息公开行政诉讼败诉案件。",
        "作出行政许可决定13件。行政许可事项120项，公开行政许可信息300条。",
        "备案规范性文件40件。制发行政规范性文件5件，现行有效行政规范性文件20件。",
        "自2008年以来累计收到政府信息公开申请800件。",
        "收到政府信息公开申请3件，其中：予以公开1件，占33.3%；无法提供2件，占66.67%。",
        "发布信息5500余条，答复群众咨询20件。",
        "公开了2022年部门决算和2023年部门预算。",
        "将于2024年公开2023年部门决算。",
        "2022年以来，我局持续推进公开。与2022年相比，成效明显。",
    ],
)
def test_prose_that_agrees_raises_no_question(text: str) -> None:
    assert codes(report(text)) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2023年共收到政府信息公开申请2件。", "prose_requests"),
        ("共受理政府信息公开申请2件，均在法定期限内予以答复。", "prose_requests"),
        ("共收到政府信息公开申请3件，办结申请4件。", "prose_requests"),
        ("接收通过邮寄、网络提交的各类政府信息公开申请共计2件。", "prose_requests"),
        ("收到申请3件，结转下年度5件。", "prose_requests"),
        ("收到申请3件，含上年结转2件。", "prose_requests"),
        ("2023年，我局未收到政府信息公开申请。", "prose_no_requests"),
        ("收到申请3件，予以公开2件。", "prose_outcomes"),
        ("收到申请3件，无法提供1件。", "prose_outcomes"),
        ("收到申请3件，涉及自然人2件、商业企业1件。", "prose_outcomes"),
        ("收到申请3件，予以公开1件，占43.3%。", "prose_share"),
        ("政府信息公开行政复议1件，行政诉讼7件。", "prose_disputes"),
        ("没有因政府信息公开引起的行政复议。", "prose_disputes"),
        ("信息公开类行政复议2件，诉讼7件，均获维持。", "prose_disputes"),
        ("政府信息公开行政复议2件，其中结果维持1件，结果纠正1件。", "prose_disputes"),
        ("全年作出行政许可决定20件。", "prose_decisions"),
        ("制发规范性文件9件。", "prose_normative"),
        ("信息61条，其中：甲类5条，乙类7条，其他51条。", "prose_sum"),
        ("及时公开了2023年部门决算。", "final_accounts"),
        ("及时公开了2024年部门预算。", "budget"),
        ("2022年，我局公开信息30条。", "year_slip"),
        ("2022年共收到政府信息公开申请9件。", "year_slip"),
        ("学习《中华人民共和国政务公开条例》。", "law_title"),
        ("公开还不及及时。", "typo"),
        ("当事人13812345678。", "personal_data"),
        ("身份证11010519491231002X。", "identity_number"),
        ("机密★10年", "secrecy_mark"),
        ("按照卫政发[2020]9号文件。", "document_number"),
    ],
)
def test_prose_that_disagrees_is_asked_about(text: str, code: str) -> None:
    assert code in codes(report(text))


def test_a_question_names_both_places_and_the_numbers() -> None:
    finding = only(report("2023年共收到政府信息公开申请2件。"))
    assert (finding.severity, finding.where) == ("warning", "sections.一")
    assert finding.also == ("requests.received.total",)
    assert finding.numbers["prose"] == 2
    assert "3" in finding.message


def test_only_identities_and_identity_numbers_are_errors() -> None:
    errors = {check.code for check in CHECKS if check.severity == "error"}
    assert errors == {"I1", "I2", "I3", "I4", "I5", "identity_number"}


def test_an_outcome_that_is_not_named() -> None:
    denied: dict[str, Value] = dict.fromkeys(BASE, 0)
    denied |= {
        f"requests.{row}.{c}": 1
        for row in ("received", "denied_4", "total_handled")
        for c in ("natural", "total")
    }
    finding = only(report("收到申请1件，及时进行了回复。", figures=denied))
    assert (finding.code, finding.severity) == ("unnamed_outcome", "info")
    assert "保护第三方合法权益" in finding.message
    assert codes(report("收到申请1件，不予公开，及时进行了答复。", figures=denied)) == []


def test_regulations_of_a_department_and_of_those_who_may() -> None:
    figures: dict[str, Value] = {"proactive.regulations.in_force": 2}
    assert codes(report(figures=figures)) == ["regulations"]
    assert codes(report(figures=figures, organ="示例县人民政府")) == ["regulations"]
    for organ in ("示例市人民政府", "示例市人民政府办公厅", "国家示例局"):
        assert codes(report(figures=figures, organ=organ)) == []


def test_what_is_in_force_across_years() -> None:
    before = report(year=2022, figures={"proactive.normative.in_force": 16})
    assert codes(report(), before) == []
    before = report(year=2022, figures={"proactive.normative.in_force": 10})
    assert only(report(), before).numbers == {"in_force": 20, "previous": 10, "made": 5, "repealed": 1}


def test_the_form_of_2019_does_not_say_what_is_in_force() -> None:
    figures: dict[str, Value] = {"proactive.normative.total_public": 11}
    before = Report(organ="示例市示例局", year=2022, form="2019", tables=tables_of(form_of("2019"), figures))
    assert "in_force" not in codes(report(), before)


@pytest.mark.parametrize(
    ("amount", "broken"), [("984361元", True), ("96171.6", False), ("0", False), ("12345678", True)]
)
def test_money_in_another_unit(amount: str, broken: bool) -> None:
    assert codes(report(figures={"proactive.fees.amount": amount})) == (["fee_unit"] if broken else [])


def test_blanks_are_told_once_a_table() -> None:
    finding = only(report(figures={"requests.received.legal": None, "requests.granted.legal": None}))
    assert (finding.code, finding.severity, finding.numbers) == ("blank_cell", "info", {"blanks": 2})


def test_parts_missing_out_of_order_renamed_and_empty() -> None:
    value = report()
    one, two, three, four, five, six = value.sections
    assert codes(_with(value, (one, two, four, five, six))) == ["part_missing"]
    assert codes(_with(value, (one, two, four, three, five, six))) == ["part_order"]
    renamed = ReportSection("五", "经验与展望", five.text)
    assert codes(_with(value, (one, two, three, four, renamed, six))) == ["part_title"]
    shorter = ReportSection("五", "存在问题及改进情况", five.text)
    assert codes(_with(value, (one, two, three, four, shorter, six))) == []
    assert codes(_with(value, (one, two, three, four, ReportSection("五", five.title), six))) == [
        "part_empty"
    ]
    assert codes(_with(value, ())) == ["part_missing"]


def test_the_five_heads_of_part_one() -> None:
    value = report()
    bare = ReportSection("一", TITLES["一"], "主动公开工作有序。申请公开渠道畅通。")
    assert codes(_with(value, (bare, *value.sections[1:]))) == ["overview_heads"]


def test_the_fee_statement_is_not_the_administrative_fee() -> None:
    assert only(report(six="本年度行政事业性收费0元。")).code == "fee_statement"
    assert "行政事业性收费不是信息处理费" in only(report(six="行政事业性收费0元。")).message
    assert codes(report(six="依申请公开未收取任何费用。")) == []


def test_a_copy_with_omissions_is_not_called_incomplete() -> None:
    value = report(six="[…]")
    assert codes(_with(value, (ReportSection("一", TITLES["一"], "[…]"), *value.sections[1:]))) == []


def test_an_old_form_in_a_new_year() -> None:
    tables = tables_of(form_of("2019"), {}, default=0)
    old = Report(
        organ="示例局", year=2023, form="2019", tables=tables, sections=report().sections, contact="电话"
    )
    assert [f.where for f in check_report(old) if f.code == "outdated_form"] == ["proactive", "requests"]
    then = Report(
        organ="示例局", year=2020, form="2019", tables=tables, sections=report().sections, contact="电话"
    )
    assert "outdated_form" not in codes(then)


def test_years_left_over() -> None:
    value = report()
    stale = replace(value, title="示例局2022年政府信息公开工作年度报告")
    assert codes(stale) == ["title_year"]
    stale = replace(value, intro="统计期限自2022年1月1日至2022年12月31日。")
    assert codes(stale) == ["period"]


def test_repetition_by_part_with_passages() -> None:
    text = (
        "个别单位对政务公开工作的重要性认识还不够充分，政策解读的形式比较单一，公开平台的日常维护有待加强"
        "，下一步将通过业务培训提高工作人员的能力和水平，健全考核和监督的各项制度，不断完善公开目录和指南"
        "。"
    )
    figures: dict[str, Value] = {"proactive.normative.in_force": 16}
    before, now = report(year=2022, 五=text, figures=figures), report(五=text + "2023年新增一个方面的问题。")
    finding = only(now, before)
    assert (finding.code, finding.where) == ("repetition", "sections.五")
    assert finding.numbers["percent"] > 80  # type: ignore[operator]
    fresh = (
        "本年度人员调整较大，新任信息员对答复文书的格式还不熟悉，出现过两次补正告知不够具体的情形，已经组"
        "织专题学习并逐件复核，今后由法制机构在发出之前再看一遍，同时把常见问题编成手册供大家查用，也请上"
        "级机关派人指导。"
    )
    assert codes(report(五=fresh), before) == []


def _with(value: Report, sections: tuple[ReportSection, ...]) -> Report:
    return replace(value, sections=sections)


@pytest.mark.parametrize("piece", ["9", "收到申请9", "（", "共3件，其中1件，", " "])
def test_hostile_prose_is_checked_to_its_end(piece: str) -> None:
    check_report(report(piece * (20_000 // len(piece))))


@settings(max_examples=40)
@given(reports())
def test_any_report_can_be_checked_and_its_errors_are_its_broken_identities(value: Report) -> None:
    known = {check.code: check.severity for check in CHECKS}
    found = check_report(value)
    assert [f.code for f in found if f.severity == "error"] == [f.code for f in check_identities(value)]
    assert all(finding.severity == known[finding.code] for finding in found)
    assert all(finding.message.endswith(("。", "？", "）")) for finding in found)


def test_a_slip_of_the_year_in_a_report_that_names_none_says_so() -> None:
    text = "2023年，公开信息30条。2024年，没有收取费用。"
    unnamed = [f for f in check_report(replace(report(text), year=None)) if f.code == "year_slip"]
    assert [f.message for f in unnamed] == [
        "“2023年，公开信息30条。”说的是2023年，报告没有写明年度，其他句子说的是2024年。请看是否沿用了上年的文字。"
    ]
