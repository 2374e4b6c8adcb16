"""Where the steps of a review are read: on the page of the version; and where a version stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils import timezone

from gongkai.bodies.viewer import Viewer
from gongkai.papers.models import Version
from gongkai.registry import Column, RecordPage, RecordState, Register
from gongkai.review.consultation import question_page, state_of
from gongkai.review.models import Release, TakeDown
from gongkai.review.progress import ReviewProgress, progress_of_all, shown_progress
from gongkai.review.queries import shown_live, shown_releases
from gongkai.review.seats import RESULTS, answer_to, questions_by_result
from gongkai.review.timing import holding_times, open_take_downs, take_downs


def _version_page(path: str, record: Any) -> str:
    """Return the address of the review of a version, which stands at the end of a path of keys."""
    *way, key = path.split(".")
    for step in way:
        record = getattr(record, step)
    return reverse("review:version", args=[getattr(record, key)])


def _question_page(key: str, record: Any) -> str:
    """Return the page of the question that a record is about."""
    return reverse("review:question", args=[getattr(record, key)])


def states_of(viewer: Viewer, versions: Sequence[Version]) -> dict[int, str]:
    """Return by id where each version stands, from not sent or set aside to public or withdrawn.

    While another version of its document is what the public sees, that is said behind.
    """
    keys = [version.pk for version in versions]
    # By what was released, whether it is taken down: of one version as its page has read it already.
    if len(versions) == 1:
        releases = shown_releases(viewer, versions[0].document_id)
        released = {release.approval_id: release.is_down for release in releases}
    else:
        made = Release.objects.filter(approval__in=keys).annotate(is_down=Exists(open_take_downs()))
        released = dict(made.order_by("pk").values_list("approval", "is_down"))
    unreleased = [key for key in keys if key not in released]
    times = dict(holding_times().filter(approval__in=unreleased).values_list("approval", "leaves_at"))
    public = _public(viewer, versions)

    def state(progress: ReviewProgress) -> str:
        number = public.get(progress.version.document_id)
        if number is None or number == progress.version.number:
            return own_state(progress)
        return f"{own_state(progress)}；第 {number} 版公开中"

    def own_state(progress: ReviewProgress) -> str:
        version = progress.version
        if progress.abandonment:
            return "已弃稿"
        if progress.returned:
            return "已退回，待修改"
        if public.get(version.document_id) == version.number:
            return "已公开"
        if version.pk in released:
            return "已紧急下线，待复核" if released[version.pk] else "已撤回"
        if progress.awaits_registration:
            return "已签发，待登记"
        if progress.approval:
            if moment := times.get(version.pk):
                return f"已审批，定于 {timezone.localtime(moment):%Y-%m-%d %H:%M} 公开"
            may_leave = version.document.declared_kind.release and version.attribute == "proactive"
            return "已审批，待公开" if may_leave else "已审批"
        return f"审查中：{progress.next_label}" if progress.form else "未送审"

    if len(versions) == 1:  # a page that asks of one asks more of it
        return {version.pk: state(shown_progress(viewer, version)) for version in versions}
    return {progress.version.pk: state(progress) for progress in progress_of_all(versions)}


def _public(viewer: Viewer, versions: Sequence[Version]) -> dict[int, int]:
    """The number of the version that the public sees now, by document; of one as its page has read it already."""
    if len(versions) == 1:
        live = shown_live(viewer, versions[0].document)
        return {versions[0].document_id: live.version.number} if live else {}
    documents = {each.document_id for each in versions}
    shown = Release.objects.live().filter(approval__version__document__in=documents)
    return dict(shown.values_list("approval__version__document", "approval__version__number"))


def kept_up(versions: QuerySet[Version]) -> QuerySet[Version]:
    """Return the versions that were not set aside."""
    return versions.filter(abandonment=None)


def decided(down: TakeDown) -> str:
    """Return what was decided on what was taken down, in words."""
    if not hasattr(down, "review"):
        return "待复核"
    return "恢复公开" if down.review.restored else "撤回"


def read_states(viewer: Viewer, asked: Sequence[Any]) -> None:
    """Say of each question what became of it by the viewer's day."""
    for each in asked:
        each.state = state_of(each, viewer.day)


