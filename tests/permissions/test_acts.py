"""The permission matrix, written out by hand: what a new organ's roles may do, and nothing else."""

from __future__ import annotations

from gongkai import registry

D, H, L, O, A, U = "drafter", "section_head", "deputy_head", "disclosure_officer", "administrator", "auditor"  # noqa: E741
READERS = {D, H, L, O, U}

ACTS: dict[str, set[str]] = {}


def test_roles_may_do_what_the_matrix_says() -> None:
    granted = {act.id: set[str]() for act in registry.all_of(registry.Act)}
    for template in registry.all_of(registry.RoleTemplate):
        for act in template.acts:
            granted[act].add(template.role)
    assert granted == ACTS


def test_nobody_takes_two_steps_of_the_review_by_role() -> None:
    steps = [ACTS["review.submit"], ACTS["review.examine"], ACTS["review.approve"]]
    assert not steps[1] & steps[2]
    assert not steps[0] & steps[2], "who drafts never approves"
    assert A not in set().union(*ACTS.values()) - ACTS["bodies.administer"] or all(
        A not in roles for act, roles in ACTS.items() if not act.startswith("bodies.")
    ), "who administers roles does not do the work"
