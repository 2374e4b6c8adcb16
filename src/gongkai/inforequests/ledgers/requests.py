"""依申请公开登记台账: one row a request, with its receipt and its reply once it has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.inforequests.clocks import deadlines_of, renew
from gongkai.inforequests.models import DeterminedBy, InfoRequest, Receipt, Reply
from gongkai.inforequests.outcomes import counted_on, unserved_blockers
from gongkai.registry import ImportIssue
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerPart, LedgerSpec, Row
from gongkai.shell.spreadsheets import cells

OUTCOMES = [(each.code, each.label) for each in law.OUTCOMES.values()]
GROUNDS = [(each.code, each.label) for each in law.GROUNDS.values()]


def _other_words() -> dict[str, str]:
    """What officers write for a ground, where it can mean one only: the row of table 三, the label's beginning."""
    words = [(law.LEAF_ROWS[each.row].label, each.code) for each in law.GROUNDS.values()]
    words += [(re.split("[（，]", each.label)[0], each.code) for each in law.GROUNDS.values()]
    meanings = Counter(word for word, _ in set(words))
    return {word: code for word, code in words if meanings[word] == 1}


def check_all(viewer: Viewer, rows: Sequence[Row]) -> list[list[ImportIssue]]:
    """Return what is wrong with each row by the way in which the unit counts results."""
    deadlines = deadlines_of(viewer)
    return [
        [
            issue("served_on", "办理结果计入的日期", blocker.message)
            for blocker in unserved_blockers(deadlines, row["decided_on"], row["served_on"])
        ]
        if row["decided_on"]
        else []
        for row in rows
    ]


def issue(column: str, rule: str, message: str) -> ImportIssue:
    """Return what is wrong in a cell, by its header."""
    return ImportIssue(column=column, rule=rule, message=f"“{REQUESTS.header(column)}”{message}")


