"""What differs from one version to another: paragraph by paragraph, and what is said beside the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from gongkai.papers import structured
from gongkai.papers.models import Version
from gongkai.papers.reading import text_of
from gongkai.papers.words import words_of

NEAR = 1
BETWEEN_CELLS = " ｜ "  # noqa: RUF001


@dataclass(frozen=True)
class Change:
    """A paragraph compared: kept, added, removed, or altered, in stretches of the same three kinds."""

    kind: Literal["kept", "added", "removed", "altered", "skipped"]
    stretches: tuple[tuple[Literal["kept", "added", "removed"], str], ...]
    skipped: int = 0


def changes(old: str, new: str) -> list[Change]:
    """Return what changed from one text to another, with a line kept on either side of each change.

    A line is a paragraph, or a row of a table, whose cells are kept apart.
    """
    before, after = (
        [line.replace("\t", BETWEEN_CELLS) for line in text.split("\n") if line.strip()]
        for text in (old, new)
    )
    found: list[Change] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.extend(Change("kept", (("kept", line),)) for line in before[i1:i2])
            continue
        both = min(i2 - i1, j2 - j1)
        found.extend(
            _altered(a, b) for a, b in zip(before[i1 : i1 + both], after[j1 : j1 + both], strict=True)
        )
        found.extend(Change("removed", (("removed", line),)) for line in before[i1 + both : i2])
        found.extend(Change("added", (("added", line),)) for line in after[j1 + both : j2])
    return _nearby(found)


@dataclass(frozen=True)
class FieldChange:
    """What one version says beside its text and another does not, or says otherwise; "" for nothing."""

    label: str
    old: str
    new: str


def field_changes(old: Version, new: Version) -> list[FieldChange]:
    """Return what changed beside the text: kind, number, day, attribute with its reason, and the attachments.

    Of a structured page, whose text is its fields, each field.
    """
    fields = _page_changes(old, new) if new.document.declared_kind.fields else []
    fields += [
        FieldChange("公文种类", old.genre, new.genre),
        FieldChange("发文字号系列", old.series, new.series),
        FieldChange("发文字号", old.doc_number, new.doc_number),
        FieldChange("成文日期", _day(old), _day(new)),
        FieldChange("公开属性", _attribute(old), _attribute(new)),
    ]
    before, after = ({file.name: file.digest for file in version.files} for version in (old, new))
    for name in sorted(before.keys() | after.keys()):
        was, now = (name if name in files else "" for files in (before, after))
        replaced = was and now and before[name] != after[name]
        fields.append(FieldChange("附件", was, f"{now}（内容已换）" if replaced else now))
    return [field for field in fields if field.old != field.new]


def text_changes(old: Version, new: Version) -> list[Change]:
    """Return what changed in the text; of a structured page nothing, for its fields say it."""
    return [] if new.document.declared_kind.fields else changes(text_of(old), text_of(new))


def _page_changes(old: Version, new: Version) -> list[FieldChange]:
    before, after = structured.said_by(old), structured.said_by(new)
    said = [FieldChange("标题", old.title, new.title)]
    labels = dict.fromkeys((*after, *before))
    return said + [FieldChange(label, before.get(label, ""), after.get(label, "")) for label in labels]


def _day(version: Version) -> str:
    return version.made_on.isoformat() if version.made_on else ""


def _attribute(version: Version) -> str:
    return "，理由：".join(filter(None, (version.get_attribute_display(), version.attribute_reason)))


def _altered(old: str, new: str) -> Change:
    stretches: list[tuple[Literal["kept", "added", "removed"], str]] = []
    before, after = words_of(old), words_of(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            stretches.append(("kept", "".join(before[i1:i2])))
            continue
        if i1 < i2:
            stretches.append(("removed", "".join(before[i1:i2])))
        if j1 < j2:
            stretches.append(("added", "".join(after[j1:j2])))
    return Change("altered", tuple(stretches))


def _nearby(found: Sequence[Change]) -> list[Change]:
    """Keep what changed and its neighbours; say how many paragraphs stand between."""
    changed = [i for i, change in enumerate(found) if change.kind != "kept"]
    near = {j for i in changed for j in range(i - NEAR, i + NEAR + 1)}
    shown: list[Change] = []
    for i, change in enumerate(found):
        if i in near:
            shown.append(change)
        elif shown and shown[-1].kind == "skipped":
            shown[-1] = Change("skipped", (), shown[-1].skipped + 1)
        else:
            shown.append(Change("skipped", (), 1))
    return shown if changed else []
