"""How commands answer: a JSON value or lines to read, an error as a sentence, and the exit code.

0 done, 1 a finding or a refusal, 2 bad input or usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, NoReturn

import click

DONE, FOUND, BAD_INPUT = 0, 1, 2


def error_value(code: str, message: str, where: str = "") -> dict[str, Any]:
    """An error as `--json` prints it."""
    return {"error": {"code": code, "message": message, "where": where}}


def say_json(value: Mapping[str, Any]) -> None:
    """One JSON value on one line, Chinese readable."""
    click.echo(json.dumps(value, ensure_ascii=False))


def refuse(
    code: str, message: str, where: str = "", *, as_json: bool = False, exit_code: int = BAD_INPUT
) -> NoReturn:
    """End the command with an error: JSON on standard output, or the sentence on standard error."""
    if as_json:
        say_json(error_value(code, message, where))
    else:
        click.echo(message, err=True)
    sys.exit(exit_code)
