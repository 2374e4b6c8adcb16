"""What stands in the way of what is recorded of a letter: its service, its arrival, what came back to it."""

from __future__ import annotations

from gongkai.bodies.blockers import Blocker
from gongkai.inforequests.letters.kinds import LETTER_TYPES
from gongkai.inforequests.status import AFTER_REPLY, REPLY, CaseStatus, LetterStatus
from gongkai.papers.queries import files_blockers


def change_blockers(letter: LetterStatus) -> list[Blocker]:
    """Return why a letter is not changed any more."""
    return [Blocker("信函已经送达，不能修改；有误请另行答复更正。")] if letter.service else []


def service_blockers(case: CaseStatus, letter: LetterStatus) -> list[Blocker]:
    """Return why a letter cannot be served now."""
    if letter.service:
        return [Blocker("已经登记送达。")]
    if letter.approval is None:
        return [Blocker("最新一版尚未审批定稿，不能送达；请先送审。")]
    if letter.type_id not in AFTER_REPLY and case.first_reply:
        return [Blocker("这件申请已经答复，不再送达。")]
    if letter.type_id == REPLY and bool(letter.given.get("renewal")) != bool(case.first_reply):
        return [
            Blocker(
                "拟稿之后，这件申请的答复已登记、更正或者作废，本稿是否为重新答复与登记不符；请修改答复书后重新送审。"
            )
        ]
    return []


def serving_blockers(case: CaseStatus, letter: LetterStatus) -> list[Blocker]:
    """Return what whoever serves a letter is told instead: why it cannot be served, its attachments among it."""
    return service_blockers(case, letter) or files_blockers(letter.version)


def delivery_blockers(letter: LetterStatus) -> list[Blocker]:
    """Return why no arrival can be recorded now."""
    if letter.service is None:
        return [Blocker("尚未登记送达。")]
    return [Blocker("已经登记签收。")] if letter.arrived_on else []


def response_blockers(letter: LetterStatus) -> list[Blocker]:
    """Return why nothing that came back can be recorded now."""
    if not LETTER_TYPES[letter.type_id].answers:
        return [Blocker("这种信函不需要回复。")]
    if letter.service is None:
        return [Blocker("尚未登记送达。")]
    return [Blocker("已经登记回复。")] if letter.responded_on else []


def void_blockers(letter: LetterStatus) -> list[Blocker]:
    """Return why there is no entry to void: an arrival and a response stand only where a service does."""
    return [] if letter.service else [Blocker("这件信函没有登记过送达、签收或者回复。")]
