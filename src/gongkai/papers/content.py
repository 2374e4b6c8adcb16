"""What a version says, as a value with one hash over everything that a reviewer sees."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from gongkai.ledger.chain import canonical, sm3
from gongkai.papers.blocks import canonical as canonical_text
from gongkai.papers.blocks import pictures_of
from gongkai.papers.scanning import ScanResult

Attribute = Literal["proactive", "on_request", "withheld"]
BodyType = Literal["text/plain", "application/json"]

ATTRIBUTES: dict[str, str] = {"proactive": "主动公开", "on_request": "依申请公开", "withheld": "不予公开"}
MARKINGS: dict[str, str] = {
    "proactive": "此件公开发布",
    "on_request": "此件依申请公开",
    "withheld": "此件不公开",
}
NEEDS_REASON = ("on_request", "withheld")


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """A file of a version: its name for people, and its bytes by their SM3 (`papers.files`).

    `removed` is what was taken out of the file that was chosen, in words: the bytes are those without it. `left` is why
    something that they hide was left in them.
    """

    name: str
    media_type: str
    size: int
    digest: str
    removed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def suffix(self) -> str:
        """What kind of file it is, as people say it: PDF, DOCX; "" of a name without an ending."""
        name, dot, ending = self.name.rpartition(".")
        return ending.upper() if name and dot else ""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Attachment:
        """Return the attachment that a version's row keeps."""
        return cls(
            name=data["name"],
            media_type=data["media_type"],
            size=data["size"],
            digest=data["digest"],
            removed=tuple(data["removed"]),
            left=tuple(data["left"]),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the attachment as a version's row keeps it."""
        said = {"name": self.name, "media_type": self.media_type, "size": self.size, "digest": self.digest}
        return {**said, "removed": list(self.removed), "left": list(self.left)}


@dataclass(frozen=True, kw_only=True)
class NewAttachment(Attachment):
    """A file that was chosen and is not kept yet: whoever stores the version that names it keeps its bytes.

    `scan` is what the scanner said of them, which is kept beside the version and is no part of it.
    """

    data: bytes = field(repr=False)
    scan: ScanResult


@dataclass(frozen=True, kw_only=True)
class Content:
    """Title, body, attachments, kind, number series, attribute: what is drafted, reviewed and released.

    `body` of type `text/plain` is blocks as they are written (`papers.blocks`), of `application/json` canonical JSON.
    `attribute` is the disclosure attribute decided at the source (国办发〔2016〕80号 一(一)); the last two need a
    reason. Of an official document `genre` is its kind (公文种类) and `series` says where its number will come from:
    number and day come after the text, by signing and registration (党政机关公文处理工作条例 arts 9, 25). `doc_number`
    and `made_on` stand here only where the text has them before: it was signed on paper, or is a letter.
    """

    title: str
    body: str
    body_type: BodyType = "text/plain"
    genre: str = ""
    series: str = ""
    doc_number: str = ""
    made_on: datetime.date | None = None
    attribute: Attribute = "proactive"
    attribute_reason: str = ""
    attachments: tuple[Attachment, ...] = ()

    @property
    def in_one_form(self) -> Content:
        """The same content, its text in the one form in which it is stored."""
        return replace(self, body=canonical_text(self.body)) if self.body_type == "text/plain" else self

    @property
    def pictures(self) -> frozenset[str]:
        """The attachments that stand in the text, by name."""
        return (
            frozenset(each.name for each in pictures_of(self.body))
            if self.body_type == "text/plain"
            else frozenset()
        )

    def hash(self, organ_code: str) -> str:
        """Return the SM3 over all of it and the organ, in hexadecimal."""
        value = {each.name: getattr(self, each.name) for each in fields(self)}
        value["attachments"] = [attachment.to_json() for attachment in self.attachments]
        value["made_on"] = self.made_on.isoformat() if self.made_on else None
        value["organ"] = organ_code
        return sm3(canonical(value))
