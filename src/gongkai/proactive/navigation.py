"""The screens of this room in the desk's navigation: lists to make public, its registers that are opened every week."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="proactive.write_catalogue",
        area="公开与渠道",
        label="公布清单目录",
        url_name="proactive:write_catalogue",
        permission="proactive.manage_catalogue",
    ),
    NavigationEntry(
        id="proactive.catalogue",
        area="公开与渠道",
        label="公开清单目录",
        url_name="shell:register",
        args=("proactive.catalogue",),
        permission="proactive.view",
    ),
    NavigationEntry(
        id="proactive.lists",
        area="公开与渠道",
        label="公开清单",
        url_name="proactive:write_list",
        permission="papers.draft",
    ),
    NavigationEntry(
        id="proactive.publications",
        area="公开与渠道",
        label="信息发布",
        url_name="shell:register",
        args=("proactive.publications",),
        permission="proactive.view",
    ),
    NavigationEntry(
        id="proactive.channels",
        area="公开与渠道",
        label="公开渠道",
        url_name="shell:register",
        args=("proactive.channels",),
        permission="proactive.view",
    ),
    NavigationEntry(
        id="proactive.proposals",
        area="公开与渠道",
        label="建议提案",
        url_name="shell:register",
        args=("proactive.proposals",),
        permission="proactive.view",
    ),
)
