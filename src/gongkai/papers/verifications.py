"""What `gongkai verify` proves of attachments: every file that a record names is there as it was, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from gongkai.ledger.verify import Discrepancy
from gongkai.papers import files
from gongkai.papers.content import Attachment
from gongkai.registry import Verification

LOST = "个附件的文件缺失或者已被改动"
EXTRA = "个文件没有记录指向"


def keeping() -> list[Any]:
    """Return the models whose rows name files: of this room and of those above, in the column `attachments`."""
    return [model for model in apps.get_models() if hasattr(model, "attachments")]


def attachments() -> Iterator[Discrepancy]:
    """Yield the files of attachments that are missing or changed, and those that no record names."""
    stored = files.stored()  # first: what is drafted meanwhile has its row before its file is missed here
    named = set()
    for model in keeping():
        rows = model.objects.exclude(attachments=[]).order_by("pk").values_list("pk", "attachments")
        for pk, kept in rows.iterator():
            for attachment in map(Attachment.from_json, kept):
                if attachment.digest in named:
                    continue
                named.add(attachment.digest)
                try:
                    files.read(attachment)
                except files.FileDamaged as damaged:
                    record = model.objects.with_names().get(pk=pk)
                    yield Discrepancy(LOST, f"{model._meta.label}:{pk}", f"{record}：{damaged}")
    for path in stored:
        if path.name not in named:
            sentence = f"附件文件夹 {path.parent} 中有一个文件，没有记录指向它；请查明来历后移走。"
            yield Discrepancy(EXTRA, str(path), sentence)


VERIFICATIONS = (Verification(id="papers.attachments", discrepancies=attachments),)
