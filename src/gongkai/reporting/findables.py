"""What search finds of this room: annual reports, by their words."""

from gongkai.papers.findables import findable_of_kind
from gongkai.reporting.document_kinds import DOCUMENT_KINDS

FINDABLES = tuple(findable_of_kind(kind) for kind in DOCUMENT_KINDS)
