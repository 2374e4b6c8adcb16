"""The permission matrix, written out by hand: what a new organ's roles may do, and nothing else."""

from __future__ import annotations

from gongkai import registry

DRAFTER, HEAD, DEPUTY = "drafter", "section_head", "deputy_head"
OFFICER, ADMINISTRATOR, AUDITOR = "disclosure_officer", "administrator", "auditor"
EVERYBODY = {DRAFTER, HEAD, DEPUTY, OFFICER, ADMINISTRATOR, AUDITOR}
READERS = EVERYBODY - {ADMINISTRATOR}
# Who applied and for what is personal: a drafter of another section has no reason to see it.
READERS_OF_CASES = READERS - {DRAFTER}
OVERSEERS = {DEPUTY, OFFICER, ADMINISTRATOR, AUDITOR}

PERMISSIONS: dict[str, set[str]] = {
    "bodies.administer": {ADMINISTRATOR},
    "bodies.confirm_appointment": {DEPUTY, ADMINISTRATOR},
    "shell.administer_accounts": {ADMINISTRATOR},
    "norms.maintain": {OFFICER},
    "norms.view": READERS,
    "papers.draft": {DRAFTER, HEAD, OFFICER},
    "papers.revise": {DRAFTER, HEAD, OFFICER},
    "papers.view": READERS,
    "papers.scan": {DRAFTER, HEAD, OFFICER},
    "papers.register": {OFFICER},
    "papers.number": {OFFICER},
    "review.register": {OFFICER},
    "review.view": READERS,
    "review.submit": {DRAFTER, HEAD, OFFICER},
    "review.abandon": {DRAFTER, HEAD, OFFICER},
    "review.abandon_others": {HEAD, OFFICER},
    "review.examine": {HEAD},
    "review.approve": {DEPUTY},
    "review.release": {OFFICER},
    "review.view_chains": {DRAFTER, HEAD, DEPUTY, OFFICER, ADMINISTRATOR, AUDITOR},
    "review.set_chain": {ADMINISTRATOR},
    "review.consult": {DRAFTER, HEAD, DEPUTY, OFFICER},
    "review.answer_question": {HEAD, DEPUTY, OFFICER},
    "review.withdraw": {DEPUTY, OFFICER},
    "review.take_down": {HEAD, DEPUTY, OFFICER},
    "review.confirm_take_down": {DEPUTY, OFFICER},
    "inforequests.view": READERS_OF_CASES,
    "inforequests.register": {OFFICER},
    "inforequests.answer": {OFFICER},
    "inforequests.write_supplement": {OFFICER},
    "inforequests.write_consultation": {OFFICER},
    "inforequests.write_extension": {OFFICER},
    "inforequests.write_fee": {OFFICER},
    "inforequests.write_reasons": {OFFICER},
    "inforequests.write_delay": {OFFICER},
    "inforequests.write_reply": {OFFICER},
    "inforequests.write_disclosure": {OFFICER},
    "inforequests.serve": {OFFICER},
    "inforequests.confirm": {OFFICER},
    "inforequests.correct_receipt": {OFFICER},
    "inforequests.correct_reply": {OFFICER},
    "inforequests.import": {OFFICER},
    "disputes.view": READERS_OF_CASES,
    "disputes.register": {OFFICER},
    "proactive.view": READERS,
    "proactive.register": {OFFICER},
    "proactive.manage_channels": {OFFICER},
    "proactive.manage_catalogue": {OFFICER},
    "proactive.classify": {DRAFTER, HEAD, OFFICER},
    "publisher.choose": {DRAFTER, HEAD, OFFICER},
    "publisher.deliver": {OFFICER},
    "publisher.view": READERS,
    "upkeep.view": READERS_OF_CASES,
    "upkeep.register": {OFFICER},
    "outreach.view": READERS,
    "outreach.register": {OFFICER},
    "oversight.view": READERS_OF_CASES,
    "oversight.register": {OFFICER},
    "reporting.view": READERS,
    "reporting.read_published": EVERYBODY,
    "reporting.build": {OFFICER},
    "reporting.finalize": {OFFICER},
    "reporting.unlock": {OFFICER},
    "desk.open": EVERYBODY,
    "desk.read_ledger": OVERSEERS,
    "desk.view_people": OVERSEERS,
}


def test_roles_may_do_what_the_matrix_says() -> None:
    granted = {each.id: set(each.roles) for each in registry.all_of(registry.Permission)}
    assert granted == PERMISSIONS


def test_no_role_takes_both_steps_of_the_review() -> None:
    assert not PERMISSIONS["review.examine"] & PERMISSIONS["review.approve"]
    assert not PERMISSIONS["review.submit"] & PERMISSIONS["review.approve"], "who drafts does not approve"


def test_who_administers_roles_does_not_do_the_work() -> None:
    does = {each for each, roles in PERMISSIONS.items() if ADMINISTRATOR in roles}
    assert does == {
        "shell.administer_accounts",
        "bodies.administer",
        "bodies.confirm_appointment",
        "review.set_chain",
        "review.view_chains",
        "desk.open",
        "desk.read_ledger",
        "desk.view_people",
        "reporting.read_published",
    }


def test_the_auditor_only_looks() -> None:
    does = {each for each, roles in PERMISSIONS.items() if AUDITOR in roles}
    assert {each.partition(".")[2].partition("_")[0] for each in does} <= {"view", "open", "read"}
