"""What happens in `papers`, as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongkai.registry import Event


class VersionAdded(Event):
    id = "papers.version_added"
    label = "拟稿"
    message = "形成第 {number} 版。"

    number: int
    hash: str


class FilesScanned(Event):
    id = "papers.files_scanned"
    label = "附件查毒"
    message = "附件查毒：{clean} 个未发现病毒，{infected} 个发现病毒。"

    clean: int
    infected: int


class SeriesOpened(Event):
    id = "papers.series_opened"
    label = "设立文号系列"
    message = "设立发文字号系列“{prefix}”。"

    prefix: str


class SeriesChanged(Event):
    id = "papers.series_changed"
    label = "修改文号系列"
    message = "发文字号系列“{prefix}”改为{at_once}。"

    prefix: str
    at_once: bool

    @classmethod
    def words(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return when a number is drawn, as the screens say it."""
        return {**data, "at_once": "签发即取号" if data["at_once"] else "由办公室登记取号"}


class NumberSetAside(Event):
    id = "papers.number_set_aside"
    label = "预留、跳号"
    message = "{doc_number} {purpose}。"

    doc_number: str
    purpose: str


class ReservationGivenUp(Event):
    id = "papers.reservation_given_up"
    label = "取消预留"
    message = "{doc_number} 取消预留，不再使用。"

    doc_number: str


EVENTS: tuple[type[Event], ...] = (
    VersionAdded,
    FilesScanned,
    SeriesOpened,
    SeriesChanged,
    NumberSetAside,
    ReservationGivenUp,
)
