"""Structured pages as they are typed in, for tests of this room and of those above. All marked 示例."""

from __future__ import annotations

from gongkai.papers.document_kinds import GUIDE, LEADERS, PROFILE, RULES, STAFFING

PROFILE_TEXT = {"functions": "示例职能。", "sections": "办公室：综合协调（示例）\n示例科：示例业务"}
GUIDE_TEXT = {
    "office": "示例·办公室",
    "address": "示例路1号",
    "office_hours": "工作日 9:00—17:00",
    "phone": "0955-0000001",
    "fax": "未设传真",
    "email": "shili@example.gov.cn",
    "arrangement": "按类别编排（示例）。",
    "access": "在网站查阅（示例）。",
    "filing": "当面或者邮寄（示例）。",
}
RULES_TEXT = {"statutes": "示例条例：2019年5月15日起施行", "own": "示例·保密审查制度：示办发〔2020〕1号"}
LEADERS_TEXT = {
    "leaders": "示例甲：局长：主持全面工作（示例）\n示例乙：副局长",
    "source": "示例任〔2023〕1号",
    "as_of": "2023-01-04",
}
STAFFING_TEXT = {
    "source": "示例编办〔2022〕1号",
    "as_of": "2023-01-04",
    "staff": "行政编制：32：30\n事业编制：8",
    "affiliated": "示例中心：示例业务",
}
PAGE_TEXTS = {
    PROFILE: PROFILE_TEXT,
    GUIDE: GUIDE_TEXT,
    RULES: RULES_TEXT,
    LEADERS: LEADERS_TEXT,
    STAFFING: STAFFING_TEXT,
}
