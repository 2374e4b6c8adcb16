"""What the processes of these tests run: each stands alone, begins by starting Django, and says how it ended."""

from __future__ import annotations

BEGIN = """
import datetime, os, signal, sys
from gongkai.config import startup
startup.start_django()
from django.conf import settings
settings.CLOCK_SHIFT = datetime.timedelta()  # long after the sample's own day
from gongkai import registry
from gongkai.bodies.models import Officer
from gongkai.bodies.viewer import viewer_of
from gongkai.ledger.errors import DatabaseRejected
from gongkai.reporting.models import AnnualReport, Candidate, Finalization
from gongkai.bodies.blockers import ActionBlocked
from gongkai.shell.ledgers.import_run import run_import

YEAR, DAY = 2024, datetime.date(2025, 1, 20)

def officer(login):
    return viewer_of(Officer.objects.get(user__username=login), on=DAY)
"""

# The year after the sample's: nothing recorded yet, a candidate that was counted and went through the review.
REVIEWED = (
    BEGIN
    + """
from gongkai.reporting.actions.build import build_candidate
from gongkai.review.actions.decide import decide
from gongkai.review.actions.submit import submit
from gongkai.review.secrecy import SecrecyAnswers

candidate = build_candidate(viewer=officer("zhuanren"), year=YEAR)
answers = SecrecyAnswers(section="示例", channel="示例", level_statement="不涉密（示例）。", pledged=True)
submit(viewer=officer("zhuanren"), version=candidate.version, form=answers, proofread="示例")
decide(viewer=officer("kezhang"), version=candidate.version, agree=True, opinion="同意", proofread="示例")
decide(viewer=officer("fenguan"), version=candidate.version, agree=True, opinion="同意", proofread="示例")
"""
)

# Ready, then at a word from outside: as good as at once.
WAIT = """
print("ready", flush=True)
sys.stdin.readline()
"""

FINALIZE = (
    BEGIN
    + """
from gongkai.reporting.actions.finalize import finalize_candidate

viewer, candidate = officer("zhuanren"), Candidate.objects.get(report__year=YEAR)
"""
    + WAIT
    + """
try:
    finalize_candidate(viewer=viewer, candidate=candidate)
except ActionBlocked as error:
    print("blocked", *error.sentences)
else:
    print("final")
"""
)

DECISIONS = """决定类别,决定文号,事项名称,项目或者文书名称,行政相对人,决定日期,是否准予
行政许可,示工信许〔2024〕1号,节能审查,示例项目一,示例企业一,2024-05-08,是
行政许可,示工信许〔2024〕2号,节能审查,示例项目二,示例企业二,2024-06-11,是
"""

IMPORT = (
    BEGIN
    + f"""
viewer, importer = officer("zhuanren"), registry.one(registry.Importer, "proactive.decisions")
data = {DECISIONS!r}.encode()
"""
    + WAIT
    + """
try:
    plan = run_import(viewer, importer, data, "示例.csv")
except DatabaseRejected as error:
    print("refused", error.code)
else:
    told = sorted({error.rule.upper() for error in plan.errors})  # before anything is written
    print(*(["refused", *told] if told else ["imported", plan.number_of("new")]))
"""
)

# Every row is written, the transaction is open, and the power fails.
KILLED_IMPORT = (
    BEGIN
    + """
from gongkai.ledger import transactions
transactions._append = lambda outermost: os.kill(os.getpid(), signal.SIGKILL)
"""
    + IMPORT.removeprefix(BEGIN)
)

COUNT = (
    BEGIN
    + """
from gongkai.proactive.models import AdministrativeDecision
from gongkai.ledger.models import PeriodLock
from gongkai.ledger.verify import problems
assert not list(problems())
first = datetime.date(YEAR, 1, 1)
print(
    AdministrativeDecision.objects.filter(counted_on__year=YEAR).count(),
    Finalization.objects.filter(candidate__report__year=YEAR).count(),
    PeriodLock.objects.filter(first_on=first).count(),
)
"""
)
