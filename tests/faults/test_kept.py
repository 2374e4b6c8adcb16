"""What a process keeps of the ledger is what it would read again, whoever wrote meanwhile in another process."""

from __future__ import annotations

from tests.faults.test_review_at_once import BEGIN, EXAMINED
from tests.homes import Home

# Opens a page as an officer at each word from outside; says the answer's status and how many texts wait for them.
READER = """
import sys
from gongkai.config import startup
startup.start_django()
from django.test import Client
from django.test.utils import setup_test_environment
setup_test_environment()
from gongkai.bodies.models import User

client = Client()
client.force_login(User.objects.get(username="fenguan"))
for line in sys.stdin:
    page = client.get("/desk/search/")
    areas = {area.title: area.waiting for area in page.context["navigation"]} if page.status_code == 200 else {}
    print(page.status_code, areas.get("文稿与审查"), flush=True)
"""
AGREE = (
    BEGIN
    + """decide(viewer=officer("fenguan"), version=the_version(), agree=True, opinion="", proofread="示例")
"""
)
DISMISS = (
    BEGIN
    + """
from gongkai.bodies.models import Appointment
from gongkai.bodies.tests.factory import amended

for appointment in Appointment.objects.filter(officer__user__username="fenguan"):
    amended(appointment, until_on=datetime.date(2024, 1, 10))
"""
)


def test_a_page_shows_what_another_process_has_just_done(sample_home: Home) -> None:
    reader = sample_home.start(READER)

    def shown() -> list[str]:
        assert reader.stdin
        assert reader.stdout
        reader.stdin.write("\n")
        reader.stdin.flush()
        return reader.stdout.readline().split()

    try:
        before = shown()
        assert before == shown()
        assert before[0] == "200"
        sample_home.python(EXAMINED)
        assert shown() == ["200", str(int(before[1]) + 1)]
        sample_home.python(AGREE)
        assert shown() == before
        sample_home.python(DISMISS)
        assert shown()[1] == "None", "who holds no post any more is shown no work"
    finally:
        _, complaint = reader.communicate()
    assert reader.returncode == 0, complaint
