"""Release an approved version under its public address."""

from __future__ import annotations

from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.papers import files
from gongkai.papers import queries as papers
from gongkai.papers.content import ATTRIBUTES
from gongkai.papers.models import Version
from gongkai.review.events import Released
from gongkai.review.models import Approval, Release


def release(*, viewer: Viewer, version: Version) -> Release:
    """Return the release. What was released of the document before is replaced by it.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way, the kind's own blockers among it.
    """
    viewer.require("review.release")
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update().get(pk=version.document_id)
        kind = version.document.declared_kind
        found = release_blockers(viewer, version)
        if found or kind.release is None:
            raise ActionBlocked(found)
        made = tx.add(
            Release(
                approval=version.approval,
                address=kind.release.address(version),
                released_on=viewer.day,
                released_at=clock.now(),
                released_by=viewer.officer,
            )
        )
        tx.record(
            Released(number=version.number, hash=version.hash, address=made.address),
            subjects=[version.document, version, made],
        )
    return made


def release_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why a version cannot be released."""
    approval = Approval.objects.filter(version=version).first()
    if approval is None:
        return [Blocker("本版未经审批，不能公开；请先送审。")]
    if not version.is_newest:
        return [Blocker("审批之后文稿有了新的版本，原审批不再适用；请对最新一版送审。")]
    if Release.objects.standing().filter(approval=approval).exists():
        return [Blocker("本版已经公开。")]
    kind = version.document.declared_kind
    if kind.release is None:
        return [Blocker(f"{kind.label}送达当事人，不向社会公开。")]
    found = []
    if version.attribute != "proactive":
        found.append(Blocker(f"公开属性为“{ATTRIBUTES[version.attribute]}”，不能向社会公开。"))
    if approval.approved_on > viewer.day:
        found.append(Blocker("公开日期早于审批日期，请核对。"))
    if version.made_on is not None and version.made_on > viewer.day:
        found.append(Blocker(f"成文日期 {version.made_on:%Y-%m-%d} 尚未到，不能公开。"))
    found += _damage(version)
    return [*found, *kind.release.blockers(viewer, version)]


def _damage(version: Version) -> list[Blocker]:
    if not version.is_intact:
        return [Blocker("文稿内容与审批时的摘要不符，不能公开；请立即报告管理员。")]
    damage = []
    for attachment in version.files:
        try:
            files.read(attachment)
        except files.FileDamaged as error:
            damage.append(Blocker(str(error)))
    return damage
