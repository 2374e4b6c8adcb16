"""The known numbers and phrases: what must be found, what must never be."""

from __future__ import annotations

import pytest

from gongkai.precheck import TextFinding, check_text, is_credit_code, is_identity_number


def found(text: str, category: str) -> list[TextFinding]:
    return [finding for finding in check_text(text) if finding.category == category]


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "11010519491231002x",
        "440524188001010014",
        "１１０１０５１９４９１２３１００２X",
    ],
)
def test_an_identity_number_blocks(number: str) -> None:
    [finding] = found(f"申请人示例，身份证号{number}，已答复。", "identity")
    assert (finding.text, finding.severity) == (number, "block")
    assert finding.suggestion is not None
    assert number[3:] not in finding.suggestion


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("110105194912310021", "check character wrong"),
        ("110105194913310029", "no such month"),
        ("990105194912310022", "no such area"),
        ("1101051949123100", "sixteen digits"),
        ("A11010519491231002X", "part of a longer code"),
    ],
)
def test_what_is_no_identity_number_is_left_alone(number: str, why: str) -> None:
    assert found(f"编号{number}。", "identity") == [], why


def test_a_number_called_an_identity_number_is_asked_about_even_if_mistyped() -> None:
    [finding] = found("身份证号码：110105194912310021", "identity")
    assert finding.severity == "answer"


def test_the_old_form_with_a_date_blocks_and_without_one_does_not() -> None:
    assert [f.severity for f in found("旧证号130503670401001。", "identity")] == ["block"]
    assert found("流水号130503671401001。", "identity") == []


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91350100m000100y43"])
def test_a_credit_code_is_never_an_identity_number(code: str) -> None:
    assert is_credit_code(code)
    assert not is_identity_number(code)
    assert found(f"企业（统一社会信用代码{code}）", "identity") == []


@pytest.mark.parametrize(
    "number", ["13812345678", "138-1234-5678", "138 1234 5678", "+8613812345678", "１３８１２３４５６７８"]
)
def test_a_mobile_number_blocks(number: str) -> None:
    [finding] = found(f"当事人手机{number}。", "phone")
    assert finding.severity == "block"
    assert finding.suggestion == "138****5678"


@pytest.mark.parametrize(
    "text",
    [
        "电话：0955-7068675；传真：0955-7068683",
        "手机138****1234",
        "文件编号20138123456789",
        "金额13812345678.50元",
        "12812345678",
        "申请数量13500000135二、上年结转",
    ],
)
def test_landlines_masked_and_other_numbers_pass(text: str) -> None:
    assert found(text, "phone") == []


def test_a_mobile_number_in_the_contact_block_is_asked_about() -> None:
    assert [f.severity for f in found("联系电话：13812345678", "phone")] == ["answer"]


@pytest.mark.parametrize("number", ["6222021234567890128", "6222 0212 3456 7890 128"])
def test_a_bank_card_blocks(number: str) -> None:
    [finding] = found(f"卡号{number}。", "bank_card")
    assert (finding.text, finding.severity) == (number, "block")


@pytest.mark.parametrize(
    "text", ["编号6222021234567890129。", "2019 2020 2021 2022", "0000000000000000", "11010519491231002X"]
)
def test_other_long_numbers_are_no_bank_cards(text: str) -> None:
    assert found(text, "bank_card") == []


@pytest.mark.parametrize(
    "text",
    [
        "机密★10年",
        "秘密 ★ 长期",
        "绝密★",
        "密级：机密",
        "秘密 5年\n关于某事的通知",
        "内部资料\n关于某事的通知",
        "内部资料 注意保存",
        "【内部文件】",
        "（此件不公开）",
        "此件依申请公开",
        "本材料不得外传。",
    ],
)
def test_marks_block(text: str) -> None:
    assert [f.severity for f in found(text, "secrecy")] == ["block"]


@pytest.mark.parametrize(
    "text",
    [
        "学习《中华人民共和国保守国家秘密法》",
        "保守国家秘密，保护商业秘密和工作秘密",
        "国家秘密的保密期限，除另有规定外，绝密级不超过三十年",
        "属于国家秘密",
        "主动公开17份，依申请公开8份",
        "（二）依申请公开情况",
        "此件公开发布",
        "《机密★文件管理办法》",
    ],
)
def test_words_about_secrecy_do_not_block(text: str) -> None:
    assert found(text, "secrecy") == []


def test_a_phrase_in_a_sentence_is_asked_about() -> None:
    assert [f.severity for f in found("要求涉密载体不得外传。", "secrecy")] == ["answer"]


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("卫政办发[2020]91号", "〔2020〕91号"),
        ("卫政办发（2020）91号", "〔2020〕91号"),
        ("卫政办发〔2020〕091号", "〔2020〕91号"),
        ("卫政办发〔2020〕第91号", "〔2020〕91号"),
        ("卫政办发〔20〕91号", "〔2020〕91号"),
    ],
)
def test_document_numbers_are_put_right(text: str, suggestion: str) -> None:
    [finding] = found(f"按照{text}文件要求", "document_number")
    assert finding.suggestion == suggestion


@pytest.mark.parametrize(
    "text", ["卫政办发〔2020〕91号", "（2023）宁05行初12号", "国务院令第711号", "公告2023年第5号"]
)
def test_right_numbers_pass(text: str) -> None:
    assert found(text, "document_number") == []


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("《中华人民共和国政务公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《政务公开条例》", "《中华人民共和国政府信息公开条例》"),
        ("《中华人民共和国保守国家机秘法》", "《中华人民共和国保守国家秘密法》"),
        ("《中华人民共和国物权法》", "《中华人民共和国民法典》"),
    ],
)
def test_wrong_and_repealed_titles(text: str, suggestion: str) -> None:
    [finding] = found(f"学习{text}。", "law_title")
    assert finding.suggestion == suggestion


