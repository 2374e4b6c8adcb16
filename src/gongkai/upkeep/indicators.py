"""What a site inspection asks (国办秘函〔2019〕19号): each indicator, what it counts, by which values of the law."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gongkai import law
from gongkai.bodies.viewer import Viewer
from gongkai.norms.queries import rules_of
from gongkai.upkeep.found import (
    IndicatorFinding,
    any_is_veto,
    changed_pages,
    dead_links,
    empty_columns,
    ended_documents,
    gathered_parties,
    home_page,
    no_is_veto,
    open_risks,
    other_columns,
    over,
    second_accounts,
    stale_accounts,
    stale_columns,
    stated,
    unanswered_messages,
    unfiled_accounts,
)

VETO, DEDUCTED, MEDIA = "单项否决指标", "扣分指标和内容管理", "政务新媒体"


@dataclass(frozen=True)
class Indicator:
    """An indicator: what it asks, the values of the law that it is measured by, and how it is found."""

    id: str
    group: str
    name: str
    asks: str
    find: Callable[[Viewer], IndicatorFinding]
    keys: tuple[str, ...] = ()

    def rules(self, viewer: Viewer) -> list[str]:
        """Return the values it is measured by, each with its basis, and its mark where nobody has confirmed it."""
        values = [rules_of(viewer).values.on(key, viewer.day) for key in self.keys]
        return [
            f"{value}" + (f"，{law.MARK_LABELS[value.mark]}" if value.needs_confirmation else "")
            for value in values
        ]


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "serious",
        VETO,
        "安全、泄密等严重问题",
        "严重表述错误、泄密、被攻击没有及时处置。",
        stated("serious", any_is_veto),
    ),
    Indicator(
        "changed", VETO, "公开内容被改动", "公开的文字、附件与公开时不同，已停止提供的。", changed_pages
    ),
    Indicator(
        "unreachable",
        VETO,
        "站点无法访问",
        "一周内按间隔监测，打不开的次数所占比例。",
        stated("unreachable", over("site.unreachable")),
        ("site.unreachable",),
    ),
    Indicator(
        "home", VETO, "首页不更新", "本机关网站最近一次发布信息距今的天数。", home_page, ("site.home",)
    ),
    Indicator(
        "stale_columns",
        VETO,
        "动态要闻、通知政策类栏目不更新",
        "清单目录中更新要求为“动态要闻类”“政策通知类”的栏目，过了期限没有新内容的。",
        stale_columns,
        ("site.news", "site.columns", "site.stale_columns"),
    ),
    Indicator(
        "other_columns",
        VETO,
        "其他应更新栏目不更新",
        "更新要求为“每年定期”的栏目，过了更新月份没有新内容的。",
        other_columns,
        ("site.other_columns",),
    ),
    Indicator(
        "empty_columns",
        VETO,
        "空白栏目",
        "清单目录中主动公开的栏目，没有任何内容的。",
        empty_columns,
        ("site.empty_columns",),
    ),
    Indicator(
        "consultation",
        VETO,
        "互动回应差：咨询渠道",
        "网站有没有有效的咨询渠道。",
        stated("consultation", no_is_veto),
    ),
    Indicator(
        "messages",
        VETO,
        "互动回应差：留言没有答复",
        "信箱留言过了期限还没有登记处理情况的。",
        unanswered_messages,
        ("site.consultation",),
    ),
    Indicator("guides", VETO, "服务不实用", "要素缺失的办事指南。", stated("guides", any_is_veto)),
    Indicator(
        "dead_links",
        DEDUCTED,
        "死链",
        "公开的正文里，指向本站已撤回、不存在的网页和外部打不开的链接；外部的隔日再看仍打不开才列入。",
        dead_links,
        ("site.link_again",),
    ),
    Indicator(
        "ended",
        DEDUCTED,
        "已失效仍标为有效",
        "有效期已过、已登记废止，或者被后来公开的文件宣布废止，公文台账还写有效的。",
        ended_documents,
    ),
    Indicator(
        "gathered",
        DEDUCTED,
        "汇聚风险",
        "同一行政相对人、监察对象公开的信息较多，汇聚、关联起来可能反映出单独一项反映不出的情况（条例第四十三条）。",
        gathered_parties,
        ("site.gathered", "site.gathered_within"),
    ),
    Indicator(
        "risks", DEDUCTED, "安全风险没有整改", "平台安全风险评估发现问题，没有登记整改的。", open_risks
    ),
    Indicator(
        "stale_accounts",
        MEDIA,
        "账号不更新",
        "微博、微信等账号超过期限没有发布信息的。",
        stale_accounts,
        ("media.update",),
    ),
    Indicator(
        "media_exchange",
        MEDIA,
        "没有有效互动功能",
        "不能留言、咨询或者没有答复的账号。",
        stated("media_exchange", any_is_veto),
    ),
    Indicator(
        "unfiled_accounts",
        MEDIA,
        "没有备案",
        "开设以后过了期限没有登记备案的账号。",
        unfiled_accounts,
        ("media.filing",),
    ),
    Indicator(
        "second_accounts",
        MEDIA,
        "同一平台不止一个账号",
        "一个单位在同一平台原则上只开设一个账号（国办发〔2018〕123号）。",
        second_accounts,
    ),
)
BY_ID = {each.id: each for each in INDICATORS}
