"""The kinds of document that this room lets out, and what each needs besides its approval."""

from __future__ import annotations

import datetime
import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from gongkai.papers.models import Version
from gongkai.registry import Asked, ByRelease, DocumentKind, PageField, SecrecySheet

STAFF_COLUMNS = ("类别", "编制数", "实有人数")


def address_of(version: Version) -> str:
    """Return the public address of a document: the same for all its versions."""
    return f"/documents/{version.document_id}/"


DOCUMENT_KINDS = (
    DocumentKind(
        id="instrument",
        label="公文",
        sheet=SecrecySheet(carrier="instrument"),
        leaves=ByRelease(address=address_of),
        registered=True,
    ),
    DocumentKind(id="notice", label="通知公告", leaves=ByRelease(address=address_of)),
)
# The kinds that have a number and a day by registration, before they leave.
REGISTERED = tuple(kind.id for kind in DOCUMENT_KINDS if kind.registered)


def form_of(version: Version) -> str:
    """Return where another version of a structured page is written."""
    return reverse("papers:page", args=[version.document.kind])


def postcode_fault(text: str) -> str:
    """Return why a text is no postcode; "" when it is one."""
    return "" if re.fullmatch(r"\d{6}", text, re.ASCII) else f"邮政编码“{text}”应为六位数字，如 755000。"


def email_fault(text: str) -> str:
    """Return why a text is no e-mail address; "" when it is one."""
    try:
        validate_email(text)
    except ValidationError:
        return f"电子邮箱“{text}”应写成 name@example.gov.cn 的样子。"
    return ""


def day_fault(text: str) -> str:
    """Return why a text is no day; "" when it is one."""
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return f"日期“{text}”应写成 2023-06-30 的样子。"
    return ""


def numbers_fault(text: str) -> str:
    """Return which of some entries says something else than whole numbers behind its name; "" where none does."""
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        _, *cells = re.split("[：:]", line)
        whole = all(re.fullmatch(r"\s*\d{0,5}\s*", cell, re.ASCII) for cell in cells)
        if not whole or len(cells) >= len(STAFF_COLUMNS):
            return f"第 {number} 行的人数应为整数，请写成“类别：编制数：实有人数”。"
    return ""


def profile_address(organ_code: str) -> str:
    """Return the public address of an organ's profile."""
    return f"/organs/{organ_code}/"


def guide_address(organ_code: str) -> str:
    """Return the public address of an organ's guide."""
    return f"/organs/{organ_code}/guide/"


def rules_address(organ_code: str) -> str:
    """Return the public address of an organ's list of the rules of disclosure."""
    return f"/organs/{organ_code}/rules/"


def leaders_address(organ_code: str) -> str:
    """Return the public address of an organ's leaders."""
    return f"/organs/{organ_code}/leaders/"


def staffing_address(organ_code: str) -> str:
    """Return the public address of an organ's establishment and staff."""
    return f"/organs/{organ_code}/staffing/"


