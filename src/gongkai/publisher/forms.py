"""The forms of this room."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from gongkai.proactive.models import Channel
from gongkai.publisher.models import Delivery, DeliveryResult, Purpose
from gongkai.shell import ActionForm, needed_sometimes


class ChannelsForm(ActionForm):
    """The channels to which a document, or every document of a kind, goes."""

    channels = forms.MultipleChoiceField(
        label="发往",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "所选的渠道已关停或者不是本机关的，请刷新后再选。"},
    )

    def __init__(self, offered: Sequence[Channel], chosen: Collection[Channel], **how: Any) -> None:
        super().__init__(**how, initial={"channels": [str(channel.pk) for channel in chosen]})
        self.offered = {str(channel.pk): channel for channel in offered}
        self.fields["channels"].choices = [  # type: ignore[attr-defined]
            (key, f"{channel}（{channel.get_medium_display()}）") for key, channel in self.offered.items()
        ]

    @property
    def chosen(self) -> list[Channel]:
        """The channels that were chosen."""
        return [self.offered[key] for key in self.cleaned_data["channels"]]


class SuccessForm(ActionForm):
    """Where a delivery stands on its channel and since when; of one that withdraws, when it was taken down."""

    address = needed_sometimes(
        forms.CharField(label="网址", max_length=500, required=False, help_text="从浏览器的地址栏复制。")
    )
    place = needed_sometimes(
        forms.CharField(
            label="期次和版面",
            max_length=200,
            required=False,
            help_text="没有网址的填写，如：示例日报 2023-05-09 第 3 版。",
        )
    )
    posted = forms.CharField(
        label="发出的文字",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="从渠道上复制，与审查过的文字核对；链接的写法不同不要紧。",
    )
    done_on = forms.DateField(label="日期")
    done_at = forms.TimeField(
        label="时间",
        required=False,
        help_text="如 09:30。",
        error_messages={"invalid": "时间应写成 09:30。"},
    )

    def __init__(self, delivery: Delivery, **how: Any) -> None:
        super().__init__(**how)
        if delivery.purpose == Purpose.WITHDRAW:
            del self.fields["address"], self.fields["place"]
        if delivery.purpose == Purpose.WITHDRAW or not delivery.text:
            del self.fields["posted"]

    @property
    def result(self) -> DeliveryResult:
        """What was said."""
        said = self.cleaned_data
        return DeliveryResult(
            address=said.get("address", "").strip(),
            place=said.get("place", "").strip(),
            done_on=said["done_on"],
            done_at=f"{said['done_at']:%H:%M}" if said["done_at"] else "",
        )


class RightResultForm(SuccessForm):
    """Where a delivery really stands, in the place of what was recorded, with the reason."""

    reason = forms.CharField(label="更正的理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("address", "place", "posted", "done_on", "done_at", "reason")

    @staticmethod
    def initial_of(done: DeliveryResult) -> dict[str, Any]:
        """Return what the form starts from: what was recorded."""
        return {name: getattr(done, name) for name in ("address", "place", "done_on", "done_at")}


class ReopenForm(ActionForm):
    """Why a delivery that was recorded as ended is to be done yet."""

    reason = forms.CharField(label="更正的理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class DeliveryReasonForm(ActionForm):
    """Why a delivery did not come about, or is not to be done."""

    note = forms.CharField(label="原因", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
