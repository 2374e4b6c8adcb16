"""The drafting form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms

from gongkai import law
from gongkai.bodies.identifiers import IdentifierInput
from gongkai.papers.actions.draft import overtaken
from gongkai.papers.blocks import canonical, flat, pictures_of
from gongkai.papers.comparing import FieldChange, field_changes
from gongkai.papers.content import ATTRIBUTES, Attachment, Content
from gongkai.papers.files import FileRefused, harmless, received
from gongkai.papers.models import GENRES, SET_ASIDE, NumberSeries, Version
from gongkai.papers.structured import LONGEST, typed_in
from gongkai.papers.uploads import FilesField
from gongkai.papers.word_files import WordText, word_text
from gongkai.precheck import UncheckableFile
from gongkai.registry import DocumentKind
from gongkai.shell import ActionForm, needed_sometimes

# What only an official document says: its kind, and where its number and day come from.
OF_OFFICIAL_DOCUMENTS = ("genre", "series", "doc_number", "made_on")
AT_THE_END = ("kept", "attachments", "based_on", "word")
ON_PAPER = "已在纸上签发，发文字号和成文日期如下"
_COMPARED = ("genre", "series", "doc_number", "attribute", "attribute_reason")


class DraftForm(ActionForm):
    """What a version of a document of a kind says. On a revision it starts from the last version."""

    overtaken = False  # another version was made while this was written

    title = forms.CharField(label="标题", max_length=200)
    body = needed_sometimes(
        forms.CharField(
            label="正文",
            required=False,
            strip=False,  # a table may begin with an empty cell
            help_text="每段一行；“一、”“（一）”“1.”“（1）”开头、独占一行的短句是标题。"
            "表格从 WPS、Word、Excel 里复制粘贴。图片添加为附件，在正文里另起一行写 ![图中是什么](文件名)；"
            "链接写成 [文字](网址)。",
            widget=forms.Textarea(attrs={"rows": 18, "class": "draft-body"}),
        )
    )
    genre = forms.ChoiceField(
        label="公文种类", choices=[("", "请选择"), *((genre, genre) for genre in GENRES)]
    )
    series = forms.ChoiceField(
        label="发文字号",
        required=False,
        help_text="签发之后由办公室登记取号；成文日期为签发之日。拟稿时都不用填。",
    )
    doc_number = IdentifierInput(
        label="纸上的发文字号",
        max_length=40,
        required=False,
        help_text="只在已经签发的纸质公文补录上网时填写，如：示工信发〔2023〕5号。",
    )
    made_on = forms.DateField(
        label="纸上的成文日期",
        required=False,
        help_text="只在已经签发的纸质公文补录上网时填写：会议通过或者负责人签发的日期。",
    )
    attribute = forms.ChoiceField(
        label="公开属性", choices=list(ATTRIBUTES.items()), widget=forms.RadioSelect, initial="proactive"
    )
    attribute_reason = needed_sometimes(
        forms.CharField(
            label="属性理由",
            max_length=200,
            required=False,
            help_text="依申请公开、不予公开的，必须写明理由。",
        )
    )
    kept = forms.MultipleChoiceField(label="保留的附件", required=False, widget=forms.CheckboxSelectMultiple)
    attachments = FilesField(
        label="附件", required=False, help_text="可选多个文件；附件与正文一并审查、一并公开。"
    )
    # The number of the version on which a revision is based: what others changed since is not overwritten unseen.
    based_on = forms.IntegerField(required=False, widget=forms.HiddenInput)
    word = forms.CharField(
        required=False, widget=forms.HiddenInput
    )  # where a Word file waits that it was read from

    def __init__(
        self,
        *args: Any,
        kind: DocumentKind,
        series: Iterable[NumberSeries],
        version: Version | None = None,
        word: WordText | None = None,
        beside: Mapping[str, forms.Field] | None = None,
        **kwargs: Any,
    ) -> None:
        self._beside = beside or {}
        self.before = version.files if version else ()
        self._word, self._newest = word, version
        super().__init__(*args, **kwargs)
        if kind.registered:
            offered = [(each.prefix, f"{each.prefix}〔年份〕序号（{each.used_for}）") for each in series]
            self.fields["series"].choices = [*offered, ("", ON_PAPER)]  # type: ignore[attr-defined]
            self.fields["series"].widget = forms.RadioSelect(choices=self.fields["series"].choices)  # type: ignore[attr-defined]
            for name in ("series", "doc_number", "made_on"):
                needed_sometimes(self.fields[name])  # the series, or what the paper says
            if version is None and offered:
                self.fields["series"].initial = offered[0][0]
        else:
            for name in OF_OFFICIAL_DOCUMENTS:
                del self.fields[name]
        self.fields.update(self._beside)
        self.order_fields([*(name for name in self.base_fields if name not in AT_THE_END), *self._beside])
        if not self.before:
            del self.fields["kept"]
        else:
            choices = [(_key_of(attachment), attachment.name) for attachment in self.before]
            self.fields["kept"].choices = choices  # type: ignore[attr-defined]
            gone = version.content.pictures - _shown_in(word.body) if version and word else frozenset()
            self.fields["kept"].initial = [key for key, name in choices if name not in gone]

    @classmethod
    def initial_of(cls, version: Version) -> dict[str, Any]:
        """Return what the form starts from on a revision."""
        names = ("title", "body", *OF_OFFICIAL_DOCUMENTS, "attribute", "attribute_reason")
        return {name: getattr(version, name) for name in names} | {"based_on": version.number}

    def clean(self) -> dict[str, Any] | None:
        """Say that another version was made since; what is saved after that was seen is based on that one."""
        based_on, newest = self.cleaned_data.get("based_on"), self._newest
        if newest and based_on is not None and based_on != newest.number:
            self.overtaken = True
            self.add_error(None, overtaken(newest).as_html)
            data: Any = self.data.copy()  # type: ignore[attr-defined]  # what a browser sent
            data[self.add_prefix("based_on")] = str(newest.number)
            data.setlist(self.add_prefix("kept"), self._kept_since(based_on))
            self.errors.pop("kept", None)
            self.data = data
        return super().clean()

    def _kept_since(self, based_on: int) -> list[str]:
        """The files that somebody kept and that are there still, and those that another version added meanwhile.

        A picture of the Word file that is read in takes the place of another of its name.
        """
        assert self._newest is not None
        older = self._newest.document.versions.filter(number=based_on).first()
        known = {_key_of(file) for file in older.files} if older else set()
        own = {picture.name for picture in self._word.pictures} if self._word else set()
        chosen = self.data.getlist(self.add_prefix("kept"))  # type: ignore[attr-defined]
        return [
            key
            for file in self.before
            if (key := _key_of(file)) in chosen or (key not in known and file.name not in own)
        ]

    @property
    def field_changes(self) -> list[FieldChange]:
        """What stands in the form otherwise than in the newest version, beside the text."""
        assert self._newest is not None
        said = {name: str(self[name].value() or "") for name in _COMPARED if name in self.fields}
        kept = {str(key) for key in self["kept"].value() or ()} if "kept" in self.fields else set()
        typed = Version(
            document=self._newest.document,
            made_on=self.cleaned_data.get("made_on"),
            attachments=[file.to_json() for file in self.before if _key_of(file) in kept],
            **said,
        )
        return field_changes(self._newest, typed)

    @classmethod
    def typed_into(cls, data: Any) -> dict[str, Any]:
        """Return what was sent, to start from it again before anything is checked."""
        names = (*cls.base_fields, *data)
        return {name: data.getlist(name) if name == "kept" else data.get(name) for name in names}

    @property
    def typed(self) -> str:
        """What stands in the form, good or not, as the text that is checked: the title, then one paragraph a line."""
        title, body = (str(self[name].value() or "") for name in ("title", "body"))
        return f"{title}\n{flat(body)}"

    @property
    def answers(self) -> dict[str, Any]:
        """What was answered to the rooms above that ask something beside the text. The form must be valid."""
        return {name: self.cleaned_data[name] for name in self._beside}

    @property
    def content(self) -> Content:
        """What was filled in, as a value. The form must be valid."""
        data = self.cleaned_data
        kept = tuple(file for file in self.before if _key_of(file) in data.get("kept", ()))
        stand = _shown_in(data["body"]) - {file.name for file in kept}
        pictures = tuple(
            received(each.data, name=each.name)
            for each in (self._word.pictures if self._word else ())
            if each.name in stand
        )
        return Content(
            title=data["title"],
            body=data["body"],
            genre=data.get("genre", ""),
            series=data.get("series", ""),
            doc_number=data.get("doc_number", ""),
            made_on=data.get("made_on"),
            attribute=data["attribute"],
            attribute_reason=data["attribute_reason"],
            attachments=kept + pictures + data["attachments"],
        )


def _key_of(attachment: Attachment) -> str:
    """By what a file is chosen, whichever version has it."""
    return attachment.digest[:16]


def _shown_in(body: str) -> frozenset[str]:
    return frozenset(picture.name for picture in pictures_of(body))


class WordForm(ActionForm):
    """A DOCX to begin with, or in which a document was changed. It is sent with the draft beside which it stands."""

    def __init__(self, *args: Any, started_from: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.started_from = started_from  # title and body before anybody typed

    file = forms.FileField(
        label="Word 文件",
        help_text="DOCX；WPS 文字请另存为 DOCX。标题、段落、表格、图片、链接带入，其余不带入的逐项列出。",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx", "form": "draft"}),
    )

    def clean_file(self) -> bytes:
        """Return the bytes of a file that can be read."""
        file = self.cleaned_data["file"]
        data: bytes = file.read()
        try:
            harmless(data, name=file.name)
            word_text(data)
        except FileRefused as refused:
            raise forms.ValidationError(refused.sentences) from refused
        except UncheckableFile as refused:
            raise forms.ValidationError(f"{refused}。") from refused
        return data

    def clean(self) -> dict[str, Any] | None:
        """Refuse to put a file's text in the place of what was typed and not saved."""
        for name in ("title", "body"):
            typed = canonical(self.data.get(name, ""))
            if typed and typed != canonical(self.started_from.get(name, "")):
                sentence = "标题、正文里有还没有保存的文字，读入会换掉它们：请先保存，或者清空以后再读入。"
                self.add_error("file", sentence)
                break
        return super().clean()


