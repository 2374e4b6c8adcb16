"""Forms of the calendar and value screens."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from gongkai import law
from gongkai.bodies.identifiers import IdentifierInput
from gongkai.shell import ActionForm, needed_sometimes, whole_number

PERIODS = (
    ("reply.period", "答复申请"),
    ("supplement.notice", "告知补正"),
    ("consultation.third_party", "第三方答复意见"),
    ("fee.payment", "缴纳信息处理费"),
)


def layers() -> list[tuple[str, str]]:
    """Return the layers a notice may belong to."""
    return [
        ("national", "全国"),
        *((code, label) for label, code in law.regions().items()),
        ("emergency", "应急调整"),
    ]


class NoticeForm(ActionForm):
    """A holiday notice: where it binds, its number, and its own sentences or one day a line."""

    layer = forms.ChoiceField(label="适用范围", choices=layers)
    year = forms.IntegerField(label="年份", min_value=2019, max_value=law.YEARS[-1])
    title = forms.CharField(label="通知名称", max_length=120)
    number = IdentifierInput(label="文号", max_length=60, required=False)
    text = forms.CharField(
        label="通知正文",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="粘贴通知中的句子，如“春节：2月15日（周日）至23日（周一）放假调休，共9天。2月28日（周六）上班。”；"
        "也可以逐日填写，每行一日：“2月15日放假”“2月28日上班”。",
    )

    def clean(self) -> dict[str, Any]:
        """Read the sentences; what cannot be read is said in words."""
        data = super().clean() or {}
        if {"layer", "year", "title", "text"} <= data.keys():
            try:
                self.read = law.read_notice(
                    data["text"],
                    year=data["year"],
                    layer=data["layer"],
                    title=data["title"],
                    number=data["number"],
                )
            except law.LawError as error:
                raise forms.ValidationError(error.message) from error
        return data


class SettleForm(ActionForm):
    """Confirm a shipped value, or put the unit's own over it; either needs its basis."""

    basis = forms.CharField(
        label="依据", max_length=300, help_text="如会议纪要、司法局意见、上级文件的名称和文号。"
    )
    value = needed_sometimes(
        forms.CharField(
            label="本单位取值",
            required=False,
            help_text="与系统取值一致的留空，即为确认；不一致的填写本单位的值。",
        )
    )
    in_force_from = needed_sometimes(
        forms.DateField(label="自何日起", required=False, help_text="填写本单位取值的，写明自何日起适用。")
    )

    def __init__(self, settled: law.Value, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.settled = settled
        if settled.choices:
            choices = [("", "与系统取值一致"), *((c, c) for c in settled.choices)]
            self.fields["value"] = needed_sometimes(
                forms.ChoiceField(label="本单位取值", choices=choices, required=False)
            )

    def clean_value(self) -> int | str | None:
        """A value of the kind of the shipped one, or None for a confirmation."""
        text: str = self.cleaned_data["value"].strip()
        if not text:
            return None
        if not isinstance(self.settled.value, int):
            return law.from_words(text)
        number = whole_number(text)
        if number is None:
            raise forms.ValidationError(f"应为整数（单位：{self.settled.unit}），如 {self.settled.value}。")
        return number

    def clean(self) -> dict[str, Any]:
        """An own value needs the day from which it holds."""
        data = super().clean() or {}
        if data.get("value") is not None and not data.get("in_force_from"):
            self.add_error("in_force_from", "填写了本单位取值的，须写明自何日起适用。")
        return data


class DeadlineForm(ActionForm):
    """A period to be explained."""

    received = forms.DateField(label="收到日期", help_text="当日不计，次日起算。")
    kind = forms.ChoiceField(label="期限", choices=PERIODS)
    extend = forms.IntegerField(label="延长工作日数", min_value=0, max_value=200, required=False)
    sent = forms.DateField(label="征求意见发出", required=False)
    back = forms.DateField(label="征求意见收回", required=False)

    def explain(self, calendar: law.Calendar, values: law.Values) -> law.Deadline:
        """Return the period day by day; raises `law.LawError` for what the law does not know."""
        data = self.cleaned_data
        start: datetime.date = data["received"]
        excluded = (law.Exclusion(data["sent"], data["back"]),) if data["sent"] else ()
        if data["kind"] == "reply.period":
            return law.reply_deadline(
                start, calendar=calendar, values=values, excluded=excluded, extended_by=data["extend"] or 0
            )
        return law.deadline(data["kind"], start, calendar=calendar, values=values)
