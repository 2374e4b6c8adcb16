"""The screens of this room in the desk's navigation: its registers that are opened every week."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="oversight.trainings",
        area="监督保障",
        label="业务培训",
        url_name="shell:register",
        args=("oversight.trainings",),
        permission="oversight.view",
    ),
    NavigationEntry(
        id="oversight.key_points",
        area="监督保障",
        label="要点任务",
        url_name="shell:register",
        args=("oversight.key_points",),
        permission="oversight.view",
    ),
    NavigationEntry(
        id="oversight.problems",
        area="监督保障",
        label="存在问题",
        url_name="shell:register",
        args=("oversight.problems",),
        permission="oversight.view",
    ),
)
