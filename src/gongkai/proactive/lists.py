"""公开清单: decisions, results and answers that are made public together, chosen from the registers, as one document.

The body is canonical JSON: the heads, and of each line its texts and the record (the first row of its line of
corrections, by which a disclosure names it). What says who somebody is stands in no line: of a party only the name of
a unit (条例 art 15).
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.bodies.viewer import Viewer
from gongkai.ledger.batches import batched
from gongkai.ledger.chain import canonical
from gongkai.papers.content import Content
from gongkai.papers.models import Version
from gongkai.papers.reading import numbered_table
from gongkai.proactive import queries
from gongkai.proactive.models import (
    AdministrativeDecision,
    Disclosure,
    DisclosureSubject,
    InspectionResult,
    ProposalReply,
)
from gongkai.shell.ledgers.stored import first_rows

KIND = "disclosure_list"
LONGEST = 500  # lines of one list: what three persons can read
# How the name of a unit ends; what follows in brackets is of the name, too (…有限公司（普通合伙）).
UNIT = re.compile(
    "(?:公司|企业|集团|厂|合作社|局|委员会|政府|办事处|办公室|中心|医院|学校|大学|研究院|研究所|事务所|站|协会|基金会|园区)"
    "(?:[（(][^（）()]*[）)])?$"
)
BETWEEN = re.compile(r"[、，,;；/\n]")
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
UNNAMED = "不列名称"
Columns = Mapping[str, Callable[[Any], object]]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """What a list of one subject is made of: the records, the key to them in a disclosure, and the columns.

    `same` is the natural key, which a record keeps through its corrections.
    """

    model: Any
    link: str
    records: Callable[[Viewer], Any]
    same: tuple[str, ...]
    columns: Columns

    def texts(self, record: Any) -> list[str]:
        """Return the line of a record, by the columns."""
        return [_shown(read(record)) for read in self.columns.values()]


def _shown(value: object) -> str:
    return "" if value is None else str(value)


def units_among(parties: str) -> str:
    """Return those of some parties that are units; of a natural person only that the name is not listed."""
    named = (each if UNIT.search(each) else UNNAMED for each in _parties(parties))
    return "、".join(dict.fromkeys(named)) or UNNAMED


def _nameless(text: str, decision: AdministrativeDecision) -> str:
    """What the register says of a decision, without the names of the parties that are no units."""
    for each in _parties(decision.party):
        if not UNIT.search(each):
            for name in filter(None, (each, BRACKETS.sub("", each).strip())):
                text = text.replace(name, "某")
    return text


def _parties(parties: str) -> list[str]:
    return [each.strip() for each in BETWEEN.split(parties) if each.strip()]


def _decisions(kind: str, columns: Columns) -> Listed:
    return Listed(
        model=AdministrativeDecision,
        link="decision",
        records=lambda viewer: queries.decisions(viewer).filter(kind=kind),
        same=("organ", "kind", "doc_number"),
        columns=columns,
    )


def _results(kind: str) -> Listed:
    return Listed(
        model=InspectionResult,
        link="result",
        records=lambda viewer: queries.results(viewer).filter(target_kind=kind),
        same=("organ", "target", "action"),
        columns={
            "专项行动或者批次": lambda r: r.action,
            "监察对象": lambda r: r.target if kind == "project" else units_among(r.target),
            "结论": lambda r: r.conclusion,
            "整改情况": lambda r: r.rectification,
            "结果日期": lambda r: r.decided_on,
        },
    )


DECISION: Columns = {
    "决定文号": lambda d: d.doc_number,
    "事项名称": lambda d: _nameless(d.matter, d),
    "项目或者文书名称": lambda d: _nameless(d.title, d),
    "行政相对人": lambda d: units_among(d.party),
    "决定日期": lambda d: d.decided_on,
}
LICENCE: Columns = {
    **DECISION,
    "决定": lambda d: "准予" if d.granted else "不予许可",
    "有效期至": lambda d: d.valid_until,
}
LISTED: Mapping[str, Listed] = {
    DisclosureSubject.LICENSING: _decisions("licensing", LICENCE),
    DisclosureSubject.PUNISHMENT: _decisions("punishment", DECISION),
    DisclosureSubject.COERCION: _decisions("coercion", DECISION),
    DisclosureSubject.PROJECT: _results("project"),
    DisclosureSubject.ENTERPRISE: _results("enterprise"),
    DisclosureSubject.PROPOSAL: Listed(
        model=ProposalReply,
        link="reply",
        records=lambda viewer: queries.proposal_replies(viewer).filter(attribute="proactive"),
        same=("proposal",),
        columns={
            "类别": lambda r: r.proposal.get_kind_display(),
            "编号": lambda r: r.proposal,
            "题目": lambda r: r.proposal.title,
            "主办会办": lambda r: r.proposal.get_part_display(),
            "答复日期": lambda r: r.replied_on,
            "答复文号": lambda r: r.doc_number,
            "办理结果": lambda r: r.grade,
        },
    ),
}


@dataclass(frozen=True)
class ListBody:
    """What a version of a list says: its subject, the heads, and of each line the record and the texts."""

    subject: DisclosureSubject
    heads: Sequence[str]
    lines: Mapping[int, list[str]]

    @property
    def of(self) -> Listed:
        """What a list of this subject is made of."""
        return LISTED[self.subject]


def body_of(version: Version) -> ListBody:
    """Return what a version of a list says. Raises `ActionBlocked` where it was altered."""
    said = version.content_json
    return ListBody(DisclosureSubject(said["subject"]), said["heads"], dict(said["lines"]))


def content_of(subject: DisclosureSubject, title: str, records: Sequence[Any]) -> Content:
    """Return the content of a list of these records, in their order."""
    of, first = LISTED[subject], first_rows(records)
    lines = [[first[record.pk], of.texts(record)] for record in records]
    body = canonical({"subject": subject.value, "heads": list(of.columns), "lines": lines}).decode()
    return Content(title=title.strip(), body=body, body_type="application/json")


# ---- What may be listed, and what stands of it ----------------------------------------------------------------------


def undisclosed(
    viewer: Viewer,
    subject: DisclosureSubject,
    *,
    since: datetime.date | None = None,
    until: datetime.date | None = None,
) -> Any:
    """Return the records of a subject that no disclosure stands for, the first decided first; of these days."""
    of = LISTED[subject]
    same = {f"{of.link}__{name}": OuterRef(name) for name in of.same}
    found = of.records(viewer).filter(~Exists(Disclosure.objects.standing().filter(**same)))
    if since is not None:
        found = found.filter(counted_on__gte=since)
    if until is not None:
        found = found.filter(counted_on__lte=until)
    return found.order_by("counted_on", "pk")


def standing_of(viewer: Viewer, of: Listed, first: Iterable[int]) -> dict[int, Any]:
    """Return by the first rows of their lines the records that stand now and may be public; none for what does not."""
    last = {pk: pk for pk in first}
    while later := _successors(of, last.values()):
        last = {root: later.get(pk, pk) for root, pk in last.items()}
    standing = {
        record.pk: record
        for some in batched(sorted(last.values()))
        for record in of.records(viewer).filter(pk__in=some)
    }
    return {root: standing[pk] for root, pk in last.items() if pk in standing}


def _successors(of: Listed, rows: Iterable[int]) -> dict[int, int]:
    return {
        wrong: right
        for some in batched(sorted(rows))
        for wrong, right in of.model.objects.filter(supersedes__in=some).values_list("supersedes", "pk")
    }


def standing_disclosures(of: Listed, first: Iterable[int]) -> dict[int, Disclosure]:
    """Return by the first rows of their lines for which records a disclosure stands."""
    facts = Disclosure.objects.standing().select_related("release__approval__version")
    return {
        getattr(fact, f"{of.link}_id"): fact
        for some in batched(sorted(first))
        for fact in facts.filter(**{f"{of.link}__in": some})
    }


# ---- How a version reads --------------------------------------------------------------------------------------------


def text(version: Version) -> str:
    """Return a list as plain text, a record a line."""
    body = body_of(version)
    return "\n".join(
        "；".join(f"{label}：{said}" for label, said in zip(body.heads, line, strict=True) if said)
        for line in body.lines.values()
    )


def page(version: Version, level: int) -> SafeString:
    """Return a list as the public reads it: a table below its title as a heading of that level."""
    body = body_of(version)
    return numbered_table(version.title, body.heads, body.lines.values(), level=level)


def revise_url(version: Version) -> str:
    """Return where another version of a list is made."""
    return reverse("proactive:revise_list", args=[version.document_id])
