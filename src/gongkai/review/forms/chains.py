"""By whom documents of a kind or a section are reviewed: the form of a chain, and the day on which one ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms

from gongkai import registry
from gongkai.bodies.models import Role, Section
from gongkai.bodies.queries import at_work
from gongkai.bodies.viewer import Viewer
from gongkai.review.actions.set_chain import Scope
from gongkai.review.chains import Place
from gongkai.review.models import CHECKS, LONGEST, STAGES, Chain
from gongkai.shell import ActionForm, needed_sometimes

REVIEWING = ("review.examine", "review.approve")


def kind_choices() -> list[tuple[str, str]]:
    """Return every kind of document, and all of them."""
    kinds = [(kind.id, kind.label) for kind in registry.all_of(registry.DocumentKind)]
    return [("", "所有文稿"), *kinds]


def place_choices(viewer: Viewer) -> list[tuple[str, str]]:
    """Return who can stand at a step: who holds a role that reviews, in the drafter's section, or in a post."""
    roles = [
        role
        for role in Role.objects.filter(organ=viewer.organ_code).order_by("pk")
        if any(each in role.permissions for each in REVIEWING)
    ]
    found = []
    for role in roles:
        found += [
            (_value(role.pk), f"{role.name}（不限科室）"),
            (_value(role.pk, of_section=True), f"{role.name}（拟稿科室的）"),
        ]
        posts = dict.fromkeys(each.post for each in at_work(viewer) if each.role_id == role.pk)
        found += [(_value(role.pk, post=post), f"只限职务“{post}”（{role.name}）") for post in posts]
    return found


def _value(role: int, *, post: str = "", of_section: bool = False) -> str:
    return f"{role}|{'own' if of_section else ''}|{post}"


class ChainForm(ActionForm):
    """The steps of a chain after the drafter's, for which documents, and from when."""

    kind = forms.ChoiceField(label="文稿类型", required=False)
    section = forms.ModelChoiceField(
        label="拟稿科室",
        queryset=Section.objects.none(),
        required=False,
        empty_label="所有科室",
        help_text="先按文稿类型，再按拟稿科室：两样都写明的最先，都不写明的最后。",
    )
    from_on = forms.DateField(
        label="自何日起", help_text="这一天起送审的适用；已经送审的，按送审时的流程办完。"
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kind_choices()  # type: ignore[attr-defined]
        self.fields["section"].queryset = Section.objects.filter(organ=viewer.organ_code)  # type: ignore[attr-defined]
        choices = [("", "没有这一环节"), *place_choices(viewer)]
        for number in range(2, LONGEST + 1):
            self.fields[f"title_{number}"] = needed_sometimes(
                forms.CharField(label=f"{STAGES[number]}名称", max_length=20, required=False)
            )
            self.fields[f"place_{number}"] = needed_sometimes(
                forms.ChoiceField(label=f"{STAGES[number]}由谁办理", choices=choices, required=False)
            )

    @staticmethod
    def initial_of(chain: Chain | None, places: tuple[Place, ...], roles: dict[str, int]) -> dict[str, Any]:
        """Return what the form starts from: a chain that is set, or the steps of the house by their first roles."""
        found: dict[str, Any] = {}
        if chain is not None:
            found |= {"kind": chain.kind, "section": chain.section_id}
        last = len(places) + 1
        for number, place in enumerate(places, start=2):
            role = place.role or roles.get("review.approve" if number == last else "review.examine")
            found[f"title_{number}"] = place.title
            if role is not None:
                found[f"place_{number}"] = _value(role, post=place.post, of_section=place.of_section)
        return found

    @property
    def head(self) -> list[forms.BoundField]:
        """For which documents, and from when."""
        return [self[name] for name in ("kind", "section", "from_on")]

    @property
    def rows(self) -> Iterator[tuple[str, str, forms.BoundField, forms.BoundField]]:
        """Yield each step: what it is called as review and as proofreading, its name, and who stands there."""
        for number in range(2, LONGEST + 1):
            yield STAGES[number], CHECKS[number], self[f"title_{number}"], self[f"place_{number}"]

    @property
    def scope(self) -> Scope:
        """For which documents. The form must be valid."""
        return Scope(self.cleaned_data["kind"], self.cleaned_data["section"])

    @property
    def places(self) -> list[Place]:
        """Who stands at the steps after the first, without what was left empty. The form must be valid."""
        said = [
            (self.cleaned_data[f"title_{number}"], self.cleaned_data[f"place_{number}"])
            for number in range(2, LONGEST + 1)
        ]
        return [_place(title, value) for title, value in said if title or value]


def _place(title: str, value: str) -> Place:
    if not value:
        return Place(title)
    role, own, post = value.split("|", 2)
    return Place(title, int(role), post, own == "own")


class ChainEndForm(ActionForm):
    """From when a kind or section has no chain of its own any more."""

    from_on = forms.DateField(label="自何日起", help_text="这一天起送审的，按更一般的流程办理。")
