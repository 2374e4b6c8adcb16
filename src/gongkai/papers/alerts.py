"""What is wrong with the virus scanner, and what it found in attachments that were taken before it could look."""

from __future__ import annotations

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.ledger import watch
from gongkai.ledger.models import NoticedFault
from gongkai.papers import queries, scanning
from gongkai.papers.jobs import SCANNER
from gongkai.papers.models import FileScan
from gongkai.registry import Alert

REMEDIES = {
    scanning.NO_SCANNER: "请安装 clamd，在 GONGKAI_CLAMD 里写明地址",
    scanning.SILENT: "请检查 clamd 是否在运行、地址对不对",
}


def no_scanner(viewer: Viewer) -> list[tuple[str, str]]:
    """Return that nothing can be scanned: there is no scanner, or it does not answer."""
    return [(scanner_in_words(fault), "") for fault in watch.noticed(SCANNER)]


def scanner_in_words(fault: str) -> str:
    """Return what a fault of the scanner means, and what to do, as a sentence."""
    remedy = REMEDIES.get(fault, "请查看 clamd 的日志")
    return f"{fault}：收到的附件记为“未查毒”，不能公开；{remedy}（见“生产环境”说明）。"


def infected_files(viewer: Viewer) -> list[tuple[str, str]]:
    """Return the newest versions with an attachment in which a virus was found after it had been taken."""
    return [
        (
            f"《{version.title}》的附件查出病毒，请去掉或者换成干净的文件。",
            reverse("papers:document", args=[version.document_id]),
        )
        for version in queries.versions_with(viewer, "infected")
    ]


def _noticed(viewer: Viewer) -> QuerySet[NoticedFault]:
    return NoticedFault.objects.filter(watch=SCANNER)


def _infected(viewer: Viewer) -> QuerySet[FileScan]:
    return FileScan.objects.visible_to(viewer).last_said().filter(verdict="infected")


ALERTS = (
    Alert(
        id="papers.no_scanner",
        permission="shell.administer_accounts",
        label="查毒",
        sentences=no_scanner,
        records=_noticed,
    ),
    Alert(
        id="papers.infected_files",
        permission="papers.scan",
        label="附件有病毒",
        sentences=infected_files,
        records=_infected,
    ),
)