class PageForm(ActionForm):
    """The fields of a structured page. On a revision it starts from the last version."""

    ROWS: ClassVar[dict[str, int]] = {"text": 5, "entries": 10}

    def __init__(self, data: Any = None, *, kind: DocumentKind, newest: Version | None) -> None:
        super().__init__(data, initial=typed_in(newest) if newest else {})
        for field in kind.fields:
            rows = self.ROWS.get(field.shape)
            self.fields[field.name] = forms.CharField(
                label=field.label,
                required=field.required,
                help_text=field.help,
                max_length=LONGEST[field.shape],
                widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput,
            )

    @property
    def typed(self) -> str:
        """What was typed, good or not, as the text that is checked: each field behind its label."""
        said = (f"{field.label}：{self[name].data or ''}" for name, field in self.fields.items())
        return "\n".join(said).replace("\r\n", "\n")


class SeriesForm(ActionForm):
    """A new series of document numbers."""

    code = IdentifierInput(label="机关代字", max_length=20, help_text="如：示工信发、示工信函。")
    used_for = forms.CharField(label="用于", max_length=60, help_text="如：下行公文；函。")
    at_once = forms.BooleanField(
        label="签发即取号", required=False, help_text="不勾选的，签发后由办公室复核、登记时取号。"
    )


class SetAsideForm(ActionForm):
    """A number that is reserved or skipped."""

    year = forms.IntegerField(label="年份", min_value=law.YEARS.start, max_value=law.YEARS.stop - 1)
    number = forms.IntegerField(label="序号", min_value=1, max_value=99_999)
    purpose = forms.ChoiceField(
        label="用途",
        choices=list(SET_ASIDE.items()),
        widget=forms.RadioSelect,
        initial="reserved",
    )
    reason = forms.CharField(label="理由", max_length=200)


class GiveUpForm(ActionForm):
    """Why a reserved number will not be used."""

    reason = forms.CharField(label="不再使用的理由", max_length=200)
