"""What waits for the viewer in the review, on the home page."""

from __future__ import annotations

from gongkai.bodies.viewer import Viewer
from gongkai.registry import WaitingItem, WaitingLine
from gongkai.review.models import STEPS
from gongkai.review.permissions import page
from gongkai.review.queries import progress_of_all, ready_to_release, returned_to, waiting_for


def waiting(viewer: Viewer) -> list[WaitingLine]:
    """Return what waits for the viewer in the review: to decide, to correct, to release."""
    lines = [
        WaitingLine(
            title=progress.version.title,
            what=f"请{STEPS[progress.next_number]}审查" if progress.next_number else "",
            since=progress.last_on,
            url=page(progress.version),
        )
        for progress in waiting_for(viewer)
    ]
    lines += [
        WaitingLine(
            title=progress.version.title,
            what="已退回，请修改",
            since=progress.last_on,
            url=page(progress.version),
        )
        for progress in progress_of_all(returned_to(viewer))
    ]
    if viewer.may("review.release"):
        lines += [
            WaitingLine(
                title=version.title,
                what="已审批，待公开",
                since=version.approval.approved_on,
                url=page(version),
            )
            for version in ready_to_release(viewer)
        ]
    return lines


HOME = (WaitingItem(id="review.waiting", label="审查", area="文稿与审查", lines=waiting),)
