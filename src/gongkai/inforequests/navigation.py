"""The screens of this room in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="inforequests.register",
        group="依申请公开",
        label="登记申请",
        url_name="inforequests:register",
        permission="inforequests.register",
    ),
)
