"""The accounts of an organ."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet, Subquery

from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import Viewer
from gongkai.shell.models import AccountAct, AccountActKind, SignInAttempt, SignInOutcome

PASSWORD_ACTS = (AccountActKind.OPENED, AccountActKind.RESET, AccountActKind.CHOSEN)
FIRST_PASSWORDS = frozenset({AccountActKind.OPENED, AccountActKind.RESET})


def accounts(viewer: Viewer) -> QuerySet[Officer]:
    """Return the officers of the viewer's organ who have an account, for who administers accounts."""
    ours = with_password_act(Officer.objects.filter(organ=viewer.organ_code, user__isnull=False))
    ours = with_last_sign_in(ours)
    return viewer.if_allowed("shell.administer_accounts", ours.select_related("user"))


def without_account(viewer: Viewer) -> QuerySet[Officer]:
    """Return the officers of the viewer's organ who have no account."""
    return Officer.objects.filter(organ=viewer.organ_code, user=None).order_by("number")


def with_password_act(officers: QuerySet[Officer]) -> QuerySet[Officer]:
    """Return officers with `password_act`: what was last done about their password (None: nothing)."""
    acts = AccountAct.objects.filter(officer=OuterRef("pk"), kind__in=PASSWORD_ACTS).order_by("-pk")
    return officers.annotate(password_act=Subquery(acts.values("kind")[:1]))


def with_last_sign_in(officers: QuerySet[Officer]) -> QuerySet[Officer]:
    """Return officers with `signed_in_at`: when somebody last signed in with their account (None: never)."""
    let_in = SignInAttempt.objects.filter(account=OuterRef("user"), outcome=SignInOutcome.SIGNED_IN)
    return officers.annotate(signed_in_at=Subquery(let_in.order_by("-tried_at").values("tried_at")[:1]))


def has_first_password(officer: Officer) -> bool:
    """Return whether the officer still has the password that an administrator gave: to be changed before all else."""
    return officer.password_act in FIRST_PASSWORDS  # type: ignore[attr-defined]
