"""The secrecy review form (信息发布保密审查表): what it asks, and what its answers must satisfy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from gongkai.bodies.blockers import Blocker

CHECKLIST: dict[str, str] = {
    "state_secret": "国家秘密",
    "work_secret": "工作秘密",
    "internal": "内部敏感信息",
    "trade_secret": "商业秘密",
    "privacy": "个人隐私",
    "unpublished_data": "未公开数据",
    "other_unit": "他单位信息",
}
# What is none of these, but others are to be asked about it before it leaves.
MATTERS: dict[str, str] = {"normative": "行政规范性文件", "policy": "重要政策、敏感信息"}
CARRIERS: dict[str, str] = {"instrument": "公文类", "other": "非公文类"}
SOURCES: dict[str, str] = {"own": "本机关制发", "reposted": "转载"}
LEVELS: dict[str, str] = {"none": "非密", "confidential": "秘密", "secret": "机密", "top_secret": "绝密"}
CONCLUSIONS: dict[str, str] = {
    "publish": "公开",
    "partial": "部分公开",
    "withhold": "不公开",
    "refer": "上报确定",
}
PLEDGE = "本人已逐项审查，所填属实；涉密信息不上网，上网信息不涉密。"
MAY_LEAVE = ("publish", "partial")


@dataclass(frozen=True, kw_only=True)
class SecrecyAnswers:
    """The drafter's answers. The checklist names what the matter touches; the conclusion says what leaves."""

    section: str
    channel: str
    carrier: str = "other"
    source: str = "own"
    source_note: str = ""
    planned_on: datetime.date | None = None
    state_secret: bool = False
    work_secret: bool = False
    internal: bool = False
    trade_secret: bool = False
    privacy: bool = False
    unpublished_data: bool = False
    other_unit: bool = False
    normative: bool = False
    policy: bool = False
    level: str = "none"
    level_statement: str = ""
    secrecy_office_opinion: str = ""
    leader_opinion: str = ""
    referral_result: str = ""
    conclusion: str = "publish"
    conclusion_note: str = ""
    pledged: bool = False

    @property
    def touched(self) -> list[str]:
        """The Chinese names of what the checklist says is touched."""
        return [label for name, label in CHECKLIST.items() if getattr(self, name)]

    def blockers(self) -> list[Blocker]:
        """Return why the form is not complete, or contradicts itself; empty when neither."""
        found = [
            Blocker(f"{label}未填写。", field=name)
            for name, label in (
                ("section", "拟稿单位（科室）"),
                ("channel", "拟公开方式、栏目或渠道"),
                ("level_statement", "密级说明"),
            )
            if not getattr(self, name).strip()
        ]
        found += [
            Blocker(f"{label}应为：{'、'.join(choices.values())}。", field=name)
            for name, label, choices in (
                ("carrier", "信息载体形式", CARRIERS),
                ("source", "信息来源", SOURCES),
                ("level", "密级", LEVELS),
                ("conclusion", "审查结论", CONCLUSIONS),
            )
            if getattr(self, name) not in choices
        ]
        if self.source == "reposted" and not self.source_note.strip():
            found.append(Blocker("转载的信息应写明出处。", field="source_note"))
        if not self.pledged:
            found.append(Blocker("没有勾选拟稿人承诺，不能送审。", field="pledged"))
        return found + self._contradictions()

    def _contradictions(self) -> list[Blocker]:
        found = []
        if self.conclusion == "publish" and self.touched:
            sentence = (
                f"已勾选涉及{'、'.join(self.touched)}，结论不能是“公开”；"
                "请改为部分公开（写明如何处理）、不公开或上报确定。"
            )
            found.append(Blocker(sentence, field="conclusion"))
        if (self.state_secret or self.level != "none") and self.conclusion in MAY_LEAVE:
            sentence = "涉及国家秘密或已定密级的，只能不公开或上报确定（保守国家秘密法第三十五条）。"
            found.append(Blocker(sentence, field="conclusion"))
        if self.conclusion != "publish" and not self.conclusion_note.strip():
            conclusion = CONCLUSIONS.get(self.conclusion, self.conclusion)
            sentence = f"结论为“{conclusion}”的，应写明理由和处理方式。"
            found.append(Blocker(sentence, field="conclusion_note"))
        return found
