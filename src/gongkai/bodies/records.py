"""What every record above is built on: an organ on each, a viewer in each query, facts instead of states."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import Salt, Unlock


class RecordQuery(models.QuerySet):  # type: ignore[type-arg]
    """Records of organs."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what belongs to the viewer's organ. Rooms narrow this further in their `queries.py`."""
        return self.filter(organ=viewer.organ_code)


class Record(models.Model):
    """Whatever belongs to an organ, which is everything."""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="+")

    # The stubs bind a manager to the abstract class; every concrete one has its own fields.
    objects: ClassVar[Any] = RecordQuery.as_manager()

    class Meta:
        abstract = True


class LedgeredRecord(Record):
    """A row that is added once, by an action that records it: the ledger holds its digest.

    `transaction_id` ties the row to the ledger entries of the action, `salt` keeps its digest there from being guessed.
    """

    transaction_id = models.UUIDField(db_index=True, editable=False)
    salt = Salt()

    class Meta(Record.Meta):
        abstract = True


class FactQuery(RecordQuery):
    """Facts, of which some were superseded or voided by later ones."""

    def standing(self) -> Self:
        """Return the facts that hold: not voiding ones, and not superseded by another."""
        later = self.model._base_manager.filter(supersedes=OuterRef("pk"))
        return self.filter(~Exists(later), voids=False)


class Fact(LedgeredRecord):
    """Something that was so on a day. Rows are only added: a wrong one is superseded, or voided, by another.

    `counted_on` is the day by which the year counts it, set by the action that adds it; the database refuses
    a new one in a locked period unless it names the `unlock` that allows it. `reason` says why it corrects.
    """

    counted_on = models.DateField("统计日期")
    supersedes = models.OneToOneField(
        "self",
        verbose_name="更正的记录",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="superseded_by",
    )
    voids = models.BooleanField("作废原记录", default=False)
    reason = models.CharField("更正或者作废的理由", max_length=400, blank=True)
    unlock = models.ForeignKey(Unlock, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects: ClassVar[Any] = FactQuery.as_manager()

    class Meta(Record.Meta):
        abstract = True
