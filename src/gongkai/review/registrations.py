"""What `review` declares."""

from gongkai.registry import NavigationEntry
from gongkai.review.buttons import ACTS, WAITING
from gongkai.review.events import EVENTS
from gongkai.review.guards import GUARDS

REGISTRATIONS = (
    *EVENTS,
    *GUARDS,
    *ACTS,
    WAITING,
    NavigationEntry(
        id="review.queue",
        group="政府信息管理",
        label="审查",
        url_name="review:queue",
        permission="review.view",
    ),
)
