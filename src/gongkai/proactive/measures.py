"""The figures of the year that this room counts: table 二's decisions and fees, and what the prose says."""

from __future__ import annotations

from functools import partial

from gongkai.proactive import queries
from gongkai.proactive.models import DisclosureSubject, Medium, Topic
from gongkai.registry import Measure
from gongkai.shell.ledgers.measures import total_of

FORM = "国办公开办函〔2021〕30号 表二"
LOCAL = "（本单位口径，可在设置中确认）"
ART_23 = "《政府信息公开条例》第二十三条"

TABLE = (
    Measure(
        id="proactive.decisions",
        name="行政许可、行政处罚、行政强制处理决定数量",
        definition="决定日期在本年的行政许可、行政处罚、行政强制决定件数；行政许可准予和不予许可都计入"
        + LOCAL
        + "。",
        basis=f"《政府信息公开条例》第二十条第五项、第六项；{FORM}",
        unit="件",
        records=queries.decided,
        register="proactive.decisions",
        table="proactive",
        annotate_cells=queries.in_row_of_kind,
        covers=("licensing.count", "punishment.count", "coercion.count"),
    ),
    Measure(
        id="proactive.fees",
        name="行政事业性收费本年收费金额",
        definition="收费日期在本年的行政事业性收费金额合计，换算为万元，保留全部小数；不含政府信息公开信息处理费。",
        basis=f"《政府信息公开条例》第二十条第八项；{FORM}",
        unit="万元",
        records=queries.collected,
        field="amount",
        figure=queries.wan_of,
        register="proactive.fees",
        table="proactive",
        annotate_cells=queries.in_row_of_fees,
        covers=("fees.amount",),
    ),
)

# Of each medium: the measure, what it is called, its unit.
MEDIA = {
    Medium.WEBSITE: ("website_items", "政府网站发布信息数"),
    Medium.WEIBO: ("weibo_posts", "政务微博发布信息数"),
    Medium.WECHAT: ("wechat_posts", "政务微信发布信息数"),
    Medium.NEW_MEDIA: ("new_media_posts", "其他政务新媒体发布信息数"),
    Medium.GAZETTE: ("gazette_items", "政府公报刊登信息数"),
    Medium.NEWSPAPER: ("newspaper_items", "报刊发布信息数"),
    Medium.BROADCAST: ("broadcast_items", "广播电视发布信息数"),
    Medium.BRIEFING: ("briefing_items", "新闻发布会发布信息数"),
    Medium.MEETING: ("meeting_items", "会议公开信息数"),
    Medium.OTHER: ("other_items", "其他渠道发布信息数"),
}
BY_MEDIUM = tuple(
    Measure(
        id=f"proactive.{name}",
        name=label,
        definition=f"发布日期在本年、渠道类别为“{medium.label}”的发布记录条数；同一信息在几个渠道发布的，各计一条{LOCAL}。",
        basis=ART_23,
        unit="条",
        records=partial(queries.published, medium=medium.value),
        register="proactive.publications",
    )
    for medium, (name, label) in MEDIA.items()
)

BY_TOPIC = (
    Measure(
        id="proactive.website_major_projects",
        name="政府网站发布重大项目信息数",
        definition="发布日期在本年、渠道类别为“政府网站”、主题为“重大项目”的发布记录条数" + LOCAL + "。",
        basis="《政府信息公开条例》第二十条第十项",
        unit="条",
        records=partial(queries.published, medium=Medium.WEBSITE.value, topic=Topic.MAJOR_PROJECT.value),
        register="proactive.publications",
    ),
    Measure(
        id="proactive.newspaper_major_projects",
        name="报刊发布重大项目信息数",
        definition="发布日期在本年、渠道类别为“报刊”、主题为“重大项目”的发布记录条数" + LOCAL + "。",
        basis="《政府信息公开条例》第二十条第十项",
        unit="条",
        records=partial(queries.published, medium=Medium.NEWSPAPER.value, topic=Topic.MAJOR_PROJECT.value),
        register="proactive.publications",
    ),
    Measure(
        id="proactive.work_plans",
        name="主动公开重点工作方案数",
        definition="发布日期在本年、渠道类别为“政府网站”、主题为“重点工作方案”的发布记录条数" + LOCAL + "。",
        basis="《政府信息公开条例》第十九条",
        unit="个",
        records=partial(queries.published, medium=Medium.WEBSITE.value, topic=Topic.WORK_PLAN.value),
        register="proactive.publications",
    ),
)

FOLLOWERS = tuple(
    Measure(
        id=f"proactive.{medium.value}_followers",
        name=f"{medium.label}关注量",
        definition=f"渠道类别为“{medium.label}”的各账号，本年最后一次登记的关注用户数合计{LOCAL}。",
        basis="国办发〔2018〕123号",
        unit="个",
        records=partial(queries.last_snapshots, medium=medium.value),
        field="followers",
        figure=total_of,
        register="proactive.followers",
    )
    for medium in (Medium.WEIBO, Medium.WECHAT, Medium.NEW_MEDIA)
)

# Of each thing made public: the measure, what it is called, its unit, its basis.
SUBJECTS = {
    DisclosureSubject.LICENSING: ("licences_published", "公开行政许可决定数", "件", "第二十条第五项"),
    DisclosureSubject.PUNISHMENT: ("punishments_published", "公开行政处罚决定数", "件", "第二十条第六项"),
    DisclosureSubject.COERCION: ("coercions_published", "公开行政强制决定数", "件", "第二十条第六项"),
    DisclosureSubject.PROJECT: (
        "project_results_published",
        "公开项目监督检查结果数",
        "个",
        "第二十条第十三项",
    ),
    DisclosureSubject.ENTERPRISE: (
        "enterprise_results_published",
        "公开企业监督检查结果数",
        "家",
        "第二十条第十三项",
    ),
    DisclosureSubject.PROPOSAL: ("proposals_published", "公开建议提案办理结果数", "件", "第二十条第十五项"),
}
BY_SUBJECT = tuple(
    Measure(
        id=f"proactive.{name}",
        name=label,
        definition=f"公开日期在本年的“{subject.label}”，一项计一次{LOCAL}。",
        basis=f"《政府信息公开条例》{article}",
        unit=unit,
        records=partial(queries.disclosed, subject=subject.value),
        register="proactive.disclosures",
    )
    for subject, (name, label, unit, article) in SUBJECTS.items()
)

MEASURES = (
    *TABLE,
    *BY_MEDIUM,
    *BY_TOPIC,
    *FOLLOWERS,
    *BY_SUBJECT,
    Measure(
        id="proactive.proposal_replies",
        name="答复建议提案数",
        definition="答复日期在本年的人大代表建议和政协委员提案件数，主办会办都计入" + LOCAL + "。",
        basis="《代表法》第五十一条；国办发〔2014〕46号",
        unit="件",
        records=queries.replied,
        register="proactive.proposal_replies",
    ),
)
