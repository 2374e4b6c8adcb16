"""In a locked period nothing is counted anew, corrected or voided, by whatever way it comes."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from gongkai.bodies.blockers import ActionBlocked
from gongkai.bodies.records import Fact
from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.bodies.tests.ways import WAYS
from gongkai.inforequests.actions.correct import correct_reply, void
from gongkai.inforequests.models import InfoRequest, Receipt, Reply
from gongkai.inforequests.tests.cases import ARRIVED, DECIDED, TODAY, answered, registered
from gongkai.ledger.errors import PeriodLocked
from gongkai.ledger.models import PeriodLock
from gongkai.ledger.tests.locks import lock_of_2023, unlock

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


@pytest.fixture
def open_case(office: Bureau) -> InfoRequest:
    return registered(office)


@pytest.fixture
def answer_of_2023(office: Bureau) -> Reply:
    return answered(office, registered(office, "2023-002"))


@pytest.fixture
def lock(open_case: InfoRequest, answer_of_2023: Reply) -> PeriodLock:
    return lock_of_2023()


def receipt(case: InfoRequest, on: datetime.date) -> Receipt:
    return Receipt(
        organ_id="SL",
        request=case,
        received_on=on,
        counted_on=on,
        determined_by="submission",
        applicant_kind="natural",
    )


def reply(case: InfoRequest, on: datetime.date) -> Reply:
    return Reply(organ_id="SL", request=case, ground="provided", decided_on=on, counted_on=on)


@pytest.mark.parametrize("store", WAYS)
def test_no_way_adds_to_it(
    office: Bureau, lock: PeriodLock, open_case: InfoRequest, store: Callable[[Fact], None]
) -> None:
    waiting = registered(office, "2023-003", channel="internet")
    with pytest.raises(PeriodLocked):
        store(receipt(waiting, ARRIVED))
    with pytest.raises(PeriodLocked):
        store(reply(open_case, DECIDED))
    store(receipt(waiting, TODAY))
    store(reply(open_case, TODAY))


def test_no_action_adds_to_it(office: Bureau, lock: PeriodLock, open_case: InfoRequest) -> None:
    with pytest.raises(PeriodLocked, match="已定稿"):
        registered(office, "2023-003")
    assert not InfoRequest.objects.filter(number="2023-003").exists()
    with pytest.raises(PeriodLocked):
        answered(office, open_case)
    answered(office, open_case, decided_on=TODAY)


@pytest.mark.parametrize("store", WAYS)
def test_no_way_takes_from_it(
    office: Bureau, lock: PeriodLock, answer_of_2023: Reply, store: Callable[[Fact], None]
) -> None:
    elsewhere = reply(answer_of_2023.request, TODAY)
    elsewhere.supersedes = answer_of_2023
    with pytest.raises(PeriodLocked):
        store(elsewhere)
    with pytest.raises(ActionBlocked, match="数据已锁定"):
        void(viewer=office.disclosure_officer.on(TODAY), fact=answer_of_2023, reason="示例")


def test_an_unlock_lets_the_named_fact_be_corrected(
    office: Bureau, lock: PeriodLock, answer_of_2023: Reply
) -> None:
    named = unlock(lock, table="inforequests_reply", fact_key=answer_of_2023.pk)
    right = correct_reply(
        viewer=office.disclosure_officer.on(TODAY),
        reply=answer_of_2023,
        ground="partial",
        decided_on=DECIDED,
        doc_number="",
        reason="示例：理由登记错误",
    )
    assert (right.supersedes_id, right.unlock) == (answer_of_2023.pk, named)
