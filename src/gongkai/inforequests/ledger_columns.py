"""依申请公开登记台账: the columns of the file, and how each cell reads."""

from __future__ import annotations

import re
from collections import Counter

from gongkai import law
from gongkai.inforequests.models import APPLICANT_KINDS, CHANNELS
from gongkai.registry import ImportColumn
from gongkai.shell.spreadsheets import cells

OUTCOMES = [(each.code, each.label) for each in law.OUTCOMES.values()]
GROUNDS = [(each.code, each.label) for each in law.GROUNDS.values()]


def marked(text: str) -> bool | None:
    """Return True for 是; 否 says no more than an empty cell."""
    return cells.yes_no(text) or None


def _other_words() -> dict[str, str]:
    """What officers write for a ground, where it can mean one only: the row of table 三, the label's beginning."""
    words = [(law.LEAF_ROWS[each.row].label, each.code) for each in law.GROUNDS.values()]
    words += [(re.split("[（，]", each.label)[0], each.code) for each in law.GROUNDS.values()]
    meanings = Counter(word for word, _ in set(words))
    return {word: code for word, code in words if meanings[word] == 1}


COLUMNS = (
    ImportColumn(
        name="number",
        header="登记编号",
        aliases=("申请编号", "编号", "登记号", "受理编号"),
        parse=cells.line(40),
        note="本单位的登记编号，一件一号，不重复。",
        example="2023-001",
    ),
    ImportColumn(
        name="applicant_kind",
        header="申请人类别",
        aliases=("申请人类型", "申请人性质"),
        parse=cells.one_of(
            APPLICANT_KINDS, also={"公民": "natural", "个人": "natural", "企业": "commercial"}
        ),
        note="年度报告表三的六类之一；律师以本人名义申请的填自然人，律师事务所填法律服务机构。",
        example="自然人",
        choices=tuple(label for _, label in APPLICANT_KINDS),
    ),
    ImportColumn(
        name="applicant_name",
        header="申请人",
        aliases=("申请人姓名", "申请人名称", "申请人姓名或者名称", "申请人姓名或名称"),
        parse=cells.line(80),
        note="姓名或者名称，仅本单位经办人员可见。",
        example="示例·申请人甲",
    ),
    ImportColumn(
        name="applicant_contact",
        header="联系方式",
        aliases=("联系电话", "申请人联系方式"),
        required=False,
        parse=cells.line(120),
        example="示例电话",
    ),
    ImportColumn(
        name="channel",
        header="申请渠道",
        aliases=("申请方式", "提交方式", "渠道", "来件方式"),
        parse=cells.one_of(
            CHANNELS,
            also={
                "当面": "counter",
                "现场": "counter",
                "信函": "ordinary_mail",
                "平信": "ordinary_mail",
                "邮寄": "signed_mail",
                "挂号信": "signed_mail",
                "EMS": "signed_mail",
                "网络": "internet",
                "网上": "internet",
                "网上申请": "internet",
                "邮件": "email",
                "传真": "fax",
            },
        ),
        note="渠道决定收到申请之日怎样确定（条例第三十一条）。",
        example="当面提交",
        choices=tuple(label for _, label in CHANNELS),
    ),
    ImportColumn(
        name="description",
        header="申请内容",
        aliases=("申请公开内容", "所需政府信息", "申请事项", "申请公开的政府信息"),
        parse=cells.line(2000),
        example="示例：某项目节能审查的有关材料",
    ),
    ImportColumn(
        name="wanted_form",
        header="获取方式",
        aliases=("获取信息的方式", "信息获取方式"),
        required=False,
        parse=cells.line(80),
        example="纸质，邮寄",
    ),
    ImportColumn(
        name="arrived_on",
        header="到达日期",
        aliases=("来件日期", "提交日期", "申请日期"),
        parse=cells.past_day,
        note="提交、签收或者送达本机关的日期。",
        example="2023-05-10",
    ),
    ImportColumn(
        name="received_on",
        header="收到申请之日",
        aliases=("收到日期", "收到申请日期", "受理日期"),
        required=False,
        parse=cells.past_day,
        note="当面提交、签收邮件的，与到达日期相同；其他渠道为与申请人确认之日，未确认的不填。",
        example="2023-05-10",
    ),
    ImportColumn(
        name="filled_by_staff",
        header="代填",
        aliases=("工作人员代填", "是否代填"),
        required=False,
        parse=marked,
        note="口头申请由工作人员代为填写的，填“是”。",
        example="否",
        choices=("是", "否"),
    ),
    ImportColumn(
        name="outcome",
        header="办理结果",
        aliases=("答复类型", "答复结果", "处理结果", "答复情况"),
        required=False,
        parse=cells.one_of(OUTCOMES),
        note="一件申请只有一个结果；区分处理的只填部分公开。尚未答复的不填。",
        example="不予公开",
        choices=tuple(label for _, label in OUTCOMES),
    ),
    ImportColumn(
        name="ground",
        header="答复理由",
        aliases=("理由", "答复依据", "具体情形", "结果情形"),
        required=False,
        parse=cells.one_of(GROUNDS, also=_other_words()),
        note="有结果必须有理由；理由决定计入表三的哪一行。",
        example="涉及商业秘密、个人隐私等，公开会损害第三方合法权益",
        choices=tuple(label for _, label in GROUNDS),
    ),
    ImportColumn(
        name="decided_on",
        header="成文日期",
        aliases=("答复日期", "答复时间", "办结日期"),
        required=False,
        parse=cells.past_day,
        note="答复书的成文日期，年度报告按它计入年度。",
        example="2023-06-02",
    ),
    ImportColumn(
        name="served_on",
        header="送达日期",
        aliases=("答复送达日期",),
        required=False,
        parse=cells.past_day,
        note="交邮、签收或者到达之日；本单位按送达日期统计办理结果的，有结果必须填写。",
        example="2023-06-05",
    ),
    ImportColumn(
        name="doc_number",
        header="答复文号",
        aliases=("答复书文号", "告知书文号"),
        required=False,
        parse=cells.line(60),
    ),
)
