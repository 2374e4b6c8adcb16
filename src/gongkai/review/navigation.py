"""Where the screens of the review stand in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="review.queue",
        group="政府信息管理",
        label="审查",
        url_name="review:queue",
        permission="review.view",
    ),
)
