"""Where the screens of documents stand in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="papers.documents",
        group="政府信息管理",
        label="文稿",
        url_name="papers:documents",
        permission="papers.view",
    ),
)
