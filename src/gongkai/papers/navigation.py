"""Where the screens of documents stand in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="papers.documents",
        area="文稿与审查",
        label="文稿",
        url_name="papers:documents",
        permission="papers.view",
    ),
    NavigationEntry(
        id="papers.pages",
        area="文稿与审查",
        label="机构页面",
        url_name="papers:pages",
        permission="papers.view",
    ),
    NavigationEntry(
        id="papers.numbers",
        area="文稿与审查",
        label="发文字号",
        url_name="papers:numbers",
        permission="papers.view",
    ),
)
