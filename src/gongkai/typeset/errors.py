"""What can go wrong while setting a document.

TypesettingError
├── TypesettingFailed   Typst refused the template or its data
└── ChartFailed         a chart could not be drawn
"""


class TypesettingError(Exception):
    """Root of the errors of this room; the message is a Chinese sentence."""


class TypesettingFailed(TypesettingError):
    """Typst refused the template or its data."""


class ChartFailed(TypesettingError):
    """A chart could not be drawn."""
