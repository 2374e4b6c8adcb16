"""The secrecy review form, a step's decision, and a withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from gongkai.bodies.models import Appointment
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.review.models import VERDICTS, SecrecyForm
from gongkai.review.reading import Hit
from gongkai.review.secrecy import CARRIERS, CHECKLIST, CONCLUSIONS, LEVELS, PLEDGE, SOURCES, SecrecyAnswers
from gongkai.shell import ActionForm

FIELDS = tuple(SecrecyAnswers.__dataclass_fields__)
CLOSED = {"carrier": CARRIERS, "source": SOURCES, "level": LEVELS}
LONG = ("secrecy_office_opinion", "leader_opinion", "referral_result", "conclusion_note")
HELP: dict[str, str] = {
    "channel": "如：政府网站“通知公告”栏目、政务微博。",
    "source_note": "转载的写明出处。",
    "planned_on": "不填即审批后公开。",
    "level_statement": "如：经审查，不涉及国家秘密和工作秘密。",
    "secrecy_office_opinion": "已征求保密审查机构或保密员意见的，照录意见、姓名和日期。",
    "leader_opinion": "需要主要领导或保密委员会审定的，照录意见和日期。",
    "referral_result": "曾上报确定的，照录确定结果、机关和文号。",
    "conclusion_note": "部分公开、不公开、上报确定的，必须填写；部分公开写明哪些内容已作何处理。",
    "pledged": PLEDGE,
}


class SecrecyReviewForm(ActionForm):
    """The drafter's answers, field by field as the form of the model has them, and an answer to each finding."""

    def __init__(self, *args: Any, hits: Sequence[Hit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        made = forms.fields_for_model(SecrecyForm, fields=FIELDS)
        self.fields.update({name: made[name] for name in FIELDS})
        for name, labels in CLOSED.items():
            self.fields[name] = forms.ChoiceField(label=made[name].label, choices=list(labels.items()))
        for name, text in HELP.items():
            self.fields[name].help_text = text
        for name in LONG:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2})
        self.fields["planned_on"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["conclusion"].widget = forms.RadioSelect(choices=list(CONCLUSIONS.items()))
        self.hits = hits
        for hit in hits:
            if hit.needs_answer:
                self.fields[hit.field] = forms.CharField(
                    label=f"对第 {hit.number} 处检查结果的答复",
                    max_length=200,
                    error_messages={"required": "请写明为何保留，或修改文稿。"},
                )

    @classmethod
    def initial_of(cls, viewer: Viewer, version: Version) -> dict[str, Any]:
        """Return what is known before the drafter answers: the section, and what kind of text it is."""
        at_work = Appointment.objects.filter(officer=viewer.officer, section__isnull=False).on(viewer.day)
        post = at_work.select_related("section").first()
        sheet = version.document.declared_kind.sheet
        return {
            "section": post.section.name if post and post.section else "",
            "carrier": sheet.carrier,
            "channel": sheet.channel,
        }

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields before the checklist."""
        return [self[name] for name in FIELDS if name not in CHECKLIST][: FIELDS.index("state_secret")]

    @property
    def checklist(self) -> list[forms.BoundField]:
        """What the matter may touch."""
        return [self[name] for name in CHECKLIST]

    @property
    def tail(self) -> list[forms.BoundField]:
        """The fields after the checklist."""
        return [self[name] for name in FIELDS[FIELDS.index("other_unit") + 1 :]]

    @property
    def findings(self) -> list[tuple[Hit, forms.BoundField | None]]:
        """Each finding, with the field of its answer where it needs one."""
        return [(hit, self[hit.field] if hit.needs_answer else None) for hit in self.hits]

    @property
    def secrecy(self) -> SecrecyAnswers:
        """The answers as a value. The form must be valid, and the action says what they lack."""
        return SecrecyAnswers(**{name: self.cleaned_data[name] for name in FIELDS})

    @property
    def answers(self) -> Mapping[str, str]:
        """The answers to the findings, by key."""
        return {hit.key: self.cleaned_data[hit.field] for hit in self.hits if hit.needs_answer}


class DecisionForm(ActionForm):
    """Agree, or return with a reason."""

    opinion = forms.CharField(
        label="意见",
        required=False,
        help_text="退回的必须写明理由。",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proofread = forms.CharField(label="校对结果", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    verdict = forms.ChoiceField(choices=list(VERDICTS.items()), widget=forms.HiddenInput)

    @property
    def agrees(self) -> bool:
        """Whether the verdict is to agree. The form must be valid."""
        return bool(self.cleaned_data["verdict"] == "agree")


class WithdrawalForm(ActionForm):
    """Why a release is taken back."""

    reason = forms.CharField(label="撤回理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
