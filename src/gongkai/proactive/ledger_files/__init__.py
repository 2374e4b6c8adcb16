"""The ledgers of this room as officers keep them in files, one module a kind of ledger."""

from gongkai.proactive.books import FEES
from gongkai.proactive.ledger_files import channels, decided, proposals, publications

IMPORTERS = (
    channels.IMPORTER,
    publications.PUBLICATIONS,
    publications.FOLLOWERS,
    *decided.IMPORTERS,
    FEES.importer,
    proposals.IMPORTER,
)
