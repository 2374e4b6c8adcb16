"""Published reports: every broken identity is found, nothing else is called an error, known slips are seen."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.annualreport import Finding
from gongkai.annualreport.checks import check_report
from gongkai.annualreport.readers import read_report

SHARED = Path(os.environ.get("GONGKAI_SHARED", Path(__file__).parents[6] / "shared"))
REPORTS = SHARED / "data" / "reports"
PLACES = {"detail_sum": "I2 requests.column", "row_sum": "I3 requests.row", "balance": "I1 requests.column"}

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not beside the project")


def published() -> Iterator[tuple[Path, Path]]:
    for expected in sorted((REPORTS / "expected").glob("*.json")) if REPORTS.is_dir() else []:
        for file in sorted(REPORTS.glob(f"{expected.stem}_*")):
            yield file, expected


def findings(file: Path) -> list[Finding]:
    return check_report(read_report(file.read_bytes(), name=file.name))


def of(name: str) -> list[Finding]:
    [file] = REPORTS.glob(f"{name}_*")
    return findings(file)


@pytest.mark.parametrize(("file", "expected"), list(published()), ids=lambda path: path.name)
def test_the_errors_are_the_broken_identities(file: Path, expected: Path) -> None:
    broken = {
        f"{PLACES[kind]}.{place}"
        for text in json.loads(expected.read_text(encoding="utf-8"))["identity_errors"]
        for kind, place in re.findall(r"^(\w+) (\w+)", text)
    }
    errors = {f"{finding.code} {finding.where}" for finding in findings(file) if finding.severity == "error"}
    assert errors <= broken
    if not file.name.endswith(".plain.txt"):  # text whose columns are gone: what is null is not judged
        assert errors == broken


def test_prose_against_tables() -> None:
    messages = [finding.message for finding in of("002") if finding.code == "prose_outcomes"]
    assert len(messages) == 2
    assert "258" in messages[0]
    assert "275" in messages[0]
    assert "265" in messages[1]
    assert "337" in messages[1]
    assert {"prose_requests"} <= {finding.code for finding in of("p02")}


@pytest.mark.parametrize("name", ["045", "046"])
def test_a_stale_year_and_parts_that_exceed_their_whole(name: str) -> None:
    found = {finding.code: finding for finding in of(name)}
    assert "2023" in found["year_slip"].message
    assert found["prose_sum"].severity == "warning"
    assert "76" in found["prose_sum"].message


def test_the_slips_of_the_model_report() -> None:
    file = SHARED / "data" / "zhongwei-2023-annual-report.md"
    found = findings(file)
    said = [(finding.code, finding.severity.value, finding.message) for finding in found]

    def has(code: str, words: str) -> bool:
        return any(c == code and words in message for c, _, message in said)

    assert has("law_title", "中华人民共和国政府信息公开条例")
    assert has("final_accounts", "2023年的决算")
    assert has("budget", "2024年的预算")
    assert has("typo", "不及及时")
    assert has("typo", "制点公司")
    assert has("typo", "信息情")
    assert has("punctuation", "段末缺少句号")
    assert has("unnamed_outcome", "保护第三方合法权益")
    assert has("date", "2023")
    assert not any(severity == "error" for _, severity, _ in said)
    assert len(said) == 9
