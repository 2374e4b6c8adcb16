"""The kinds of document that this room lets out, and what each needs besides its approval."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from gongkai.papers.models import Version
from gongkai.registry import ByRelease, DocumentKind, PageField, SecrecySheet


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


def profile_address(organ_code: str) -> str:
    """Return the public address of an organ's profile."""
    return f"/organs/{organ_code}/"


def guide_address(organ_code: str) -> str:
    """Return the public address of an organ's guide."""
    return f"/organs/{organ_code}/guide/"


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
        PageField(name="fax", label="传真"),
        PageField(name="postal_address", label="通信地址", help="与办公地址相同的不填。"),
        PageField(name="postcode", label="邮政编码", check=postcode_fault),
        PageField(name="email", label="电子邮箱", check=email_fault),
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
)
STRUCTURED_PAGES = (PROFILE, GUIDE)