# 条例 art 20(2) asks for functions, institution, address, hours and ways of contact; art 12 what a guide holds.
PROFILE = DocumentKind(
    id="organ_profile",
    label="机构概况",
    sheet=SecrecySheet(channel="政府信息公开专栏“机构概况”"),
    leaves=ByRelease(address=lambda version: profile_address(version.organ_id)),
    revise=form_of,
    fields=(
        PageField(name="functions", label="机关职能", shape="text", help="每段一行。"),
        PageField(
            name="sections",
            label="内设机构",
            required=True,
            shape="entries",
            help="每行一个科室，写成“名称：职责”。",
        ),
    ),
    asked=Asked(basis="条例第二十条第（二）项"),
)
GUIDE = DocumentKind(
    id="disclosure_guide",
    label="政府信息公开指南",
    sheet=SecrecySheet(channel="政府信息公开专栏“政府信息公开指南”"),
    leaves=ByRelease(address=lambda version: guide_address(version.organ_id)),
    revise=form_of,
    fields=(
        PageField(name="office", label="公开工作机构", required=True, help="如：办公室。"),
        PageField(name="address", label="办公地址", required=True),
        PageField(name="office_hours", label="办公时间", required=True),
        PageField(name="phone", label="联系电话", required=True),
        PageField(name="fax", label="传真", required=True, help="没有传真的，写“未设传真”。"),
        PageField(name="postal_address", label="通信地址", help="与办公地址相同的不填。"),
        PageField(name="postcode", label="邮政编码", check=postcode_fault),
        PageField(
            name="email",
            label="电子邮箱",
            required=True,
            help="指南须写明互联网联系方式。",
            check=email_fault,
        ),
        PageField(name="website", label="网站", help="公开政府信息的网站名称和网址。"),
        PageField(
            name="arrangement",
            label="政府信息的分类和编排",
            required=True,
            shape="text",
            help="分为哪几类，按什么编排。每段一行。",
        ),
        PageField(
            name="access",
            label="政府信息的获取方式",
            required=True,
            shape="text",
            help="主动公开的信息在哪里查阅。每段一行。",
        ),
        PageField(
            name="filing",
            label="申请公开的方式",
            required=True,
            shape="text",
            help="当面、邮寄、网上等怎样提出，须写明什么。每段一行。",
        ),
    ),
    asked=Asked(basis="条例第十二条"),
)
# A block of its own in the column (国办公开办函〔2019〕61号). Which sorts of rules stand in it is from memory, so only
# the organ's own are demanded: to have none is a ground of liability (条例 art 52).
RULES = DocumentKind(
    id="disclosure_rules",
    label="政府信息公开制度",
    sheet=SecrecySheet(channel="政府信息公开专栏“政府信息公开制度”"),
    leaves=ByRelease(address=lambda version: rules_address(version.organ_id)),
    revise=form_of,
    fields=(
        PageField(
            name="statutes",
            label="法律、行政法规",
            shape="entries",
            help="每行一件，写成“名称：文号和施行日期”。",
        ),
        PageField(name="local", label="地方性法规、规章", shape="entries", help="每行一件，写法同上。"),
        PageField(name="normative", label="规范性文件", shape="entries", help="每行一件，写法同上。"),
        PageField(
            name="own",
            label="本机关的公开制度",
            required=True,
            shape="entries",
            help="如保密审查、依申请公开办理制度。每行一件，写成“名称：文号和施行日期”。",
        ),
    ),
    asked=Asked(setting="page.rules"),
)
# 条例 art 20(2) asks for the names of those in charge; what each does is what people look for.
LEADERS = DocumentKind(
    id="organ_leaders",
    label="领导信息",
    sheet=SecrecySheet(channel="政府信息公开专栏“领导信息”"),
    leaves=ByRelease(address=lambda version: leaders_address(version.organ_id)),
    revise=form_of,
    fields=(
        PageField(
            name="leaders",
            label="负责人和分工",
            required=True,
            shape="entries",
            columns=("姓名", "职务", "分工"),
            filled=2,
            help="每行一人，写成“姓名：职务：分工”，按公布的顺序。只写姓名、职务和分工，不写个人电话、住址、证件号码。",
        ),
        PageField(
            name="source",
            label="公布依据",
            required=True,
            help="姓名和职务以任免机关正式公布的为准：写明公布的文件名称、文号或者网址。",
        ),
        PageField(name="as_of", label="截至日期", required=True, check=day_fault, help="如 2023-06-30。"),
    ),
    asked=Asked(basis="条例第二十条第（二）项"),
)
# The sections stand in the profile; the figures of establishment and staff no article that was read asks for.
STAFFING = DocumentKind(
    id="organ_staffing",
    label="机构编制和人员",
    sheet=SecrecySheet(channel="政府信息公开专栏“机构编制和人员”"),
    leaves=ByRelease(address=lambda version: staffing_address(version.organ_id)),
    revise=form_of,
    fields=(
        PageField(
            name="source",
            label="机构编制依据",
            required=True,
            help="职能配置、内设机构和人员编制规定的名称、文号。",
        ),
        PageField(name="as_of", label="统计日期", required=True, check=day_fault, help="如 2023-06-30。"),
        PageField(
            name="staff",
            label="编制和人员",
            required=True,
            shape="entries",
            columns=STAFF_COLUMNS,
            filled=2,
            check=numbers_fault,
            help="每行一类，写成“类别：编制数：实有人数”，如“行政编制：32：30”。",
        ),
        PageField(
            name="affiliated", label="所属单位", shape="entries", help="每行一个单位，写成“名称：职责”。"
        ),
    ),
    asked=Asked(setting="page.staffing"),
)
STRUCTURED_PAGES = (PROFILE, GUIDE, RULES, LEADERS, STAFFING)
