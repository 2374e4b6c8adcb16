"""The approval sheet of a letter (审批表): what was found, what is proposed on which ground, who was asked.

It is filled in for who is answered, so the applicant's own data are no obstacle; what concerns others is.
"""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.bodies.blockers import Blocker

SECRECY_STATEMENT = "经审查，拟送达的内容不涉及国家秘密和工作秘密。"
SHEET_PLEDGE = "本人已逐项核对，所填属实。"


@dataclass(frozen=True, kw_only=True)
class SheetAnswers:
    """The drafter's answers on the sheet of a letter."""

    section: str
    found: str
    proposal: str
    consulted: str = ""
    third_party: bool = False
    third_party_note: str = ""
    secrecy_statement: str = SECRECY_STATEMENT
    pledged: bool = False

    def blockers(self) -> list[Blocker]:
        """Return why the sheet is not complete; empty when it is."""
        found = [
            Blocker(f"{label}未填写。", field=name)
            for name, label in (
                ("section", "承办科室"),
                ("found", "查找和审查情况"),
                ("proposal", "拟办意见和依据"),
                ("secrecy_statement", "保密审查意见"),
            )
            if not getattr(self, name).strip()
        ]
        if self.third_party and not self.third_party_note.strip():
            sentence = "涉及第三方商业秘密、个人隐私的，应写明如何处理（条例第十五条、第三十二条）。"
            found.append(Blocker(sentence, field="third_party_note"))
        if not self.pledged:
            found.append(Blocker("没有勾选承办人承诺，不能送审。", field="pledged"))
        return found
