"""A character typed twice is found; where two words meet, nothing is said."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from gongkai.precheck import check_text
from gongkai.precheck.tests.shared import case_folder, prose_of_reports

CLEAN = (
    "本年度我局认真贯彻落实上级部署，进一步健全工作机制，规范办理流程，及时回应群众关切。全年组织业务培训三次，"
    "参加人员覆盖各科室。门户网站栏目设置更加合理，政策文件与解读材料同步发布。对收到的申请，均在规定期限内作出答复，"
    "没有发生因信息公开引起的行政复议和行政诉讼。下一步，将加强队伍建设，完善考核办法，提高服务水平，"
    "推动政务公开与业务工作深度融合，切实保障人民群众的知情权、参与权和监督权。"
)


def found(text: str) -> list[str]:
    return [finding.text for finding in check_text(text, categories=["typo"])]


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("在法定时限限内办结。", "限限"),
        ("提高群众满意度度。", "度度"),
        ("广泛征求求意见。", "求求"),
        ("推进政务公公开。", "公公"),
        ("由县教育局局机关公布。", "局局"),
        ("发布文件35件件。", "件件"),
        ("（一一）主动公开", "一一"),
        ("工作的的的要求", "的的的"),
        ("请与市人民政政府办公室联系。", "政政"),
        ("2024年年，共受理申请五件。", "年年"),
        ("请登录平台台查看。", "台台"),
        ("依法查看看相关材料。", "看看"),
    ],
)
def test_a_doubled_character_is_found(text: str, passage: str) -> None:
    assert found(text) == [passage]


@pytest.mark.parametrize(
    "text",
    [
        "改进工作作风，推动生产产品升级，方便学生生活，人民民主专政。",
        "由该局局长、示例镇镇长和平潭县县长签署，石家庄市市长批准，各国国家元首出席。",
        "2023年年底前，本月月末，二〇二四年年初，第五十五条，一九九九年。",
        "信息息息相关，时时刻刻，人人有责，往往如此，家家户户，方方面面，谢谢大家。",
        "可以以书面形式提出，作为为民服务的举措，达到目的的方式，标的的交付。",
        "张妍妍、李莎莎、王丽丽参加。",
        "一一列举，逐条一一答复，人人平等等原则。",
        "为了了解情况，委员会会议决定定于三月召开，按照照片上传。",
        "依照《立法法》和立法法的规定，在钉钉群里通知；请再看看、试试，谈谈想法，工作不能悄悄停下，应当久久为功。",
        "群众缓缓走出大厅，阵阵掌声，片片绿叶，缕缕清风，每每提起，短短三个月，略略提高，足足十年。",
    ],
)
def test_where_two_words_meet_nothing_is_said(text: str) -> None:
    assert found(text) == []


def test_doubled_anywhere_in_clean_prose_nearly_always_found() -> None:
    chance = random.Random(20231)
    places = [match.start() for match in re.finditer("[\u4e00-\u9fff]", CLEAN)]
    assert found(CLEAN) == []
    hits = 0
    for place in chance.sample(places, 100):
        hits += bool(found(CLEAN[:place] + CLEAN[place] + CLEAN[place:]))
    assert hits >= 90


@pytest.mark.parametrize(("name", "passages"), [("p1_doubled.txt", 5), ("p2_not_doubled.txt", 0)])
def test_the_given_cases(name: str, passages: int) -> None:
    text = (case_folder("precheck") / name).read_text(encoding="utf-8")
    assert len(found(text)) == passages


def test_published_reports(shared_data: Path) -> None:
    text = prose_of_reports(shared_data)
    twice = [finding for finding in check_text(text, categories=["typo"]) if "重复" in finding.message]
    assert twice == []
