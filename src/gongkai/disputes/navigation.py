"""The screens of this room in the desk's navigation: its registers that are opened every week."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="disputes.cases",
        area="监督保障",
        label="复议诉讼",
        url_name="shell:register",
        args=("disputes.cases",),
        permission="disputes.view",
    ),
)
