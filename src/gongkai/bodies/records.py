"""What every record above is built on: an organ on each, a viewer in each query, facts instead of states."""

from __future__ import annotations

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Exists, OuterRef

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.models import LedgeredRow, Unlock


class RecordQuery(models.QuerySet):  # type: ignore[type-arg]
    """Records of organs."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what belongs to the viewer's organ. Rooms narrow this further in their `queries.py`."""
        return self.filter(organ=viewer.organ_code)

    def standing(self) -> Self:
        """Return the records that hold: all of them, unless there is a way to say that one should not be there."""
        return self.all()

    def with_names(self) -> Self:
        """Return records read together with what their names need (`Record.named_by`)."""
        named_by: tuple[str, ...] = self.model.named_by
        return self.select_related(*named_by) if named_by else self.all()


class Record(models.Model):
    """Whatever belongs to an organ, which is everything."""

    organ = models.ForeignKey(Organ, verbose_name="机关", on_delete=models.PROTECT, related_name="+")

    # The keys of the records whose names stand in the name of this one.
    named_by: ClassVar[tuple[str, ...]] = ()

    # The stubs bind a manager to the abstract class; every concrete one has its own fields.
    objects: ClassVar[Any] = RecordQuery.as_manager()

    class Meta:
        abstract = True


class LedgeredRecord(LedgeredRow, Record):
    """A row that an action stores and records: the ledger holds its digest.

    It is stored once, unless its guard lets it be amended (`registry.Guard.amendable`): then by an action, too.
    """

    class Meta(Record.Meta):
        abstract = True


class AmendableQuery(RecordQuery):
    """Records that are put right in place."""

    def standing(self) -> Self:
        """Return the records that should be there."""
        return self.filter(void_reason="")


class AmendableRecord(LedgeredRecord):
    """A row that an action puts right in place, and whose facts have their own days: a channel, a case.

    `void_reason` says why it should not have been recorded; empty: it stands.
    """

    void_reason = models.CharField("作废的理由", max_length=400, blank=True)

    objects: ClassVar[Any] = AmendableQuery.as_manager()

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
