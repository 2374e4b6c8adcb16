"""The ledgers of this room: requests, and the notices and payments of 信息处理费."""

from gongkai.inforequests.ledgers.fees import NOTICES, PAYMENTS
from gongkai.inforequests.ledgers.requests import REQUESTS
from gongkai.shell.ledgers.importer import importers_of

__all__ = ["IMPORTERS", "LEDGERS", "NOTICES", "PAYMENTS", "REQUESTS"]

LEDGERS = (REQUESTS, NOTICES, PAYMENTS)
IMPORTERS = importers_of(LEDGERS)
