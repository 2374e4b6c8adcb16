"""Who must be consulted about a version, and how far that has come: by the seats as they stood when it was sent."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When

from gongkai import registry
from gongkai.bodies.models import Absence, Appointment
from gongkai.bodies.queries import at_work, away
from gongkai.bodies.viewer import Viewer
from gongkai.papers import queries as papers
from gongkai.papers.findings import kept_hits
from gongkai.papers.hit import Hit
from gongkai.review.chains import sections_of
from gongkai.review.models import (
    FLAGS,
    OPINIONS,
    SECRECY_FINDING,
    AnswerCorrection,
    Seat,
    SeatAnswer,
    SeatQuestion,
    SeatRule,
    SecrecyForm,
    Step,
)
from gongkai.review.progress import ReviewProgress
from gongkai.review.secrecy import CHECKLIST, MATTERS

ANSWERING = "review.answer_question"
RESULTS = {
    "open": "待答复",
    "overdue": "逾期未答复",
    "untreated": "有意见待处理",
    **{name: label if name == "agree" else f"{label}（已处理）" for name, label in OPINIONS.items()},
    "recalled": "已撤回",
    "corrected": "登记有误，不作数",
}


def seats(viewer: Viewer) -> models.QuerySet[Seat]:
    """Return every seat that the viewer's organ ever set, the newest first."""
    found: models.QuerySet[Seat] = Seat.objects.visible_to(viewer)
    rules = Prefetch("rules", SeatRule.objects.select_related("section").order_by("pk"))
    return found.select_related("role", "set_by").prefetch_related(rules).order_by("-from_on", "-pk")


def standing_seats(viewer: Viewer, day: datetime.date) -> list[Seat]:
    """Return the seats as they stand on a day: of each name the last one set, in the order of first setting."""
    known = viewer.kept("review.seats", lambda: list(seats(viewer)))
    last: dict[str, Seat] = {}
    for seat in reversed([each for each in known if each.from_on <= day]):
        last[seat.name] = seat
    return [seat for seat in last.values() if not seat.closed]


def rule_in_words(rule: SeatRule) -> str:
    """Return when a seat must be consulted, as a person says it."""
    kind = registry.one(registry.DocumentKind, rule.kind).label if rule.kind else "所有文稿"
    drafted = f"{rule.section}拟的{kind}" if rule.section else kind
    return f"{drafted}，属于或者涉及“{FLAGS[rule.flag]}”的" if rule.flag else drafted


@dataclass(frozen=True)
class SeatMatter:
    """What decides which seats must be consulted about a version: its kind, who drafted it, what it touches."""

    kind: str
    sections: Collection[int | None]
    flags: Collection[str]

    def is_meant_by(self, rule: SeatRule, *, flag: bool = True) -> bool:
        """Whether a rule is about this; `flag` False leaves aside what the sheet will say."""
        return (
            rule.kind in {"", self.kind}
            and rule.section_id in {None, *self.sections}
            and (not flag or rule.flag in {"", *self.flags})
        )


def matter_of(viewer: Viewer, progress: ReviewProgress, hits: Sequence[Hit] = ()) -> SeatMatter:
    """Return what decides of a version: as it was sent; of an unsent one as the viewer would send it, by its hits."""
    sent = progress.steps[0] if progress.steps else None
    officer = sent.officer_id if sent else viewer.officer.pk if viewer.officer else None
    sections = sections_of(viewer, officer, sent.decided_on if sent else viewer.day)
    flags = {
        name
        for name in (*CHECKLIST, *MATTERS)
        if isinstance(progress.form, SecrecyForm) and getattr(progress.form, name)
    }
    found = kept_hits(progress.form.findings) if progress.form else hits
    if any(hit.finding.category == "secrecy" for hit in found):
        flags.add(SECRECY_FINDING)
    return SeatMatter(progress.version.document.kind, sections, flags)


@dataclass(frozen=True)
class RequiredSeat:
    """A seat that must be consulted about a version, or must be if its sheet says so (`if_said`)."""

    seat: Seat
    if_said: tuple[str, ...] = ()


