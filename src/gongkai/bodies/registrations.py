"""What `bodies` declares: what happens to its people, what the database refuses, and who administers them."""

from gongkai.bodies.events import EVENTS
from gongkai.bodies.guards import GUARDS
from gongkai.bodies.permissions import PERMISSIONS
from gongkai.bodies.verifications import VERIFICATIONS

REGISTRATIONS = (*EVENTS, *GUARDS, *PERMISSIONS, *VERIFICATIONS)
