"""The documents of the sample bureau, each drafted, reviewed, signed, numbered and released by its persons, in time."""

from __future__ import annotations

import datetime
import heapq
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import resources
from typing import Any

from gongkai.config.sample.reviewing import Viewers, agreed, secrecy_sheet, sent
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.actions.open_series import open_series
from gongkai.papers.content import Content
from gongkai.papers.ledgers import DESIGNATIONS, OFFICIAL_DOCUMENTS, REPEALS
from gongkai.papers.models import OfficialDocument, Version
from gongkai.review.actions.register import register
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.shell.ledgers.entry import correct, enter

SERIES = "示工信发"
Described = Mapping[str, Any]
Happening = tuple[datetime.date, Callable[[], object]]
CHECKED = "示例：已与原始记录核对。"


def load_documents(viewers: Viewers, *, since: datetime.date) -> int:
    """Do in the order of their days what happened to the documents; return how many there are."""
    open_series(viewer=viewers["disclosure_officer"].on(since), prefix=SERIES, used_for="公文", at_once=False)
    file = resources.files(__package__) / "zhongwei_2023" / "documents.toml"
    described = tomllib.loads(file.read_text("utf-8"))["documents"]
    ways = [list(_way_of(viewers, each)) for each in described]
    for _, happen in heapq.merge(*ways, _repeal(viewers), key=lambda happening: happening[0]):
        happen()
    return len(described)


def _way_of(viewers: Viewers, described: Described) -> Iterator[Happening]:
    """What happens to a document, day by day."""
    made: list[Any] = []  # its version, then its release
    signed_on = described["signed_on"]
    officer = viewers["disclosure_officer"]

    def sign() -> None:
        made.append(_signed(viewers, described, signed_on))
        if described["kind"] == "instrument":
            register(viewer=officer.on(signed_on), version=made[0])

    yield signed_on, sign
    if "released_on" in described:
        day = described["released_on"]
        yield day, lambda: made.append(release(viewer=officer.on(day), version=made[0]))
    if "withdrawn_on" in described:
        gone, reason = described["withdrawn_on"], described["withdrawn_for"]
        yield gone, lambda: withdraw(viewer=officer.on(gone), release=made[1], reason=reason)


def _signed(viewers: Viewers, described: Described, day: datetime.date) -> Version:
    """A version that its three persons agreed to."""
    official = described["kind"] == "instrument"
    reason = described.get("attribute_reason", "")
    version = draft_document(
        viewer=viewers["drafter"].on(day),
        kind=described["kind"],
        content=Content(
            title=described["title"],
            body=described["body"].strip(),
            genre=described.get("genre", ""),
            series=SERIES if official else "",
            attribute="on_request" if reason else "proactive",
            attribute_reason=reason,
        ),
        answers={"matter": described.get("matter", ""), "formed_on": None},
    )
    sheet = secrecy_sheet(version, section=described["section"], channel="本机关网站")
    sent(viewers["drafter"].on(day), version, sheet, checked=CHECKED)
    for role in ("section_head", "deputy_head"):
        agreed(viewers[role].on(day), version)
    return version


def _repeal(viewers: Viewers) -> Iterator[Happening]:
    """The first document was normative, and ended with the second."""
    day = datetime.date(2022, 12, 26)

    def happen() -> None:
        officer = viewers["disclosure_officer"].on(day)
        old, new = OfficialDocument.objects.standing().order_by("made_on")[:2]
        enter(
            viewer=officer,
            ledger=DESIGNATIONS,
            row={
                "doc_number": old.doc_number,
                "title": old.title,
                "made_on": old.made_on,
                "registration_number": "示规登〔2022〕1号",
                "determined_on": old.made_on,
                "determined_by": "办公室（示例）",
            },
        )
        enter(
            viewer=officer,
            ledger=REPEALS,
            row={
                "doc_number": old.doc_number,
                "manner": "repealed",
                "repealed_on": day,
                "basis": f"{new.title}（{new.doc_number}）",
            },
        )
        ended = {"validity": "repealed", "ended_on": day}
        correct(viewer=officer, ledger=OFFICIAL_DOCUMENTS, record=old, row=ended, reason="示例：被新文件废止")

    yield day, happen