def required_seats(viewer: Viewer, progress: ReviewProgress, hits: Sequence[Hit] = ()) -> list[RequiredSeat]:
    """Return which seats must be consulted; of what was not sent also those that the sheet may yet require."""
    matter = matter_of(viewer, progress, hits)
    day = progress.steps[0].decided_on if progress.steps else viewer.day
    found = []
    for seat in standing_seats(viewer, day):
        rules = [rule for rule in seat.rules.all() if matter.is_meant_by(rule, flag=False)]
        if any(matter.is_meant_by(rule) for rule in rules):
            found.append(RequiredSeat(seat))
        elif rules and progress.form is None:
            found.append(RequiredSeat(seat, tuple(dict.fromkeys(FLAGS[rule.flag] for rule in rules))))
    return found


def askable_seats(viewer: Viewer, progress: ReviewProgress) -> list[Seat]:
    """Return the seats that can be asked about a version: those of today, and those required when it was sent."""
    standing = {seat.name: seat for seat in standing_seats(viewer, viewer.day)}
    required = {each.seat.name: each.seat for each in required_seats(viewer, progress)}
    return list((required | standing).values())


def questions(viewer: Viewer) -> models.QuerySet[SeatQuestion]:
    """Return the questions about versions that the viewer may see, with all that became of them."""
    found = SeatQuestion.objects.visible_to(viewer).filter(version__in=papers.versions(viewer))
    return with_answers(found)


def questions_by_result(viewer: Viewer) -> models.QuerySet[SeatQuestion]:
    """Return the same, each with its `result` by the viewer's day, one of `RESULTS`."""
    treated = Q(answer__treatment__isnull=False)
    return questions(viewer).annotate(
        result=Case(
            When(answer__correction__isnull=False, then=Value("corrected")),
            When(recall__isnull=False, then=Value("recalled")),
            When(answer__opinion="agree", then=Value("agree")),
            When(Q(answer__isnull=False) & ~treated, then=Value("untreated")),
            When(answer__isnull=False, then=F("answer__opinion")),
            When(due_on__lt=viewer.day, then=Value("overdue")),
            default=Value("open"),
            output_field=models.CharField(),
        )
    )


def with_answers(asked: models.QuerySet[SeatQuestion]) -> models.QuerySet[SeatQuestion]:
    """Return questions read together with their answers, recalls and treatments."""
    return asked.select_related(
        *("seat__role", "asked_by", "version__document", "recall__recalled_by"),
        *("answer__answered_by", "answer__treatment__treated_by", "answer__correction__corrected_by"),
    )


def questions_of_document(viewer: Viewer, document: int) -> list[SeatQuestion]:
    """Return what was asked about a document, in order; read once for all that is asked in the viewer's name."""
    asked = with_answers(SeatQuestion.objects.filter(version__document=document)).order_by("pk")
    return viewer.once(f"review.questions.{document}", lambda: list(asked))


def questions_about(viewer: Viewer, progress: ReviewProgress) -> list[SeatQuestion]:
    """Return what was asked about a version, in order."""
    version = progress.version
    return [
        each for each in questions_of_document(viewer, version.document_id) if each.version_id == version.pk
    ]


def answer_to(question: SeatQuestion) -> SeatAnswer | None:
    """Return what was answered, if anything was that was recorded rightly."""
    return None if corrected(question) else getattr(question, "answer", None)


def corrected(question: SeatQuestion) -> AnswerCorrection | None:
    """Return that the answer to a question was recorded wrongly, if it was."""
    return getattr(getattr(question, "answer", None), "correction", None)


def permission_for(question: SeatQuestion) -> str:
    """Return what somebody must be permitted to answer a question, or to record the letter that does."""
    return "review.consult" if question.by_letter else ANSWERING


def is_open(question: SeatQuestion) -> bool:
    """Whether neither an answer came nor the question was taken back."""
    return not hasattr(question, "answer") and not hasattr(question, "recall")


