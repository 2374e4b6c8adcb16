"""The form kit: every form of every room is drawn by two templates, and every message is Chinese."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.identifiers import IdentifierInput
from gongkai.ledger.errors import DatabaseRejected
from gongkai.typeset import has_unprintable

T = TypeVar("T")
F = TypeVar("F", bound=forms.Field)
LARGEST_NUMBER = 2**31 - 1  # that a column of whole numbers holds
NOTHING_CHOSEN = BLANK_CHOICE_DASH[0][1]


class Renderer(DjangoTemplates):
    """Draws `{{ form }}` and `{{ field.as_field_group }}` in the house's way."""

    form_template_name = "shell/form.html"
    field_template_name = "shell/field.html"


class SuggestingInput(forms.TextInput):
    """A line of text with a list of what is recorded already to choose from."""

    def __init__(self, suggestions: Iterable[str], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = tuple(suggestions)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Return the line, and its list behind it, by the id that the line names."""
        listed = f"{(attrs or {}).get('id', name)}_list"
        line = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((each,) for each in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', line, listed, options)


class ActionForm(forms.Form):
    """The form of an action: it asks in Chinese, says what stands in the way at the field, and loses nothing typed."""

    def __getitem__(self, name: str) -> forms.BoundField:
        """Return a field to draw or to read, in the house's words, whenever it joined the form.

        The first that is wrong is where the page opens: a long form would otherwise look as if nothing had happened.
        """
        if name in self.fields:
            put_in_words(self.fields[name])
            wrong = getattr(self, "_errors", None) or {}  # None until the form was checked
            if name == next((each for each in self.fields if each in wrong), None):
                self.fields[name].widget.attrs["autofocus"] = True
        return super().__getitem__(name)

    def carry_out(self, action: Callable[[], T]) -> T | None:
        """Return what the action did; None when nothing was sent or it cannot be, which the form then says."""
        if not self.is_bound:
            return None
        if self.is_valid():
            try:
                return action()
            except ActionBlocked as blocked:
                self.say(blocked.blockers)
            except DatabaseRejected as refused:
                self.say([self.refused(refused)])
        self._ask_for_files_again()
        return None

    def _ask_for_files_again(self) -> None:
        """Say of each file that was sent that it must be chosen again: a form that is given back holds none."""
        for name, field in self.fields.items():
            sent = isinstance(field, forms.FileField) and self.files.getlist(self.add_prefix(name))
            if sent and name not in self.errors:
                self.add_error(name, f"表单退回后不保留文件，请重新选择{field.label}。")

    @property
    def folded(self) -> str:
        """What was typed otherwise than it was taken, as a sentence; empty where nothing was."""
        said = [
            f"“{field.label}”中的{'、'.join(kinds)}"
            for name, field in self.fields.items()
            if isinstance(field, IdentifierInput) and (kinds := field.otherwise(str(self[name].data or "")))
        ]
        return f"{'、'.join(said)}已改为统一的写法。" if said else ""

    def refused(self, refusal: DatabaseRejected) -> Blocker:
        """Return what to say of a row that the database refused."""
        return Blocker(refusal.message)

    def say(self, blockers: Iterable[Blocker]) -> None:
        """Say each at the field it names, above all fields where it names none that the form has."""
        for blocker in blockers:
            self.add_error(blocker.field if blocker.field in self.fields else None, blocker.as_html)


def needed_sometimes(field: F) -> F:
    """Return a field that may stay empty, but not always: its help says when, and it is not called optional."""
    field.needed_sometimes = True  # type: ignore[attr-defined]
    return field


def put_in_words(field: forms.Field) -> None:
    """Give a field the house's words where it has none of its own, and the house's way of asking.

    Doing it twice changes nothing.
    """
    if isinstance(field, forms.CharField):
        _also(field, writable)
    if isinstance(field, forms.IntegerField) and field.max_value is None:
        _also(field, not_absurd)
    usual = _usual_words(field)
    for key, sentence in _words_of(field).items():
        if field.error_messages.get(key, usual.get(key)) == usual.get(key):
            field.error_messages[key] = sentence
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label == NOTHING_CHOSEN:
            field.empty_label = "请选择"
    elif isinstance(field, forms.ChoiceField) and _is_list(field.widget):
        known: Any = field.choices
        if ("", NOTHING_CHOSEN) in known or not any(value == "" for value, _ in known):
            field.choices = [("", "请选择"), *((value, label) for value, label in known if value)]
    if isinstance(field, forms.DateField):
        _also(field, in_calendar)
        field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def writable(text: str) -> None:
    """Refuse a text with a character that no file of ours can hold."""
    if isinstance(text, str) and has_unprintable(text):
        raise forms.ValidationError("", code="unprintable")


def in_calendar(day: datetime.date) -> None:
    """Refuse a day whose year nobody can mean."""
    if day.year not in law.YEARS:
        raise forms.ValidationError("", code="out_of_calendar")


def not_absurd(number: int) -> None:
    """Refuse a number of more digits than anybody counts to."""
    if abs(number) > LARGEST_NUMBER:
        raise forms.ValidationError("", code="absurd")


def _also(field: forms.Field, check: Callable[[Any], None]) -> None:
    """Let a field be checked by one more rule, once."""
    if check not in field.validators:
        field.validators.append(check)


def _words_of(field: forms.Field) -> dict[str, str]:
    """What to say at a field: every sentence names it."""
    label = field.label
    match field:
        case forms.BooleanField():
            verb = "勾选"
        case forms.FileField() | forms.ChoiceField():
            verb = "选择"
        case _:
            verb = "选择" if isinstance(field.widget, forms.Select) else "填写"
    said = {
        "required": f"没有{verb}{label}。",
        "invalid_choice": f"{label}：所选的不在清单中，请重新选择。",
        "max_length": f"{label}最多 %(limit_value)d 个字，现有 %(show_value)d 个。",
        "min_value": f"{label}不能小于 %(limit_value)s。",
        "max_value": f"{label}不能大于 %(limit_value)s。",
        "out_of_calendar": f"{label}的年份不合理，请核对。",
        "absurd": f"{label}的位数过多，请核对。",
        "unprintable": f"{label}含有无法显示的字符，请重新输入。",
        "null_characters_not_allowed": f"{label}含有无法显示的字符，请重新输入。",
    }
    match field:
        case forms.DateField():
            said["invalid"] = f"{label}不是日期，请写成 2023-05-08。"
        case forms.DecimalField():
            said["invalid"] = f"{label}应为数字，如 1200.00。"
            said["max_digits"] = said["max_whole_digits"] = f"{label}的位数过多，请核对。"
            said["max_decimal_places"] = f"{label}最多 %(max)s 位小数。"
        case forms.IntegerField():
            said["invalid"] = f"{label}应为整数，如 12。"
        case forms.FileField():
            said["invalid"] = said["missing"] = f"没有收到{label}，请重新选择。"
            said["empty"] = f"{label}是空的，请重新选择。"
    return said


def _usual_words(field: forms.Field) -> dict[str, Any]:
    """What Django says of a field of this class."""
    usual: dict[str, Any] = {}
    for ancestor in reversed(type(field).__mro__):
        usual |= getattr(ancestor, "default_error_messages", {})
    return usual


def _is_list(widget: forms.Widget) -> bool:
    return isinstance(widget, forms.Select) and not widget.allow_multiple_selected


class SeveralFiles(forms.ClearableFileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Files; its clean value is the tuple of them, in the order chosen."""

    widget: type[forms.Widget] | forms.Widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> tuple[Any, ...]:
        """Return the files chosen, each of them sound."""
        chosen = data if isinstance(data, list | tuple) else [data] if data else []
        if not chosen and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return tuple(super(SeveralFilesField, self).clean(file, initial) for file in chosen)
