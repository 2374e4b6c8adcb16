"""The figures that the published 2023 report of the sample bureau gives in words, and where ours count and say them.

Named in our own words: no sentence of the published report stands here.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from gongkai.annualreport import FORM_2021
from gongkai.reporting.prose import standard_passages
from gongkai.reporting.queries import measure_of, summed

YEAR = 2023
# What the report gives, in the order in which it does → the place of our count: a measure, or a cell of table 三.
FIGURES = (
    ("制发并公开的文件，合计", "papers.instruments"),
    ("其中主动公开的文件", "papers.instruments_proactive"),
    ("其中依申请公开的文件", "papers.instruments_on_request"),
    ("市政府网站上的发布", "proactive.website_items"),
    ("政务微博上的发布", "proactive.weibo_posts"),
    ("政务微博的关注用户", "proactive.weibo_followers"),
    ("公开的建议、提案办理结果", "proactive.proposals_published"),
    ("公开的项目专项节能监察结果", "proactive.project_results_published"),
    ("公开的企业专项节能监察结果", "proactive.enterprise_results_published"),
    ("公开的项目节能审查意见（行政许可）", "proactive.licences_published"),
    ("新收申请", "requests.received.total"),
    ("其中自然人的申请", "requests.received.natural"),
    ("办结的申请", "requests.total_handled.total"),
    ("因保护第三方权益未公开的申请", "requests.denied_4.total"),
    ("开放日活动发放的问卷", "oversight.questionnaires_issued"),
    ("征集到的意见建议", "oversight.opinions"),
    ("被追究责任的情形", "oversight.accountability"),
    ("重大项目信息，网站", "proactive.website_major_projects"),
    ("重大项目信息，报刊", "proactive.newspaper_major_projects"),
    ("以会议方式宣贯政策", "outreach.meetings"),
    ("公开重点工作方案", "proactive.work_plans"),
    ("梳理的惠企政策", "outreach.policies"),
    ("编印的政策汇编", "outreach.compilation_copies"),
    ("收取信息处理费", "inforequests.fee_paid"),
)
VALUES = f"""
import json
from gongkai.config import startup
startup.start_django()
from gongkai.reporting.models import CountedCell
kept = CountedCell.objects.filter(candidate__report__year={YEAR}, candidate__finalization__isnull=False)
print(json.dumps(dict(kept.values_list("cell_id", "value"))))
"""


def values_of_the_sample() -> dict[str, str]:
    """Return what the sample's records count, by place: loads the sample bureau into a home that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "GONGKAI_HOME": folder}
        demo = [str(Path(sys.executable).with_name("gongkai")), "demo", "--no-serve"]
        subprocess.run(demo, env=environment, check=True, capture_output=True)
        asked = [sys.executable, "-c", VALUES]
        done = subprocess.run(asked, env=environment, check=True, capture_output=True, text=True)
    values: dict[str, str] = json.loads(done.stdout)
    return values


def lines(values: Mapping[str, str], table: Callable[..., list[str]]) -> list[str]:
    """Return the page: each figure, its measure, definition, value and place."""
    return [
        "# 示例单位年报中的数，从哪里来",
        "",
        f"示例单位公开发布的 {YEAR} 年度报告在文字中写了下面这些数。左边是我们对每个数的称呼；其余各列是本系统用哪个",
        "口径统计它、示例台账统计出多少、生成的报告在哪一段说到它。三张表的每一格另有测试逐格比对。",
        "",
        *table(
            ["数", "口径", "定义", f"{YEAR} 年", "单位", "在报告中"],
            (_row(said, place, values) for said, place in FIGURES),
        ),
    ]


def _row(said: str, place: str, values: Mapping[str, str]) -> list[str]:
    measure = measure_of(summed(place)[0])
    cell = f"（{FORM_2021.cells[place].label}）" if place in FORM_2021.cells else ""
    return [
        said,
        f"`{measure.id}`{cell}",
        measure.definition,
        values[place],
        measure.unit,
        "；".join(passages_of(place)),
    ]


def passages_of(place: str) -> list[str]:
    """Return where the standard text speaks of a place: part, head, and the passage's id."""
    found, head = [], ""
    for passage in standard_passages():
        head = f"“{passage.head}”" if passage.head else head
        if any(place in sentence.cell_ids for sentence in passage.sentences):
            found.append(f"第{passage.part}部分{head} `{passage.id}`")
    return found
