"""The one table of checks: code, severity, what it asks, the rule it follows, and the function.

The severity stands here and nowhere else. Only what is certain is an error: a broken identity, and the
number of a citizen's identity card. Everything that needs a reading of prose is a question (warning).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from gongkai.annualreport.checks import claims, disputes, proactive, repetition, structure, years
from gongkai.annualreport.checks.identity import check_identity
from gongkai.annualreport.checks.language import check_category, check_unnamed_outcome
from gongkai.annualreport.checks.subject import CheckedReport, Remark
from gongkai.annualreport.value import Severity

_ERROR, _WARNING, _INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
_FORM = "国办公开办函〔2021〕30号"
_EXACT = "条例第六条"  # 及时、准确地公开
_OURS = "本程序的核对规则"  # no official text says so: never cited as one


@dataclass(frozen=True, slots=True)
class Check:
    """A check: what it is called, how much it weighs, what it asks, what it follows, and how it finds."""

    code: str
    severity: Severity
    title: str
    basis: str
    run: Callable[[CheckedReport], Iterable[Remark]]


CHECKS: tuple[Check, ...] = (
    Check(
        "I1", _ERROR, "表三各列：本年新收 + 上年结转 = 办理结果总计 + 结转下年度", _FORM, check_identity("I1")
    ),
    Check("I2", _ERROR, "表三各列：各项办理结果之和 = （七）总计", _FORM, check_identity("I2")),
    Check("I3", _ERROR, "表三各行：各类申请人之和 = 总计", _FORM, check_identity("I3")),
    Check("I4", _ERROR, "表三各列：上年结转 = 上年报告的结转下年度", _FORM, check_identity("I4")),
    Check("I5", _ERROR, "表四各组：各种结果之和 = 总计", _FORM, check_identity("I5")),
    Check(
        "identity_number",
        _ERROR,
        "正文中没有公民身份号码",
        "个人信息保护法",
        check_category(["identity"], ["block"]),
    ),
    Check("regulations", _WARNING, "没有规章制定权的机关，规章为0", "立法法", proactive.check_regulations),
    Check("in_force", _WARNING, "现行有效 = 上年现行有效 + 制发 - 废止", _OURS, proactive.check_in_force),
    Check("fee_unit", _WARNING, "收费金额以万元为单位", _OURS, proactive.check_fee_unit),
    Check("blank_cell", _INFO, "没有发生的填0，不留空白", _OURS, proactive.check_blanks),
    Check("blank_total", _WARNING, "有数的，填上总计", _OURS, proactive.check_blank_totals),
    Check("pending", _INFO, "上年尚未审结的案件在本年有着落", _OURS, proactive.check_pending),
    Check("prose_requests", _WARNING, "正文的收件、办结、结转数与表三一致", _EXACT, claims.check_requests),
    Check(
        "prose_no_requests", _WARNING, "正文说没有收到申请的，表三为0", _EXACT, claims.check_nothing_received
    ),
    Check("prose_outcomes", _WARNING, "正文的办理结果、申请人与表三一致", _EXACT, claims.check_outcomes),
    Check("prose_share", _WARNING, "正文的百分比与件数一致", _EXACT, claims.check_shares),
    Check("prose_disputes", _WARNING, "正文的复议、诉讼数与表四一致", _EXACT, disputes.check_disputes),
    Check(
        "prose_decisions",
        _WARNING,
        "正文的许可、处罚、强制决定数与表二一致",
        _EXACT,
        proactive.check_decisions,
    ),
    Check("prose_normative", _WARNING, "正文的规范性文件数与表二一致", _EXACT, proactive.check_normative),
    Check("prose_sum", _WARNING, "正文中总数与各分项相符", _EXACT, check_category(["sum"])),
    Check("unnamed_outcome", _INFO, "没有公开的，正文写明办理结果", _OURS, check_unnamed_outcome),
    Check("part_missing", _WARNING, "六个部分齐全", _FORM, structure.check_missing_parts),
    Check("part_order", _WARNING, "六个部分依次排列", _FORM, structure.check_order),
    Check("part_title", _INFO, "各部分标题与格式一致", _FORM, structure.check_titles),
    Check("part_empty", _WARNING, "各部分有内容，没有的写明“无”", _FORM, structure.check_empty_parts),
    Check("overview_heads", _WARNING, "总体情况写到五个方面", _FORM, structure.check_heads),
    Check(
        "fee_statement", _WARNING, "第六部分写明收取信息处理费的情况", _FORM, structure.check_fee_statement
    ),
    Check("contact", _INFO, "有联系方式", _OURS, structure.check_contact),
    Check("outdated_form", _WARNING, "用现行格式", _FORM, structure.check_form),
    Check("title_year", _WARNING, "标题的年份是报告年度", "条例第四十九条", years.check_title_year),
    Check("period", _WARNING, "统计期限是报告年度的1月1日至12月31日", "条例第四十九条", years.check_period),
    Check("year_slip", _WARNING, "叙述的年份是报告年度", "条例第四十九条", years.check_openings),
    Check(
        "final_accounts",
        _WARNING,
        "没有把尚未批复的决算写成已公开",
        "预算法第十四条",
        years.check_final_accounts,
    ),
    Check("budget", _INFO, "没有把下一年的预算写成已公开", "预算法第十四条", years.check_budget),
    Check("date", _WARNING, "日期存在，年份后有“年”字", "GB/T 9704", check_category(["date"])),
    Check(
        "law_title",
        _WARNING,
        "法规名称正确、现行有效",
        _EXACT,
        check_category(["law_title"], ["answer"]),
    ),
    Check("law_unknown", _INFO, "法规名称在名称表里", _OURS, check_category(["law_title"], ["info"])),
    Check("document_number", _INFO, "发文字号写法规范", "GB/T 9704", check_category(["document_number"])),
    Check("typo", _WARNING, "没有错字、重字和不成对的标点", _EXACT, check_category(["typo"], ["answer"])),
    Check("punctuation", _INFO, "标点用全角，段末有句号", _OURS, check_category(["typo"], ["info"])),
    Check("wording", _INFO, "绝对化的说法有依据", _OURS, check_category(["wording"])),
    Check(
        "personal_data",
        _WARNING,
        "正文中没有手机号码、银行卡号等个人信息",
        "个人信息保护法",
        check_category(["identity", "phone", "bank_card"], ["block", "answer"]),
    ),
    Check(
        "secrecy_mark",
        _WARNING,
        "没有密级和内部文件标志",
        "保守国家秘密法",
        check_category(["secrecy"], ["block"]),
    ),
    Check("link", _INFO, "网址写法正确，公众能打开", _OURS, check_category(["link"])),
    Check("residue", _INFO, "没有起草时留下的痕迹", _OURS, check_category(["metadata"])),
    Check("repetition", _WARNING, "不照抄上年报告", _FORM, repetition.check_repetition),
)
