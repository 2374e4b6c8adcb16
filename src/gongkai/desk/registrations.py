"""What the desk declares: its screens, who opens them, and the ledger as a register."""

from gongkai.desk.alerts import ALERTS
from gongkai.desk.home import HOME
from gongkai.desk.navigation import NAVIGATION
from gongkai.desk.permissions import PERMISSIONS
from gongkai.desk.registers import REGISTERS

REGISTRATIONS = (*PERMISSIONS, *NAVIGATION, *REGISTERS, *ALERTS, *HOME)
