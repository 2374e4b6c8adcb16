"""Forms of a case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from gongkai import law
from gongkai.bodies.identifiers import IdentifierInput
from gongkai.inforequests.models import APPLICANT_KINDS, InfoRequest
from gongkai.shell import ActionForm

KIND_HELP = "年度报告表三的六类之一；律师以本人名义申请的为自然人。"


class RegistrationForm(ActionForm, forms.ModelForm):  # type: ignore[type-arg]
    """An application as it came in (条例 art 29)."""

    class Meta:
        model = InfoRequest
        fields = (
            *("number", "channel", "arrived_on", "applicant_kind", "applicant_name", "applicant_contact"),
            *("description", "wanted_form", "filled_by_staff"),
        )
        help_texts = {
            "number": "按本单位编号规则，一件一号，不重复。",
            "channel": "渠道决定收到申请之日怎样确定（条例第三十一条）。",
            "arrived_on": "提交、签收或者送达本机关的日期。",
            "applicant_kind": KIND_HELP,
            "applicant_name": "仅本单位经办人员可见。",
            "applicant_contact": "电话、地址或者电子邮箱，用于确认收到日期和送达。",
            "description": "名称、文号或者便于查询的其他特征性描述。",
            "wanted_form": "如：纸质，邮寄；电子邮件。",
            "filled_by_staff": "书面申请确有困难、口头提出的，由工作人员代填并勾选。",
        }
        labels = {"applicant_name": "申请人"}
        widgets = {"description": forms.Textarea(attrs={"rows": 4})}


class ConfirmForm(ActionForm):
    """The day of receipt, settled with the applicant (条例 art 31)."""

    received_on = forms.DateField(label="收到申请之日", help_text="与申请人确认的那一天；期限自次日起算。")
    applicant_kind = forms.ChoiceField(label="申请人类别", choices=APPLICANT_KINDS, help_text=KIND_HELP)


@dataclass(frozen=True)
class GroundChoice:
    """A ground to choose, with the radio button that chooses it."""

    ground: law.Ground
    radio: Any


class ReplyForm(ActionForm):
    """How a case was answered (条例 arts 36–39): one ground of the seven steps, its day, its number."""

    ground = forms.ChoiceField(
        label="答复理由",
        choices=[(each.code, each.label) for each in law.GROUNDS.values()],
        widget=forms.RadioSelect,
    )
    decided_on = forms.DateField(label="成文日期", help_text="答复书落款的日期。")
    served_on = forms.DateField(
        label="送达日期", required=False, help_text="交邮、签收或者到达之日；期限按它看是否超过。"
    )
    doc_number = IdentifierInput(label="答复文号", max_length=60, required=False)

    @property
    def steps(self) -> Iterator[tuple[law.ReplyStep, list[GroundChoice]]]:
        """The steps in their order, each with the grounds that end the matter there."""
        radios = {radio.data["value"]: radio for radio in self["ground"].subwidgets}
        for step in law.REPLY_STEPS:
            yield step, [GroundChoice(law.ground(code), radios[code]) for code in step.grounds]


class RenewedReplyForm(ReplyForm):
    """A reply beside the first one, which the year does not count again."""

    is_renewed = forms.BooleanField(
        label="重新答复",
        help_text="这件申请已经答复过。复议、诉讼后重新作出答复的，勾选；登记有误的，请更正原来的一条。",
    )


class Reasoned(ActionForm):
    """Why a record is corrected or voided."""

    reason = forms.CharField(
        label="理由", max_length=400, help_text="更正和作废都留痕，原来的一条不删除。如：登记时看错日期。"
    )


class CorrectReceiptForm(ConfirmForm, Reasoned):
    """A receipt put right."""

    received_on = forms.DateField(label="收到申请之日", help_text="期限自次日起算，更正后随之变动。")
    field_order = ("received_on", "applicant_kind", "reason")


class CorrectReplyForm(ReplyForm, Reasoned):
    """A reply put right."""


class VoidForm(Reasoned):
    """A record that should not be there."""
