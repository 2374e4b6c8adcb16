"""The report in the formats in which it leaves: JSON, HTML, DOCX, XLSX and PDF.

Every writer prints the same outline, says 未定稿 on every page while the report is a draft, and gives the same
bytes for the same value: the day is an argument.
"""
