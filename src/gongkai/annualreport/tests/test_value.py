"""The value and its exchange format."""

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings

from gongkai.annualreport import FORM_2021, InvalidReport, Report, Status, Value, tables_of
from gongkai.annualreport.tests.strategies import reports

SCHEMA = json.loads(
    resources.files("gongkai.annualreport").joinpath("exchange.schema.json").read_text("utf-8")
)


@settings(max_examples=25)
@given(reports())
def test_json_gives_back_the_same_value_and_follows_the_schema(report: Report) -> None:
    text = json.dumps(report.to_json(), ensure_ascii=False)
    jsonschema.validate(json.loads(text), SCHEMA)
    assert Report.from_json(json.loads(text)) == report


def test_the_exchange_format_may_be_given_bare() -> None:
    report = Report.from_json(
        {"form": "2021", "organ": None, "year": 2023, "tables": {"requests": {"received": {"natural": 1}}}}
    )
    assert report.cell("requests.received.natural") == 1
    assert report.cell("requests.received.total") is None
    assert report.cell("proactive.fees.amount") is None
    assert report.status is None


def test_a_printed_mistake_is_kept() -> None:
    figures: dict[str, Value] = {"proactive.licensing.count": -3, "proactive.fees.amount": "984361元"}
    report = Report("示例局", 2023, tables_of(FORM_2021, figures))
    assert Report.from_json(report.to_json()).cell("proactive.licensing.count") == -3
    assert report.cell("proactive.fees.amount") == "984361元"


def test_an_optional_column_is_printed_where_it_holds_a_figure() -> None:
    plain = Report("示例局", 2019, {}, form="2019")
    filled = Report("示例局", 2019, {"proactive": {"fees": {"amount": "1.5"}}}, form="2019")
    texts = [[cell.text for line in r.grid("proactive") for cell in line] for r in (plain, filled)]
    assert "本年收费金额" not in texts[0]
    assert "本年收费金额" in texts[1]


def test_the_heading_is_made_where_no_title_is_given() -> None:
    assert Report("示例局", 2023, {}).heading == "示例局2023年政府信息公开工作年度报告"
    assert Report("示例局", 2023, {}, title="年报").heading == "年报"
    assert Status.DRAFT.label == "未定稿"
    assert Status.FROZEN.label == ""


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"format": "gongkai.annual-report/2"}, "format"),
        ({"form": "2020"}, "form"),
        ({"form_requests": "1999"}, "form_requests"),
        ({"year": "2023"}, "year"),
        ({"organ": 7}, "organ"),
        ({"status": "lost"}, "status"),
        ({"tables": []}, "tables"),
        ({"tables": {"requests": {"recieved": {"natural": 1}}}}, "requests.recieved.natural"),
        ({"tables": {"requests": {"received": {"natural": "1"}}}}, "requests.received.natural"),
        ({"tables": {"requests": {"received": {"natural": 1.5}}}}, "requests.received.natural"),
        ({"tables": {"requests": {"received": {"natural": True}}}}, "requests.received.natural"),
        ({"tables": {"proactive": {"fees": {"amount": 12}}}}, "proactive.fees.amount"),
        ({"sections": {}}, "sections"),
        ({"sections": [{"number": 1}]}, "sections[0].number"),
        ({"findings": [{"severity": "bad"}]}, "findings[0].severity"),
        ({"sources": {"a": {"row": "x"}}}, "sources.a"),
    ],
)
def test_what_the_format_forbids_is_named(change: dict[str, Any], where: str) -> None:
    with pytest.raises(InvalidReport) as caught:
        Report.from_json({"form": "2021", "organ": "示例局", "year": 2023, "tables": {}} | change)
    assert caught.value.where == where
    assert caught.value.message.endswith("。")


def test_an_unknown_cell_id_is_refused() -> None:
    with pytest.raises(InvalidReport, match=r"requests\.received\.natrual"):
        tables_of(FORM_2021, {"requests.received.natrual": 1})
