"""The proof: the chain links, its facts are as recorded, and the guards are in place."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import connection

from gongkai.ledger import chain, keys, triggers
from gongkai.ledger.events import KeyRotated
from gongkai.ledger.models import Entry, Head
from gongkai.ledger.proof import is_sealed

BATCH = 2000


@dataclass(frozen=True)
class Discrepancy:
    """Something that the chain does not prove: where, and a sentence for people."""

    where: str
    message: str


def quick_problems() -> Iterator[Discrepancy]:
    """Yield what can be seen at once, before the first page is served: guards, key, and the end of the chain."""
    yield from _missing_guards()
    head = Head.objects.get(pk=1)
    last = Entry.objects.order_by("-seq").first()
    if (head.seq, head.hash) != ((last.seq, last.hash) if last else (0, chain.GENESIS)):
        yield Discrepancy(
            "ledger:head", f"台账应止于第 {head.seq} 条，实际止于第 {last.seq if last else 0} 条。"
        )
    if last is None:
        return
    try:
        sealed = is_sealed(last, keys.keyring())
    except keys.KeyMissing as missing:
        yield Discrepancy("ledger:key", str(missing))
        return
    if not sealed:
        yield Discrepancy(f"ledger:{last.seq}", f"台账第 {last.seq} 条没有本单位密钥的印记。")


def problems() -> Iterator[Discrepancy]:
    """Yield everything that is wrong with the chain, the facts it vouches for, and the guards."""
    yield from _missing_guards()
    yield from _broken_links()
    yield from _altered_facts()


def _missing_guards() -> Iterator[Discrepancy]:
    for name in triggers.missing(connection):
        yield Discrepancy(
            name, f"数据库保护 {name} 不在或者已被改动；请停止使用，查明原因后运行 gongkai migrate。"
        )
    for name in triggers.foreign(connection):
        yield Discrepancy(
            name, f"数据库中有本程序没有的触发器 {name}，它可能抵消保护；请停止使用并查明来历。"
        )


def _broken_links() -> Iterator[Discrepancy]:
    previous, seq, key_name = chain.GENESIS, 0, ""
    ring = keys.Keyring(())
    try:
        ring = keys.keyring()
    except keys.KeyMissing as missing:
        if Entry.objects.exists():
            yield Discrepancy("ledger:key", str(missing))
    unsealed: list[int] = []
    announced: set[str] = set()
    for entry in Entry.objects.order_by("seq").prefetch_related("subjects").iterator(chunk_size=BATCH):
        seq += 1
        if entry.seq != seq:
            yield Discrepancy(f"ledger:{seq}", f"台账缺少第 {seq} 条。")
            seq = entry.seq
        if entry.previous != previous:
            yield Discrepancy(f"ledger:{entry.seq}", f"台账第 {entry.seq} 条没有接在上一条之后。")
        if chain.link_hash(entry, [(s.model, s.key) for s in entry.subjects.all()]) != entry.hash:
            yield Discrepancy(f"ledger:{entry.seq}", f"台账第 {entry.seq} 条的内容与其摘要不符。")
        key = ring.named(entry.key_name)
        if key is None or not hmac.compare_digest(key.seal(entry.hash), entry.seal):
            unsealed.append(entry.seq)
        elif key_name not in {"", entry.key_name} and entry.key_name not in announced:
            yield Discrepancy(f"ledger:{entry.seq}", f"台账第 {entry.seq} 条换用了没有登记过更换的密钥。")
        if entry.event == KeyRotated.id:
            announced.add(entry.data["key"])
        previous, key_name = entry.hash, entry.key_name
    if unsealed and ring.keys:
        yield Discrepancy(
            f"ledger:{unsealed[0]}",
            f"台账有 {len(unsealed)} 条没有本单位密钥的印记，首见于第 {unsealed[0]} 条；"
            "它们不是本系统记下的，请停止使用并查明来历。",
        )
    head = Head.objects.get(pk=1)
    if (head.seq, head.hash) != (seq, previous):
        yield Discrepancy("ledger:head", f"台账应止于第 {head.seq} 条，实际止于第 {seq} 条。")


def _altered_facts() -> Iterator[Discrepancy]:
    """Compare the facts of every transaction with the digest recorded, one model at a time, in their order."""
    recorded: dict[str, dict[UUID, tuple[int, str]]] = {}
    for entry in Entry.objects.only("transaction_id", "data").iterator(chunk_size=BATCH):
        for label, (count, digest) in entry.data.get("facts", {}).items():
            recorded.setdefault(label, {})[entry.transaction_id] = (count, digest)
    for model in apps.get_models():
        if hasattr(model, "transaction_id_id") or not {"transaction_id", "salt"} <= {
            f.name for f in model._meta.concrete_fields
        }:
            continue
        expected = recorded.pop(model._meta.label, {})
        found: dict[UUID, list[str]] = {}
        for fact in model._default_manager.order_by("transaction_id").iterator(chunk_size=BATCH):
            found.setdefault(fact.transaction_id, []).append(chain.fact_digest(fact))  # type: ignore[attr-defined]
        for transaction_id, (count, digest) in expected.items():
            digests = found.pop(transaction_id, [])
            if (len(digests), chain.facts_digest(digests)) != (count, digest):
                yield Discrepancy(
                    f"{model._meta.label}:{transaction_id}",
                    f"{model._meta.verbose_name}：台账记载该次操作 {count} 条，现存 {len(digests)} 条，"
                    "内容与当时的摘要不符。",
                )
        for transaction_id in found:
            yield Discrepancy(
                f"{model._meta.label}:{transaction_id}", f"{model._meta.verbose_name}：有记录没有写入台账。"
            )
