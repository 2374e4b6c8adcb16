"""Register a case that was brought."""

from __future__ import annotations

import datetime

from gongkai.bodies.viewer import Viewer
from gongkai.disputes.events import Filed
from gongkai.disputes.models import Dispute, Filing


def file_dispute(*, viewer: Viewer, dispute: Dispute, filed_on: datetime.date) -> Filing:
    """Return the fact that the case was brought; `dispute` is an unsaved case of the viewer's organ."""
    viewer.require("disputes.register")
    with viewer.transaction() as tx:
        dispute.organ_id = viewer.organ_code
        dispute.save(force_insert=True)
        filing = tx.add(
            Filing(organ_id=viewer.organ_code, dispute=dispute, filed_on=filed_on, counted_on=filed_on)
        )
        subjects = [dispute, *([dispute.request] if dispute.request else [])]
        tx.record(
            Filed(on=filed_on),
            subjects=subjects,
            basis="《政府信息公开条例》第五十一条",
        )
    return filing
