"""How a command says no."""

from __future__ import annotations

import click


class CommandRefused(click.ClickException):
    """A refusal or bad input, with a stable code and, where there is one, the field it is about.

    `exit_code` 1: a finding or a refusal; 2: bad input or usage. With ``--json`` it is printed as
    ``{"error": {"code", "message", "where"}}``.
    """

    def __init__(self, message: str, *, code: str, where: str = "", exit_code: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.where = where
        self.exit_code = exit_code  # type: ignore[misc]


def error_value(error: click.ClickException) -> dict[str, dict[str, str]]:
    """Return an error as the value that ``--json`` prints."""
    message = error.format_message()
    if isinstance(error, CommandRefused):
        return {"error": {"code": error.code, "message": message, "where": error.where}}
    if isinstance(error, click.NoSuchOption):
        where = error.option_name
    else:
        parameter = getattr(error, "param", None)
        where = parameter.name if parameter is not None else ""
    code = "usage" if isinstance(error, click.UsageError) else "refused"
    return {"error": {"code": code, "message": message, "where": where or ""}}
