"""What the desk declares: its screens, who opens them, and the ledger as a register."""

from gongkai.desk.alerts import ALERTS
from gongkai.desk.findables import FINDABLES
from gongkai.desk.home import HOME
from gongkai.desk.navigation import NAVIGATION
from gongkai.desk.permissions import PERMISSIONS
from gongkai.desk.registers import PAGES, REGISTERS

REGISTRATIONS = (*PERMISSIONS, *NAVIGATION, *REGISTERS, *PAGES, *FINDABLES, *ALERTS, *HOME)
