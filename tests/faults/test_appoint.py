"""A bureau with one officer: the second person comes about on the machine itself, and the ledger says so."""

from __future__ import annotations

from tests.homes import Home

BEGIN = """
from gongkai.config import startup; startup.start_django()
import datetime
from gongkai.bodies.models import *
from gongkai.bodies.viewer import viewer_of
from gongkai.norms.today import today
"""
ENROL = (
    BEGIN
    + """
from gongkai.bodies.actions.enrol import enrol_officer
first = viewer_of(Officer.objects.get(), on=today())
enrol_officer(viewer=first, number="002", name="示例·副局长")
"""
)
SAY = (
    BEGIN
    + """
from gongkai.ledger.models import Entry
from gongkai.ledger.verify import problems
last = Entry.objects.latest("seq")
second = Officer.objects.get(number="002")
print(last.event, last.actor_number, viewer_of(second, on=today()).may("bodies.confirm_appointment"), list(problems()))
"""
)


def test_the_second_person_is_appointed_on_the_machine(blank_home: Home) -> None:
    environment = {**blank_home.environment, "GONGKAI_PASSWORD": "shi-li-mi-ma-1"}
    home = Home(blank_home.folder, environment)
    home.gongkai("init", "--organ", "示例局", "--code", "SL", "--officer", "shili")
    home.python(ENROL)
    unknown = home.gongkai("appoint", "--officer", "003", "--role", "分管领导", "--post", "副局长", code=2)
    assert "没有编号或者账号为“003”的工作人员" in unknown.stderr
    unknown = home.gongkai("appoint", "--officer", "002", "--role", "领导", "--post", "副局长", code=2)
    assert "可选：拟稿人、科室负责人、分管领导" in unknown.stderr
    said = home.gongkai("appoint", "--officer", "002", "--role", "分管领导", "--post", "副局长")
    assert "示例·副局长任副局长（分管领导）" in said.stdout
    assert home.python(SAY).stdout.split(maxsplit=3) == [
        "bodies.officer_appointed",
        "命令:appoint",
        "True",
        "[]\n",
    ]
