"""The screens of this room in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="publisher.deliveries",
        area="公开与渠道",
        label="渠道发布",
        url_name="shell:register",
        args=("publisher.deliveries",),
        permission="publisher.view",
    ),
    NavigationEntry(
        id="publisher.defaults",
        area="公开与渠道",
        label="默认发布渠道",
        url_name="publisher:defaults",
        args=("notice",),
        permission="proactive.manage_channels",
    ),
)
