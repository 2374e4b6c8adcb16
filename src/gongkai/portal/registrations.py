"""What the portal declares."""

from gongkai.portal.alerts import ALERTS
from gongkai.portal.findables import FINDABLES
from gongkai.portal.followers import FOLLOWERS
from gongkai.portal.jobs import JOBS
from gongkai.portal.navigation import NAVIGATION

REGISTRATIONS = (*NAVIGATION, *ALERTS, *JOBS, *FOLLOWERS, *FINDABLES)
