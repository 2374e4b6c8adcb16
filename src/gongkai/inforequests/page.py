"""What the page of a case shows, derived from its facts: how far it has come, and its clock with every day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from gongkai import law
from gongkai.bodies.queries import PersonalLine, personal_lines
from gongkai.inforequests.clocks import DeadlineCalculator
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.models import ClockState, Reply
from gongkai.inforequests.status import REPLY, CaseStatus
from gongkai.inforequests.weeks import Week, weeks_of
from gongkai.ledger.queries import entries_naming, entries_of
from gongkai.papers.events import VersionAdded
from gongkai.papers.models import Document


@dataclass(frozen=True)
class Stage:
    """A stage of the path (条例 art 45); `state` is a word of the style sheet: done, next or empty."""

    label: str
    state: str = ""
    note: str = ""


def path_of(case: CaseStatus) -> list[Stage]:
    """Return the stages from arrival to archive, with where the case is."""
    request, receipt, reply = case.request, case.receipt, case.first_reply
    if receipt is None:
        received = Stage("收到", "next", f"{request.arrived_on} 到达，未确认—期限未起算")
    else:
        received = Stage("收到", "done", f"{receipt.received_on} {receipt.get_determined_by_display()}")
    draft = next((each for each in case.of_type(REPLY) if each.is_under_way), None)
    reviewed = reply or (draft and draft.approval)
    submitted = reviewed or (draft and draft.progress.form)
    handled = "done" if submitted else "next" if receipt else ""
    return [
        received,
        Stage("登记", "done", request.number),
        Stage("办理", handled),
        Stage("审核", "done" if reviewed else "next" if submitted else ""),
        Stage("答复", "done", f"{reply.decided_on} {reply.law_ground.outcome.label}")
        if reply
        else Stage("答复", "next" if reviewed else ""),
        _archived(case),
    ]


def _archived(case: CaseStatus) -> Stage:
    """The last stage, which follows by itself: a case is closed once its reply and every letter of it have arrived."""
    if not case.first_reply:
        return Stage("归档")
    if any(letter.is_under_way for letter in case.letters):
        return Stage("归档", "next", "还有信函在办，送达后归档")
    if any(letter.service and letter.arrived_on is None for letter in case.letters):
        return Stage("归档", "next", "登记签收后归档")
    days = [reply.served_on or reply.decided_on for reply in case.standing_replies]
    days += [letter.arrived_on for letter in case.letters if letter.arrived_on]
    return Stage("归档", "done", f"{max(days)} 办结，案卷随之归档（条例第四十五条）")


@dataclass(frozen=True)
class Stretch:
    """Days in a row of which a notice says the same."""

    first: datetime.date
    last: datetime.date
    why: str
    basis: str


@dataclass(frozen=True)
class ClockFace:
    """The clock as drawn: the period with its weeks, what is said of it, or why there is none."""

    sentence: str
    tone: str  # of the sentence: "", "soon", "overdue" or "done"
    period: law.Deadline | None = None
    weeks: tuple[Week, ...] = ()
    silent: str = ""
    problems: tuple[str, ...] = ()

    @property
    def notices(self) -> list[Stretch]:
        """What the notices say of these days, and the week alone does not: days off, weekends worked."""
        groups = groupby(self.period.days if self.period else (), key=lambda day: (day.why, day.basis))
        stretches = ((why, basis, [day.date for day in days]) for (why, basis), days in groups if basis)
        return [Stretch(days[0], days[-1], why, basis) for why, basis, days in stretches]


def clock_face(case: CaseStatus, deadlines: DeadlineCalculator, today: datetime.date) -> ClockFace:
    """Return the clock of a case as of today; of an answered one, as it was when answered."""
    reply = case.first_reply
    try:
        if case.receipt is None:
            return ClockFace("未确认—期限未起算", "soon", silent=deadlines.receipt(case.request).why)
        clock = deadlines.clock(case.facts)
    except law.LawError as error:
        return ClockFace("期限须人工核定", "soon", silent=error.message)
    problems = tuple(problem.message for problem in clock.problems)
    period = clock.reply or clock.applicant
    assert period is not None, "a received case has a period"
    if reply and (period.due is None or clock.state.startswith("waiting")):
        sentence = f"{reply.served_on or reply.decided_on} 答复，答复时期限没有在进行"
        return ClockFace(sentence, "done", period, tuple(weeks_of(period, today)), problems=problems)
    if period.due is None:
        return ClockFace(
            "征求意见中，期限暂停计算", "", period, tuple(weeks_of(period, today)), problems=problems
        )
    if clock.state.startswith("waiting"):
        sentence, tone = _applicants_day(ClockState(clock.state).label, period, deadlines, today)
    else:
        sentence, tone = _organs_day(period, reply, deadlines, today)
    return ClockFace(sentence, tone, period, tuple(weeks_of(period, today)), problems=problems)


def _applicants_day(
    state: str, period: law.Deadline, deadlines: DeadlineCalculator, today: datetime.date
) -> tuple[str, str]:
    """Return how the applicant's own day stands to today: the organ's period does not run meanwhile."""
    assert period.due is not None, "the applicant's period is never suspended"
    if today > period.due:
        return f"{state}，申请人的期限已于 {period.due} 届满，可以按逾期处理", "soon"
    return f"{state}，申请人还有 {deadlines.calendar.working_days_left(period.due, today)} 个工作日", ""


def _organs_day(
    period: law.Deadline, reply: Reply | None, deadlines: DeadlineCalculator, today: datetime.date
) -> tuple[str, str]:
    """Return how the day stands to today, or to the reply."""
    due_on = period.due
    assert due_on is not None, "nothing suspends a period yet"
    if reply:
        met_on = reply.served_on or reply.decided_on
        late = -deadlines.calendar.working_days_left(due_on, met_on)
        if late > 0:
            return f"{met_on} 答复，超过期限 {late} 个工作日", "overdue"
        return f"{met_on} 答复，在期限之内", "done"
    left = deadlines.calendar.working_days_left(due_on, today)
    if left < 0 or today > due_on:
        return f"已超期 {-left} 个工作日，违反{period.basis[0]}", "overdue"
    if today == due_on:
        return "今天到期", "soon"
    return f"还有 {left} 个工作日", "soon" if left <= SOON else ""


def history(case: CaseStatus) -> list[PersonalLine]:
    """Return what happened to a case, newest first; of its letters also how their review went, under their name."""
    own = list(entries_of(case.request, *case.receipts, *case.replies))
    known = {entry.pk for entry in own}
    titles = {str(each.letter.pk): LETTER_TYPES[each.type_id].label for each in case.letters}
    reviewed = {
        entry.pk: (entry, titles[key])
        for entry, key in entries_naming(Document._meta.label, titles.keys()).items()
        if entry.pk not in known
        and entry.event != VersionAdded.id  # that it was written the case says itself
    }
    entries = [*own, *(entry for entry, _ in reviewed.values())]
    return [
        replace(line, sentence=f"{reviewed[line.entry.pk][1]}：{line.sentence}")
        if line.entry.pk in reviewed
        else line
        for line in personal_lines(sorted(entries, key=lambda entry: -entry.seq))
    ]


SOON = 3  # as the desk's home colours it


def stage_label(case: CaseStatus) -> str:
    """Return where a case stands, derived from its facts."""
    if case.standing_replies:
        return "已答复"
    label: str = case.request.due_day.get_state_display()
    return label


def details(case: CaseStatus) -> list[tuple[str, Any]]:
    """Return everything that the page of a case shows."""
    request = case.request
    lines: list[tuple[str, Any]] = [
        ("登记编号", request.number),
        ("申请人类别", request.get_applicant_kind_display()),
        ("申请人", request.applicant_name),
        ("联系方式", request.applicant_contact),
        ("申请渠道", request.get_channel_display()),
        ("申请内容", request.description),
        ("获取信息的方式、途径", request.wanted_form),
        ("工作人员代填", request.filled_by_staff),
        ("到达日期", request.arrived_on),
        ("收到申请之日", case.receipt.received_on if case.receipt else None),
        ("办理阶段", stage_label(case)),
    ]
    for reply in case.standing_replies:
        ground = reply.law_ground
        lines += [
            ("重新答复" if reply.is_renewed else "答复", f"{ground.outcome.label}：{ground.label}"),
            ("依据", "、".join(ground.articles)),
            ("成文日期", reply.decided_on),
            ("答复文号", reply.doc_number),
        ]
    return lines
