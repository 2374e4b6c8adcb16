"""The ledger as officers and auditors read it: each entry its sentence, what it is about, and its proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Min, QuerySet
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.queries import PersonalLine, personal_lines
from gongkai.bodies.viewer import Viewer
from gongkai.ledger.chain import canonical, link_hash
from gongkai.ledger.models import Entry, Subject
from gongkai.registry import Column, Linked, RecordPage, Register
from gongkai.shell import named_records

SUBJECTS_SHOWN = 20


@dataclass(frozen=True)
class ReadEntry:
    """What people read of an entry, for whom, and the record that it is first of all about."""

    viewer: Viewer
    line: PersonalLine
    about: Linked


def entries(viewer: Viewer) -> QuerySet[Entry]:
    """Return what happened in the viewer's organ."""
    return Entry.objects.filter(organ_code=viewer.organ_code)


def read_entries(viewer: Viewer, found: Sequence[Any]) -> None:
    """Give each entry as `read` what its line says; names of persons and records are read at once."""
    firsts = Subject.objects.filter(entry__in=found).values("entry").annotate(first=Min("pk")).values("first")
    of_entry = {s.entry_id: (s.model, s.key) for s in Subject.objects.filter(pk__in=firsts)}
    names = named_records(viewer, of_entry.values())
    nothing = Linked("")
    for entry, line in zip(found, personal_lines(found), strict=True):
        about = names[of_entry[entry.pk]] if entry.pk in of_entry else nothing
        entry.read = ReadEntry(viewer, line, about)


def _events(viewer: Viewer) -> Sequence[tuple[str, str]]:
    return [(event.id, event.label) for event in registry.all_of(registry.Event)]


def _subjects(entry: Any) -> tuple[Linked, ...]:
    """Return the records that an entry is about, each as a way to its page."""
    asked = [(s.model, s.key) for s in entry.subjects.order_by("pk")[: SUBJECTS_SHOWN + 1]]
    names = named_records(entry.read.viewer, asked[:SUBJECTS_SHOWN])
    more = (Linked(f"等，只列出前 {SUBJECTS_SHOWN} 条"),) if len(asked) > SUBJECTS_SHOWN else ()
    return (*(names[reference] for reference in asked[:SUBJECTS_SHOWN]), *more)


def _name(label: str) -> str:
    """Return what a model is called."""
    return str(apps.get_model(label)._meta.verbose_name)


def proof(entry: Entry) -> str:
    """Return whether the entry still is what its hash says."""
    subjects = [(s.model, s.key) for s in entry.subjects.all()]
    return "内容与摘要一致" if link_hash(entry, subjects) == entry.hash else "内容与摘要不符，请立即核查"


def _stored(entry: Entry) -> Iterator[tuple[str, int, str]]:
    """Yield kind, number and digest of the rows that an entry stored."""
    for label, (number, digest) in entry.data.get("facts", {}).items():
        yield _name(label), number, digest


def _details(entry: Any) -> list[tuple[str, Any]]:
    line = entry.read.line
    return [
        ("序号", str(entry.seq)),
        ("事项", line.label),
        ("内容", line.sentence),
        ("涉及的记录", _subjects(entry)),
        ("业务日期", entry.day),
        ("记录时间", entry.recorded_at),
        ("经办", line.actor),
        ("依据", entry.basis),
        ("写入的数据", "、".join(f"{kind} {number} 条" for kind, number, _ in _stored(entry))),
        ("核验", Linked(proof(entry), reverse("desk:proof", args=[entry.seq]))),
    ]


def digests(entry: Entry) -> list[tuple[str, str]]:
    """Return label and text of what an auditor computes the proof of an entry from."""
    return [
        ("上一条摘要（SM3）", entry.previous),
        ("本条摘要（SM3）", entry.hash),
        *((f"写入的{kind}（{number} 条）的摘要", digest) for kind, number, digest in _stored(entry)),
        ("原始数据", canonical(entry.data).decode()),
        ("涉及的记录", "\n".join(f"{s.model} {s.key}" for s in entry.subjects.order_by("model", "key"))),
        ("经办人编号", entry.actor_number),
    ]


PAGES = (
    RecordPage(
        id="bodies.Officer",
        permission="desk.view_people",
        url=lambda officer: reverse("desk:officer", args=[officer.pk]),
    ),
    RecordPage(
        id="bodies.Appointment",
        permission="desk.view_people",
        url=lambda appointment: reverse("desk:officer", args=[appointment.officer_id]),
    ),
    RecordPage(
        id="bodies.StandIn", permission="desk.view_people", url=lambda stand_in: reverse("desk:people")
    ),
    RecordPage(
        id="bodies.Absence", permission="desk.view_people", url=lambda absence: reverse("desk:people")
    ),
    RecordPage(
        id="norms.HolidayNotice", permission="norms.view", url=lambda notice: reverse("desk:calendar")
    ),
    RecordPage(id="norms.UnitValue", permission="norms.view", url=lambda value: reverse("desk:values")),
    RecordPage(id="norms.Confirmation", permission="norms.view", url=lambda word: reverse("desk:values")),
)
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
        together=read_entries,
        columns=(
            Column(id="seq", label="序号", value=lambda e: str(e.seq), field="seq"),
            Column(id="day", label="日期", value=lambda e: e.day, field="day", filter="date"),
            Column(
                id="event",
                label="事项",
                value=lambda e: e.read.line.label,
                field="event",
                filter="choice",
                choices=_events,
            ),
            Column(id="about", label="涉及的记录", value=lambda e: e.read.about),
            Column(id="sentence", label="内容", value=lambda e: e.read.line.sentence),
            Column(id="actor", label="经办", value=lambda e: e.read.line.actor),
            Column(
                id="number",
                label="经办人编号",
                value=lambda e: e.actor_number,
                field="actor_number",
                filter="text",
                optional=True,
            ),
            Column(
                id="post",
                label="职务",
                value=lambda e: e.actor_post,
                field="actor_post",
                filter="text",
                optional=True,
            ),
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
