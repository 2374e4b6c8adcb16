"""The forms of this room."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from itertools import groupby
from typing import Any

from django import forms

from gongkai.bodies.viewer import Viewer
from gongkai.proactive.catalogue import in_force
from gongkai.proactive.likeness import typed_before
from gongkai.proactive.lists import LISTED
from gongkai.proactive.models import DisclosureSubject
from gongkai.proactive.publishing import record_blockers
from gongkai.proactive.queries import unrecorded
from gongkai.review.models import Release
from gongkai.shell import ActionForm

SHOWN = 200


def classification_fields(
    viewer: Viewer, matter: str, formed_on: datetime.date | None = None
) -> dict[str, forms.Field]:
    """Return the fields that ask to which matter a document belongs, with what stands there; none without a catalogue.

    A matter that is no longer in the catalogue stands there still, if the document belongs to it.
    """
    of_item = groupby(in_force(viewer), key=lambda each: each.get_item_display())
    offered = [(item, [(each.name, each.name) for each in under]) for item, under in of_item]
    if not offered and not matter:
        return {}
    known = {name for _, under in offered for name, _ in under}
    kept = [(matter, f"{matter}（已停用）")] if matter and matter not in known else []
    return {
        "matter": forms.ChoiceField(
            label="公开事项",
            required=False,
            choices=[("", "暂不归入"), *kept, *offered],
            initial=matter,
            help_text="属于政务公开清单目录中的哪一项；公开后列在该事项之下。",
        ),
        "formed_on": forms.DateField(
            label="形成、变更或者批复日期",
            required=False,
            initial=formed_on,
            help_text="公开期限由此起算。公文不填，以成文日期为准；预算、决算填财政部门批复之日。",
        ),
    }


class ClassifyForm(ActionForm):
    """To which matter a document belongs."""

    def __init__(self, viewer: Viewer, matter: str, formed_on: datetime.date | None, *args: Any) -> None:
        super().__init__(*args)
        self.fields.update(classification_fields(viewer, matter, formed_on))


class UnrecordedForm(ActionForm):
    """The releases that no ledger has, to choose which are recorded; all that can be, unless some are left out."""

    releases = forms.ModelMultipleChoiceField(
        queryset=Release.objects.none(),
        label="文稿",
        error_messages={
            "required": "没有选文稿，请勾选要记入台账的。",
            "invalid_choice": "所选的已经记入台账或者已经撤回，请刷新后再选。",
            "invalid_pk_value": "所选的已经记入台账或者已经撤回，请刷新后再选。",
        },
    )

    def __init__(self, viewer: Viewer, **how: Any) -> None:
        super().__init__(**how)
        missing = (
            unrecorded(viewer).select_related("approval__version__document").order_by("released_on", "pk")
        )
        self.fields["releases"].queryset = missing  # type: ignore[attr-defined]
        shown = list(missing[:SHOWN])
        alike = typed_before(viewer, [(release.version.title, release.address) for release in shown])
        self.lines = [
            (release, record_blockers(viewer, release), typed)
            for release, typed in zip(shown, alike, strict=True)
        ]
        self.hidden = missing.count() - len(self.lines)

    @property
    def may_record(self) -> bool:
        """Whether any of them can be recorded."""
        return any(not blockers for _, blockers, _ in self.lines)


class ListQuestionForm(ActionForm):
    """Which records a list is made of: of one subject, decided within some days."""

    subject = forms.ChoiceField(label="公开内容", choices=DisclosureSubject.choices)
    since = forms.DateField(label="决定、结果、答复日期自", required=False)
    until = forms.DateField(label="至", required=False)


class ListForm(ActionForm):
    """A list: its title, and what stands on it; at first the records that are `chosen`, all where none are named."""

    title = forms.CharField(label="标题", max_length=200)
    records = forms.MultipleChoiceField(
        label="列入的",
        error_messages={
            "required": "没有选，请勾选要公开的。",
            "invalid_choice": "所选的已更正、作废或者已经公开，请刷新后再选。",
        },
    )

    def __init__(
        self,
        subject: DisclosureSubject,
        records: Sequence[Any],
        *,
        title: str,
        chosen: Collection[Any] | None = None,
        **how: Any,
    ) -> None:
        super().__init__(**how, initial={"title": title})
        self.first_chosen = {str(record.pk) for record in (records if chosen is None else chosen)}
        self.of = LISTED[subject]
        self.by_key = {str(record.pk): record for record in records}
        self.fields["records"].choices = [(key, key) for key in self.by_key]  # type: ignore[attr-defined]

    @property
    def heads(self) -> list[str]:
        """The heads of the lines."""
        return list(self.of.columns)

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str]], bool]]:
        """Each record's key, its texts with their heads, and whether it is chosen."""
        chosen = set(self.data.getlist("records")) if self.is_bound else self.first_chosen  # type: ignore[attr-defined]
        return [
            (key, list(zip(self.heads, self.of.texts(record), strict=True)), key in chosen)
            for key, record in self.by_key.items()
        ]

    @property
    def chosen(self) -> list[Any]:
        """The records chosen, in the order in which they are shown."""
        keys = set(self.cleaned_data["records"])
        return [record for key, record in self.by_key.items() if key in keys]
