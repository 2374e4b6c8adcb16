"""Every way tried around the gate, and what each got: ORM, bulk ORM, raw SQL, on either database.

The screens' way is in `test_screens.py`, the actions' in `test_review.py`. A situation makes a row that must be
refused; a tool tries to store it. The guards of the database answer each tool alike, with the code named here.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from gongkai.bodies.tests.factory import Bureau, bureau
from gongkai.ledger import triggers
from gongkai.ledger.errors import AppendOnly, translated
from gongkai.papers.models import Version
from gongkai.review.actions.decide import decide
from gongkai.review.actions.release import release
from gongkai.review.actions.withdraw import withdraw
from gongkai.review.models import Step, Withdrawal
from gongkai.review.tests import factory
from gongkai.review.tests.factory import DAY
from gongkai.review.tests.gate import (
    TOOLS,
    again,
    approval_of,
    by_bulk_create,
    by_save,
    by_sql,
    form_of,
    newer,
    refusal_of,
    release_of,
    revised,
    sealed,
    shrink,
    stands_in,
    step_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Bureau:
    return bureau()


def approve_without_form(office: Bureau) -> models.Model:
    return approval_of(factory.drafted(office))


def approve_after_one_step(office: Bureau) -> models.Model:
    return approval_of(factory.submitted(office))


def approve_after_two_steps(office: Bureau) -> models.Model:
    return approval_of(factory.examined(office))


def approve_what_the_section_returned(office: Bureau) -> models.Model:
    version = factory.submitted(office)
    decide(viewer=office.section_head.on(DAY), version=version, agree=False, opinion="请改")
    return approval_of(version)


def approve_what_the_leader_returned(office: Bureau) -> models.Model:
    version = factory.examined(office)
    decide(viewer=office.deputy_head.on(DAY), version=version, agree=False, opinion="请改")
    return approval_of(version)


def approve_what_the_form_withholds(office: Bureau) -> models.Model:
    version = factory.examined(office, conclusion="withhold", conclusion_note="示例理由")
    by_save(step_of(version, 3, office.deputy_head))
    return approval_of(version)


def approve_another_version_than_the_one_reviewed(office: Bureau) -> models.Model:
    version = factory.examined(office)
    by_save(step_of(version, 3, office.deputy_head))
    return approval_of(newer(office, version))


def approve_an_older_version(office: Bureau) -> models.Model:
    version = factory.examined(office)
    by_save(step_of(version, 3, office.deputy_head))
    newer(office, version)
    return approval_of(version)


def approve_for_another_organ(office: Bureau) -> models.Model:
    version = factory.examined(office)
    by_save(step_of(version, 3, office.deputy_head))
    return approval_of(version, organ_id=bureau("SL2").organ.pk)


def release_without_approval(office: Bureau) -> models.Model:
    return release_of(factory.drafted(office))


def release_after_two_steps(office: Bureau) -> models.Model:
    return release_of(factory.examined(office))


def release_an_edited_text(office: Bureau) -> models.Model:
    return release_of(newer(office, factory.approved(office).version))


def release_an_older_version(office: Bureau) -> models.Model:
    version = factory.approved(office).version
    newer(office, version)
    return release_of(version)


def release_what_is_on_request(office: Bureau) -> models.Model:
    version = factory.drafted(office, attribute="on_request", attribute_reason="示例理由")
    return release_of(factory.approved(office, version).version)


def release_twice(office: Bureau) -> models.Model:
    version = factory.approved(office).version
    release(viewer=office.disclosure_officer.on(DAY), version=version)
    return release_of(version)


def release_what_was_withdrawn(office: Bureau) -> models.Model:
    version = factory.approved(office).version
    made = release(viewer=office.disclosure_officer.on(DAY), version=version)
    withdraw(viewer=office.deputy_head.on(DAY), release=made, reason="示例")
    return release_of(version)


def release_at_the_address_of_another(office: Bureau) -> models.Model:
    first = release(viewer=office.disclosure_officer.on(DAY), version=factory.approved(office).version)
    return release_of(factory.approved(office).version, address=first.address)


def release_by_another_organ(office: Bureau) -> models.Model:
    return release_of(factory.approved(office).version, organ_id=bureau("SL2").organ.pk)


def step_without_form(office: Bureau) -> models.Model:
    return step_of(factory.drafted(office), 1, office.drafter)


def step_three_after_one(office: Bureau) -> models.Model:
    return step_of(factory.submitted(office), 3, office.deputy_head)


def step_four(office: Bureau) -> models.Model:
    return step_of(factory.approved(office).version, 4, office.auditor)


def step_after_return(office: Bureau) -> models.Model:
    version = factory.submitted(office)
    decide(viewer=office.section_head.on(DAY), version=version, agree=False, opinion="请改")
    return step_of(version, 3, office.deputy_head)


def step_before_the_one_before(office: Bureau) -> models.Model:
    return step_of(factory.submitted(office), 2, office.section_head, decided_on=DAY - datetime.timedelta(1))


def step_after_new_version(office: Bureau) -> models.Model:
    version = factory.submitted(office)
    newer(office, version)
    return step_of(version, 2, office.section_head)


def step_by_the_same_person(office: Bureau) -> models.Model:
    return step_of(factory.submitted(office), 2, office.drafter)


def step_by_somebody_elses_officer(office: Bureau) -> models.Model:
    return step_of(factory.submitted(office), 2, bureau("SL2").section_head)


def step_one_by_another_than_the_drafter(office: Bureau) -> models.Model:
    version = factory.drafted(office)
    by_save(form_of(version, office.auditor))
    return step_of(version, 1, office.auditor)


def step_two_by_the_drafter_of_an_earlier_version(office: Bureau) -> models.Model:
    return step_of(revised(office, office.section_head), 2, office.section_head)


def final_step_by_the_drafter_of_an_earlier_version(office: Bureau) -> models.Model:
    by_save(step_of(version := revised(office, office.section_head), 2, office.auditor))
    return step_of(version, 3, office.section_head)


def final_step_by_the_drafter(office: Bureau) -> models.Model:
    shrink(office, office.drafter, office.section_head)
    stand_in = stands_in(office, office.drafter, step=3)
    return step_of(factory.examined(office), 3, office.drafter, stand_in=stand_in)


def stand_in_in_a_bureau_of_six(office: Bureau) -> models.Model:
    stand_in = stands_in(office, office.section_head, step=3)
    return step_of(factory.examined(office), 3, office.section_head, stand_in=stand_in)


def stand_in_that_is_over(office: Bureau) -> models.Model:
    shrink(office, office.drafter, office.section_head)
    stand_in = stands_in(office, office.section_head, step=3, until_on=DAY - datetime.timedelta(1))
    return step_of(factory.examined(office), 3, office.section_head, stand_in=stand_in)


def stand_in_for_another_step(office: Bureau) -> models.Model:
    shrink(office, office.drafter, office.section_head)
    stand_in = stands_in(office, office.section_head, step=2)
    return step_of(factory.examined(office), 3, office.section_head, stand_in=stand_in)


def stand_in_of_another_person(office: Bureau) -> models.Model:
    shrink(office, office.drafter, office.section_head, office.deputy_head)
    stand_in = stands_in(office, office.deputy_head, step=3)
    return step_of(factory.examined(office), 3, office.section_head, stand_in=stand_in)


def form_for_an_older_version(office: Bureau) -> models.Model:
    version = factory.drafted(office)
    newer(office, version)
    return form_of(version, office.drafter)


def version_out_of_order(office: Bureau) -> models.Model:
    version = factory.drafted(office)
    return again(version, number=3)


def version_of_another_organ(office: Bureau) -> models.Model:
    version = factory.drafted(office)
    return again(version, number=2, organ_id=bureau("SL2").organ.pk)


def withdrawal_by_another_organ(office: Bureau) -> models.Model:
    made = release(viewer=office.disclosure_officer.on(DAY), version=factory.approved(office).version)
    return Withdrawal(
        release=made, organ_id=bureau("SL2").organ.pk, reason="示例", withdrawn_on=DAY, **sealed()
    )


SITUATIONS: dict[Callable[[Bureau], models.Model], str] = {
    approve_without_form: "APPROVAL_WITHOUT_FORM",
    approve_after_one_step: "APPROVAL_STEPS",
    approve_after_two_steps: "APPROVAL_STEPS",
    approve_what_the_section_returned: "APPROVAL_RETURNED",
    approve_what_the_leader_returned: "APPROVAL_RETURNED",
    approve_what_the_form_withholds: "APPROVAL_WITHOUT_FORM",
    approve_another_version_than_the_one_reviewed: "APPROVAL_WITHOUT_FORM",
    approve_an_older_version: "APPROVAL_AFTER_NEW_VERSION",
    approve_for_another_organ: "APPROVAL_ORGAN",
    release_without_approval: "RELEASE_WITHOUT_APPROVAL",
    release_after_two_steps: "RELEASE_WITHOUT_APPROVAL",
    release_an_edited_text: "RELEASE_WITHOUT_APPROVAL",
    release_an_older_version: "RELEASE_AFTER_NEW_VERSION",
    release_what_is_on_request: "RELEASE_ATTRIBUTE",
    release_twice: "RELEASE_TWICE",
    release_what_was_withdrawn: "RELEASE_AFTER_WITHDRAWAL",
    release_at_the_address_of_another: "RELEASE_ADDRESS",
    release_by_another_organ: "RELEASE_WITHOUT_APPROVAL",
    step_without_form: "STEP_WITHOUT_FORM",
    step_three_after_one: "STEP_ORDER",
    step_four: "STEP_ORDER",
    step_after_return: "STEP_ORDER",
    step_before_the_one_before: "STEP_ORDER",
    step_after_new_version: "STEP_AFTER_NEW_VERSION",
    step_by_the_same_person: "STEP_SAME_PERSON",
    step_two_by_the_drafter_of_an_earlier_version: "STEP_SAME_PERSON",
    final_step_by_the_drafter_of_an_earlier_version: "STEP_FINAL_BY_DRAFTER",
    step_by_somebody_elses_officer: "STEP_ORGAN",
    step_one_by_another_than_the_drafter: "STEP_DRAFTER",
    final_step_by_the_drafter: "STEP_FINAL_BY_DRAFTER",
    stand_in_in_a_bureau_of_six: "STEP_SAME_PERSON",
    stand_in_that_is_over: "STEP_SAME_PERSON",
    stand_in_for_another_step: "STEP_SAME_PERSON",
    stand_in_of_another_person: "STEP_SAME_PERSON",
    form_for_an_older_version: "FORM_AFTER_NEW_VERSION",
    version_out_of_order: "VERSION_ORDER",
    version_of_another_organ: "VERSION_ORGAN",
    withdrawal_by_another_organ: "WITHDRAWAL_ORGAN",
}


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_database_refuses(
    situation: Callable[[Bureau], models.Model], tool: Callable[[models.Model], None], office: Bureau
) -> None:
    refusal = refusal_of(situation(office), tool)
    assert refusal.code in broken_rules(SITUATIONS[situation])
    assert refusal.message.endswith("。")


def broken_rules(code: str) -> set[str]:
    """A row may break several rules at once; the two databases ask them in different order."""
    together = {
        "APPROVAL_RETURNED": {"APPROVAL_STEPS"},
        "STEP_ORDER": {"STEP_AFTER_NEW_VERSION", "STEP_SAME_PERSON"},
        "STEP_SAME_PERSON": {"STEP_STAND_IN"},
        "STEP_FINAL_BY_DRAFTER": {"STEP_SAME_PERSON"},
        "STEP_DRAFTER": set(),
        "APPROVAL_WITHOUT_FORM": {"APPROVAL_STEPS"},
    }
    return {code} | together.get(code, set())


def test_the_stand_in_of_the_drafter_for_the_last_step_is_named_as_such(office: Bureau) -> None:
    row = final_step_by_the_drafter(office)
    assert refusal_of(row, by_save).code == "STEP_FINAL_BY_DRAFTER"


def test_a_bureau_of_two_approves_with_a_recorded_stand_in(office: Bureau) -> None:
    shrink(office, office.drafter, office.section_head)
    stand_in = stands_in(office, office.section_head, step=3)
    version = factory.examined(office)
    approval = decide(
        viewer=office.section_head.on(DAY), version=version, agree=True, opinion="代行", proofread="示例"
    )
    assert approval is not None
    assert Step.objects.get(version=version, number=3).stand_in == stand_in


def steps_that_got_in_while_the_guards_were_away(
    office: Bureau, *officers: Any, version: Version | None = None
) -> Version:
    version = version or factory.submitted(office)
    triggers.drop_all(connection)
    for number, officer in enumerate(officers, start=2):
        by_save(step_of(version, number, officer))
    triggers.install_all(connection)
    return version


@pytest.mark.parametrize("tool", TOOLS)
def test_an_approval_asks_again_who_the_persons_were(
    tool: Callable[[models.Model], None], office: Bureau
) -> None:
    version = steps_that_got_in_while_the_guards_were_away(office, office.section_head, office.section_head)
    assert refusal_of(approval_of(version), tool).code == "APPROVAL_PERSONS"


def test_an_approval_asks_again_whether_a_drafter_examined(office: Bureau) -> None:
    version = steps_that_got_in_while_the_guards_were_away(
        office, office.section_head, office.deputy_head, version=revised(office, office.section_head)
    )
    assert refusal_of(approval_of(version), by_save).code == "APPROVAL_PERSONS"


def test_an_approval_asks_again_whether_the_drafter_was_last(office: Bureau) -> None:
    stand_in = stands_in(office, office.drafter, step=3)
    version = factory.examined(office)
    triggers.drop_all(connection)
    by_save(step_of(version, 3, office.drafter, stand_in=stand_in))
    triggers.install_all(connection)
    assert refusal_of(approval_of(version), by_save).code == "APPROVAL_BY_DRAFTER"


def test_an_approval_cannot_be_given_twice(office: Bureau) -> None:
    version = factory.approved(office).version
    with pytest.raises((IntegrityError, AppendOnly)), translated(), transaction.atomic():
        by_save(approval_of(version))


FORMS_REFUSED: tuple[dict[str, Any], ...] = (
    {"pledged": False},
    {"section": ""},
    {"channel": ""},
    {"level_statement": ""},
    {"source": "reposted"},
    {"privacy": True},
    {"state_secret": True, "conclusion": "partial", "conclusion_note": "示例"},
    {"level": "confidential"},
    {"conclusion": "withhold"},
    {"conclusion": "maybe", "conclusion_note": "示例"},
)


@pytest.mark.parametrize("changes", FORMS_REFUSED, ids=lambda c: "-".join(c))
@pytest.mark.parametrize("tool", [by_save, by_bulk_create, by_sql])
def test_an_incomplete_or_contradictory_form_is_refused(
    changes: dict[str, Any], tool: Callable[[models.Model], None], office: Bureau
) -> None:
    row = form_of(factory.drafted(office), office.drafter, **changes)
    assert factory.answers(**changes).blockers()
    with pytest.raises(DatabaseError), transaction.atomic():
        tool(row)
