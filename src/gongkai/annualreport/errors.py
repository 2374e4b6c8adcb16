"""What can be wrong with a report before anybody looks at its figures.

AnnualReportError
├── InvalidReport          a value that does not follow the exchange format
└── WrongPreviousReport    "last year's report" is of another year

The readers add `UnreadableReport` below the same root.
"""


class AnnualReportError(Exception):
    """Root of the errors of this room. `code` is stable; `where` is the address in the report, as in findings."""

    code = "annual_report"

    def __init__(self, message: str, *, where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where


class InvalidReport(AnnualReportError):
    """A JSON value, or a cell given by a caller, that the exchange format does not allow."""

    code = "invalid_report"


class WrongPreviousReport(AnnualReportError):
    """The report given for the cross-year identity is not that of the year before."""

    code = "wrong_previous_report"
