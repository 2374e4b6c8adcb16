"""Enter facts in a ledger of this room, each correcting the one under the same document number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from gongkai.bodies.models import Organ
from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import NormativeDesignation, NormativeRepeal, OfficialDocument

F = TypeVar("F", OfficialDocument, NormativeDesignation, NormativeRepeal)


def enter(
    *, viewer: Viewer, model: type[F], counted_by: str, rows: Sequence[Mapping[str, Any]]
) -> Sequence[F]:
    """Store the facts inside the running act, which records them: an import is one event.

    Returns one fact for each row, counted by the day in the row's `counted_by`. Raises `NotAllowed`.
    """
    viewer.require("papers.register")
    with viewer.transaction() as tx:
        # Two people entering the same number wait for one another; the guard then refuses the second.
        Organ.objects.select_for_update().get(pk=viewer.organ_code)
        stands = standing(viewer, model, [row["doc_number"] for row in rows])
        return tx.add_all(
            [
                model(
                    organ_id=viewer.organ_code,
                    counted_on=row[counted_by],
                    supersedes=stands.get(row["doc_number"]),
                    **row,
                )
                for row in rows
            ]
        )


def standing(viewer: Viewer, model: type[F], numbers: Sequence[str]) -> dict[str, F]:
    """Return the facts that stand under these document numbers, by number."""
    found = model.objects.visible_to(viewer).standing().filter(doc_number__in=numbers)
    return {fact.doc_number: fact for fact in found}
