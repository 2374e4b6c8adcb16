"""The proof: the chain links, its facts are as recorded, and the guards are in place.

What stands beside the chain (files, finalizations, the home) its rooms prove themselves: `registry.Verification`.
"""

from __future__ import annotations

import hmac
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import connection

from gongkai import registry
from gongkai.ledger import chain, keys, triggers
from gongkai.ledger.batches import in_turn
from gongkai.ledger.events import KeyRotated
from gongkai.ledger.models import Entry, Head, LedgeredRow
from gongkai.ledger.proof import is_sealed

BATCH = 2000

# What is found, counted: a number stands before it.
GUARD_LOST = "道数据库保护缺失或者已被改动"
GUARD_FOREIGN = "个触发器不是本程序的"
CHAIN_BROKEN = "处账链不连续或者内容不符"
KEY_UNKNOWN = "处台账密钥有问题"
UNSEALED = "条台账没有本单位密钥的印记"
FACTS_ALTERED = "次操作的记录与台账不符"


@dataclass(frozen=True)
class Discrepancy:
    """Something that is not as recorded: its kind as it is counted, where, and a sentence for people."""

    kind: str
    where: str
    message: str


def everything() -> Iterator[Discrepancy]:
    """Yield what every room finds wrong with what it keeps, the chain first."""
    for verification in registry.all_of(registry.Verification):
        yield from verification.discrepancies()


def in_words(found: Iterable[Discrepancy]) -> list[str]:
    """Return one sentence a kind: the only one there is, or how many and the first."""
    first: dict[str, str] = {}
    numbers: Counter[str] = Counter()
    for each in found:
        first.setdefault(each.kind, each.message)
        numbers[each.kind] += 1
    return [
        f"{numbers[kind]} {kind}，首先是：{message}" if numbers[kind] > 1 else message
        for kind, message in first.items()
    ]


def quick_problems() -> Iterator[Discrepancy]:
    """Yield what can be seen at once, before the first page is served: guards, key, and the end of the chain."""
    yield from _missing_guards()
    yield from end_problems()


def end_problems() -> Iterator[Discrepancy]:
    """Yield what is wrong with the end of the chain: the head is not the last entry, or no key of ours sealed it."""
    head = Head.objects.get(pk=1)
    last = Entry.objects.order_by("-seq").first()
    if (head.seq, head.hash) != ((last.seq, last.hash) if last else (0, chain.GENESIS)):
        where = f"台账应止于第 {head.seq} 条，实际止于第 {last.seq if last else 0} 条。"
        yield Discrepancy(CHAIN_BROKEN, "ledger:head", where)
    if last is None:
        return
    try:
        sealed = is_sealed(last, keys.keyring())
    except keys.KeyMissing as missing:
        yield Discrepancy(KEY_UNKNOWN, "ledger:key", str(missing))
        return
    if not sealed:
        yield _unsealed(last.seq)


def problems() -> Iterator[Discrepancy]:
    """Yield everything that is wrong with the chain, the facts it vouches for, and the guards."""
    yield from _missing_guards()
    yield from _broken_links()
    yield from _altered_facts()


def _missing_guards() -> Iterator[Discrepancy]:
    expected = triggers.expected(connection)
    for name in triggers.missing(connection):
        yield Discrepancy(
            GUARD_LOST,
            name,
            f"“{expected[name].says}”这道数据库保护不在或者已被改动；"
            "请停止使用，查明原因后运行 gongkai migrate。",
        )
    for name in triggers.foreign(connection):
        yield Discrepancy(
            GUARD_FOREIGN,
            name,
            f"数据库中有本程序没有的触发器 {name}，它可能抵消保护；请停止使用并查明来历。",
        )


def _unsealed(seq: int) -> Discrepancy:
    return Discrepancy(
        UNSEALED,
        f"ledger:{seq}",
        f"台账第 {seq} 条没有本单位密钥的印记，不是本系统记下的；请停止使用并查明来历。",
    )


