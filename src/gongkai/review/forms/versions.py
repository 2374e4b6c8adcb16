"""The secrecy review form, the approval sheet of a letter, a step's decision, and a withdrawal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms

from gongkai.bodies.models import Appointment
from gongkai.bodies.viewer import Viewer
from gongkai.papers.findings import kept_hits
from gongkai.papers.hit import Hit
from gongkai.papers.models import Version
from gongkai.registry import LetterSheet, SecrecySheet
from gongkai.review.actions.register import Dating
from gongkai.review.letter_sheet import SECRECY_STATEMENT, SHEET_PLEDGE, SheetAnswers
from gongkai.review.models import CHECKS, DATED_BY, VERDICTS, ApprovalSheet, Registration, SecrecyForm
from gongkai.review.secrecy import (
    CARRIERS,
    CHECKLIST,
    CONCLUSIONS,
    LEVELS,
    MATTERS,
    PLEDGE,
    SOURCES,
    SecrecyAnswers,
)
from gongkai.shell import ActionForm, SuggestingInput, needed_sometimes

FIELDS = tuple(SecrecyAnswers.__dataclass_fields__)
PROOFREAD = "校对结果"
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


class AnsweredForm(ActionForm):
    """A sheet with the drafter's own proofreading (一校) and an answer to each finding that needs one.

    `names` are the fields of its `model` that it asks for, `given` what a first one says in them.
    """

    model: ClassVar[type[SecrecyForm | ApprovalSheet]]
    names: ClassVar[tuple[str, ...]]
    given: ClassVar[Mapping[str, str]]

    proofread = needed_sometimes(
        forms.CharField(
            label=PROOFREAD,
            required=False,
            max_length=400,
            help_text=f"{CHECKS[1]}：送审前对照依据自校一遍，写明结果，如：人名、数字、标题与原件核对，无差错。",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
    )

    def __init__(
        self, *args: Any, hits: Sequence[Hit] = (), sections: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hits = hits
        for hit in hits:
            if hit.needs_answer:
                self.fields[hit.field] = forms.CharField(
                    label=f"对第 {hit.number} 处检查结果的答复",
                    max_length=200,
                    error_messages={"required": "请写明为何保留，或修改文稿。"},
                )
        made = forms.fields_for_model(self.model, fields=self.names)
        self.fields.update({name: made[name] for name in self.names})
        self.fields["section"].widget = SuggestingInput(sections)

    @classmethod
    def initial_of(cls, viewer: Viewer, version: Version, hits: Sequence[Hit]) -> dict[str, Any]:
        """Return what is known before the drafter answers: what the last version's sheet said, but for the pledge.

        Of a first one the section, and what its kind of document proposes. Findings that stand again keep their
        answers.
        """
        said: Any = cls.model.objects.filter(version__document=version.document_id)
        if kept := said.order_by("-pk").first():
            answered = {hit.said: hit.answer for hit in kept_hits(kept.findings)}
            return {
                **{name: getattr(kept, name) for name in cls.names if name != "pledged"},
                **{hit.field: answered.get(hit.said, "") for hit in hits},
            }
        proposed = version.document.declared_kind.sheet.proposed(viewer, version)
        return {"section": section_of(viewer), **cls.given, **proposed}

    @property
    def findings(self) -> list[tuple[Hit, forms.BoundField | None]]:
        """Each finding, with the field of its answer where it needs one."""
        return [(hit, self[hit.field] if hit.needs_answer else None) for hit in self.hits]

    @property
    def answers(self) -> Mapping[str, str]:
        """The answers to the findings, by key."""
        return {hit.key: self.cleaned_data[hit.field] for hit in self.hits if hit.needs_answer}


def proofread_first(names: Sequence[str]) -> list[str]:
    """Return fields with the drafter's proofreading before the pledge, which stands last."""
    return [*(name for name in names if name != "pledged"), "proofread", "pledged"]


def section_of(viewer: Viewer) -> str:
    """Return the section in which the viewer works on the day; empty where in none."""
    at_work = Appointment.objects.filter(officer=viewer.officer, section__isnull=False).on(viewer.day)
    post = at_work.select_related("section").first()
    return post.section.name if post and post.section else ""


