"""What `gongkai verify` proves of attachments: every file that a version names is there as it was, and no other."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.ledger.verify import Discrepancy
from gongkai.papers import files
from gongkai.papers.models import Version
from gongkai.registry import Verification

LOST = "个附件的文件缺失或者已被改动"
EXTRA = "个文件没有记录指向"


def attachments() -> Iterator[Discrepancy]:
    """Yield the files of attachments that are missing or changed, and those that no version names."""
    stored = files.stored()  # first: what is drafted meanwhile has its row before its file is missed here
    named = set()
    for version in (
        Version.objects.exclude(attachments=[]).only("title", "attachments").order_by("pk").iterator()
    ):
        for attachment in version.files:
            if attachment.digest in named:
                continue
            named.add(attachment.digest)
            try:
                files.read(attachment)
            except files.FileDamaged as damaged:
                where = f"papers.Version:{version.pk}"
                yield Discrepancy(LOST, where, f"《{version.title}》：{damaged}")
    for path in stored:
        if path.name not in named:
            sentence = f"附件文件夹 {path.parent} 中有一个文件，没有记录指向它；请查明来历后移走。"
            yield Discrepancy(EXTRA, str(path), sentence)


VERIFICATIONS = (Verification(id="papers.attachments", discrepancies=attachments),)
