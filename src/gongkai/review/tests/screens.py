"""What the tests of this room send to its screens. All marked 示例."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongkai.bodies.tests.factory import signed_in
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version

FORM = {
    "section": "示例科室",
    "channel": "政府网站",
    "carrier": "other",
    "source": "own",
    "level": "none",
    "level_statement": "经审查，不涉及国家秘密。",
    "conclusion": "publish",
    "proofread": "示例·无差错",
    "pledged": "on",
}
DRAFTING = "/desk/papers/draft/?kind=notice"
DRAFT = {"title": "示例·公告", "body": "示例正文。", "attribute": "proactive"}


def address(name: str, version: Version) -> str:
    return reverse(f"review:{name}", args=[version.pk])


def post(viewer: Viewer, name: str, version: Version, **data: Any) -> int:
    return signed_in(viewer).post(address(name, version), data).status_code
