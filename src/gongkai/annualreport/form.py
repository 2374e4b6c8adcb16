"""The official forms of the annual report, as data.

FORM_2021 follows 国办公开办函〔2021〕30号, FORM_2019 its predecessor 国办公开办函〔2019〕60号.
Labels are those of the blank forms; what organs print instead is the readers' business.
A hybrid (table 二 of one form, table 三 of the other) is made by `form_of`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from gongkai.annualreport.layout import FigureKind, FormCell, FormLine, Table, TableBlock


@dataclass(frozen=True, slots=True)
class Part:
    """One of the six parts: its ordinal and title, and the table that stands in it (an id, or empty)."""

    number: str
    title: str
    table: str = ""


@dataclass(frozen=True)
class Form:
    """A form: `code` is that of table 二, `requests_code` that of table 三 (different only in a hybrid)."""

    code: str
    requests_code: str
    basis: str
    parts: tuple[Part, ...]
    tables: Mapping[str, Table]

    @cached_property
    def cells(self) -> Mapping[str, FormCell]:
        """Every figure of the form by its id, in printed order."""
        return {cell.id: cell for table in self.tables.values() for cell in table.cells}

    @cached_property
    def request_leaves(self) -> tuple[FormLine, ...]:
        """The lines of table 三 that say how an application ended: exactly one for each application."""
        return tuple(row for row in self.tables["requests"].rows if row.parents and row.id != "total_handled")


# --- Table 三 ---

_APPLICANT = "申请人情况"
_ORGANISATION = "法人或其他组织"
_RESULT = "三、本年度办理结果"
_DENIED = "（三）不予公开"
_UNABLE = "（四）无法提供"
_REJECTED = "（五）不予处理"
_OTHER = "（六）其他处理"
_NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

REQUEST_COLUMNS = (
    FormLine("natural", "自然人", "自然人", (_APPLICANT,)),
    FormLine("commercial", "商业企业", "商业企业", (_APPLICANT, _ORGANISATION)),
    FormLine("research", "科研机构", "科研机构", (_APPLICANT, _ORGANISATION)),
    FormLine("welfare", "社会公益组织", "社会公益组织", (_APPLICANT, _ORGANISATION)),
    FormLine("legal", "法律服务机构", "法律服务机构", (_APPLICANT, _ORGANISATION)),
    FormLine("other", "其他", "其他组织", (_APPLICANT, _ORGANISATION)),
    FormLine("total", "总计", "总计", (_APPLICANT,)),
)

_BEFORE_OTHER = (
    FormLine("received", "一、本年新收政府信息公开申请数量", "本年新收"),
    FormLine("carried_in", "二、上年结转政府信息公开申请数量", "上年结转"),
    FormLine("granted", "（一）予以公开", "予以公开", (_RESULT,)),
    FormLine("partial", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "部分公开", (_RESULT,)),
    FormLine("denied_1", "1.属于国家秘密", "属于国家秘密", (_RESULT, _DENIED)),
    FormLine("denied_2", "2.其他法律行政法规禁止公开", "其他法律行政法规禁止公开", (_RESULT, _DENIED)),
    FormLine("denied_3", "3.危及“三安全一稳定”", "危及“三安全一稳定”", (_RESULT, _DENIED)),
    FormLine("denied_4", "4.保护第三方合法权益", "保护第三方合法权益", (_RESULT, _DENIED)),
    FormLine("denied_5", "5.属于三类内部事务信息", "属于三类内部事务信息", (_RESULT, _DENIED)),
    FormLine("denied_6", "6.属于四类过程性信息", "属于四类过程性信息", (_RESULT, _DENIED)),
    FormLine("denied_7", "7.属于行政执法案卷", "属于行政执法案卷", (_RESULT, _DENIED)),
    FormLine("denied_8", "8.属于行政查询事项", "属于行政查询事项", (_RESULT, _DENIED)),
    FormLine("unable_1", "1.本机关不掌握相关政府信息", "本机关不掌握相关政府信息", (_RESULT, _UNABLE)),
    FormLine("unable_2", "2.没有现成信息需要另行制作", "没有现成信息需要另行制作", (_RESULT, _UNABLE)),
    FormLine("unable_3", "3.补正后申请内容仍不明确", "补正后申请内容仍不明确", (_RESULT, _UNABLE)),
    FormLine("rejected_1", "1.信访举报投诉类申请", "信访举报投诉类申请", (_RESULT, _REJECTED)),
    FormLine("rejected_2", "2.重复申请", "重复申请", (_RESULT, _REJECTED)),
    FormLine("rejected_3", "3.要求提供公开出版物", "要求提供公开出版物", (_RESULT, _REJECTED)),
    FormLine("rejected_4", "4.无正当理由大量反复申请", "无正当理由大量反复申请", (_RESULT, _REJECTED)),
    FormLine(
        "rejected_5",
        "5.要求行政机关确认或重新出具已获取信息",
        "要求确认或重新出具已获取信息",
        (_RESULT, _REJECTED),
    ),
)
_OTHER_2021 = (
    FormLine(
        "other_1",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "逾期不补正、不再处理",
        (_RESULT, _OTHER),
    ),
    FormLine(
        "other_2",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "逾期未缴费、不再处理",
        (_RESULT, _OTHER),
    ),
    FormLine("other_3", "3.其他", "其他处理的其他", (_RESULT, _OTHER)),
)
_OTHER_2019 = (FormLine("other", _OTHER, "其他处理", (_RESULT,)),)
_AFTER_OTHER = (
    FormLine("total_handled", "（七）总计", "办理结果总计", (_RESULT,)),
    FormLine("carried_over", "四、结转下年度继续办理", "结转下年度"),
)

REQUEST_ROWS = (*_BEFORE_OTHER, *_OTHER_2021, *_AFTER_OTHER)
REQUEST_ROWS_2019 = (*_BEFORE_OTHER, *_OTHER_2019, *_AFTER_OTHER)


def _requests(rows: tuple[FormLine, ...]) -> Table:
    return Table(
        id="requests",
        number="三",
        title="收到和处理政府信息公开申请情况",
        blocks=(TableBlock(rows, REQUEST_COLUMNS, corner=_NOTE),),
        widths=(1.1, 1.5, 4.4, 1, 1, 1, 1, 1, 1, 1),
        label_columns=3,
    )


# --- Table 四 ---

DISPUTE_BLOCKS = (
    FormLine("reconsideration", "行政复议", "行政复议"),
    FormLine("litigation_direct", "未经复议直接起诉", "未经复议直接起诉", ("行政诉讼",)),
    FormLine("litigation_after_reconsideration", "复议后起诉", "复议后起诉", ("行政诉讼",)),
)
DISPUTE_COLUMNS = (
    FormLine("upheld", "结果维持"),
    FormLine("corrected", "结果纠正"),
    FormLine("other", "其他结果"),
    FormLine("pending", "尚未审结"),
    FormLine("total", "总计"),
)
_DISPUTES = Table(
    id="disputes",
    number="四",
    title="政府信息公开行政复议、行政诉讼情况",
    blocks=(TableBlock(DISPUTE_BLOCKS, DISPUTE_COLUMNS),),
    widths=(1.0,) * 15,
    label_columns=0,
    sideways=True,
)

# --- Table 二 ---

_CORNER = "信息内容"
_DECISIONS = (FormLine("count", "本年处理决定数量"),)

_PROACTIVE_2021 = Table(
    id="proactive",
    number="二",
    title="主动公开政府信息情况",
    blocks=(
        TableBlock(
            rows=(FormLine("regulations", "规章"), FormLine("normative", "行政规范性文件")),
            columns=(
                FormLine("made", "本年制发件数"),
                FormLine("repealed", "本年废止件数"),
                FormLine("in_force", "现行有效件数"),
            ),
            caption="第二十条第（一）项",
            corner=_CORNER,
        ),
        TableBlock((FormLine("licensing", "行政许可"),), _DECISIONS, "第二十条第（五）项", _CORNER),
        TableBlock(
            (FormLine("punishment", "行政处罚"), FormLine("coercion", "行政强制")),
            _DECISIONS,
            "第二十条第（六）项",
            _CORNER,
        ),
        TableBlock(
            (FormLine("fees", "行政事业性收费"),),
            (FormLine("amount", "本年收费金额（单位：万元）", "本年收费金额", kind=FigureKind.AMOUNT),),
            "第二十条第（八）项",
            _CORNER,
        ),
    ),
    widths=(1, 1, 1, 1),
    label_columns=1,
    spans={1: (3,)},
)

_PROJECTS = (FormLine("last_year", "上一年项目数量"), FormLine("change", "本年增/减", kind=FigureKind.CHANGE))
_PROJECTS_DECIDED = (*_PROJECTS, FormLine("decisions", "处理决定数量"))

_PROACTIVE_2019 = Table(
    id="proactive",
    number="二",
    title="主动公开政府信息情况",
    blocks=(
        TableBlock(
            rows=(FormLine("regulations", "规章"), FormLine("normative", "规范性文件")),
            columns=(
                FormLine("made", "本年新制作数量"),
                FormLine("published", "本年新公开数量"),
                FormLine("total_public", "对外公开总数量"),
            ),
            caption="第二十条第（一）项",
            corner=_CORNER,
        ),
        TableBlock(
            (FormLine("licensing", "行政许可"), FormLine("other_services", "其他对外管理服务事项")),
            _PROJECTS_DECIDED,
            "第二十条第（五）项",
            _CORNER,
        ),
        TableBlock(
            (FormLine("punishment", "行政处罚"), FormLine("coercion", "行政强制")),
            _PROJECTS_DECIDED,
            "第二十条第（六）项",
            _CORNER,
        ),
        TableBlock(
            (FormLine("fees", "行政事业性收费"),),
            (*_PROJECTS, FormLine("amount", "本年收费金额", kind=FigureKind.AMOUNT, optional=True)),
            "第二十条第（八）项",
            _CORNER,
        ),
        TableBlock(
            (FormLine("procurement", "政府集中采购"),),
            (FormLine("count", "采购项目数量"), FormLine("amount", "采购总金额", kind=FigureKind.AMOUNT)),
            "第二十条第（九）项",
            _CORNER,
        ),
    ),
    widths=(1.5, 1, 0.5, 0.5, 1),
    label_columns=1,
    spans={3: (1, 2, 1), 2: (2, 2)},
)

# --- The forms ---


def _parts(problems: str) -> tuple[Part, ...]:
    return (
        Part("一", "总体情况"),
        Part("二", "主动公开政府信息情况", "proactive"),
        Part("三", "收到和处理政府信息公开申请情况", "requests"),
        Part("四", "政府信息公开行政复议、行政诉讼情况", "disputes"),
        Part("五", problems),
        Part("六", "其他需要报告的事项"),
    )


# What part 一 must cover, in this order (条例第五十条 and the form's own instruction).
OVERVIEW_HEADS = ("主动公开", "依申请公开", "政府信息管理", "政府信息公开平台建设", "监督保障")

_PROACTIVE = {"2021": _PROACTIVE_2021, "2019": _PROACTIVE_2019}
_REQUESTS = {"2021": _requests(REQUEST_ROWS), "2019": _requests(REQUEST_ROWS_2019)}
_BASIS = {"2021": "国办公开办函〔2021〕30号", "2019": "国办公开办函〔2019〕60号"}
_PARTS = {
    "2021": _parts("存在的主要问题及改进情况"),
    "2019": _parts("政府信息公开工作存在的主要问题及改进情况"),
}

FORM_CODES = tuple(_PROACTIVE)


@lru_cache
def form_of(code: str, requests_code: str | None = None) -> Form:
    """The form with table 二 of `code` and table 三 of `requests_code` (default: the same).

    A code that is not in FORM_CODES raises KeyError; the value's reader asks before.
    """
    requests_code = requests_code or code
    return Form(
        code=code,
        requests_code=requests_code,
        basis=_BASIS[code],
        parts=_PARTS[code],
        tables={"proactive": _PROACTIVE[code], "requests": _REQUESTS[requests_code], "disputes": _DISPUTES},
    )


FORM_2021 = form_of("2021")
FORM_2019 = form_of("2019")
REQUEST_LEAVES = FORM_2021.request_leaves
REQUEST_LEAVES_2019 = FORM_2019.request_leaves
