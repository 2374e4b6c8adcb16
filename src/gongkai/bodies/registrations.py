"""What `bodies` declares: the acts of administration, the roles a new organ starts with, the guard on codes."""

from gongkai.bodies.events import EVENTS
from gongkai.registry import Permission

REGISTRATIONS = (
    *EVENTS,
    Permission(id="bodies.administer", label="管理人员与岗位", roles=("administrator",)),
)
