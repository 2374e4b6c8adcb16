"""What is filled in for a letter: its number, the inputs of its wording, and what its type asks besides."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django import forms

from gongkai import law
from gongkai.bodies.identifiers import IdentifierInput
from gongkai.inforequests.letters.composing import LetterContext
from gongkai.inforequests.letters.kinds import LetterType
from gongkai.inforequests.letters.wording import WORDINGS, Input
from gongkai.inforequests.models import FeeWay
from gongkai.inforequests.status import (
    CONSULTATION,
    DELAY,
    DISCLOSURE,
    EXTENSION,
    FEE,
    REASONS,
    REPLY,
    SUPPLEMENT,
)
from gongkai.papers.content import Attachment
from gongkai.papers.document_number import fault_of, number_hint
from gongkai.papers.models import Version
from gongkai.papers.uploads import FilesField
from gongkai.shell import ActionForm, needed_sometimes

CONSULTED = {
    "third_party": "第三方（条例第三十二条）",
    "co_maker": "共同制作机关（条例第三十四条）",
    "other_organ": "其他机关（条例第三十三条第三款）",
}
BODIES = ("review_body", "court")


class LetterForm(ActionForm):
    """A letter of a case. `version` is the one that is rewritten; its attachments may be kept."""

    doc_number = IdentifierInput(label="文号", max_length=40)

    def __init__(
        self,
        *args: Any,
        letter_type: LetterType,
        context: LetterContext,
        ground: str = "",
        version: Version | None = None,
        initial: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.ground = ground
        self.before = version.files if version else ()
        kept = version.content_json["particulars"] if version else {}
        kwargs["initial"] = {**_bodies(context), **kept, **(initial or {})}
        super().__init__(*args, **kwargs)
        self.fields["doc_number"].help_text = number_hint("示工信公开", context.day.year)
        self.fields.update(_fields(letter_type, context, ground))
        self.fields["attachments"] = FilesField(
            label="附件", required=False, help_text="随信函一并送达的文件；与信函一并审查。"
        )
        if self.before:
            choices = [(str(index), file.name) for index, file in enumerate(self.before)]
            self.fields["kept"] = forms.MultipleChoiceField(
                label="保留的附件",
                required=False,
                choices=choices,
                initial=[index for index, _ in choices],
                widget=forms.CheckboxSelectMultiple,
            )

    def clean_doc_number(self) -> str:
        """The number is in the form of the standard."""
        number: str = self.cleaned_data["doc_number"]
        if fault := fault_of(number):
            raise forms.ValidationError(fault)
        return number

    def clean(self) -> dict[str, Any]:
        """A letter that is served online names a way to apply online; its sentences hold no table."""
        data = super().clean() or {}
        for name, said in list(data.items()):
            if isinstance(said, str) and "\t" in said:
                label = self.fields[name].label
                self.add_error(
                    name, f"{label}里有表格：信函的文字里放不下表格，请做成附件，或者逐项写成文字。"
                )
        if data.get("method") == "electronic" and not data.get("review_online"):
            self.add_error("review_online", "电子送达的，须写明申请复议的网上渠道（行政复议法第二十二条）。")
        return data

    @property
    def given(self) -> dict[str, Any]:
        """What was filled in, as the letter keeps it. Of a form that is not complete, what there is."""
        data = self.cleaned_data if hasattr(self, "cleaned_data") else self.initial
        given = {
            name: value.isoformat() if isinstance(value, datetime.date) else value
            for name, value in data.items()
            if name not in {"attachments", "kept"} and value not in (None, "")
        }
        return given | ({"ground": self.ground} if self.ground else {})

    @property
    def as_sent(self) -> dict[str, Any]:
        """Everything as it was typed, right or wrong, to be shown again. Files a browser does not send twice."""
        return {name: self[name].value() for name in self.fields if name != "attachments"}

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files kept and added. The form must be valid."""
        kept = tuple(self.before[int(index)] for index in self.cleaned_data.get("kept", ()))
        added: tuple[Attachment, ...] = self.cleaned_data["attachments"]
        return kept + added


