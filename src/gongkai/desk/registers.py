"""The ledger as officers and auditors read it: each entry its sentence and its proof."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from gongkai import registry
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import canonical, link_hash
from gongkai.ledger.models import Entry
from gongkai.ledger.queries import line_of
from gongkai.registry import Column, Register

SUBJECTS_SHOWN = 20


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """Return what happened in the viewer's organ."""
    return Entry.objects.filter(organ_code=viewer.organ_code)


def _events(viewer: Viewer) -> Sequence[tuple[str, str]]:
    return [(event.id, event.label) for event in registry.all_of(registry.Event)]


def _subjects(entry: Entry) -> list[str]:
    """Return what an entry is about: kind and number of each record."""
    return [f"{_name(s.model)} {s.key}" for s in entry.subjects.order_by("pk")[:SUBJECTS_SHOWN]]


def _name(label: str) -> str:
    """Return what a model is called."""
    return str(apps.get_model(label)._meta.verbose_name)


def _proof(entry: Entry) -> str:
    """Return whether the entry still is what its hash says."""
    subjects = [(s.model, s.key) for s in entry.subjects.all()]
    return "内容与摘要一致" if link_hash(entry, subjects) == entry.hash else "内容与摘要不符，请立即核查"


def _details(entry: Entry) -> list[tuple[str, Any]]:
    line = line_of(entry)
    stored = entry.data.get("facts", {}).items()
    facts = [f"{_name(label)}：{number} 条，{digest}" for label, (number, digest) in stored]
    return [
        ("序号", str(entry.seq)),
        ("事项", line.label),
        ("内容", line.sentence),
        ("业务日期", entry.day),
        ("记录时间", entry.recorded_at),
        ("经办", f"{entry.actor_post} {entry.actor_number}"),
        ("依据", entry.basis),
        ("涉及的记录", "\n".join(_subjects(entry))),
        ("原始数据", canonical(entry.data).decode()),
        ("写入的数据摘要", "\n".join(facts)),
        ("上一条摘要", entry.previous),
        ("本条摘要（SM3）", entry.hash),
        ("核验", _proof(entry)),
    ]


REGISTERS = (
    Register(
        id="desk.ledger",
        title="操作台账",
        group="监督保障",
        query=entries,
        permission="desk.read_ledger",
        order="-seq",
        empty="这里记载本单位在系统中办理的每一件事：谁、何时、做了什么，只增不改，前后相连。",
        details=_details,
        columns=(
            Column(id="seq", label="序号", value=lambda e: str(e.seq), field="seq"),
            Column(id="day", label="日期", value=lambda e: e.day, field="day", filter="date"),
            Column(
                id="event",
                label="事项",
                value=lambda e: line_of(e).label,
                field="event",
                filter="choice",
                choices=_events,
            ),
            Column(id="sentence", label="内容", value=lambda e: line_of(e).sentence),
            Column(
                id="actor",
                label="经办人编号",
                value=lambda e: e.actor_number,
                field="actor_number",
                filter="text",
            ),
            Column(id="post", label="职务", value=lambda e: e.actor_post, field="actor_post", filter="text"),
            Column(id="recorded_at", label="记录时间", value=lambda e: e.recorded_at, optional=True),
            Column(
                id="hash",
                label="摘要（SM3）",
                value=lambda e: e.hash,
                field="hash",
                filter="text",
                optional=True,
            ),
        ),
    ),
)
