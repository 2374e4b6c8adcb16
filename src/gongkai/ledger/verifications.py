"""What `gongkai verify` proves of the ledger itself."""

from gongkai.ledger.checkpoints import kept_inconsistencies
from gongkai.ledger.verify import problems
from gongkai.registry import Verification

VERIFICATIONS = (
    Verification(id="ledger.chain", discrepancies=problems),
    Verification(id="ledger.checkpoints", discrepancies=kept_inconsistencies),
)
