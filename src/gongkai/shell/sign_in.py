"""Attempts to sign in: how long somebody who guessed must wait, and what of it is worth an alarm.

Mistakes are counted for one name from one source: whoever guesses elsewhere keeps nobody out. After some, each further
one costs twice the wait. Names that nobody has are treated alike, so that no answer tells which names there are.
"""

from __future__ import annotations

import datetime
import hashlib
import hmac
import unicodedata

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from gongkai.bodies.models import Officer, User
from gongkai.bodies.viewer import Viewer
from gongkai.ledger import clock
from gongkai.shell.models import SignInAttempt, SignInOutcome

FREE_MISTAKES = 5  # rules of this program, not of the law
FIRST_WAIT = datetime.timedelta(minutes=1)
LONGEST_WAIT = datetime.timedelta(hours=1)
LOOKED_AT = 20  # mistakes beyond the free ones: by then the wait is the longest
REMEMBERED = datetime.timedelta(hours=24)
# A rule of this program: longer than network logs must be kept (网络安全法 art 23(3) of the text of 2025).
KEPT = datetime.timedelta(hours=24 * 400)
MANY_NAMES = 10  # tried from one source within a day: somebody goes through names
MANY_SOURCES = 3  # from which one name was tried wrongly and often within a day


class MustWait(Exception):
    """Somebody made too many mistakes to try again before `until`."""

    def __init__(self, until: datetime.datetime) -> None:
        super().__init__(until)
        self.until = until


def begin_attempt(name: str, source: str) -> SignInAttempt:
    """Return the attempt, stored as failed before anything is checked, so that many at once count as many.

    Raises `MustWait`, and nothing is checked: not the right password either.
    """
    digest = _digest(name)
    with transaction.atomic():
        _hold(digest, source)
        now = clock.now()
        if (until := _free_at(digest, source, now)) > now:
            raise MustWait(until)
        account = User.objects.filter(username=name).first()
        return SignInAttempt.objects.create(
            account=account, name_digest=digest, source=source, tried_at=now, outcome=SignInOutcome.FAILED
        )


def succeed(attempt: SignInAttempt) -> None:
    """Store that an attempt led in; the mistakes made before it are forgiven."""
    attempt.outcome = SignInOutcome.SIGNED_IN
    attempt.save(update_fields=["outcome"])


def await_code(attempt: SignInAttempt) -> None:
    """Store that the password of an attempt was right and a code is asked for; no mistake is forgiven yet."""
    attempt.outcome = SignInOutcome.AWAITING
    attempt.save(update_fields=["outcome"])


def wait_after(mistakes: int) -> datetime.timedelta:
    """Return how long to wait after so many mistakes in a row."""
    if mistakes < FREE_MISTAKES:
        return datetime.timedelta()
    doublings: int = min(mistakes, FREE_MISTAKES + LOOKED_AT) - FREE_MISTAKES
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def attempts_of(account: User) -> QuerySet[SignInAttempt]:
    """Return the attempts with the name of an account, newest first."""
    return SignInAttempt.objects.filter(account=account).order_by("-tried_at", "-pk")


def last_time(account: User, attempt: SignInAttempt) -> str:
    """Return when and from where an account was used before an attempt, and how often somebody failed since."""
    before = attempts_of(account).exclude(pk=attempt.pk)
    last = before.filter(outcome=SignInOutcome.SIGNED_IN).first()
    failed = before.filter(tried_at__gt=last.tried_at) if last else before
    sentence = (
        f"上次登录：{timezone.localtime(last.tried_at):%Y-%m-%d %H:%M}，来自 {last.source or '未知地址'}。"
        if last
        else "这是该账号第一次登录。"
    )
    if number := failed.count():
        sentence += f"此后有 {number} 次未成功的登录；不是您本人操作的，请更改密码并告知系统管理员。"
    return sentence


def attempts_in(viewer: Viewer) -> QuerySet[SignInAttempt]:
    """Return the attempts with the names of the viewer's organ, for who administers accounts."""
    ours = SignInAttempt.objects.filter(account__officer__organ=viewer.organ_code)
    ours = ours.annotate(organ_code=F("account__officer__organ"))
    return viewer.if_allowed("shell.administer_accounts", ours)


def sprays(viewer: Viewer) -> list[tuple[str, int]]:
    """Return the sources from which many names were tried and failed within a day, with the number of names."""
    if not viewer.may("shell.administer_accounts"):
        return []
    found = (
        _failed_lately()
        .values("source")
        .annotate(names=Count("name_digest", distinct=True))
        .filter(names__gte=MANY_NAMES)
        .order_by("-names", "source")
    )
    return [(each["source"], each["names"]) for each in found]


def besieged(viewer: Viewer) -> list[tuple[Officer, int, int]]:
    """Return the officers whose names were often tried wrongly from several sources, with mistakes and sources."""
    if not viewer.may("shell.administer_accounts"):
        return []
    found = (
        _failed_lately()
        .filter(account__officer__organ=viewer.organ_code)
        .values("account")
        .annotate(mistakes=Count("pk"), sources=Count("source", distinct=True))
        .filter(sources__gte=MANY_SOURCES, mistakes__gte=MANY_NAMES)
        .order_by("account")
    )
    numbers = {each["account"]: (each["mistakes"], each["sources"]) for each in found}
    officers = Officer.objects.filter(user__in=numbers).order_by("number")
    return [(officer, *numbers[officer.user_id]) for officer in officers]


def forget_old() -> None:
    """Forget attempts with names that nobody has after a day, the others after more than a year."""
    now = clock.now()
    SignInAttempt.objects.filter(account=None, tried_at__lt=now - REMEMBERED).delete()
    SignInAttempt.objects.filter(tried_at__lt=now - KEPT).delete()


def _failed_lately() -> QuerySet[SignInAttempt]:
    since = clock.now() - REMEMBERED
    return SignInAttempt.objects.filter(tried_at__gte=since, outcome=SignInOutcome.FAILED)


def _free_at(digest: str, source: str, now: datetime.datetime) -> datetime.datetime:
    """The instant from which this name may be tried from this source."""
    tried = (
        SignInAttempt.objects.filter(name_digest=digest, source=source, tried_at__gt=now - REMEMBERED)
        .exclude(outcome=SignInOutcome.AWAITING)
        .order_by("-tried_at", "-pk")
    )
    last: datetime.datetime | None = None
    mistakes = 0
    for at, outcome in tried.values_list("tried_at", "outcome")[: FREE_MISTAKES + LOOKED_AT]:
        if outcome == SignInOutcome.SIGNED_IN:
            break
        last, mistakes = last or at, mistakes + 1
    return last + wait_after(mistakes) if last else now


def _digest(name: str) -> str:
    """A keyed digest of a name, folded as sign-in folds it."""
    folded = unicodedata.normalize("NFKC", name).encode(errors="replace")
    return hmac.new(settings.SECRET_KEY.encode(), folded, hashlib.sha256).hexdigest()


def _hold(digest: str, source: str) -> None:
    """Keep others with this name from this source waiting; on SQLite, who writes is alone from the first statement."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 712))", [f"{digest} {source}"])
