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
)
