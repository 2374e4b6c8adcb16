"""Two officers act on one document at once, each in a process of their own: one way or the other, never both."""

from __future__ import annotations

import pytest

from tests.faults.scripts import WAIT
from tests.faults.test_at_once import at_once
from tests.homes import Home

BEGIN = """
import datetime, sys
from gongkai.config import startup
startup.start_django()
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import viewer_of
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.actions.draft import add_version
from gongkai.papers.content import Content
from gongkai.papers.models import Document, Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.submit import submit
from gongkai.review.models import Approval, Release, Step
from gongkai.review.secrecy import SecrecyAnswers
from gongkai.bodies.blockers import ActionBlocked

DAY = datetime.date(2025, 1, 20)

def officer(login):
    return viewer_of(Officer.objects.get(user__username=login), on=DAY)

def the_version():
    return Version.objects.get(title="示例·公告", number=1)
"""

EXAMINED = (
    BEGIN
    + """
content = Content(title="示例·公告", body="示例正文。")
version = draft_document(viewer=officer("nigao"), kind="notice", content=content)
answers = SecrecyAnswers(section="示例", channel="示例", level_statement="不涉密（示例）。", pledged=True)
submit(viewer=officer("nigao"), version=version, form=answers, proofread="示例")
decide(viewer=officer("kezhang"), version=version, agree=True, opinion="", proofread="示例")
"""
)
APPROVED = (
    EXAMINED
    + """
decide(viewer=officer("fenguan"), version=version, agree=True, opinion="", proofread="示例")
"""
)


def act(login: str, doing: str, said: str) -> str:
    """Return the script of an officer who does something to the version when told to."""
    return (
        BEGIN
        + f'viewer, version = officer("{login}"), the_version()'
        + WAIT
        + f"""
try:
    {doing}
except ActionBlocked as error:
    print("blocked", *error.sentences)
else:
    print("{said}")
"""
    )


AGREE = act(
    "fenguan",
    'decide(viewer=viewer, version=version, agree=True, opinion="", proofread="示例")',
    "agreed",
)
RETURN = act("fenguan", 'decide(viewer=viewer, version=version, agree=False, opinion="请改")', "returned")
REVISE = act(
    "nigao",
    'add_version(viewer=viewer, document=version.document, content=Content(title="示例·公告", body="改。"))',
    "revised",
)
RELEASE = act("zhuanren", "release(viewer=viewer, version=version)", "released")

COUNT = (
    BEGIN
    + """
version = the_version()
print(
    Step.objects.filter(version=version, number=3).count(),
    Approval.objects.filter(version=version).count(),
    Release.objects.filter(approval=version.pk).count(),
)
"""
)


def counts(home: Home) -> list[int]:
    """Third steps, approvals and releases of the version; and the chain holds."""
    home.gongkai("verify")
    return [int(number) for number in home.python(COUNT).stdout.split()]


@pytest.mark.parametrize("other", [AGREE, RETURN], ids=["agree-agree", "agree-return"])
def test_two_decisions_at_once_are_one(other: str, sample_home: Home) -> None:
    sample_home.python(EXAMINED)
    said = sorted(at_once(sample_home, AGREE, other))
    assert said[0].startswith("agreed") or said[1].startswith("returned")
    assert any(line.startswith("blocked") for line in said)
    steps, approvals, releases = counts(sample_home)
    assert (steps, approvals, releases) == (1, int("agreed" in said), 0)


def test_a_decision_and_an_edit_at_once(sample_home: Home) -> None:
    """The approval is given before the edit, and is of no use after it; or the edit stops it."""
    sample_home.python(EXAMINED)
    said = at_once(sample_home, AGREE, REVISE)
    assert said[1] == "revised"
    assert counts(sample_home)[1] == int(said[0] == "agreed")
    assert at_once(sample_home, RELEASE)[0].startswith("blocked")


def test_a_release_and_an_edit_at_once(sample_home: Home) -> None:
    sample_home.python(APPROVED)
    said = at_once(sample_home, RELEASE, REVISE)
    assert said[1] == "revised"
    assert counts(sample_home)[2] == int(said[0] == "released")


def test_two_releases_at_once_are_one(sample_home: Home) -> None:
    sample_home.python(APPROVED)
    said = sorted(at_once(sample_home, RELEASE, RELEASE))
    assert said[0].startswith("blocked")
    assert said[1] == "released"
    assert counts(sample_home)[2] == 1
