"""What `norms` declares."""

from gongkai.norms.events import EVENTS
from gongkai.norms.guards import GUARDS
from gongkai.norms.permissions import PERMISSIONS

REGISTRATIONS = (*EVENTS, *PERMISSIONS, *GUARDS)
