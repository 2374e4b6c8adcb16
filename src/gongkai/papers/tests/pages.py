"""Structured pages as they are typed in, for tests of this room and of those above. All marked 示例."""

from __future__ import annotations

PROFILE_TEXT = {"functions": "示例职能。", "sections": "办公室：综合协调（示例）\n示例科：示例业务"}
GUIDE_TEXT = {
    "office": "示例·办公室",
    "address": "示例路1号",
    "office_hours": "工作日 9:00—17:00",
    "phone": "0955-0000001",
    "arrangement": "按类别编排（示例）。",
    "access": "在网站查阅（示例）。",
    "filing": "当面或者邮寄（示例）。",
}
