"""The lists of this room: links, documents that ended and are called in force, what was stated for the website."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localtime

from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries as papers
from gongkai.registry import Column, Linked, Register
from gongkai.shell.ledgers.registers import register_of
from gongkai.upkeep import queries
from gongkai.upkeep.counted import page_releases
from gongkai.upkeep.ledgers import STATEMENTS
from gongkai.upkeep.models import LinkFinding, PublicLink

GROUP = "平台建设"
VIEW = "upkeep.view"
LINKS, ENDED = "upkeep.links", "upkeep.ended"


def _document(document: Any) -> Linked:
    return Linked(str(document), reverse("papers:document", args=[document.pk]))


def _details(link: PublicLink) -> list[tuple[str, Any]]:
    return [
        ("所在文稿", _document(link.document)),
        ("链接文字", link.words),
        ("网址", Linked(link.address, link.address)),
        ("范围", _where(link)),
        ("核对结果", link.get_finding_display()),
        ("说明", link.detail),
        ("自何时起", _at(link.since)),
        ("最近核对", _at(link.looked_at)),
    ]


def _at(instant: Any) -> str:
    return f"{localtime(instant):%Y-%m-%d %H:%M}" if instant else ""


def _where(link: PublicLink) -> str:
    return "本站" if link.inside else "外部"


def _read_ended(viewer: Viewer, entries: Sequence[Any]) -> None:
    """Read at once where the entries of a page stand, and which public documents speak of them."""
    speaking = queries.speaking_of(viewer, entries)
    named = papers.documents(viewer).in_bulk([entry.named_in for entry in entries if entry.named_in])
    for entry in entries:
        entry.spoken_of, entry.ended_by = speaking[entry.pk], named.get(entry.named_in)


def why_ended(entry: Any) -> str:
    """Return what says that a document is in force no more."""
    said = [
        f"有效期至 {entry.expired_on}" if entry.expired_on else "",
        f"{entry.repealed_on} 已登记废止" if entry.repealed_on else "",
        f"台账填有失效废止日期 {entry.ended_on}" if entry.ended_on else "",
        "后来公开的文件宣布废止、失效" if entry.named_in else "",
    ]
    return "；".join(filter(None, said))


def _public(entry: Any) -> Linked:
    if not entry.is_public:
        return Linked("没有公开")
    return Linked("公开中，标为有效", reverse("papers:document", args=[entry.document_id]))


REGISTERS = (
    Register(
        id=LINKS,
        title="公开内容的链接",
        group=GROUP,
        query=queries.links,
        permission=VIEW,
        order="address",
        noun="个",
        empty="文稿公开后，正文里的链接列在这里，定时核对是否打得开。",
        details=_details,
        columns=(
            Column(id="document", label="所在文稿", value=lambda link: _document(link.document)),
            Column(id="words", label="链接文字", value=lambda link: link.words),
            Column(
                id="address",
                label="网址",
                value=lambda link: Linked(link.address, link.address),
                field="address",
                filter="text",
            ),
            Column(id="inside", label="范围", value=_where),
            Column(
                id="finding",
                label="核对结果",
                value=lambda link: link.get_finding_display(),
                field="finding",
                filter="choice",
                choices=lambda viewer: LinkFinding.choices,
            ),
            Column(id="detail", label="说明", value=lambda link: link.detail, optional=True),
            Column(id="since", label="自何时起", value=lambda link: _at(link.since)),
            Column(id="looked_at", label="最近核对", value=lambda link: _at(link.looked_at)),
        ),
    ),
    Register(
        id=ENDED,
        title="已失效仍标为有效的公文",
        group="",
        query=queries.no_longer_in_force,
        permission=VIEW,
        order="-made_on",
        noun="件",
        empty="有效期已过、已登记废止或者被后来的文件宣布废止，台账还写“有效”的公文列在这里。",
        page=lambda entry: reverse("shell:record", args=["papers.instruments", entry.pk]),
        together=_read_ended,
        columns=(
            Column(
                id="doc_number",
                label="发文字号",
                value=lambda e: e.doc_number,
                field="doc_number",
                filter="text",
            ),
            Column(id="title", label="标题", value=lambda e: e.title),
            Column(id="made_on", label="成文日期", value=lambda e: e.made_on, field="made_on", filter="date"),
            Column(id="validity", label="台账所写", value=lambda e: e.get_validity_display()),
            Column(id="why", label="为什么已失效", value=why_ended),
            Column(
                id="ended_by",
                label="宣布废止的文件",
                value=lambda e: _document(e.ended_by) if e.ended_by else "",
            ),
            Column(id="public", label="网站上", value=_public),
            Column(
                id="spoken_of",
                label="还在提到它的公开文稿",
                value=lambda e: "、".join(f"《{document}》" for document in e.spoken_of),
            ),
        ),
    ),
    Register(
        id="upkeep.profile_updates",
        title="概况类信息的更新",
        group="",
        query=page_releases,
        permission=VIEW,
        order="-released_on",
        noun="次",
        empty="机构概况、公开指南等页面每公开一版，在这里列一次。",
        page=lambda release: reverse("papers:document", args=[release.document.pk]),
        columns=(
            Column(id="title", label="页面", value=lambda release: release.version.title),
            Column(
                id="released_on",
                label="公开日期",
                value=lambda release: release.released_on,
                field="released_on",
                filter="date",
            ),
        ),
    ),
    register_of(
        STATEMENTS,
        group=GROUP,
        empty="网站访问量、办件量、站点监测结果等本系统不能得知的数据，每年填报一次，写明来源。",
        order="-counted_on",
    ),
)
