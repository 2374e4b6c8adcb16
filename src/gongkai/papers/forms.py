"""The drafting form."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.papers.content import ATTRIBUTES, Content
from gongkai.papers.document_kinds import DOCUMENT_KINDS
from gongkai.papers.models import GENRES, Version
from gongkai.papers.uploads import FilesField
from gongkai.shell import ActionForm


class DraftForm(ActionForm):
    """What a version says. On a revision it starts from the last version."""

    kind = forms.ChoiceField(
        label="文稿类型",
        choices=[(kind.id, kind.label) for kind in DOCUMENT_KINDS],
        initial=DOCUMENT_KINDS[0].id,
    )
    title = forms.CharField(label="标题", max_length=200)
    body = forms.CharField(
        label="正文",
        required=False,
        help_text="每段一行。保存后自动检查个人信息、密级标志、文号、数字和用语。",
        widget=forms.Textarea(attrs={"rows": 18, "class": "draft-body"}),
    )
    doc_number = forms.CharField(
        label="发文字号",
        max_length=40,
        required=False,
        help_text="如：示工信发〔2023〕5号。六角括号，序号不编虚位。",
    )
    made_on = forms.DateField(
        label="成文日期",
        required=False,
        help_text="会议通过或负责人签发的日期。",
    )
    attribute = forms.ChoiceField(
        label="公开属性", choices=list(ATTRIBUTES.items()), widget=forms.RadioSelect, initial="proactive"
    )
    attribute_reason = forms.CharField(
        label="属性理由", max_length=200, required=False, help_text="依申请公开、不予公开的，必须写明理由。"
    )
    kept = forms.MultipleChoiceField(label="保留的附件", required=False, widget=forms.CheckboxSelectMultiple)
    attachments = FilesField(
        label="附件", required=False, help_text="可选多个文件；附件与正文一并审查、一并公开。"
    )

    def __init__(self, *args: Any, version: Version | None = None, **kwargs: Any) -> None:
        self.before = version.files if version else ()
        super().__init__(*args, **kwargs)
        if version is not None:
            del self.fields["kind"]
        if not self.before:
            del self.fields["kept"]
        else:
            choices = [(str(place), attachment.name) for place, attachment in enumerate(self.before, start=1)]
            self.fields["kept"].choices = choices  # type: ignore[attr-defined]
            self.fields["kept"].initial = [place for place, _ in choices]

    @classmethod
    def initial_of(cls, version: Version) -> dict[str, Any]:
        """Return what the form starts from on a revision."""
        names = ("title", "body", "doc_number", "made_on", "attribute", "attribute_reason")
        return {name: getattr(version, name) for name in names}

    @property
    def content(self) -> Content:
        """What was filled in, as a value. The form must be valid."""
        data = self.cleaned_data
        kept = tuple(self.before[int(place) - 1] for place in data.get("kept", ()))
        return Content(
            title=data["title"],
            body=data["body"].replace("\r\n", "\n"),
            doc_number=data["doc_number"],
            made_on=data["made_on"],
            attribute=data["attribute"],
            attribute_reason=data["attribute_reason"],
            attachments=kept + data["attachments"],
        )


class RegisterForm(ActionForm):
    """What the ledger of official documents asks besides what the version says."""

    genre = forms.ChoiceField(label="公文种类", choices=[(genre, genre) for genre in GENRES])
    section = forms.CharField(label="承办科室", max_length=60, required=False)