@pytest.mark.parametrize(
    "text",
    [
        "《中华人民共和国政府信息公开条例》（国务院令第711号）",
        "《政府信息公开条例》",
        "《条例》",
        "《中华人民共和国中小企业促进法》",
        "《宁夏回族自治区中小企业促进条例》",
        "《网站信息发布保密审查表》",
    ],
)
def test_right_titles_pass(text: str) -> None:
    assert found(text, "law_title") == []


def test_a_stale_decree_number() -> None:
    [finding] = found("《中华人民共和国政府信息公开条例》（国务院令第492号）", "law_title")
    assert (finding.text, finding.suggestion) == ("492", "711")


@pytest.mark.parametrize(
    "text", ["全国第一", "做到最好", "唯一", "合格率100%", "百分之百", "彻底解决", "零差错", "世界领先"]
)
def test_absolute_wording(text: str) -> None:
    assert found(f"实现了{text}。", "wording")


def test_a_word_within_an_objected_phrase_is_not_asked_about_again() -> None:
    assert [finding.text for finding in check_text("节能工作全国第一，质量第一。")] == ["全国第一", "第一"]


def test_an_error_beside_an_open_quotation_is_told_with_it() -> None:
    assert [finding.text for finding in check_text("“不及及时答复。")] == ["“", "不及及时"]


@pytest.mark.parametrize(
    "text",
    [
        "第一条",
        "第一季度",
        "第一责任人",
        "最多跑一次",
        "最高人民法院",
        "最低生活保障",
        "第一项加第二项之和",
        "期限届满后的第一个工作日",
        "本周第一天",
        "唯一标识",
    ],
)
def test_ordinary_wording_passes(text: str) -> None:
    assert found(f"根据{text}，", "wording") == []


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("公开还不及及时，", "不及及时"),
        ("帮助制点公司延长", "制点公司"),
        ("主动公开政府信息情\n", "信息情"),
        ("认真学习学习文件", "学习学习"),
        ("工作的的要求", "的的"),
        ("学习《条例，落实", "《"),
        ("坚持“三审三校制度", "“"),
        ("工作,确保", ","),
        ("完成。。任务", "。。"),
    ],
)
def test_typing_errors(text: str, passage: str) -> None:
    assert passage in [f.text for f in found(text, "typo")]


@pytest.mark.parametrize(
    "text",
    [
        "等等。时时刻刻，人人有责，一步一步、一件一件落实，研究研究再说",
        "以自己经营的企业，为交通迅速恢复，年末收到来信，公布署名文章",
        "（一）工作；1）内容；“先审查、后公开”《办法（试行）》",
        "比例为1:2，见http://www.example.gov.cn/a?b=1,2",
        "信息情况、信息情形",
        "开展“一流\n\n- 1 -\n\n营商环境”活动",
    ],
)
def test_right_text_passes(text: str) -> None:
    assert found(text, "typo") == []


@pytest.mark.parametrize(
    "text",
    [
        "2023年2月29日",
        "2023年13月",
        "2023-04-31",
        "6月31日",
        "2023年1月2日（星期三）",
        "自2023年12月31日至2023年1月1日",
    ],
)
def test_dates_that_cannot_be(text: str) -> None:
    assert found(f"时间：{text}。", "date")


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日",
        "2月29日",
        "2023年1月2日（星期一）",
        "自2023年1月1日起，至2023年12月31日止",
        "2023年12月31日、2023年1月1日",
    ],
)
def test_dates_that_can(text: str) -> None:
    assert found(f"时间：{text}。", "date") == []


@pytest.mark.parametrize("text", ["（二）2023 收取信息处理费情况", "2023政府信息公开年度报告"])
def test_a_year_without_its_word(text: str) -> None:
    assert [f.suggestion for f in found(text, "date")] == ["2023年"]


@pytest.mark.parametrize(
    "text",
    [
        "全文电子化61条，其中：减税降费5条，预算决算7条，直达基层12条，其他51条。",
        "共收到10件，其中：网络8件，信函4件。",
        "共办结81件，其中：公开42件，占61.85%。",
    ],
)
def test_sums_that_fail(text: str) -> None:
    assert found(text, "sum")


@pytest.mark.parametrize(
    "text",
    [
        "信息397条，其中主动公开61条，依申请公开255条，不予公开81条。",
        "共办结81件，其中：公开42件，占51.85%；无法提供31件，占38.27%；其他处理8件，占9.88%。",
        "共收到11件，其中网络申请5件。",
        "发布信息5500余条，其中政策6000条。",
        "共收到100件，其中网络60件，答复信息200条。",
    ],
)
def test_sums_that_hold(text: str) -> None:
    assert found(text, "sum") == []


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("http://192.168.1.5/a", "answer"),
        ("http:/www.example.gov.cn", "answer"),
        ("http：//www.example.gov.cn", "answer"),
        ("http://u:p@www.example.gov.cn", "block"),
        ("[下载]()", "answer"),
    ],
)
def test_links(text: str, severity: str) -> None:
    assert [f.severity for f in found(f"见{text} 。", "link")] == [severity]


def test_a_right_link_passes() -> None:
    assert found("网站（<http://www.nxzw.gov.cn>）或 https://www.gov.cn/a/b.html。", "link") == []


@pytest.mark.parametrize(
    "text",
    [
        r"C:\Users\a\稿.docx",
        "file:///a/b",
        "<!-- 待改 -->",
        "错误!未找到引用源。",
        "公\u200b开",
        "（待补充）",
    ],
)
def test_residue(text: str) -> None:
    assert len(found(f"见{text}", "metadata")) == 1
