"""The screens of this room in the desk's navigation."""

from gongkai.registry import NavigationEntry

AREA = "依申请公开"

NAVIGATION = (
    NavigationEntry(
        id="inforequests.requests",
        area=AREA,
        label="申请",
        url_name="shell:register",
        args=("inforequests.requests",),
        permission="inforequests.view",
    ),
    NavigationEntry(
        id="inforequests.register",
        area=AREA,
        label="登记申请",
        url_name="inforequests:register",
        permission="inforequests.register",
    ),
)
