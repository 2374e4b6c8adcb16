"""Whom the unit consults, and what is asked, answered and done with it: the forms of seats and questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django import forms

from gongkai.bodies.models import Role, Section
from gongkai.bodies.queries import at_work
from gongkai.bodies.viewer import Viewer
from gongkai.papers.uploads import FilesField
from gongkai.review.actions.answer_question import LetterBack
from gongkai.review.actions.ask_seat import LONGEST_WAIT
from gongkai.review.actions.set_seat import SeatCase, SeatPlace
from gongkai.review.forms.chains import kind_choices
from gongkai.review.models import FLAGS, OPINIONS, TREATMENTS, Seat
from gongkai.review.seats import ANSWERING
from gongkai.shell import ActionForm, SuggestingInput, needed_sometimes

CASES = range(1, 5)
ANY_KIND = "any"


def seat_places(viewer: Viewer) -> list[tuple[str, str]]:
    """Return who can answer at a seat: somebody outside by letter, or whoever holds a role or one post of it."""
    found = [("", "外单位，发函征求意见")]
    for role in Role.objects.filter(organ=viewer.organ_code).order_by("pk"):
        if ANSWERING not in role.permissions:
            continue
        found.append((f"{role.pk}|", f"{role.name}（不限职务）"))
        posts = dict.fromkeys(each.post for each in at_work(viewer) if each.role_id == role.pk)
        found += [(f"{role.pk}|{post}", f"只限职务“{post}”（{role.name}）") for post in posts]
    return found


class SeatForm(ActionForm):
    """A seat: who answers, in how many days, when it must be consulted, and from when."""

    name = forms.CharField(
        label="席位名称", max_length=40, help_text="如：宣传部门。与已有席位同名的，自生效之日起取代它。"
    )
    place = forms.ChoiceField(label="由谁答复", required=False)
    addressee = needed_sometimes(
        forms.CharField(
            label="致函单位",
            max_length=80,
            required=False,
            help_text="发函征求意见的填写单位全称，函件的主送即是它；由本单位人员答复的不填。",
        )
    )
    days = forms.IntegerField(
        label="答复期限（工作日）",
        min_value=1,
        max_value=LONGEST_WAIT,
        help_text="自征求之日的次日起算，按本单位的工作日历。",
    )
    basis = forms.CharField(
        label="依据", max_length=200, required=False, help_text="要求会商的文件和条款，请对照原文填写。"
    )
    from_on = forms.DateField(
        label="自何日起", help_text="最早自明天起；已经送审的，按送审时的会商席位办完。"
    )

    def __init__(self, viewer: Viewer, *args: Any, names: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget = SuggestingInput(names)
        self.fields["place"].choices = seat_places(viewer)  # type: ignore[attr-defined]
        kinds = [("", "没有这一情形"), (ANY_KIND, "所有文稿"), *kind_choices()[1:]]
        for number in CASES:
            self.fields[f"kind_{number}"] = needed_sometimes(
                forms.ChoiceField(label=f"情形{number}：文稿类型", choices=kinds, required=False)
            )
            self.fields[f"section_{number}"] = forms.ModelChoiceField(
                label=f"情形{number}：拟稿科室",
                queryset=Section.objects.filter(organ=viewer.organ_code),
                required=False,
                empty_label="所有科室",
            )
            self.fields[f"flag_{number}"] = forms.ChoiceField(
                label=f"情形{number}：事项", choices=[("", "一律会商"), *FLAGS.items()], required=False
            )

    @staticmethod
    def initial_of(seat: Seat | None) -> dict[str, Any]:
        """Return what the form starts from: a seat that is set."""
        if seat is None:
            return {}
        found: dict[str, Any] = {name: getattr(seat, name) for name in ("name", "addressee", "days", "basis")}
        found["place"] = "" if seat.by_letter else f"{seat.role_id}|{seat.post}"
        for number, rule in zip(CASES, seat.rules.all(), strict=False):
            found |= {
                f"kind_{number}": rule.kind or ANY_KIND,
                f"section_{number}": rule.section_id,
                f"flag_{number}": rule.flag,
            }
        return found

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields of the seat itself."""
        return [self[name] for name in self.base_fields]

    @property
    def rows(self) -> Iterator[tuple[int, list[forms.BoundField]]]:
        """Yield each case in which it must be consulted."""
        for number in CASES:
            yield number, [self[f"{name}_{number}"] for name in ("kind", "section", "flag")]

    @property
    def said(self) -> SeatPlace:
        """The seat. The form must be valid."""
        data = self.cleaned_data
        role, _, post = data["place"].partition("|")
        return SeatPlace(
            name=data["name"].strip(),
            days=data["days"],
            role=int(role) if role else None,
            post=post,
            addressee=data["addressee"].strip(),
            basis=data["basis"].strip(),
        )

    @property
    def cases(self) -> list[SeatCase]:
        """When it must be consulted. The form must be valid."""
        data = self.cleaned_data
        return [
            SeatCase(kind if kind != ANY_KIND else "", data[f"section_{number}"], data[f"flag_{number}"])
            for number in CASES
            if (kind := data[f"kind_{number}"])
        ]