def check_receipt(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with the day of receipt (条例 art 31)."""
    channel, arrived, received = row["channel"], row["arrived_on"], row["received_on"]
    fixed = law.CHANNELS[channel].received_by != "confirmation"
    if received is None:
        if fixed:
            yield issue(
                "received_on",
                "条例第三十一条",
                f"没有填写；{law.CHANNELS[channel].label}的，收到申请之日就是到达日期，请填 {arrived}。",
            )
        return
    if received < arrived:
        yield issue("received_on", "收到不早于到达", f"{received} 早于到达日期 {arrived}，请核对这两个日期。")
    if channel == "counter" and received != arrived:
        yield issue(
            "received_on", "条例第三十一条第一项", f"当面提交以提交之日为收到申请之日，请改为 {arrived}。"
        )


def check_reply(row: Row) -> Iterator[ImportIssue]:
    """Yield what is wrong with the reply: all of it or nothing, in order, and one result."""
    outcome, ground, decided = row["outcome"], row["ground"], row["decided_on"]
    if not (outcome or ground or decided):
        if row["doc_number"]:
            yield issue(
                "doc_number", "文号属于答复", "有答复文号而没有办理结果，请补填结果、理由和成文日期。"
            )
        return
    if not outcome:
        yield issue("outcome", "结果完整", "有答复理由或者成文日期而没有办理结果，请补填。")
    if not ground:
        yield issue(
            "ground",
            "有结果必有理由",
            f"办理结果“{law.OUTCOMES[outcome].label}”没有理由，请填：{_reasons(outcome)}。"
            if outcome
            else "没有填写，请补填答复理由。",
        )
    if outcome and ground and law.ground(ground).outcome.code != outcome:
        given = law.ground(ground)
        yield issue(
            "ground",
            "理由与结果一致",
            f"“{given.label}”属于“{given.outcome.label}”，与办理结果“{law.OUTCOMES[outcome].label}”"
            "不一致，一件申请只有一个结果，请核对。",
        )
    if decided is None:
        yield issue("decided_on", "结果完整", "有办理结果而没有成文日期，请补填。")
    elif row["received_on"] is None:
        yield issue("received_on", "先收到后答复", "已经答复而没有收到申请之日，请补填与申请人确认的日期。")
    elif row["served_on"] and row["served_on"] < decided:
        yield issue(
            "served_on", "送达不早于成文", f"{row['served_on']} 早于成文日期 {decided}，请核对这两个日期。"
        )
    elif decided < row["received_on"]:
        yield issue(
            "decided_on",
            "答复不早于收到",
            f"{decided} 早于收到申请之日 {row['received_on']}，请核对这两个日期。",
        )


def _reasons(outcome: str) -> str:
    return "、".join(each.label for each in law.GROUNDS.values() if each.outcome.code == outcome)


def how_received(viewer: Viewer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the day of receipt was determined."""
    return {"determined_by": DeterminedBy(law.CHANNELS[values["request"].channel].received_by)}


def when_counted(viewer: Viewer, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the day by which the year counts a reply, as the unit settled it."""
    return {"counted_on": counted_on(deadlines_of(viewer), values["decided_on"], values["served_on"])}


RECEIPT = LedgerPart(
    model=Receipt,
    link="request",
    counted_by="received_on",
    voided_when_gone=True,
    derive=how_received,
    columns=(
        LedgerColumn(
            name="received_on",
            aliases=("收到日期", "收到申请日期", "受理日期"),
            note="当面提交、签收邮件的，与到达日期相同；其他渠道为与申请人确认之日，未确认的不填。",
            example="2023-05-10",
        ),
        LedgerColumn(name="applicant_kind"),
    ),
)
REPLY = LedgerPart(
    model=Reply,
    link="request",
    where={"is_renewed": False},
    counted_by="decided_on",
    voided_when_gone=True,
    derive=when_counted,
    columns=(
        LedgerColumn(
            name="outcome",
            header="办理结果",
            aliases=("答复类型", "答复结果", "处理结果", "答复情况"),
            required=False,
            parse=cells.one_of(OUTCOMES),
            note="一件申请只有一个结果；区分处理的只填部分公开。尚未答复的不填。",
            example="不予公开",
            choices=tuple(label for _, label in OUTCOMES),
            read=lambda reply: reply.law_ground.outcome.code,
        ),
        LedgerColumn(
            name="ground",
            aliases=("理由", "答复依据", "具体情形", "结果情形"),
            parse=cells.one_of(GROUNDS, also=_other_words()),
            note="有结果必须有理由；理由决定计入表三的哪一行。",
            example="涉及商业秘密、个人隐私等，公开会损害第三方合法权益",
            choices=tuple(label for _, label in GROUNDS),
        ),
        LedgerColumn(
            name="decided_on",
            aliases=("答复日期", "答复时间", "办结日期"),
            note="答复书的成文日期，年度报告按它计入年度。",
            example="2023-06-02",
        ),
        LedgerColumn(
            name="served_on",
            aliases=("答复送达日期",),
            note="交邮、签收或者到达之日；本单位按送达日期统计办理结果的，有结果必须填写。",
            example="2023-06-05",
        ),
        LedgerColumn(
            name="doc_number",
            aliases=("答复书文号", "告知书文号"),
        ),
    ),
)
REQUESTS = LedgerSpec(
    id="inforequests.requests",
    title="依申请公开登记台账",
    called="申请",
    unit="件",
    model=InfoRequest,
    key=("number",),
    permission="inforequests.import",
    parts=(RECEIPT, REPLY),
    checks=(check_receipt, check_reply),
    check_all=check_all,
    after=lambda viewer, cases: renew(deadlines_of(viewer), cases),
    layout=(
        *("number", "applicant_kind", "applicant_name", "applicant_contact", "channel", "description"),
        *("wanted_form", "arrived_on", "received_on", "filled_by_staff", "outcome", "ground"),
        *("decided_on", "served_on", "doc_number"),
    ),
    columns=(
        LedgerColumn(
            name="number",
            aliases=("申请编号", "编号", "登记号", "受理编号"),
            note="本单位的登记编号，一件一号，不重复。",
            example="2023-001",
        ),
        LedgerColumn(
            name="applicant_kind",
            aliases=("申请人类型", "申请人性质"),
            also={"公民": "natural", "个人": "natural", "企业": "commercial"},
            note="年度报告表三的六类之一；律师以本人名义申请的填自然人，律师事务所填法律服务机构。",
            example="自然人",
        ),
        LedgerColumn(
            name="applicant_name",
            header="申请人",
            aliases=("申请人姓名", "申请人名称", "申请人姓名或者名称", "申请人姓名或名称"),
            note="姓名或者名称，仅本单位经办人员可见。",
            example="示例·申请人甲",
        ),
        LedgerColumn(
            name="applicant_contact",
            aliases=("联系电话", "申请人联系方式"),
            example="示例电话",
        ),
        LedgerColumn(
            name="channel",
            aliases=("申请方式", "提交方式", "渠道", "来件方式"),
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
            note="渠道决定收到申请之日怎样确定（条例第三十一条）。",
            example="当面提交",
        ),
        LedgerColumn(
            name="description",
            aliases=("申请公开内容", "所需政府信息", "申请事项", "申请公开的政府信息"),
            parse=cells.line(2000),
            example="示例：某项目节能审查的有关材料",
        ),
        LedgerColumn(
            name="wanted_form",
            header="获取方式",
            aliases=("获取信息的方式", "信息获取方式"),
            example="纸质，邮寄",
        ),
        LedgerColumn(
            name="arrived_on",
            aliases=("来件日期", "提交日期", "申请日期"),
            note="提交、签收或者送达本机关的日期。",
            example="2023-05-10",
        ),
        LedgerColumn(
            name="filled_by_staff",
            header="代填",
            aliases=("工作人员代填", "是否代填"),
            required=False,
            parse=cells.marked,
            note="口头申请由工作人员代为填写的，填“是”。",
            example="否",
            read=lambda case: case.filled_by_staff or None,
        ),
    ),
)
