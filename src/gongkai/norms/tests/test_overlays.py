"""What is entered here is laid over what is shipped, for this organ, with who and on what basis."""

from __future__ import annotations

import datetime

import pytest

from gongkai import law
from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.tests.factory import bureau
from gongkai.bodies.viewer import NotAllowed
from gongkai.ledger.models import Entry
from gongkai.norms.actions.enter_notice import enter_notice
from gongkai.norms.actions.settle_value import confirm_value, enter_value
from gongkai.norms.models import UnitValue
from gongkai.norms.queries import calendar_of, values_of

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 11, 23)
FAR = datetime.date(2027, 2, 8)


def invented(*off: datetime.date, layer: str = "national") -> law.Notice:
    return law.Notice(layer, 2027, "示例·2027年放假通知", "示例〔2026〕1号", dict.fromkeys(off, "春节"))


def test_a_notice_entered_makes_its_days_known() -> None:
    organ = bureau()
    assert calendar_of(organ.organ).day(FAR).working
    enter_notice(viewer=organ.disclosure_officer.on(DAY), notice=invented(FAR))
    known = calendar_of(organ.organ).day(FAR)
    assert (known.working, known.basis) == (False, "示例〔2026〕1号")


def test_a_later_notice_wins_day_by_day() -> None:
    organ = bureau()
    enter_notice(viewer=organ.disclosure_officer.on(DAY), notice=invented(FAR))
    later = law.Notice("national", 2027, "示例·更正", "示例〔2026〕2号", {}, frozenset({FAR}))
    enter_notice(viewer=organ.disclosure_officer.on(DAY), notice=later)
    assert calendar_of(organ.organ).day(FAR).working


def test_another_regions_notice_does_not_bind() -> None:
    organ = bureau("OTHER", region="")
    enter_notice(viewer=organ.disclosure_officer.on(DAY), notice=invented(FAR, layer="ningxia"))
    assert calendar_of(organ.organ).day(FAR).working


def test_a_confirmation_names_its_person_and_basis_and_holds_for_its_organ_alone() -> None:
    ours, theirs = bureau("A"), bureau("B")
    marked = law.shipped_values().unconfirmed()[0]
    confirm_value(
        viewer=ours.disclosure_officer.on(DAY),
        key=marked.key,
        in_force_from=marked.in_force_from,
        basis="示例·局务会纪要",
    )
    confirmed = {v.key for v in values_of(ours.organ).series(marked.key) if v.confirmation}
    assert confirmed == {marked.key}
    assert not any(v.confirmation for v in values_of(theirs.organ).series(marked.key))
    assert Entry.objects.filter(event="norms.value_confirmed", organ_code="A").count() == 1


def test_a_value_that_does_not_fit_is_refused_and_nothing_is_kept() -> None:
    organ = bureau()
    marked = law.shipped_values().unconfirmed()[0]
    with pytest.raises(ActionBlocked):
        enter_value(
            viewer=organ.disclosure_officer.on(DAY),
            key="no.such.rule",
            value=marked.value if isinstance(marked.value, int | str) else 1,
            in_force_from=DAY,
            basis="示例",
        )
    assert not UnitValue.objects.exists()


def test_a_value_that_nobody_can_mean_is_refused() -> None:
    organ = bureau()
    for key, value in (("reply.period", 10**29), ("fee.page", "长" * 1_001), ("litigation.direct", 121)):
        with pytest.raises(ActionBlocked, match=r"不能大于|最多 1000 个字"):
            enter_value(
                viewer=organ.disclosure_officer, key=key, value=value, in_force_from=DAY, basis="示例"
            )
    assert not UnitValue.objects.exists()


def test_who_may_not_maintain_is_told_so() -> None:
    organ = bureau()
    with pytest.raises(NotAllowed, match="没有"):
        enter_notice(viewer=organ.drafter.on(DAY), notice=invented(FAR))
