"""Release an approved version under its public address."""

from __future__ import annotations

from gongkai import registry
from gongkai.bodies.blockers import ActionBlocked, Blocker
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.papers import files
from gongkai.papers import queries as papers
from gongkai.papers.content import ATTRIBUTES
from gongkai.papers.models import Version
from gongkai.review.events import Released
from gongkai.review.models import Approval, Registration, Release, SecrecyForm
from gongkai.review.progress import newest_of
from gongkai.review.timing import time_of
from gongkai.shell.ledgers.writing import hold_ledgers


def release(*, viewer: Viewer, version: Version) -> Release:
    """Return the release. What was released of the document before is replaced by it; what follows is written with it.

    Raises `NotAllowed`, or `ActionBlocked` with what stands in the way, the kind's own blockers among it.
    """
    viewer.require("review.release")
    with viewer.transaction() as tx:
        papers.documents(viewer).select_for_update(no_key=True).get(pk=version.document_id)
        hold_ledgers(viewer)  # what a list says is compared with registers that nobody changes meanwhile
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
        for each in registry.all_of(registry.Consequence):
            each.released(tx, viewer, made)
    return made


def release_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return why a version cannot be released."""
    approval: Approval | None = getattr(version, "approval", None)
    if approval is None:
        return [Blocker("本版未经审批，不能公开；请先送审。")]
    if not version.is_newest:
        return [
            Blocker("审批之后文稿有了新的版本，原审批不再适用，应将最新一版送审。", remedy=newest_of(version))
        ]
    released = Release.objects.filter(approval=approval).select_related("withdrawal").first()
    if released is not None:
        return [released_before(released)]
    kind = version.document.declared_kind
    if kind.release is None:
        return [Blocker(f"{kind.label}送达当事人，不向社会公开。")]
    found = []
    if version.attribute != "proactive":
        found.append(Blocker(f"公开属性为“{ATTRIBUTES[version.attribute]}”，不能向社会公开。"))
    if kind.registered and not Registration.objects.filter(document=version.document_id).exists():
        found.append(Blocker("公文尚未登记，没有发文字号和成文日期；请办公室登记后再公开。"))
    if approval.approved_on > viewer.day:
        found.append(Blocker("公开日期早于审批日期，请核对。"))
    return [
        *found,
        *_not_yet(viewer, version),
        *_before_its_plan(viewer, version),
        *_damage(version),
        *papers.files_blockers(version),
        *kind.release.blockers(viewer, version),
        *_consequent(viewer, version),
    ]


def foreseen_blockers(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what will keep a version from leaving once it is approved, as its drafter can know it now."""
    release = version.document.declared_kind.release
    if release is None:
        return papers.files_blockers(version)
    if version.attribute != "proactive":
        return []
    return [
        *_not_yet(viewer, version),
        *_damage(version),
        *papers.files_blockers(version),
        *release.foreseen(viewer, version),
        *_consequent(viewer, version),
    ]


def _not_yet(viewer: Viewer, version: Version) -> list[Blocker]:
    if version.made_on is None or version.made_on <= viewer.day:
        return []
    return [Blocker(f"成文日期 {version.made_on:%Y-%m-%d} 尚未到，不能公开。")]


def _before_its_plan(viewer: Viewer, version: Version) -> list[Blocker]:
    planned = SecrecyForm.objects.filter(version=version).values_list("planned_on", flat=True).first()
    if planned is None or planned <= viewer.day:
        return []
    then = "" if time_of(version) else "；可以定时到那天公开"
    return [Blocker(f"审批的拟公开时间是 {planned:%Y-%m-%d}，还没有到{then}。")]


def _consequent(viewer: Viewer, version: Version) -> list[Blocker]:
    return [b for each in registry.all_of(registry.Consequence) for b in each.blockers(viewer, version)]


def release_notices(viewer: Viewer, version: Version) -> list[Blocker]:
    """Return what who drafts or releases a version should look at before; it stands against nothing."""
    if version.document.declared_kind.release is None:
        return []
    return [said for each in registry.all_of(registry.Consequence) for said in each.notices(viewer, version)]


def released_before(released: Release) -> Blocker:
    """Return that a version was released before, and how that ended."""
    if not hasattr(released, "withdrawal"):
        return Blocker("本版已经公开。")
    withdrawn = released.withdrawal
    return Blocker(
        f"本版已于 {withdrawn.withdrawn_on} 撤回（{withdrawn.reason}），不能再公开；"
        "请修改形成新的版本，重新送审。"
    )


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
