"""Why a file cannot be read as an annual report: one sentence for the officer, exit code 2.

UnreadableReport
├── EmptyFile            nothing in it
├── UnknownFormat        not a format we read (an image, an archive, a program)
├── BrokenFile           the format is known, the content does not follow it
│   └── NestedTooDeep    more levels of markup than any page has
├── ProtectedFile        encrypted, asks for a password
├── NoTextLayer          pages are pictures: a scan
├── TooLarge             more pages, text or unpacked bytes than a report can have
├── ForbiddenContent     declares entities or document types inside an office file
├── NoReport             readable, but no table of the form is in it
└── SeveralReports       more than one report in one file

A table that breaks off is no error: what is there is read, what is lost is null, with a finding.
"""

from gongkai.annualreport.errors import AnnualReportError


class UnreadableReport(AnnualReportError):
    """Root of everything that keeps a file from being read."""

    code = "unreadable_report"


class EmptyFile(UnreadableReport):
    """The file has no content."""

    code = "empty_file"


class UnknownFormat(UnreadableReport):
    """The content is in none of the formats that are read."""

    code = "unknown_format"


class BrokenFile(UnreadableReport):
    """The content begins like its format and does not follow it."""

    code = "broken_file"


class NestedTooDeep(BrokenFile):
    """Markup nested deeper than the parser follows."""

    code = "nested_too_deep"


class ProtectedFile(UnreadableReport):
    """The file can be opened with a password only."""

    code = "protected_file"


class NoTextLayer(UnreadableReport):
    """A PDF whose pages hold no text."""

    code = "no_text_layer"


class TooLarge(UnreadableReport):
    """The file, or what it unpacks to, is larger than any report."""

    code = "too_large"


class ForbiddenContent(UnreadableReport):
    """An office file that declares entities: harmless files never do."""

    code = "forbidden_content"


class NoReport(UnreadableReport):
    """The file holds no table of the annual report."""

    code = "no_report"


class SeveralReports(UnreadableReport):
    """The file holds more than one report."""

    code = "several_reports"
