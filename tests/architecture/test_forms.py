"""Forms: every one of the program is the house's, and names the field in what it says of it."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django import forms

from gongkai.shell import ActionForm
from tests.architecture.house import PACKAGE, python_files

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _all_below(kind: type) -> Iterator[type]:
    for below in kind.__subclasses__():
        yield below
        yield from _all_below(below)


def form_classes() -> list[type[forms.BaseForm]]:
    """Return every form class that the program defines."""
    for path in python_files():
        if {"forms", "views"} & set(path.relative_to(PACKAGE).with_suffix("").parts):
            importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
    own = {
        found
        for found in _all_below(forms.BaseForm)
        if found.__module__.startswith("gongkai.") and ".tests." not in found.__module__
    }
    return sorted(own, key=lambda found: (found.__module__, found.__name__))


def test_every_form_is_of_the_house() -> None:
    assert len(form_classes()) > 20
    strange = [
        f"{form.__module__}.{form.__name__}" for form in form_classes() if not issubclass(form, ActionForm)
    ]
    assert not strange, "a form of the program is a gongkai.shell.ActionForm"


@pytest.mark.parametrize("kind", form_classes(), ids=lambda kind: kind.__name__)
def test_every_field_is_named_in_chinese(kind: Any) -> None:
    unnamed = [
        name
        for name, field in kind.base_fields.items()
        if not isinstance(field.widget, forms.HiddenInput) and not CHINESE.search(str(field.label or ""))
    ]
    assert not unnamed, f"{kind.__name__}: a field without a Chinese label"


class Late(ActionForm):
    """A form whose fields join it after it was made, one of each kind."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields |= {
            "text": forms.CharField(label="甲"),
            "day": forms.DateField(label="乙"),
            "number": forms.IntegerField(label="丙", min_value=1, max_value=20),
            "amount": forms.DecimalField(label="丁", max_digits=4, decimal_places=2),
            "choice": forms.ChoiceField(label="戊", choices=[("a", "子"), ("b", "丑")]),
            "several": forms.MultipleChoiceField(label="己", choices=[("a", "子")]),
            "pledge": forms.BooleanField(label="庚"),
            "file": forms.FileField(label="辛"),
            "own": forms.ChoiceField(label="壬", choices=[("", "照旧"), ("b", "丑")], required=False),
        }


def test_what_is_missing_is_named_whenever_the_field_joined() -> None:
    said = {name: errors[0] for name, errors in Late({}, {}).errors.items()}
    assert said == {
        "text": "没有填写甲。",
        "day": "没有填写乙。",
        "number": "没有填写丙。",
        "amount": "没有填写丁。",
        "choice": "没有选择戊。",
        "several": "没有选择己。",
        "pledge": "没有勾选庚。",
        "file": "没有选择辛。",
    }


def test_what_cannot_be_is_named_without_the_value_that_was_sent() -> None:
    bad = {
        "text": "子\0丑",
        "day": "x",
        "number": "99",
        "amount": "x",
        "choice": "zzz",
        "several": ["zzz"],
    }
    form = Late(bad, {})
    said = {name: errors[0] for name, errors in form.errors.items() if name in bad}
    assert said == {
        "text": "甲含有无法显示的字符，请重新输入。",
        "day": "乙不是日期，请写成 2023-05-08。",
        "number": "丙不能大于 20。",
        "amount": "丁应为数字，如 1200.00。",
        "choice": "戊：所选的不在清单中，请重新选择。",
        "several": "己：所选的不在清单中，请重新选择。",
    }


def test_a_list_begins_with_nothing_chosen_once() -> None:
    form = Late()
    for _ in range(2):
        assert form["choice"].field.widget.choices == [("", "请选择"), ("a", "子"), ("b", "丑")]
        assert form["several"].field.widget.choices == [("a", "子")]
        assert form["own"].field.widget.choices == [("", "照旧"), ("b", "丑")]


@pytest.mark.parametrize("kind", form_classes(), ids=lambda kind: kind.__name__)
def test_what_is_needed_in_some_cases_is_not_called_optional(kind: Any) -> None:
    called = [
        name
        for name, field in kind.base_fields.items()
        if not field.required and re.search("必须|必填|须写|须填", str(field.help_text))
        if not hasattr(field, "needed_sometimes")
    ]
    assert not called, f"{kind.__name__}: say needed_sometimes(…) of {called}"


def test_every_form_of_the_desk_does_its_act_once() -> None:
    """Whoever signs in has no viewer yet; there Django's own tag stands."""
    sign_in = {"shell/sign_in.html", "shell/code.html"}
    asking = [path for path in PACKAGE.rglob("*.html") if 'method="post"' in path.read_text()]
    assert len(asking) > 30
    careless = [
        path.relative_to(PACKAGE).as_posix()
        for path in asking
        for form in re.findall(r'<form[^>]*method="post".*?</form>', path.read_text(), re.DOTALL)
        if "{% sent_once %}" not in form and path.relative_to(path.parent.parent).as_posix() not in sign_in
    ]
    assert not careless, careless
