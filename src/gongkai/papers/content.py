"""What a version says, as a value with one hash over everything that a reviewer sees."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from gongkai.ledger.chain import canonical, sm3

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
    """A file of a version: its name for people, and its bytes by their SM3 (`papers.files`)."""

    name: str
    media_type: str
    size: int
    digest: str

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Attachment:
        """Return the attachment that a version's row keeps."""
        return cls(name=data["name"], media_type=data["media_type"], size=data["size"], digest=data["digest"])

    def to_json(self) -> dict[str, Any]:
        """Return the attachment as a version's row keeps it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Content:
    """Title, body, attachments, document number, day, attribute: what is drafted, reviewed and released.

    `body` of type `application/json` is canonical JSON. `attribute` is the disclosure attribute decided at
    the source (国办发〔2016〕80号 一(一)); the last two need a reason.
    """

    title: str
    body: str
    body_type: BodyType = "text/plain"
    doc_number: str = ""
    made_on: datetime.date | None = None
    attribute: Attribute = "proactive"
    attribute_reason: str = ""
    attachments: tuple[Attachment, ...] = ()

    def hash(self, organ_code: str) -> str:
        """Return the SM3 over all of it and the organ, in hexadecimal."""
        value = asdict(self)
        value["made_on"] = self.made_on.isoformat() if self.made_on else None
        value["organ"] = organ_code
        return sm3(canonical(value))