class SeatEndForm(ActionForm):
    """From when there is no seat of that name any more."""

    from_on = forms.DateField(label="自何日起", help_text="最早自明天起。")


class AskForm(ActionForm):
    """Whom to ask about a version, and what."""

    seat = needed_sometimes(
        forms.ModelChoiceField(label="会商席位", queryset=Seat.objects.none(), required=False)
    )
    name = needed_sometimes(
        forms.CharField(
            label="席位以外的单位",
            max_length=80,
            required=False,
            help_text="不在会商席位中的，填写单位全称，发函征求意见；选了会商席位的不填。",
        )
    )
    days = needed_sometimes(
        forms.IntegerField(
            label="几个工作日内答复",
            min_value=1,
            max_value=LONGEST_WAIT,
            required=False,
            help_text="席位以外的单位填写；会商席位按设置的期限。",
        )
    )
    question = forms.CharField(
        label="征求意见的问题",
        help_text="写明请对方就什么提出意见。本版全文和附件随同送阅。",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    letter_number = forms.CharField(
        label="发函文号", max_length=40, required=False, help_text="发函征求意见的，有文号的填写，印在函上。"
    )

    def __init__(self, seats: Sequence[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["seat"]
        field.queryset = Seat.objects.filter(pk__in=[seat.pk for seat in seats])
        field.empty_label = "席位以外的单位"


class AnswerForm(ActionForm):
    """The opinion of a seat inside."""

    opinion = forms.ChoiceField(label="意见", choices=list(OPINIONS.items()), widget=forms.RadioSelect)
    text = needed_sometimes(
        forms.CharField(
            label="意见内容",
            required=False,
            help_text="提出意见、建议不公开的，必须写明内容和理由。",
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    )

    @property
    def letter(self) -> LetterBack | None:
        """The letter in which it was answered; None of a seat inside."""
        return None


class LetterAnswerForm(AnswerForm):
    """The opinion of somebody outside, as their letter says it."""

    letter_on = forms.DateField(label="复函日期")
    letter_number = forms.CharField(
        label="复函文号", max_length=40, required=False, help_text="没有文号的不填。"
    )
    scan = FilesField(label="复函扫描件", help_text="纸质复函扫描为 PDF 或者图片；可以选几个文件。")
    field_order = ("letter_on", "letter_number", "scan", "opinion", "text")

    @property
    def letter(self) -> LetterBack | None:
        """The letter in which it was answered. The form must be valid."""
        data = self.cleaned_data
        return LetterBack(data["letter_on"], data["letter_number"], data["scan"])


class TreatmentForm(ActionForm):
    """What is done with an opinion, and why."""

    adopted = forms.TypedChoiceField(
        label="采纳与否",
        choices=[(str(value), label) for value, label in TREATMENTS.items()],
        coerce=lambda said: said == str(True),
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="理由和处理方式",
        help_text="采纳的写明如何修改或者处理，不采纳的写明理由。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecallForm(ActionForm):
    """Why a question is taken back."""

    reason = forms.CharField(label="撤回理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class CorrectAnswerForm(ActionForm):
    """Why an answer that was recorded is wrong."""

    reason = forms.CharField(
        label="更正的理由",
        max_length=400,
        help_text="写明登记错在哪里。",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
