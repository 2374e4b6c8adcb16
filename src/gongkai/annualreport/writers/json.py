"""The report in the exchange format."""

import json

from gongkai.annualreport.value import Report


def write_json(report: Report, *, notice: str | None = None) -> bytes:
    """The exchange format as UTF-8 JSON ending in a newline; `notice` becomes a key of its own."""
    value = report.to_json()
    if notice:
        value["notice"] = notice
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
