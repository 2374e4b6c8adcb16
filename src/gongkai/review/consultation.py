"""How consultations are shown: the state of each question in words, and what changed since another version was seen."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from gongkai.bodies.viewer import Viewer
from gongkai.papers import comparing
from gongkai.papers.models import Version
from gongkai.review.models import TREATMENTS, SeatQuestion
from gongkai.review.progress import ReviewProgress
from gongkai.review.seats import answer_to, corrected, is_open, questions_of_document


def question_page(question: SeatQuestion) -> str:
    """Return the page of a question."""
    return reverse("review:question", args=[question.pk])


def is_overdue(question: SeatQuestion, day: datetime.date) -> bool:
    """Whether a question is not answered on a day though it should be."""
    return is_open(question) and question.due_on < day


def state_of(question: SeatQuestion, day: datetime.date) -> str:
    """Return in words what became of a question by a day."""
    if corrected(question):
        return "登记有误，不作数"
    if said := answer_to(question):
        treatment = getattr(said, "treatment", None)
        if treatment:
            return f"{said.get_opinion_display()}（{TREATMENTS[treatment.adopted]}）"
        return (
            said.get_opinion_display()
            if said.opinion == "agree"
            else f"{said.get_opinion_display()}（待处理）"
        )
    if hasattr(question, "recall"):
        return "已撤回"
    return "逾期未答复" if is_overdue(question, day) else "待答复"


@dataclass(frozen=True)
class ShownQuestion:
    """A question as the page of a version shows it; `since` says of an earlier version's what changed after it."""

    question: SeatQuestion
    state: str
    overdue: bool
    since: str = ""

    @property
    def url(self) -> str:
        """Where it is read in full."""
        return question_page(self.question)


def shown_questions(viewer: Viewer, progress: ReviewProgress) -> Iterator[ShownQuestion]:
    """Yield what was asked about a version, then about earlier ones, with whether the text changed since."""
    version = progress.version
    of_document = questions_of_document(viewer, version.document_id)
    own = [each for each in of_document if each.version_id == version.pk]
    for each in own:
        yield ShownQuestion(each, state_of(each, viewer.day), is_overdue(each, viewer.day))
    changed: dict[int, str] = {}
    for each in reversed(of_document):
        if each.version.number < version.number:
            since = changed.setdefault(each.version_id, changes_in_words(each.version, version))
            yield ShownQuestion(each, state_of(each, viewer.day), overdue=False, since=since)


def changes_in_words(old: Version, new: Version) -> str:
    """Return whether a later version says something else than the one that was shown."""
    shown = f"答复的是第 {old.number} 版"
    if old.hash == new.hash:
        return f"{shown}，第 {new.number} 版内容相同"
    changed = [change.label for change in comparing.field_changes(old, new)]
    if comparing.text_changes(old, new):
        changed.insert(0, "标题或者正文")
    return f"{shown}，第 {new.number} 版的{'、'.join(changed) or '附件'}已有变化"
