"""The report in the formats in which it leaves: JSON, HTML, DOCX, XLSX and PDF.

Every writer prints the same outline, says 未定稿 on every page while the report is a draft, and gives the
same bytes for the same value: the day is an argument.
"""

from gongkai.annualreport.writers.docx import write_docx
from gongkai.annualreport.writers.html import (
    chart_fragment,
    report_css,
    report_fragment,
    table_fragment,
    write_html,
)
from gongkai.annualreport.writers.illustrations import Illustration, illustrate_results
from gongkai.annualreport.writers.json import write_json
from gongkai.annualreport.writers.pdf import draw_pages, write_pdf
from gongkai.annualreport.writers.xlsx import write_xlsx

__all__ = [
    "Illustration",
    "chart_fragment",
    "draw_pages",
    "illustrate_results",
    "report_css",
    "report_fragment",
    "table_fragment",
    "write_docx",
    "write_html",
    "write_json",
    "write_pdf",
    "write_xlsx",
]
