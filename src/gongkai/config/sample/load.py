"""Load the sample bureau the way an officer would: people, ledgers through the importers, then the report.

Nothing here knows a figure of the report: the ledgers hold the records, the measures count them. Only the
organ's name and contact and the numbers of records are real; officers are posts, contents are invented.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from importlib import resources
from importlib.resources.abc import Traversable

from django.utils import timezone

from gongkai import registry
from gongkai.annualreport import FORM_2021, REQUEST_COLUMNS, Report, tables_of
from gongkai.bodies.actions.appoint import appoint
from gongkai.bodies.actions.enrol import enrol_officer
from gongkai.bodies.actions.open_organ import open_organ
from gongkai.bodies.actions.open_section import open_section
from gongkai.bodies.models import Organ, Role, User
from gongkai.bodies.viewer import Viewer, command_viewer, viewer_of
from gongkai.config.sample.documents import load_documents
from gongkai.config.sample.open_cases import load_open_cases
from gongkai.config.sample.reviewing import Viewers, agreed, secrecy_sheet, sent
from gongkai.ledger.transactions import Actor
from gongkai.norms.today import today
from gongkai.papers.actions.draft import draft_document
from gongkai.papers.actions.write_page import write_page
from gongkai.papers.content import Content
from gongkai.papers.document_kinds import GUIDE, LEADERS, PROFILE, RULES
from gongkai.papers.models import Version
from gongkai.portal.making import make_public
from gongkai.proactive.actions.classify import classify
from gongkai.proactive.actions.write_catalogue import write_catalogue
from gongkai.reporting.actions.build import build_candidate
from gongkai.reporting.actions.enter_prior_year import enter_prior_year
from gongkai.reporting.actions.finalize import finalize_candidate
from gongkai.review.actions.release import release
from gongkai.review.actions.set_chain import Scope, set_chain
from gongkai.review.actions.set_seat import SeatCase, SeatPlace, set_seat
from gongkai.review.actions.set_time import set_time
from gongkai.review.chains import Place
from gongkai.review.models import SECRECY_FINDING
from gongkai.search import indexing
from gongkai.shell.ledgers.import_run import run_import

YEAR = 2023
PASSWORD = "gongkai-demo-2023"  # noqa: S105 - a sample on this machine only, printed at every start
SINCE = datetime.date(2022, 1, 4)
ENTERED = datetime.date(2023, 12, 29)
BUILT = datetime.date(2024, 1, 8)
EXAMINED = datetime.date(2024, 1, 10)
APPROVED = datetime.date(2024, 1, 12)
FINAL = datetime.date(2024, 1, 15)
RELEASED = datetime.date(2024, 1, 19)

ORGAN = Organ(
    code="640500GXJ",
    name="中卫市工业和信息化局",
    region="宁夏",
    is_sample=True,
)
SECTIONS = (
    ("办公室", "综合协调、政务公开、保密、档案（示例）"),
    ("经济运行科", "工业经济运行监测与协调（示例）"),
    ("节能与综合利用科", "节能审查、节能监察（示例）"),
    ("中小企业科", "民营经济与中小企业服务（示例）"),
)
PROFILE_TEXT = {
    "functions": "负责本市工业和信息化工作（示例）。",
    "sections": "\n".join(f"{name}：{duty}" for name, duty in SECTIONS),
}
GUIDE_TEXT = {
    "office": "办公室",
    "address": "行政中心五楼西544室",
    "office_hours": "工作日 8:30—12:00，14:30—18:30",
    "phone": "0955-7068675",
    "fax": "0955-7068683",
    "postcode": "755000",
    "email": "nxzwsjw@163.com",
    "website": "中卫市人民政府网站（www.nxzw.gov.cn）",
    "arrangement": "本机关主动公开的政府信息分为机构概况、政策文件、工作动态、行政执法、年度报告等类，"
    "按类别和发布日期编排（示例）。",
    "access": "主动公开的政府信息在本网站和市人民政府网站查阅，也可以到办公室查阅（示例）。",
    "filing": "需要本机关其他政府信息的，可以书面向办公室提出申请，当面提交或者邮寄，"
    "信封上注明“政府信息公开申请”（示例）。\n"
    "申请应写明姓名或者名称、身份证明、联系方式，所需信息的名称、文号或者便于查询的其他特征，"
    "以及获取信息的方式（示例）。",
}
LEADERS_TEXT = {
    "leaders": "示例·局长：局长：主持全面工作（示例）\n示例·副局长：副局长：分管节能和综合利用（示例）",
    "source": "示例任〔2022〕1号",
    "as_of": "2022-01-04",
}
RULES_TEXT = {
    "statutes": "《中华人民共和国政府信息公开条例》：国务院令第711号，2019年5月15日起施行",
    "own": "示例·政府信息公开保密审查制度：示例〔2021〕1号\n示例·依申请公开办理制度：示例〔2021〕2号",
}
# Whom the bureau consults: the seat, to whom its letter goes ("": the disclosure officer answers), when it must be.
SEATS = (
    ("宣传部门", "示例市委宣传部", ("policy",)),
    ("网信部门", "示例市委网信办", ("policy",)),
    ("保密行政管理部门", "示例市国家保密局", ("state_secret", "work_secret", SECRECY_FINDING)),
    ("司法行政部门", "示例市司法局", ("normative",)),
    ("公开工作机构", "", ("internal",)),
)
TIMED_TITLE = "示例·关于开展工业节能诊断服务报名的通知"
TIMED_BODY = """各县（区）工业和信息化主管部门，有关企业：
为帮助企业摸清用能情况，现开展工业节能诊断服务报名（示例）。
一、报名条件
年综合能源消费量较大的规模以上工业企业均可报名（示例）。
二、报名方式
请填写报名表，于本月底前报送节能与综合利用科（示例）。"""
# Sign-in, role, post, section.
STAFF = (
    ("nigao", "drafter", "拟稿人", "节能与综合利用科"),
    ("kezhang", "section_head", "科室负责人", "节能与综合利用科"),
    ("fenguan", "deputy_head", "分管领导", None),
    ("zhuanren", "disclosure_officer", "公开工作机构专人", "办公室"),
    ("guanli", "administrator", "系统管理员", "办公室"),
    ("shenji", "auditor", "审计员", None),
)
ACCOUNTS = tuple((login, post) for login, _, post, _ in STAFF)


def load_sample(*, say: Callable[[str], None]) -> None:
    """Make the organ, import its ledgers, build, review, finalize and release the report; say each step."""
    viewers = _people()
    _chain(viewers["administrator"])
    _seats(viewers["administrator"])
    officer = viewers["disclosure_officer"]
    catalogue, channels, *ledgers = _ledgers()
    _imported(officer.on(SINCE), catalogue, say)
    for kind, typed, matter in (
        (PROFILE, PROFILE_TEXT, "示例·机构职能和内设机构"),
        (GUIDE, GUIDE_TEXT, "示例·政府信息公开指南"),
        (LEADERS, LEADERS_TEXT, "示例·机构职能和内设机构"),
        (RULES, RULES_TEXT, ""),
    ):
        version = write_page(viewer=officer.on(SINCE), kind=kind, typed=typed)
        if matter:
            classify(viewer=officer.on(SINCE), document=version.document, matter=matter)
        _released(viewers, version)
        say(f"  {kind.label}：已审查、发布")
    _imported(officer.on(SINCE), channels, say)
    listed = write_catalogue(viewer=officer.on(SINCE))
    classify(viewer=officer.on(SINCE), document=listed.document, matter="示例·政务公开清单目录")
    _released(viewers, listed)
    say(f"  {listed.title}：已审查、发布")
    say(f"  文稿：{load_documents(viewers, since=SINCE)} 件，已审查、签发、公开")
    for file in ledgers:
        _imported(officer.on(ENTERED), file, say)
    _last_year(officer)
    candidate = build_candidate(viewer=officer.on(BUILT), year=YEAR)
    sheet = secrecy_sheet(
        candidate.version, channel="市人民政府网站政府信息公开年报栏目", planned_on=RELEASED
    )
    sent(officer.on(BUILT), candidate.version, sheet)
    agreed(viewers["section_head"].on(EXAMINED), candidate.version)
    agreed(viewers["deputy_head"].on(APPROVED), candidate.version, "同意公开。")
    finalize_candidate(viewer=officer.on(FINAL), candidate=candidate)
    of_candidate = candidate.version.document
    classify(viewer=officer.on(FINAL), document=of_candidate, matter="示例·政府信息公开年度报告")
    release(viewer=officer.on(RELEASED), version=candidate.version)
    make_public()
    say(f"  {YEAR} 年度报告：已统计、审查、定稿、发布")
    _timed(viewers)
    say(f"  在办申请：{load_open_cases(viewers, day=today())} 件")
    indexing.rebuild()


def _people() -> Viewers:
    """The organ with its sections and officers; the names of officers are their posts."""
    organ = open_organ(organ=ORGAN, actor=Actor("命令:demo", "系统维护"), day=SINCE)
    system = command_viewer(organ, "demo", on=SINCE)
    officers = {}
    with system.transaction():
        sections = {name: open_section(viewer=system, name=name) for name, _ in SECTIONS}
        for number, (login, role, post, section) in enumerate(STAFF, start=1):
            user = User.objects.create_user(username=login, password=PASSWORD)
            officer = enrol_officer(viewer=system, number=f"{number:03}", name=f"示例·{post}", user=user)
            appoint(
                viewer=system,
                officer=officer,
                role=role,
                post=post,
                section=sections.get(section or ""),
                from_on=SINCE,
            )
            officers[role] = officer
    return {role: viewer_of(officer, on=SINCE) for role, officer in officers.items()}


def _chain(administrator: Viewer) -> None:
    """By whom the bureau reviews: 拟稿人, 科室负责人, 分管领导, as its form has it."""
    roles = {role.code: role for role in Role.objects.filter(organ=administrator.organ_code)}
    places = [Place(roles[code].name, roles[code].pk) for code in ("section_head", "deputy_head")]
    set_chain(viewer=administrator.on(SINCE), scope=Scope(), places=places, from_on=SINCE)


def _seats(administrator: Viewer) -> None:
    """Whom the bureau consults before a text leaves, five working days each."""
    officer = Role.objects.get(organ=administrator.organ_code, code="disclosure_officer")
    for name, addressee, flags in SEATS:
        inside = {"addressee": addressee} if addressee else {"role": officer.pk}
        set_seat(
            viewer=administrator.on(SINCE),
            place=SeatPlace(name=name, days=5, basis="示例·信息发布会商规定", **inside),
            cases=[SeatCase(flag=flag) for flag in flags],
            from_on=SINCE + datetime.timedelta(days=1),
        )


def _released(viewers: Viewers, version: Version) -> None:
    """Have a text reviewed by its three persons and released."""
    officer = viewers["disclosure_officer"]
    sent(officer, version, secrecy_sheet(version), checked="本机关对外公布的联系方式。")
    agreed(viewers["section_head"], version)
    agreed(viewers["deputy_head"], version, "同意公开。")
    release(viewer=officer, version=version)


def _timed(viewers: Viewers) -> None:
    """A notice that three persons agreed to today, and that leaves by itself tomorrow morning."""
    day = today()
    version = draft_document(
        viewer=viewers["drafter"].on(day),
        kind="notice",
        content=Content(title=TIMED_TITLE, body=TIMED_BODY),
        answers={"matter": "", "formed_on": None},
    )
    tomorrow = day + datetime.timedelta(1)
    sheet = secrecy_sheet(
        version, section="节能与综合利用科", channel="本机关网站通知公告栏目", planned_on=tomorrow
    )
    sent(viewers["drafter"].on(day), version, sheet, checked="示例：已与原始记录核对。")
    for role in ("section_head", "deputy_head"):
        agreed(viewers[role].on(day), version)
    leaves_at = timezone.make_aware(datetime.datetime.combine(tomorrow, datetime.time(9)))
    set_time(viewer=viewers["disclosure_officer"].on(day), version=version, leaves_at=leaves_at)


def _imported(officer: Viewer, file: Traversable, say: Callable[[str], None]) -> None:
    importer = registry.one(registry.Importer, file.name.split("-", 1)[1].removesuffix(".csv"))
    plan = run_import(officer, importer, file.read_bytes(), file.name)
    if not plan.done:
        raise RuntimeError(f"{file.name}: {plan.errors}")
    say(f"  {importer.title}：{plan.number_of('new')} 条")


def _ledgers() -> list[Traversable]:
    """The ledger files in the order in which they must be imported: `01-proactive.channels.csv` …"""
    folder = resources.files(__package__) / "zhongwei_2023"
    return sorted((f for f in folder.iterdir() if f.name.endswith(".csv")), key=lambda f: f.name)


def _last_year(officer: Viewer) -> None:
    """What the report of the year before carried over: nothing, as the report of 2023 says of itself."""
    figures = {f"requests.carried_over.{column.id}": 0 for column in REQUEST_COLUMNS}
    report = Report(organ=ORGAN.name, year=YEAR - 1, tables=tables_of(FORM_2021, figures))
    enter_prior_year(viewer=officer.on(BUILT), report=report, source="示例：只录入结转一行")
