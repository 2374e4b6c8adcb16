"""What an option of a command may hold beside what click knows."""

from __future__ import annotations

from typing import Any

import click


class Identifier(click.ParamType):  # type: ignore[type-arg]  # click 8.1 takes none
    """A code, a number or an account, in its one spelling however it was typed."""

    name = "identifier"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the identifier."""
        from gongkai.bodies.identifiers import fold_identifier  # noqa: PLC0415 - Django, which few commands need

        return fold_identifier(value)


IDENTIFIER = Identifier()
