"""A number typed in different ways is one number: in a file, on a form and in filters, and it is said."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from gongkai import registry
from gongkai.bodies.identifiers import IdentifierField
from gongkai.bodies.tests.factory import Bureau, account_of, bureau
from gongkai.registry import Importer
from gongkai.shell.ledgers.findings import findings
from gongkai.shell.ledgers.import_run import run_import
from gongkai.shell.ledgers.planning import Plan, plan_import

pytestmark = pytest.mark.django_db

DAY = datetime.date(2024, 1, 10)
HEAD = "登记编号,申请人类别,申请人,申请渠道,申请内容,到达日期,收到申请之日"
TYPED = ["2024-T04", "2024-T04\u200b", "2024－T04", "2024-T０４", "2024–T04", "\ufeff2024-T04"]
InfoRequest: Any = apps.get_model("inforequests.InfoRequest")  # a room above declares it; shell knows none


@pytest.fixture
def office() -> Bureau:
    return bureau()


def file_of(*numbers: str, kind: str = "自然人", name: str = "示例·申请人", head: str = HEAD) -> bytes:
    rows = [f"{each},{kind},{name},当面提交,示例·第２件,2024-01-05,2024-01-05" for each in numbers]
    return "\n".join([head, *rows]).encode()


def dry(office: Bureau, data: bytes) -> Plan:
    importer = registry.one(Importer, "inforequests.requests")
    return plan_import(office.system.on(DAY), importer, data, "示例.csv")


def bring(office: Bureau, data: bytes) -> Plan:
    importer = registry.one(Importer, "inforequests.requests")
    return run_import(office.system.on(DAY), importer, data, "示例.csv")


@pytest.fixture
def desk(office: Bureau, client: Client) -> Client:
    officer = office.disclosure_officer.officer
    account_of(officer, "shili")
    client.force_login(officer.user)
    return client


def test_six_spellings_in_a_file_are_one_number_and_five_duplicates(office: Bureau) -> None:
    plan = dry(office, file_of(*TYPED))
    assert [(e.cell, e.rule) for e in plan.errors] == [(f"A{n}", "duplicate") for n in range(3, 8)]
    (said,) = (notice for notice in plan.notices if "登记编号" in notice)
    assert said.startswith(
        "“登记编号”有 5 处含不可见字符、连接号、全角字符，已按统一的写法读取：A3“2024-T04”"
    )
    row = next(row for row in findings(plan)["rows"] if row["number"] == "4")
    assert row["folded"] == ["A4“登记编号”按“2024-T04”读取（文件中含连接号）"]


def test_a_choice_with_something_invisible_is_that_choice(office: Bureau) -> None:
    plan = dry(office, file_of("2024-001", kind="自然人\u200b"))
    assert plan.errors == []
    assert "“申请人类别”有 1 处含不可见字符" in plan.notices[0]
    assert dry(office, file_of("2024-001", kind="自 然人")).errors == []
    assert dry(office, file_of("2024-001")).notices == []


def test_a_header_with_something_invisible_is_that_header(office: Bureau) -> None:
    assert dry(office, file_of("2024-001", head=HEAD.replace("登记编号", "登记\u200b编号"))).errors == []


def test_names_and_prose_stay_as_they_were_typed(office: Bureau) -> None:
    assert bring(office, file_of("2024-001", name="示例·甲　乙－１")).errors == []
    case = InfoRequest.objects.get()
    assert (case.applicant_name, case.description) == ("示例·甲　乙－１", "示例·第２件")


def test_a_form_stores_what_the_ledger_calls_it(office: Bureau, desk: Client) -> None:
    answer = desk.post(
        reverse("inforequests:register"),
        {
            "number": " ２０２４－B01\u200b",
            "channel": "counter",
            "arrived_on": "2024-01-05",
            "applicant_kind": "natural",
            "applicant_name": "示例·申请人",
            "description": "示例·第２件",
        },
        follow=True,
    )
    assert InfoRequest.objects.get().number == "2024-B01"
    assert "“登记编号”中的全角字符、不可见字符、连接号已改为统一的写法。" in answer.content.decode()
    assert bring(office, file_of("2024-B01")).number_of("new") == 0


def test_filters_find_it_however_it_is_typed(office: Bureau, desk: Client) -> None:
    bring(office, file_of("2024-T04"))
    for asked in ("２０２４–T０４", "\ufeff2024-T04", "2024 - T"):
        for name in ("q", "number"):
            page = desk.get(reverse("shell:register", args=["inforequests.requests"]), {name: asked})
            assert "2024-T04</a>" in page.content.decode()


def test_every_number_of_a_ledger_is_an_identifier() -> None:
    numbers = [
        of
        for model in apps.get_models()
        if model.__module__.startswith("gongkai.")
        and model._meta.app_label not in {"ledger", "norms", "review"}
        for of in model._meta.concrete_fields
        if isinstance(of, models.CharField) and (of.name.endswith("number") or of.name == "voucher")
    ]
    assert len(numbers) > 20
    assert [str(of) for of in numbers if not isinstance(of, IdentifierField)] == []
