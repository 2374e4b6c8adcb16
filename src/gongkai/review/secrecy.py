"""The secrecy review form (信息发布保密审查表): what it asks, and what its answers must satisfy."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

CHECKLIST: dict[str, str] = {
    "state_secret": "国家秘密",
    "work_secret": "工作秘密",
    "internal": "内部敏感信息",
    "trade_secret": "商业秘密",
    "privacy": "个人隐私",
    "unpublished_data": "未公开数据",
    "other_unit": "他单位信息",
}
CARRIERS: dict[str, str] = {"instrument": "公文类", "other": "非公文类"}
SOURCES: dict[str, str] = {"own": "本机关制发", "reposted": "转载"}
LEVELS: dict[str, str] = {"none": "非密", "secret": "秘密", "classified": "机密", "top_secret": "绝密"}
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

    def faults(self) -> list[str]:
        """Return why the form is not complete, one sentence each; empty when it is."""
        faults = [
            f"{label}未填写。"
            for label, value in (
                ("拟稿单位（科室）", self.section),
                ("拟公开方式、栏目或渠道", self.channel),
                ("密级说明", self.level_statement),
            )
            if not value.strip()
        ]
        for label, value, choices in (
            ("信息载体形式", self.carrier, CARRIERS),
            ("信息来源", self.source, SOURCES),
            ("密级", self.level, LEVELS),
            ("审查结论", self.conclusion, CONCLUSIONS),
        ):
            if value not in choices:
                faults.append(f"{label}应为：{'、'.join(choices.values())}。")
        if self.source == "reposted" and not self.source_note.strip():
            faults.append("转载的信息应写明出处。")
        if not self.pledged:
            faults.append("拟稿人尚未作出保密承诺。")
        return faults + self._contradictions()

    def _contradictions(self) -> list[str]:
        faults = []
        if self.conclusion == "publish" and self.touched:
            faults.append(
                f"已勾选涉及{'、'.join(self.touched)}，结论不能是“公开”；"
                "请改为部分公开（写明如何处理）、不公开或上报确定。"
            )
        if (self.state_secret or self.level != "none") and self.conclusion in MAY_LEAVE:
            faults.append("涉及国家秘密或已定密级的，只能不公开或上报确定（保守国家秘密法第三十五条）。")
        if self.conclusion != "publish" and not self.conclusion_note.strip():
            faults.append(
                f"结论为“{CONCLUSIONS.get(self.conclusion, self.conclusion)}”的，应写明理由和处理方式。"
            )
        return faults
