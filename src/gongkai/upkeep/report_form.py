"""The lines of the website's yearly report, by its sections (国办函〔2018〕12号), and what an inspection asks besides.

Which sections there are was read; the lines in them are remembered, which the setting `site.report_form` says. A line
that is `counted` is found in records (`site_report`); every other is stated once a year, with its source.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["number", "yes_no", "text"]


@dataclass(frozen=True)
class SiteLine:
    """A line: its section, what it is called, its unit, and what stands in it."""

    id: str
    section: str
    label: str
    unit: str = ""
    shape: Shape = "number"
    counted: bool = False


ABOUT, ISSUED, TOPICS, EXPLAINED = "网站概况", "信息发布", "专栏专题", "解读回应"
SERVICES, EXCHANGE, SAFETY, MOBILE, RENEWAL = "办事服务", "互动交流", "安全防护", "移动新媒体", "创新发展"
WATCHED = "日常监测"

REPORT: tuple[SiteLine, ...] = (
    SiteLine("name", ABOUT, "网站名称", shape="text", counted=True),
    SiteLine("address", ABOUT, "首页网址", shape="text", counted=True),
    SiteLine("organ", ABOUT, "主办单位", shape="text", counted=True),
    SiteLine("site_type", ABOUT, "网站类型", shape="text"),
    SiteLine("site_code", ABOUT, "政府网站标识码", shape="text", counted=True),
    SiteLine("icp_number", ABOUT, "网站备案号", shape="text"),
    SiteLine("police_number", ABOUT, "公安机关备案号", shape="text"),
    SiteLine("visitors", ABOUT, "独立用户访问总量", "个"),
    SiteLine("visits", ABOUT, "网站总访问量", "次"),
    SiteLine("published_at", ABOUT, "报表发布网址", shape="text"),
    SiteLine("items", ISSUED, "信息发布总数", "条", counted=True),
    SiteLine("profile_updates", ISSUED, "概况类信息更新量", "条", counted=True),
    SiteLine("news_updates", ISSUED, "政务动态信息更新量", "条", counted=True),
    SiteLine("catalogue_updates", ISSUED, "信息公开目录信息更新量", "条", counted=True),
    SiteLine("topics_kept", TOPICS, "专栏专题维护数量", "个"),
    SiteLine("topics_opened", TOPICS, "专栏专题新开设数量", "个"),
    SiteLine("interpretations", EXPLAINED, "解读信息发布总数", "条", counted=True),
    SiteLine("interpretation_texts", EXPLAINED, "解读材料数量", "条", counted=True),
    SiteLine("interpretation_products", EXPLAINED, "解读产品数量", "个", counted=True),
    SiteLine("comments", EXPLAINED, "媒体评论文章数量", "篇"),
    SiteLine("responses", EXPLAINED, "回应公众关注热点或者重大舆情数量", "次"),
    SiteLine("services_listed", SERVICES, "是否发布服务事项目录", shape="yes_no"),
    SiteLine("users", SERVICES, "注册用户数", "个"),
    SiteLine("services", SERVICES, "政务服务事项数量", "项"),
    SiteLine("services_online", SERVICES, "可全程在线办理政务服务事项数量", "项"),
    SiteLine("cases", SERVICES, "办件量总数", "件"),
    SiteLine("cases_natural", SERVICES, "自然人办件量", "件"),
    SiteLine("cases_legal", SERVICES, "法人办件量", "件"),
    SiteLine("one_platform", EXCHANGE, "是否使用统一平台", shape="yes_no"),
    SiteLine("messages", EXCHANGE, "收到留言数量", "条", counted=True),
    SiteLine("messages_closed", EXCHANGE, "办结留言数量", "条", counted=True),
    SiteLine("messages_days", EXCHANGE, "留言平均办理时间", "天", counted=True),
    SiteLine("messages_answered", EXCHANGE, "公开答复留言数量", "条"),
    SiteLine("surveys", EXCHANGE, "征集调查期数", "期"),
    SiteLine("survey_opinions", EXCHANGE, "征集调查收到意见数量", "条"),
    SiteLine("surveys_published", EXCHANGE, "公布调查结果期数", "期"),
    SiteLine("interviews", EXCHANGE, "在线访谈期数", "期"),
    SiteLine("interview_messages", EXCHANGE, "在线访谈网民留言数量", "条"),
    SiteLine("interview_answers", EXCHANGE, "答复网民提问数量", "条"),
    SiteLine("smart_answers", EXCHANGE, "是否提供智能问答", shape="yes_no"),
    SiteLine("assessments", SAFETY, "安全检测评估次数", "次", counted=True),
    SiteLine("faults_found", SAFETY, "发现问题的检测评估", "次", counted=True),
    SiteLine("faults_righted", SAFETY, "问题整改数量", "次", counted=True),
    SiteLine("warning_kept", SAFETY, "是否建立安全监测预警机制", shape="yes_no"),
    SiteLine("drilled", SAFETY, "是否开展应急演练", shape="yes_no"),
    SiteLine("responsible", SAFETY, "是否明确网站安全责任人", shape="yes_no", counted=True),
    SiteLine("has_media", MOBILE, "是否有移动新媒体", shape="yes_no", counted=True),
    SiteLine("weibo_names", MOBILE, "微博名称", shape="text", counted=True),
    SiteLine("weibo_posts", MOBILE, "微博信息发布量", "条", counted=True),
    SiteLine("weibo_followers", MOBILE, "微博关注量", "个", counted=True),
    SiteLine("wechat_names", MOBILE, "微信名称", shape="text", counted=True),
    SiteLine("wechat_posts", MOBILE, "微信信息发布量", "条", counted=True),
    SiteLine("wechat_followers", MOBILE, "微信订阅数", "个", counted=True),
    SiteLine("other_media", MOBILE, "其他移动新媒体", shape="text", counted=True),
    SiteLine("search_serves", RENEWAL, "是否“搜索即服务”", shape="yes_no"),
    SiteLine("languages", RENEWAL, "是否有多语言版本", shape="yes_no"),
    SiteLine("barrier_free", RENEWAL, "是否可无障碍浏览", shape="yes_no"),
    SiteLine("personal", RENEWAL, "是否“千人千网”", shape="yes_no"),
    SiteLine("other_renewal", RENEWAL, "其他创新", shape="text"),
)
# What the page of the inspection's indicators asks, of the year.
INSPECTED: tuple[SiteLine, ...] = (
    SiteLine("unreachable", WATCHED, "站点打不开的次数占全部监测次数", "%"),
    SiteLine("serious", WATCHED, "严重表述错误、泄密、被攻击没有及时处置的", "次"),
    SiteLine("consultation", WATCHED, "网站有无有效的咨询渠道", shape="yes_no"),
    SiteLine("guides", WATCHED, "要素缺失的办事指南", "个"),
    SiteLine("media_exchange", WATCHED, "没有有效互动功能的新媒体账号", "个"),
)
LINES = {line.id: line for line in (*REPORT, *INSPECTED)}
STATED = tuple(line for line in LINES.values() if not line.counted)
CHOICES = [(line.id, line.label) for line in STATED]
PUBLISHED = "published_at"
