"""Work groups, accounts, clean-ups and risk assessments: which cells, which key, what they name."""

from __future__ import annotations

from gongkai.bodies.queries import section_names
from gongkai.oversight.models import (
    Account,
    AccountClosing,
    Cleanup,
    GroupClosing,
    GroupInspection,
    Rectification,
    RiskAssessment,
    WorkGroup,
)
from gongkai.proactive.queries import channel_names
from gongkai.shell.ledgers.spec import LedgerColumn, LedgerSpec, Reference

WORK_GROUPS = LedgerSpec(
    id="oversight.work_groups",
    title="工作群",
    called="工作群",
    unit="个",
    model=WorkGroup,
    key=("name",),
    counted_by="created_on",
    columns=(
        LedgerColumn(name="name", aliases=("群名称", "名称"), example="示例·信息员工作群"),
        LedgerColumn(name="platform", aliases=("所在平台", "群类型"), example="微信"),
        LedgerColumn(name="owner", aliases=("群主", "群主职务", "第一责任人"), example="办公室负责人"),
        LedgerColumn(name="section", aliases=("科室", "责任科室"), example="办公室", offered=section_names),
        LedgerColumn(name="purpose", aliases=("建群目的",), example="示例：报送工作动态"),
        LedgerColumn(name="members", aliases=("人数", "群成员数"), example="20"),
        LedgerColumn(name="created_on", aliases=("建群日期", "建立时间"), example="2021-03-01"),
    ),
)

INSPECTIONS = LedgerSpec(
    id="oversight.inspections",
    title="工作群排查",
    called="排查",
    unit="次",
    model=GroupInspection,
    key=("name", "inspected_on"),
    counted_by="inspected_on",
    refers=(Reference(to=WORK_GROUPS, columns=(("name", "name"),), after=("inspected_on", "created_on")),),
    columns=(
        LedgerColumn(name="name", aliases=("群名称", "名称"), example="示例·信息员工作群"),
        LedgerColumn(name="inspected_on", aliases=("日期", "检查日期"), example="2023-06-30"),
        LedgerColumn(name="members", aliases=("人数", "群成员数"), example="20"),
        LedgerColumn(name="problems", aliases=("问题", "存在问题")),
        LedgerColumn(name="remedy", aliases=("整改", "处理情况")),
    ),
)

GROUP_CLOSINGS = LedgerSpec(
    id="oversight.group_closings",
    title="工作群解散",
    called="解散",
    unit="个",
    model=GroupClosing,
    key=("name",),
    counted_by="closed_on",
    refers=(Reference(to=WORK_GROUPS, columns=(("name", "name"),), after=("closed_on", "created_on")),),
    columns=(
        LedgerColumn(name="name", aliases=("群名称", "名称"), example="示例·信息员工作群"),
        LedgerColumn(name="closed_on", aliases=("日期", "清理日期"), example="2023-07-05"),
        LedgerColumn(name="cause", aliases=("原因",), example="示例：任务已结束"),
    ),
)

ACCOUNTS = LedgerSpec(
    id="oversight.accounts",
    title="后台账号",
    called="账号",
    unit="个",
    model=Account,
    key=("platform", "login"),
    counted_by="opened_on",
    columns=(
        LedgerColumn(name="platform", aliases=("平台名称", "网站"), example="市政府网站"),
        LedgerColumn(name="login", aliases=("账号名", "用户名"), example="shili-01"),
        LedgerColumn(name="holder", aliases=("使用人", "责任人"), example="信息员"),
        LedgerColumn(name="section", aliases=("科室",), example="办公室", offered=section_names),
        LedgerColumn(name="rights", aliases=("账号权限",), example="采编"),
        LedgerColumn(name="opened_on", aliases=("开户日期", "启用日期"), example="2022-03-01"),
    ),
)

