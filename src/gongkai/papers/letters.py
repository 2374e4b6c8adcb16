"""A letter as a value: what it says, to whom, and the values of the law that it rests on.

A letter is a document of a kind that leaves by service. Its day is the day of its approval (成文日期 is the day on
which the person in charge signs), so it stands in no version; it is printed from the approval.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai import law
from gongkai.ledger.chain import canonical
from gongkai.papers.content import Attachment, Content
from gongkai.papers.models import Version

REASON = "信函只送达当事人，含其个人信息"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter. `particulars` is what was filled in, from which its kind composes it again.

    `values` are the values of the law that it uses: each must be settled before the letter can be approved.
    """

    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signatory: str
    contact: str = ""
    doc_number: str = ""
    particulars: Mapping[str, Any] = field(default_factory=dict)
    values: tuple[law.Value, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    @property
    def content(self) -> Content:
        """The letter as what a version says. The values stand in the body, so the hash covers them."""
        body = {
            "addressee": self.addressee,
            "paragraphs": list(self.paragraphs),
            "signatory": self.signatory,
            "contact": self.contact,
            "particulars": dict(self.particulars),
            "values": [
                {
                    "key": value.key,
                    "label": value.label,
                    "in_force_from": value.in_force_from.isoformat(),
                    "says": str(value),
                }
                for value in self.values
            ],
        }
        return Content(
            title=self.title,
            body=canonical(body).decode(),
            body_type="application/json",
            doc_number=self.doc_number,
            attribute="withheld",
            attribute_reason=REASON,
            attachments=self.attachments,
        )

    @property
    def used(self) -> set[tuple[str, str, bool]]:
        """The values with what each says, and whether the unit's own word is needed for it."""
        return {(value.key, str(value), is_unverified(value)) for value in self.values}

    def differences(self, version: Version) -> list[str]:
        """Return what a version says otherwise than this letter, in words; empty when it says the same."""
        mine, theirs = self.content, version.content
        if (mine.title, mine.body) == (theirs.title, theirs.body):
            return []
        kept = version.content_json["paragraphs"]
        changed = [text for text in self.paragraphs if text not in kept]
        return changed or ["所依据的取值、收件人或者落款"]


def is_unverified(value: law.Value) -> bool:
    """Return whether a value rests on nobody's reading of the text, and is not the unit's own."""
    return value.mark != "verified" and value.entered is None


def distinct(values: Sequence[law.Value]) -> tuple[law.Value, ...]:
    """Return the values, each once, in their order."""
    return tuple({(value.key, value.in_force_from): value for value in values}.values())


def text_of(version: Version) -> str:
    """Return a letter as plain text, one paragraph a line: what is checked and compared."""
    said = version.content_json
    lines = [f"{said['addressee']}：", *said["paragraphs"]]
    if said["contact"]:
        lines.append(said["contact"])
    return "\n".join([*lines, said["signatory"]])


def letter_page(said: Content, level: int = 2) -> SafeString:
    """Return a letter as safe HTML, as it will be printed. Its day is that of the approval."""
    body = json.loads(said.body)
    return format_html(
        '<article class="letter"><h{0} class="letter-title">{1}</h{0}><p class="letter-number">{2}</p>'
        '<p class="letter-to">{3}：</p>{4}{5}<p class="letter-from">{6}<br>（审批之日）</p></article>',
        level,
        said.title,
        said.doc_number,
        body["addressee"],
        format_html_join("", "<p>{}</p>", ((text,) for text in body["paragraphs"])),
        format_html('<p class="letter-contact">{}</p>', body["contact"]) if body["contact"] else "",
        body["signatory"],
    )


def page_of(version: Version, level: int) -> SafeString:
    """Return the page of a version of a letter."""
    return letter_page(version.content, level)


def day_in_words(day: datetime.date) -> str:
    """Return a day as a letter writes it: 2026年3月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
