"""The words of each record that can be found: on the desk, and by the public."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongkai.bodies.constraints import invariant
from gongkai.bodies.records import Record


class IndexedRow(Record):
    """The folded words of a record (`words.fold`); derived, never a source: `gongkai reindex` makes it anew.

    `place` is the row's number and its rank at once: the day first, then the order in which it was indexed. Both
    engines read hits from its end, so the newest fifty of a million cost what the newest fifty of a thousand do.
    `kind` is the id of what declares that it can be found, `key` the record's.
    """

    place = models.BigIntegerField(primary_key=True)
    kind = models.CharField("种类", max_length=64)
    key = models.BigIntegerField("记录")
    text: models.TextField[str, str]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class IndexedText(IndexedRow):
    """What the desk's search finds: a record of a `registry.Findable`. It holds personal data."""

    text = models.TextField("文字")

    class Meta:
        verbose_name = verbose_name_plural = "查找索引"
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "key"], name="search_text_once"),
            invariant(~Q(text=""), name="search_text_has_words"),
        ]
        indexes = [models.Index(fields=["organ", "kind", "-place"], name="search_text_newest")]


class PublicText(IndexedRow):
    """What the public's search finds: a record of a `registry.PublicFindable`, which is released text and nothing else.

    `year`, `validity` and the kind are what hits are sifted by. `text` begins with the title, and is the last column:
    SQLite does not read past what it is asked for.
    """

    year = models.PositiveSmallIntegerField("公开年份")
    validity = models.CharField("有效性", max_length=12, blank=True)
    title = models.TextField("标题")
    text = models.TextField("文字")

    class Meta:
        verbose_name = verbose_name_plural = "公众查找索引"
        constraints = [
            models.UniqueConstraint(fields=["organ", "kind", "key"], name="search_public_once"),
            invariant(~Q(text=""), name="search_public_has_words"),
        ]
        indexes = [
            models.Index(fields=[column, "-place"], name=f"search_public_{column}")
            for column in ("organ", "kind", "year", "validity")
        ]
