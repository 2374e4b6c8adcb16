"""The annual report as a value: its forms, its identities, and the exchange format. No Django.

Owns what the report *is* and what must add up in it; reading published reports (`readers`), judging them
(`checks`) and printing ours (`writers`) are its sub-packages. Follows 条例第四十九条、第五十条 and the two
official forms (国办公开办函〔2021〕30号, 国办公开办函〔2019〕60号).
"""

from gongkai.annualreport.errors import AnnualReportError, InvalidReport, WrongPreviousReport
from gongkai.annualreport.form import (
    DISPUTE_BLOCKS,
    DISPUTE_COLUMNS,
    FORM_2019,
    FORM_2021,
    FORM_CODES,
    OVERVIEW_HEADS,
    REQUEST_COLUMNS,
    REQUEST_LEAVES,
    REQUEST_LEAVES_2019,
    REQUEST_ROWS,
    REQUEST_ROWS_2019,
    Form,
    Part,
    form_of,
)
from gongkai.annualreport.identities import Identity, Term, check_identities, identities
from gongkai.annualreport.layout import (
    CellRole,
    FigureKind,
    FormCell,
    FormLine,
    Grid,
    GridCell,
    Table,
    TableBlock,
)
from gongkai.annualreport.placing import PlacedFinding, PlacedFindings, place_findings
from gongkai.annualreport.value import (
    FORMAT,
    Finding,
    Report,
    ReportSection,
    Severity,
    Source,
    Status,
    Tables,
    Value,
    finding_to_json,
    tables_of,
)

__all__ = [
    "DISPUTE_BLOCKS",
    "DISPUTE_COLUMNS",
    "FORMAT",
    "FORM_2019",
    "FORM_2021",
    "FORM_CODES",
    "OVERVIEW_HEADS",
    "REQUEST_COLUMNS",
    "REQUEST_LEAVES",
    "REQUEST_LEAVES_2019",
    "REQUEST_ROWS",
    "REQUEST_ROWS_2019",
    "AnnualReportError",
    "CellRole",
    "FigureKind",
    "Finding",
    "Form",
    "FormCell",
    "FormLine",
    "Grid",
    "GridCell",
    "Identity",
    "InvalidReport",
    "Part",
    "PlacedFinding",
    "PlacedFindings",
    "Report",
    "ReportSection",
    "Severity",
    "Source",
    "Status",
    "Table",
    "TableBlock",
    "Tables",
    "Term",
    "Value",
    "WrongPreviousReport",
    "check_identities",
    "finding_to_json",
    "form_of",
    "identities",
    "place_findings",
    "tables_of",
]
