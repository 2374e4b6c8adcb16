"""Checkpoints of the chain: its length and head at an instant, signed, to be kept where its owner cannot reach.

The words are those of RFC 9162: a checkpoint says that the chain had this length and head; the chain is consistent
with it when the entry of that number still has that hash. What a person with the ledger's key *and* the database may
do, rewriting what came after, shows against a checkpoint that is kept elsewhere, and by nothing else.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import timezone

from gongkai.ledger import clock
from gongkai.ledger.errors import BrokenChain
from gongkai.ledger.models import Entry, Head
from gongkai.ledger.signing import is_signed, public_half, signing_key
from gongkai.ledger.verify import Discrepancy, end_problems

INCONSISTENT = "份核验点与台账不一致"
FORMAT = "gongkai.checkpoint/1"
TEXT = re.compile(
    rf"{FORMAT}\nlength (?P<length>\d{{1,18}})\nhead (?P<head>[0-9a-f]{{64}})\nat (?P<at>\S{{1,40}})\n"
    r"key (?P<key>[0-9a-f]{64})\nsignature (?P<signature>[0-9a-f]{128})"
)


class UnreadableCheckpoint(Exception):
    """A file holds no checkpoint, or its signature does not hold; the message says which, in Chinese."""


@dataclass(frozen=True)
class Checkpoint:
    """The chain had this length and this head at this instant, says the holder of this key."""

    length: int
    head: str
    at: datetime.datetime
    key: str

    @property
    def signed_text(self) -> str:
        """What is signed, line by line."""
        return (
            f"{FORMAT}\nlength {self.length}\nhead {self.head}\n"
            f"at {self.at.astimezone(datetime.UTC).isoformat(timespec='seconds')}\nkey {self.key}\n"
        )


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint and its signed text, which is what is delivered."""

    checkpoint: Checkpoint
    text: str

    @property
    def file_name(self) -> str:
        """The name under which it is delivered: one a day and length."""
        return f"checkpoint-{timezone.localtime(self.checkpoint.at):%Y%m%d}-{self.checkpoint.length}.txt"


def take_checkpoint() -> SignedCheckpoint:
    """Return a checkpoint of the chain as it is now. Raises `BrokenChain`: what does not hold is not signed."""
    if found := next(end_problems(), None):
        raise BrokenChain(found.message)
    head = Head.objects.get(pk=1)
    return _signed(head.seq, head.hash, clock.now())


def checkpoint_of(transaction_id: UUID) -> SignedCheckpoint:
    """Return the checkpoint of what an action recorded, as it was then: the same each time it is asked for."""
    last = Entry.objects.filter(transaction_id=transaction_id).latest("seq")
    return _signed(last.seq, last.hash, last.recorded_at)


def _signed(length: int, head: str, at: datetime.datetime) -> SignedCheckpoint:
    key = signing_key(settings.SIGNING_KEY)
    checkpoint = Checkpoint(length, head, at, public_half(key))
    text = checkpoint.signed_text
    return SignedCheckpoint(checkpoint, f"{text}signature {key.sign(text.encode()).hex()}\n")


def read_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint that a text holds, whatever stands around it, as in a saved mail.

    Raises `UnreadableCheckpoint`.
    """
    found = TEXT.search(text.replace("\r\n", "\n"))
    if found is None:
        raise UnreadableCheckpoint("不是本程序的核验点，或者已残缺。")
    try:
        at = datetime.datetime.fromisoformat(found["at"])
        checkpoint = Checkpoint(int(found["length"]), found["head"], at, found["key"])
        signed = is_signed(checkpoint.signed_text.encode(), found["signature"], checkpoint.key)
    except (ValueError, OverflowError):
        signed = False
    if not signed:
        raise UnreadableCheckpoint("签名不成立，内容可能被改动。")
    return checkpoint


def own_key() -> str:
    """Return the public half of this installation's key, by which its own checkpoints are known."""
    return public_half(signing_key(settings.SIGNING_KEY))


def inconsistencies(checkpoints: Sequence[Checkpoint]) -> Iterator[Discrepancy]:
    """Yield each checkpoint that the chain is not consistent with: it was cut, or what came before was rewritten."""
    hashes = dict(Entry.objects.filter(seq__in={c.length for c in checkpoints}).values_list("seq", "hash"))
    for checkpoint in checkpoints:
        at = f"{timezone.localtime(checkpoint.at):%Y-%m-%d %H:%M} 的核验点"
        if checkpoint.length not in hashes:
            sentence = f"{at}记有 {checkpoint.length} 条，现在台账没有这么长。"
        elif hashes[checkpoint.length] != checkpoint.head:
            sentence = f"{at}：第 {checkpoint.length} 条及其以前的台账，与当时的不是同一份。"
        else:
            continue
        yield Discrepancy(INCONSISTENT, f"ledger:{checkpoint.length}", sentence)


def kept_inconsistencies() -> Iterator[Discrepancy]:
    """Yield what the chain is not consistent with among the checkpoints that were delivered into the folder."""
    kept = []
    for file in sorted(settings.CHECKPOINTS.glob("checkpoint-*.txt")):
        try:
            kept.append(read_checkpoint(file.read_text(encoding="utf-8", errors="replace")))
        except UnreadableCheckpoint as error:
            yield Discrepancy(INCONSISTENT, file.name, f"核验点文件 {file.name}：{error}")
    yield from inconsistencies(kept)


def appended_since(checkpoint: Checkpoint) -> dict[datetime.date, int]:
    """Return how many entries were appended after a checkpoint, by the day on which they were recorded."""
    since = (
        Entry.objects.filter(seq__gt=checkpoint.length).order_by("seq").values_list("recorded_at", flat=True)
    )
    return dict(Counter(timezone.localtime(at).date() for at in since.iterator()))