REGISTERS = (
    Register(
        id="review.consultations",
        title="会商台账",
        group="政府信息管理",
        query=questions_by_result,
        permission="review.view",
        order="-asked_on",
        noun="次",
        empty="就文稿征求宣传、网信、保密、司法等部门意见的，记在这里。在文稿的审查页面征求。",
        page=question_page,
        together=read_states,
        columns=(
            Column(id="title", label="文稿", value=lambda asked: asked.version.title),
            Column(id="version", label="版本", value=lambda asked: asked.version.number, numeric=True),
            Column(id="name", label="征求对象", value=lambda asked: asked.name, field="name", filter="text"),
            Column(id="manner", label="方式", value=lambda asked: "发函" if asked.by_letter else "席位"),
            Column(
                id="asked_on",
                label="征求日期",
                value=lambda asked: asked.asked_on,
                field="asked_on",
                filter="date",
            ),
            Column(
                id="due_on", label="答复期限", value=lambda asked: asked.due_on, field="due_on", filter="date"
            ),
            Column(
                id="answered_on",
                label="答复日期",
                value=lambda asked: said.answered_on if (said := answer_to(asked)) else None,
            ),
            Column(
                id="state",
                label="结果",
                value=lambda asked: asked.state,
                field="result",
                filter="choice",
                choices=lambda viewer: list(RESULTS.items()),
            ),
            Column(
                id="letter",
                label="复函文号",
                value=lambda asked: said.letter_number if (said := answer_to(asked)) else "",
                optional=True,
            ),
        ),
    ),
    Register(
        id="review.take_downs",
        title="紧急下线台账",
        group="政府信息管理",
        query=take_downs,
        permission="review.view",
        order="-taken_down_on",
        noun="次",
        empty="正在公开的文稿出了问题，来不及研究就要先让公众看不到的，在文稿的审查页面紧急下线，记在这里。",
        page=lambda down: _version_page("release.approval_id", down),
        columns=(
            Column(id="title", label="文稿", value=lambda down: down.release.version.title),
            Column(
                id="taken_down_on",
                label="下线日期",
                value=lambda down: down.taken_down_on,
                field="taken_down_on",
                filter="date",
            ),
            Column(id="reason", label="理由", value=lambda down: down.reason, field="reason", filter="text"),
            Column(id="by", label="下线人", value=lambda down: str(down.taken_down_by)),
            Column(id="review", label="复核结果", value=decided),
            Column(
                id="opinion",
                label="复核意见",
                value=lambda down: down.review.opinion if hasattr(down, "review") else "",
                optional=True,
            ),
        ),
    ),
)
STATES = (RecordState(id="papers.Version", words=states_of, kept_up=kept_up),)
PAGES = (
    tuple(
        RecordPage(id=f"review.{model}", permission="review.view", url=partial(_version_page, path))
        for model, path in (
            ("SecrecyForm", "version_id"),
            ("ApprovalSheet", "version_id"),
            ("Step", "version_id"),
            ("Approval", "version_id"),
            ("Abandonment", "version_id"),
            ("Registration", "approval_id"),
            ("Release", "approval_id"),
            ("Withdrawal", "release.approval_id"),
            ("ReleaseTime", "approval_id"),
            ("TakeDown", "release.approval_id"),
            ("TakeDownReview", "take_down.release.approval_id"),
        )
    )
    + tuple(
        RecordPage(
            id=f"review.{model}", permission="review.view_chains", url=lambda record: reverse("review:chains")
        )
        for model in ("Chain", "Station")
    )
    + (
        RecordPage(id="review.SeatQuestion", permission="review.view", url=question_page),
        *(
            RecordPage(id=f"review.{model}", permission="review.view", url=partial(_question_page, key))
            for model, key in (
                ("SeatAnswer", "question_id"),
                ("AnswerCorrection", "again_id"),
                ("SeatRecall", "question_id"),
                ("SeatTreatment", "answer_id"),
            )
        ),
        *(
            RecordPage(
                id=f"review.{model}",
                permission="review.view_chains",
                url=lambda record: reverse("review:seats"),
            )
            for model in ("Seat", "SeatRule")
        ),
    )
)
