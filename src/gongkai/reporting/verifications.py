"""What `gongkai verify` proves of reports: the chain still holds the head that each finalization wrote down."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.ledger.chain import GENESIS
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import Discrepancy
from gongkai.registry import Verification
from gongkai.reporting.models import Finalization

OTHER_HEAD = "次定稿时的链首与现在的台账不符"


def finalizations() -> Iterator[Discrepancy]:
    """Yield the finalizations whose head of that time is not in the chain: what came before them was rewritten."""
    made = list(Finalization.objects.select_related("candidate__report").order_by("pk"))
    hashes = dict(Entry.objects.filter(seq__in=[each.head_seq for each in made]).values_list("seq", "hash"))
    for each in made:
        if hashes.get(each.head_seq, GENESIS) != each.head_hash:
            sentence = f"{each}时台账第 {each.head_seq} 条及其以前的内容，与现在的不是同一份。"
            yield Discrepancy(OTHER_HEAD, f"{each._meta.label}:{each.pk}", sentence)


VERIFICATIONS = (Verification(id="reporting.finalizations", discrepancies=finalizations),)
