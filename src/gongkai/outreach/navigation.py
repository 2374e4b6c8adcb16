"""The screens of this room in the desk's navigation: its registers that are opened every week."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="outreach.policies",
        area="公开与渠道",
        label="政策库",
        url_name="shell:register",
        args=("outreach.policies",),
        permission="outreach.view",
    ),
    NavigationEntry(
        id="outreach.interpretations",
        area="公开与渠道",
        label="政策解读",
        url_name="shell:register",
        args=("outreach.interpretations",),
        permission="outreach.view",
    ),
)
