"""What the public is not given, because it is not as it was released."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import watch
from gongkai.ledger.models import NoticedFault
from gongkai.norms.queries import rules_of
from gongkai.papers import queries as papers
from gongkai.papers import structured
from gongkai.papers.models import Version
from gongkai.portal.watch import PUBLIC, RELEASES
from gongkai.registry import Alert, Asked
from gongkai.review.models import Release
from gongkai.review.queries import own_pages


def changed(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield what is withheld: each by its title to who may read it, their number to who mends the installation."""
    noticed, disowned = watch.noticed(PUBLIC), watch.noticed(RELEASES)
    if viewer.may("papers.view"):
        yield from _named(viewer, noticed)
        yield from _disowned(viewer, disowned)
    elif viewer.may("bodies.administer"):
        found = len(noticed) + len(disowned)
        sentence = f"已公开的内容有 {found} 处不是公开时的样子，已停止提供；"
        yield f"{sentence}请用 gongkai verify 查明，从备份恢复。", reverse("shell:tasks")


def unpublished(viewer: Viewer) -> Iterator[tuple[str, str]]:
    """Yield each structured page that is asked for and that the public does not see, for who writes them."""
    shown = {release.document.kind for release in own_pages(viewer).values()}
    for kind in structured.kinds():
        if kind.id not in shown and (basis := _asked(viewer, kind.asked)):
            sentence = f"网站上还没有{kind.label}：写好送审、公开后，公众才看得到（{basis}）。"
            yield sentence, reverse("papers:page", args=[kind.id])


def _asked(viewer: Viewer, asked: Asked) -> str:
    """Why a page must be there, "" where it need not be."""
    if not asked.setting:
        return asked.basis
    value = rules_of(viewer).values.on(asked.setting, viewer.day)
    return f"本单位设置：{value.label}" if value.value == Asked.WANTED else ""


def _named(viewer: Viewer, noticed: list[str]) -> Iterator[tuple[str, str]]:
    places = [subject.partition(":") for subject in noticed]
    releases = Release.objects.select_related("approval").in_bulk([int(pk) for pk, _, _ in places])
    versions = papers.versions(viewer).in_bulk([each.approval.version_id for each in releases.values()])
    for pk, _, place in places:
        release = releases.get(int(pk))
        version = versions.get(release.approval.version_id) if release else None
        if version is not None:
            url = reverse("papers:document", args=[version.document_id])
            yield _sentence(version, place), url


def _disowned(viewer: Viewer, noticed: list[str]) -> Iterator[tuple[str, str]]:
    for document in papers.documents(viewer).filter(pk__in=[int(pk) for pk in noticed]):
        said = "的公开和撤回记录与台账不符，有人直接改动了数据库；请立即报告系统管理员，从备份恢复。"
        yield f"《{document}》{said}", reverse("papers:document", args=[document.pk])


def _sentence(version: Version, place: str) -> str:
    if not place:
        return (
            f"《{version.title}》的公开内容与台账所记不符，公众页面已撤下；请立即报告系统管理员，从备份恢复。"
        )
    name = version.files[int(place) - 1].name
    return f"《{version.title}》的附件“{name}”缺失或者已被改动，已停止提供下载；请从备份恢复文件。"


def _noticed(viewer: Viewer) -> QuerySet[NoticedFault]:
    return NoticedFault.objects.filter(watch__in=[PUBLIC, RELEASES])


ALERTS = (
    Alert(
        id="portal.changed",
        label="公开内容被改动",
        sentences=lambda viewer: list(changed(viewer)),
        records=_noticed,
    ),
    Alert(
        id="portal.unpublished",
        label="机构页面未公布",
        permission="papers.draft",
        sentences=lambda viewer: list(unpublished(viewer)),
    ),
)
