"""What the checks found that keeps a version from being sent."""

from __future__ import annotations

from collections.abc import Sequence

from gongkai.bodies.blockers import Blocker
from gongkai.papers.hit import Hit


def finding_blockers(hits: Sequence[Hit]) -> list[Blocker]:
    """Return why a version with these findings cannot be submitted."""
    return [
        Blocker(f"“{hit.finding.text}”：{hit.finding.message}须修改形成新的版本后再送审。")
        if hit.finding.severity == "block"
        else Blocker(
            f"“{hit.finding.text}”：{hit.finding.message}请逐条答复为何保留，或修改。", field=hit.field
        )
        for hit in hits
        if hit.finding.severity == "block" or (hit.needs_answer and not hit.answer)
    ]