class SecrecyReviewForm(AnsweredForm):
    """The drafter's answers, field by field as the form of the model has them, and an answer to each finding."""

    title = SecrecySheet.title
    model = SecrecyForm
    names = FIELDS
    given: ClassVar[Mapping[str, str]] = {"source": "own", "level": "none"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, labels in CLOSED.items():
            label = self.fields[name].label
            self.fields[name] = forms.ChoiceField(label=label, choices=list(labels.items()))
        for name, text in HELP.items():
            self.fields[name].help_text = text
        for name in ("source_note", *LONG):
            needed_sometimes(self.fields[name])
        for name in LONG:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2})
        self.fields["conclusion"].widget = forms.RadioSelect(choices=list(CONCLUSIONS.items()))

    @property
    def head(self) -> list[forms.BoundField]:
        """The fields before the checklist."""
        return [self[name] for name in FIELDS if name not in CHECKLIST][: FIELDS.index("state_secret")]

    @property
    def checklist(self) -> list[forms.BoundField]:
        """What the matter may touch."""
        return [self[name] for name in CHECKLIST]

    @property
    def matters(self) -> list[forms.BoundField]:
        """What it may be about that others are asked about."""
        return [self[name] for name in MATTERS]

    @property
    def tail(self) -> list[forms.BoundField]:
        """The fields after both."""
        return [self[name] for name in proofread_first(FIELDS[FIELDS.index([*MATTERS][-1]) + 1 :])]

    @property
    def said(self) -> SecrecyAnswers:
        """The answers as a value. The form must be valid, and the action says what they lack."""
        return SecrecyAnswers(**{name: self.cleaned_data[name] for name in FIELDS})


SHEET_FIELDS = tuple(SheetAnswers.__dataclass_fields__)


class LetterSheetForm(AnsweredForm):
    """The drafter's answers on the approval sheet of a letter; the case has said what it knows."""

    title = LetterSheet.title
    model = ApprovalSheet
    names = SHEET_FIELDS
    given: ClassVar[Mapping[str, str]] = {"secrecy_statement": SECRECY_STATEMENT}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("found", "proposal", "consulted", "third_party_note"):
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
        needed_sometimes(self.fields["third_party_note"])
        self.fields["found"].help_text = "查了哪些档案、系统，找到什么；没有的，写明查找的范围。"
        self.fields["third_party"].help_text = "申请人本人的信息不在此列。"
        self.fields["pledged"].help_text = SHEET_PLEDGE

    @property
    def tail(self) -> list[forms.BoundField]:
        """The fields, in order."""
        return [self[name] for name in proofread_first(SHEET_FIELDS)]

    @property
    def said(self) -> SheetAnswers:
        """The answers as a value. The form must be valid, and the action says what they lack."""
        return SheetAnswers(**{name: self.cleaned_data[name] for name in SHEET_FIELDS})


class DecisionForm(ActionForm):
    """Agree, or return with a reason."""

    opinion = needed_sometimes(
        forms.CharField(
            label="意见",
            required=False,
            help_text="退回的必须写明理由。",
            widget=forms.Textarea(attrs={"rows": 3}),
        )
    )
    proofread = needed_sometimes(
        forms.CharField(
            label=PROOFREAD,
            required=False,
            max_length=400,
            help_text="同意的必须写明，如：无差错。有差错的，写明并退回。",
            widget=forms.Textarea(attrs={"rows": 2}),  # in one line, Enter would send the first verdict
        )
    )
    verdict = forms.ChoiceField(choices=list(VERDICTS.items()), widget=forms.HiddenInput)

    @property
    def agrees(self) -> bool:
        """Whether the verdict is to agree. The form must be valid."""
        return bool(self.cleaned_data["verdict"] == "agree")


class DatingForm(ActionForm):
    """By what a signed official document is dated; as it comes, the day of its signing."""

    dated_by = forms.ChoiceField(
        label="成文日期",
        choices=[(value, label) for value, label in DATED_BY.items() if value != "paper"],
        widget=forms.RadioSelect,
        initial="signing",
    )
    made_on = needed_sometimes(
        forms.DateField(
            label="会议通过或者最后签发的日期",
            required=False,
            help_text="会议通过、联合发文的填写；签发之日的不填。",
        )
    )
    dated_note = needed_sometimes(
        forms.CharField(
            label="会议或者联合发文机关",
            max_length=200,
            required=False,
            help_text="会议通过、联合发文的填写；签发之日的不填。",
        )
    )

    @property
    def dating(self) -> Dating:
        """By what the document is dated. The form must be valid."""
        data = self.cleaned_data
        return Dating(by=data["dated_by"], made_on=data["made_on"], note=data["dated_note"])


class NumberForm(DatingForm):
    """The number and day of a signed official document; as it comes, the next number and the signing's day."""

    number = forms.IntegerField(
        label="序号",
        required=False,
        min_value=1,
        max_value=99_999,
        help_text="不填，取系列的下一个号；纸上已经用了的号、预留的号可以填写。",
    )
    field_order = ("number",)


class CorrectedDatingForm(DatingForm):
    """The right day of a registration, and why it was wrong."""

    reason = forms.CharField(label="更正理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))

    @staticmethod
    def initial_of(registration: Registration) -> dict[str, Any]:
        """Return what is registered, as the form says it."""
        if registration.dated_by == "signing":
            return {"dated_by": "signing"}
        return {name: getattr(registration, name) for name in ("dated_by", "made_on", "dated_note")}


class AbandonmentForm(ActionForm):
    """Why a draft is set aside."""

    reason = forms.CharField(label="弃稿理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class WithdrawalForm(ActionForm):
    """Why a release is taken back."""

    reason = forms.CharField(label="撤回理由", max_length=400, widget=forms.Textarea(attrs={"rows": 2}))