def _broken_links() -> Iterator[Discrepancy]:
    previous, seq, key_name = chain.GENESIS, 0, ""
    ring = keys.Keyring(())
    try:
        ring = keys.keyring()
    except keys.KeyMissing as missing:
        if Entry.objects.exists():
            yield Discrepancy(KEY_UNKNOWN, "ledger:key", str(missing))
    announced: set[str] = set()
    for entry in Entry.objects.order_by("seq").prefetch_related("subjects").iterator(chunk_size=BATCH):
        seq += 1
        if entry.seq != seq:
            yield Discrepancy(CHAIN_BROKEN, f"ledger:{seq}", f"台账缺少第 {seq} 条。")
            seq = entry.seq
        if entry.previous != previous:
            yield _broken(entry, "没有接在上一条之后")
        if chain.link_hash(entry, [(s.model, s.key) for s in entry.subjects.all()]) != entry.hash:
            yield _broken(entry, "的内容与其摘要不符")
        key = ring.named(entry.key_name)
        if key is None or not hmac.compare_digest(key.seal(entry.hash), entry.seal):
            if ring.keys:
                yield _unsealed(entry.seq)
        elif key_name not in {"", entry.key_name} and entry.key_name not in announced:
            sentence = f"台账第 {entry.seq} 条换用了没有登记过更换的密钥。"
            yield Discrepancy(KEY_UNKNOWN, f"ledger:{entry.seq}", sentence)
        if entry.event == KeyRotated.id:
            announced.add(entry.data["key"])
        previous, key_name = entry.hash, entry.key_name
    head = Head.objects.get(pk=1)
    if (head.seq, head.hash) != (seq, previous):
        sentence = f"台账应止于第 {head.seq} 条，实际止于第 {seq} 条。"
        yield Discrepancy(CHAIN_BROKEN, "ledger:head", sentence)


def _broken(entry: Entry, how: str) -> Discrepancy:
    return Discrepancy(CHAIN_BROKEN, f"ledger:{entry.seq}", f"台账第 {entry.seq} 条{how}。")


def _altered_facts() -> Iterator[Discrepancy]:
    """Compare the rows of every transaction with the digest recorded, one model at a time, in their order.

    What a later transaction amended is no longer there to be read: its entry says which digest each row had.
    """
    recorded: dict[str, dict[UUID, tuple[int, str]]] = {}
    replaced: dict[str, dict[UUID, list[str]]] = {}
    for entry in Entry.objects.only("transaction_id", "data").iterator(chunk_size=BATCH):
        for label, (count, digest) in entry.data.get("facts", {}).items():
            recorded.setdefault(label, {})[entry.transaction_id] = (count, digest)
        for label, rows in entry.data.get("replaced", {}).items():
            for transaction, digest in rows.values():
                replaced.setdefault(label, {}).setdefault(UUID(transaction), []).append(digest)
    for model in apps.get_models():
        if not issubclass(model, LedgeredRow):
            continue
        expected = recorded.pop(model._meta.label, {})
        amended = replaced.get(model._meta.label, {})
        found: dict[UUID, list[str]] = {}
        for facts in in_turn(model._default_manager.order_by("transaction_id").iterator(BATCH), BATCH):
            for fact, digest in zip(facts, chain.fact_digests(facts), strict=True):
                found.setdefault(fact.transaction_id, []).append(digest)
        for transaction_id, (count, digest) in expected.items():
            standing, before = found.pop(transaction_id, []), amended.get(transaction_id, [])
            digests = standing + before
            if (len(digests), chain.facts_digest(digests)) != (count, digest):
                yield Discrepancy(
                    FACTS_ALTERED,
                    f"{model._meta.label}:{transaction_id}",
                    f"{model._meta.verbose_name}：台账记载该次操作 {count} 条，现存 {len(standing)} 条"
                    f"（另有 {len(before)} 条经登记变更），内容与当时的摘要不符。",
                )
        for transaction_id in found:
            yield Discrepancy(
                FACTS_ALTERED,
                f"{model._meta.label}:{transaction_id}",
                f"{model._meta.verbose_name}：有记录没有写入台账。",
            )