ACCOUNT_CLOSINGS = LedgerSpec(
    id="oversight.account_closings",
    title="后台账号注销",
    called="注销",
    unit="个",
    model=AccountClosing,
    key=("platform", "login"),
    counted_by="closed_on",
    refers=(
        Reference(
            to=ACCOUNTS,
            columns=(("platform", "platform"), ("login", "login")),
            after=("closed_on", "opened_on"),
        ),
    ),
    columns=(
        LedgerColumn(name="platform", aliases=("平台名称", "网站"), example="市政府网站"),
        LedgerColumn(name="login", aliases=("账号名", "用户名"), example="shili-01"),
        LedgerColumn(name="closed_on", aliases=("停用日期", "日期"), example="2023-08-01"),
        LedgerColumn(name="cause", aliases=("原因", "停用原因"), example="示例：使用人调离"),
    ),
)

CLEANUPS = LedgerSpec(
    id="oversight.cleanups",
    title="内容清理",
    called="清理",
    model=Cleanup,
    key=("title", "cleaned_on"),
    counted_by="cleaned_on",
    columns=(
        LedgerColumn(name="title", aliases=("标题", "清理内容", "信息名称"), example="示例·往年申报通知"),
        LedgerColumn(
            name="channel",
            aliases=("渠道", "平台", "所在平台"),
            example="市政府网站",
            offered=channel_names,
        ),
        LedgerColumn(name="url", aliases=("链接",)),
        LedgerColumn(name="cleaned_for", aliases=("原因",), example="过时"),
        LedgerColumn(
            name="action",
            aliases=("处理", "处置方式"),
            example="归档",
            also={"删除": "offline", "撤下": "offline", "标识": "marked"},
        ),
        LedgerColumn(name="approver", aliases=("批准人", "审批人"), example="分管领导"),
        LedgerColumn(name="cleaned_on", aliases=("日期", "处理日期"), example="2023-06-30"),
    ),
)

ASSESSMENTS = LedgerSpec(
    id="oversight.assessments",
    title="平台安全风险评估",
    called="评估",
    unit="次",
    model=RiskAssessment,
    key=("platform", "assessed_on"),
    counted_by="assessed_on",
    columns=(
        LedgerColumn(name="platform", aliases=("平台名称", "评估对象"), example="政务微博"),
        LedgerColumn(name="assessed_on", aliases=("日期", "检查日期"), example="2023-06-30"),
        LedgerColumn(name="assessor", aliases=("评估单位", "评估科室", "评估人"), example="示例科室"),
        LedgerColumn(name="attack", aliases=("防攻击情况",), example="正常"),
        LedgerColumn(name="virus", aliases=("防病毒情况",), example="正常"),
        LedgerColumn(name="tampering", aliases=("防篡改情况",), example="正常"),
        LedgerColumn(name="method", aliases=("方式",), example="示例：日志检查、人工巡查"),
        LedgerColumn(name="findings", aliases=("问题", "存在问题")),
        LedgerColumn(name="evidence", aliases=("佐证",)),
    ),
)

RECTIFICATIONS = LedgerSpec(
    id="oversight.rectifications",
    title="风险整改",
    called="整改",
    unit="次",
    model=Rectification,
    key=("platform", "assessed_on"),
    counted_by="rectified_on",
    refers=(
        Reference(
            to=ASSESSMENTS,
            columns=(("platform", "platform"), ("assessed_on", "assessed_on")),
            after=("rectified_on", "assessed_on"),
        ),
    ),
    columns=(
        LedgerColumn(name="platform", aliases=("平台名称", "评估对象"), example="政务微博"),
        LedgerColumn(name="assessed_on", example="2023-06-30"),
        LedgerColumn(name="rectified_on", aliases=("完成日期", "整改完成日期"), example="2023-07-05"),
        LedgerColumn(name="remedy", aliases=("整改措施", "整改"), example="示例：已更换口令"),
    ),
)

LEDGERS = (
    WORK_GROUPS,
    INSPECTIONS,
    GROUP_CLOSINGS,
    ACCOUNTS,
    ACCOUNT_CLOSINGS,
    CLEANUPS,
    ASSESSMENTS,
    RECTIFICATIONS,
)
