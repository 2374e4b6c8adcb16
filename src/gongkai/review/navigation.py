"""Where the screens of the review stand in the desk's navigation."""

from gongkai.registry import NavigationEntry

NAVIGATION = (
    NavigationEntry(
        id="review.queue",
        area="文稿与审查",
        label="审查",
        url_name="review:queue",
        permission="review.view",
    ),
    NavigationEntry(
        id="review.chains",
        area="设置",
        label="审查流程",
        url_name="review:chains",
        permission="review.view_chains",
    ),
    NavigationEntry(
        id="review.seats",
        area="设置",
        label="会商席位",
        url_name="review:seats",
        permission="review.view_chains",
    ),
)