def stands_against(question: SeatQuestion) -> bool:
    """Whether somebody advised not to disclose, and that was not treated, or was followed for what would be public."""
    answer = answer_to(question)
    if answer is None or answer.opinion != "withhold":
        return False
    treatment = getattr(answer, "treatment", None)
    return treatment is None or (treatment.adopted and question.version.attribute == "proactive")


def lacking_seats(viewer: Viewer, progress: ReviewProgress) -> list[Seat]:
    """Return the seats that must be consulted about a version and have not answered about it."""
    answered = {each.name for each in questions_about(viewer, progress) if each.seat_id and answer_to(each)}
    required = [each.seat for each in required_seats(viewer, progress) if not each.if_said]
    return [seat for seat in required if seat.name not in answered]


def waiting_questions(viewer: Viewer) -> models.QuerySet[SeatQuestion]:
    """Return the open questions about versions whose review goes on."""
    returned = Step.objects.filter(version=models.OuterRef("version"), verdict="return")
    return _about_undecided(viewer).filter(~models.Exists(returned), answer=None, recall=None)


def open_questions(viewer: Viewer) -> list[SeatQuestion]:
    """Return them with what a line says of each, soonest due first."""
    return sorted(filter(is_open, _going_on(viewer)), key=lambda each: (each.due_on, each.pk))


def put_to(viewer: Viewer) -> models.QuerySet[SeatQuestion]:
    """Return those that the viewer is to answer: holds the seat that day, or stands in for a holder who is away."""
    absent = Absence.objects.filter(stand_in=viewer.officer).on(viewer.day).values("officer")
    mine = models.Q(officer=viewer.officer) | models.Q(officer__in=absent)
    held = Appointment.objects.on(viewer.day).filter(mine, role=models.OuterRef("seat__role"))
    in_post = models.Exists(held.filter(post=models.OuterRef("seat__post")))
    found = waiting_questions(viewer).filter(in_post | models.Q(models.Exists(held), seat__post=""))
    return viewer.if_allowed(ANSWERING, found if viewer.officer else found.none())


def held_by(viewer: Viewer, seat: Seat) -> list[Appointment]:
    """Return by which appointments of the day somebody answers at a seat inside."""
    return [
        each
        for each in at_work(viewer)
        if each.role_id == seat.role_id
        and seat.post in {"", each.post}
        and ANSWERING in each.role.permissions
    ]


def sits_at(viewer: Viewer, seat: Seat | None) -> bool:
    """Whether the viewer answers at a seat: by post, or recorded as standing in for whoever is away."""
    if viewer.officer is None or seat is None or seat.by_letter:
        return False
    mine = viewer.officer.pk
    return any(
        each.officer_id == mine
        or ((absence := away(viewer).get(each.officer_id)) is not None and absence.stand_in_id == mine)
        for each in held_by(viewer, seat)
    )


def opinions_to_treat(viewer: Viewer) -> models.QuerySet[SeatQuestion]:
    """Return what was answered to the viewer's own questions and asks for a word: nobody agreed, or advised against."""
    found = _about_undecided(viewer).filter(
        asked_by=viewer.officer, answer__treatment=None, answer__isnull=False, answer__correction=None
    )
    return found.exclude(answer__opinion="agree")


def untreated_opinions(viewer: Viewer) -> list[SeatQuestion]:
    """Return them with what a line says of each, in order."""
    return [each for each in _going_on(viewer) if not is_open(each)]


def _about_undecided(viewer: Viewer) -> models.QuerySet[Any]:
    """The questions about newest versions that are neither approved nor given up."""
    newest = papers.versions(viewer).newest().filter(approval=None, abandonment=None)
    return SeatQuestion.objects.visible_to(viewer).filter(version__in=newest)


def _going_on(viewer: Viewer) -> list[SeatQuestion]:
    """The open questions and the opinions to treat, read at once for all that is asked of them."""
    found = waiting_questions(viewer) | opinions_to_treat(viewer)
    asked = found.select_related("seat", "answer__correction", "recall", "version__document").order_by("pk")
    return viewer.once("review.going_on", lambda: list(asked))