def _fields(letter_type: LetterType, context: LetterContext, ground: str) -> dict[str, forms.Field]:
    """What a letter type asks, in the order in which it is said."""
    longest = context.deadlines.values.on("reply.extension", context.day)
    rule = f"应为 1 至 {longest.number} 个工作日（{longest.basis[0]}）。"
    own: Mapping[str, dict[str, forms.Field]] = {
        SUPPLEMENT: _inputs("supplement"),
        EXTENSION: {
            "working_days": forms.IntegerField(
                label="延长几个工作日",
                min_value=1,
                max_value=longest.number,
                help_text=f"最长 {longest.number} 个，只能一次（{longest.basis[0]}）。",
                error_messages=dict.fromkeys(("min_value", "max_value", "invalid"), rule),
            ),
            **_inputs("extension"),
        },
        CONSULTATION: {
            "consulted": forms.ChoiceField(label="向谁征求意见", choices=list(CONSULTED.items())),
            "consulted_name": forms.CharField(label="对方名称", max_length=80),
            **_inputs("consultation.third_party"),
        },
        FEE: {
            "way": forms.ChoiceField(
                label="计收方式",
                choices=FeeWay.choices,
                help_text="一件申请只能选一种（信息处理费管理办法第三条）。",
            ),
            "quantity": forms.IntegerField(label="件数或者页数", min_value=1),
            "already": needed_sometimes(
                forms.IntegerField(
                    label="当月在前的件数",
                    min_value=0,
                    required=False,
                    help_text="按件计收的，填同一申请人同一自然月内排在本次之前的件数；按量计收的不填。",
                )
            ),
            **_inputs("fee"),
        },
        REASONS: {**_inputs("reasons"), "until": forms.DateField(label="说明理由的期限")},
        DELAY: {
            **_inputs("delay"),
            "until": forms.DateField(
                label="延迟到哪一天",
                help_text="延迟答复的合理期限，由本机关按工作量确定，应晚于现在的答复期限（条例第三十五条）。",
            ),
        },
        DISCLOSURE: {
            "consulted_name": forms.ChoiceField(
                label="第三方", choices=[(name, name) for name in context.case.refusing_parties]
            ),
            **_inputs("disclosure"),
            **_remedy_fields(context, "third_party"),
        },
        REPLY: {
            **_renewal(context),
            **_inputs(f"reply.{ground}"),
            **_remedy_fields(context, law.ground(ground).remedy),
        }
        if ground
        else {},
    }
    return own[letter_type.id]


def _renewal(context: LetterContext) -> dict[str, forms.Field]:
    """What brought about a reply after the first."""
    return _inputs("renewal") if context.case.first_reply else {}


def _inputs(wording: str) -> dict[str, forms.Field]:
    return {each.name: _field(each) for each in WORDINGS[wording].inputs}


def _field(each: Input) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3}) if each.long else forms.TextInput()
    return forms.CharField(
        label=each.label,
        help_text=each.help,
        required=not each.optional,
        max_length=2000 if each.long else 200,
        widget=widget,
    )


def _remedy_fields(context: LetterContext, remedy_class: str) -> dict[str, forms.Field]:
    """Where the applicant can turn; where the rule of that day is not known, the whole text."""
    try:
        found = law.remedy(remedy_class, acted_on=context.day, values=context.deadlines.values)
    except law.RemedyTextNeeded as error:
        return {
            "remedy_text": forms.CharField(
                label="救济途径", help_text=error.message, widget=forms.Textarea(attrs={"rows": 3})
            )
        }
    fields: dict[str, forms.Field] = {}
    if "{review_body}" in found.text:
        fields["review_body"] = forms.CharField(
            label="复议机关", max_length=80, help_text="本级人民政府（行政复议法第二十四条）。"
        )
    if "{court}" in found.text:
        fields["court"] = forms.CharField(label="受理起诉的人民法院", max_length=80)
    if found.text:
        fields["method"] = forms.ChoiceField(
            label="送达方式",
            required=False,
            choices=[(each.code, each.label) for each in law.SERVICE_METHODS.values()],
            help_text="电子送达的，须同时告知申请复议的网上渠道（行政复议法第二十二条）。",
        )
        fields["review_online"] = needed_sometimes(
            forms.CharField(
                label="复议网上渠道", max_length=200, required=False, help_text="电子送达的填写。"
            )
        )
    return fields


def _bodies(context: LetterContext) -> dict[str, str]:
    """Where the organ's last reply told the applicant to turn; else the government above it."""
    organ = context.request.organ
    replies = Version.objects.filter(organ=organ, document__kind=REPLY, document__case_letter__isnull=False)
    if last := replies.order_by("-document", "-number").first():
        given = last.content_json["particulars"]
        return {name: given[name] for name in BODIES if name in given}
    return {"review_body": organ.parent.name} if organ.parent else {}


class ServiceForm(ActionForm):
    """How an approved letter was handed over."""

    method = forms.ChoiceField(
        label="送达方式", choices=[(each.code, each.label) for each in law.SERVICE_METHODS.values()]
    )
    handed_over_on = forms.DateField(
        label="送出日期", help_text="交邮、当面交付或者发出之日。邮寄的以此日为答复之日。"
    )
    received_on = needed_sometimes(
        forms.DateField(
            label="签收日期",
            required=False,
            help_text="当面签收或者已到达申请人系统的填写；尚未签收的以后登记。",
        )
    )
    evidence = forms.CharField(
        label="送达凭证", max_length=80, required=False, help_text="邮件编号、送达回证编号等。"
    )


class DeliveryForm(ActionForm):
    """When a letter was signed for."""

    received_on = forms.DateField(
        label="签收日期", help_text="对方的期限自此日之次日起算（复议法实施条例第二十三条）。"
    )


class ResponseForm(ActionForm):
    """What came back to a letter; a payment with its voucher."""

    responded_on = forms.DateField(label="收到回复日期")
    answer = forms.ChoiceField(label="回复")
    note = forms.CharField(
        label="说明", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    voucher = IdentifierInput(label="财政票据号码", max_length=60)
    amount = forms.DecimalField(label="实收金额（元）", max_digits=12, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, letter_type: LetterType, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = list(letter_type.answers.items())  # type: ignore[attr-defined]
        if letter_type.id != FEE:
            del self.fields["voucher"], self.fields["amount"]
        if len(letter_type.answers) == 1:
            self.fields["answer"].initial = next(iter(letter_type.answers))
