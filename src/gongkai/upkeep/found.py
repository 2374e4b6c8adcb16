"""How each indicator of a site inspection is found: the records of the rooms below, or what somebody stated.

What the program cannot know is stated by somebody (`SiteStatement`), and said to be so. The figures are of the viewer's
day; nothing here is kept.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.oversight import queries as oversight
from gongkai.oversight.models import OpinionSource
from gongkai.portal.alerts import changed
from gongkai.proactive import queries as proactive
from gongkai.proactive.models import Medium, UpdateRule
from gongkai.registry import Linked
from gongkai.upkeep import queries
from gongkai.upkeep.columns import SiteColumn, site_columns
from gongkai.upkeep.registers import ENDED, LINKS, why_ended
from gongkai.upkeep.report_form import LINES

Verdict = Literal["veto", "wrong", "sound", "unknown"]
VERDICTS: dict[Verdict, str] = {
    "veto": "达到单项否决",
    "wrong": "有问题",
    "sound": "没有发现问题",
    "unknown": "尚未填报",
}
ACCOUNTS = (Medium.WEIBO, Medium.WECHAT, Medium.NEW_MEDIA)
NEWS_RULES = (UpdateRule.NEWS, UpdateRule.COLUMN)


@dataclass(frozen=True)
class IndicatorFinding:
    """What was found for an indicator: how many ("" where nobody knows), what that means, and the lines behind it.

    Where the lines are records of a register, `records` finds them and `say` says one.
    """

    number: int | str
    verdict: Verdict
    note: str = ""
    lines: Sequence[Linked] = ()
    register: str = ""
    records: QuerySet[Any] | None = None
    say: Callable[[Any], Linked] = field(default=lambda record: Linked(str(record)))

    @property
    def verdict_label(self) -> str:
        """What it means, in words."""
        return VERDICTS[self.verdict]


def _judged(number: int, at: int = 1, *, veto: bool = False) -> Verdict:
    if veto and number >= at:
        return "veto"
    return "wrong" if number else "sound"


# ---- Of the website --------------------------------------------------------------------------------------------------


def changed_pages(viewer: Viewer) -> IndicatorFinding:
    lines = [Linked(sentence, url) for sentence, url in changed(viewer)]
    return IndicatorFinding(len(lines), _judged(len(lines)), lines=lines)


def home_page(viewer: Viewer) -> IndicatorFinding:
    site = next((each for each in _channels(viewer) if each.own_site), None)
    if site is None:
        return IndicatorFinding("", "unknown", "没有登记由本系统发布的网站")
    last = site.last_published_on
    if last is None:
        return IndicatorFinding(
            "", "veto", "还没有发布过信息", lines=[_channel_line(site, "还没有发布过信息")]
        )
    days = (viewer.day - last).days
    said = f"最近更新 {last}，距今 {days} 天"
    late = days > queries.value_of(viewer, "site.home")
    lines = [_channel_line(site, said)]
    return IndicatorFinding(days, "veto" if late else "sound", said, lines=lines)


def _column_line(each: SiteColumn) -> Linked:
    said = f"最近 {each.last_on}，应于 {each.due_on} 前更新" if each.last_on else "空白"
    return Linked(f"{each.name}：{said}", reverse("proactive:matter", args=[each.matter.pk]))


def _columns(viewer: Viewer, key: str, wanted: Callable[[SiteColumn], bool]) -> IndicatorFinding:
    found = [each for each in site_columns(viewer) if wanted(each)]
    at = queries.value_of(viewer, key)
    return IndicatorFinding(
        len(found),
        _judged(len(found), at, veto=True),
        f"共 {len(site_columns(viewer))} 个栏目",
        _lines(found),
    )


def _lines(columns: Sequence[SiteColumn]) -> list[Linked]:
    return [_column_line(each) for each in columns]


def stale_columns(viewer: Viewer) -> IndicatorFinding:
    return _columns(
        viewer, "site.stale_columns", lambda each: each.rule in NEWS_RULES and each.is_late(viewer.day)
    )


def other_columns(viewer: Viewer) -> IndicatorFinding:
    return _columns(
        viewer, "site.other_columns", lambda each: each.rule not in NEWS_RULES and each.is_late(viewer.day)
    )


def empty_columns(viewer: Viewer) -> IndicatorFinding:
    return _columns(viewer, "site.empty_columns", lambda each: each.is_empty)


def unanswered_messages(viewer: Viewer) -> IndicatorFinding:
    since = law.months_after(viewer.day, -queries.value_of(viewer, "site.consultation"))
    late = oversight.opinions_unhandled(viewer).filter(source=OpinionSource.MAILBOX, raised_on__lt=since)
    return _of_records(late, "oversight.opinions", veto=True)


def dead_links(viewer: Viewer) -> IndicatorFinding:
    return _of_records(
        queries.dead_links(viewer),
        LINKS,
        lambda link: Linked(
            f"《{link.document}》：{link.words} {link.address}（{link.get_finding_display()}）",
            reverse("papers:document", args=[link.document_id]),
        ),
    )


def ended_documents(viewer: Viewer) -> IndicatorFinding:
    return _of_records(
        queries.no_longer_in_force(viewer),
        ENDED,
        lambda entry: Linked(
            f"{entry.doc_number}《{entry.title}》：{why_ended(entry)}",
            reverse("shell:record", args=["papers.instruments", entry.pk]),
        ),
    )


def gathered_parties(viewer: Viewer) -> IndicatorFinding:
    lines = [
        Linked(
            f"{each['party']}：{each['number']} 项",
            f"{reverse('upkeep:gathered')}?{urlencode({'party': each['party']})}",
        )
        for each in queries.gathered(viewer)
    ]
    return IndicatorFinding(len(lines), _judged(len(lines)), lines=lines)


def open_risks(viewer: Viewer) -> IndicatorFinding:
    return _of_records(oversight.risks_open(viewer), "oversight.assessments")


def _of_records(
    records: QuerySet[Any],
    register: str,
    say: Callable[[Any], Linked] | None = None,
    *,
    veto: bool = False,
) -> IndicatorFinding:
    number = records.order_by().count()
    told = say or (lambda record: Linked(str(record), reverse("shell:record", args=[register, record.pk])))
    return IndicatorFinding(number, _judged(number, veto=veto), register=register, records=records, say=told)


# ---- Of new media ----------------------------------------------------------------------------------------------------


def _channels(viewer: Viewer) -> list[Any]:
    """The open channels of the organ, each with when something last appeared; read once for a page."""
    return viewer.once(
        "upkeep.channels",
        lambda: list(proactive.with_last(proactive.channels(viewer).filter(closed_on=None))),
    )


def _accounts(viewer: Viewer) -> list[Any]:
    return [each for each in _channels(viewer) if each.medium in ACCOUNTS]


def _channel_line(channel: Any, said: str) -> Linked:
    return Linked(f"{channel.name}：{said}", reverse("shell:record", args=["proactive.channels", channel.pk]))


def _of_accounts(viewer: Viewer, said: Callable[[Any], str], *, veto: bool = False) -> IndicatorFinding:
    lines = [_channel_line(each, words) for each in _accounts(viewer) if (words := said(each))]
    return IndicatorFinding(
        len(lines), _judged(len(lines), veto=veto), f"共 {len(_accounts(viewer))} 个账号", lines=lines
    )


def stale_accounts(viewer: Viewer) -> IndicatorFinding:
    within = queries.value_of(viewer, "media.update")

    def said(account: Any) -> str:
        last = account.last_published_on or account.registered_on
        if last is None:
            return "没有发布过，也没有登记开设日期"
        return f"最近更新 {last}" if (viewer.day - last).days > within else ""

    return _of_accounts(viewer, said, veto=True)


def _filing_day(viewer: Viewer, opened_on: datetime.date) -> datetime.date | None:
    """The last day of filing an account; None where no rule of that day is in the tables: it is long past."""
    rules = rules_of(viewer)
    try:
        return law.deadline("media.filing", opened_on, calendar=rules.calendar, values=rules.values).due
    except law.LawError:
        return None


def unfiled_accounts(viewer: Viewer) -> IndicatorFinding:
    def said(account: Any) -> str:
        if account.filed_on is not None or account.registered_on is None:
            return "" if account.filed_on else "没有登记开设日期和备案日期"
        due = _filing_day(viewer, account.registered_on)
        return f"{account.registered_on} 开设，没有登记备案" if due is None or due < viewer.day else ""

    return _of_accounts(viewer, said)


def second_accounts(viewer: Viewer) -> IndicatorFinding:
    media = [each.medium for each in _accounts(viewer) if each.medium != Medium.NEW_MEDIA]
    return _of_accounts(
        viewer,
        lambda each: f"{each.get_medium_display()}不止一个账号" if media.count(each.medium) > 1 else "",
    )


# ---- Stated ----------------------------------------------------------------------------------------------------------


def stated(id: str, judge: Callable[[Viewer, str], Verdict]) -> Callable[[Viewer], IndicatorFinding]:
    """Return how an indicator is found that somebody states: the value of this year, else of the last."""

    def find(viewer: Viewer) -> IndicatorFinding:
        line, found = LINES[id], _statements(viewer).get(id)
        if found is None:
            asked = urlencode({"year": viewer.day.year, "item": line.label})
            url = f"{reverse('shell:enter', args=['upkeep.statements'])}?{asked}"
            return IndicatorFinding(
                "",
                "unknown",
                "本系统不能得知，请填报",
                [Linked("填报", url if viewer.may("upkeep.register") else "")],
            )
        said = f"{found.value}{f' {line.unit}' if line.unit else ''}"
        page = reverse("shell:record", args=["upkeep.statements", found.pk])
        note = f"{found.stated_on} 填报，来源：{found.source}"
        return IndicatorFinding(said, judge(viewer, found.value), note, [Linked(f"{said}（{note}）", page)])

    return find


def _statements(viewer: Viewer) -> dict[str, Any]:
    return viewer.once("upkeep.statements", lambda: queries.last_statements(viewer))


def over(key: str) -> Callable[[Viewer, str], Verdict]:
    return lambda viewer, value: (
        "veto" if Decimal(value) >= queries.value_of(viewer, key) else "wrong" if Decimal(value) else "sound"
    )


def any_is_veto(viewer: Viewer, value: str) -> Verdict:
    return "veto" if Decimal(value) else "sound"


def no_is_veto(viewer: Viewer, value: str) -> Verdict:
    return "sound" if value == "是" else "veto"
