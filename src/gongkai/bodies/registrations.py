"""What `bodies` declares: what happens to its people and records, and the permission to administer them."""

from gongkai.bodies.events import EVENTS
from gongkai.bodies.permissions import PERMISSIONS

REGISTRATIONS = (*EVENTS, *PERMISSIONS)
