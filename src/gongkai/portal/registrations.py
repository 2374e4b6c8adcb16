"""What the portal declares."""

from gongkai.portal.navigation import NAVIGATION

REGISTRATIONS = (*NAVIGATION,)
