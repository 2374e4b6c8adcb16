"""What a ledger file can be refused for as a whole. What is wrong in a cell is not an error but a finding.

UnreadableFile      no rows can be read from it; the message says why and what to do
"""


class UnreadableFile(Exception):
    """The file as a whole cannot be read: damaged, not a table, too large, or made to harm."""
