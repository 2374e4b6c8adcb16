"""送达 — the two days of every letter (国办公开办函〔2016〕235号; 复议法实施条例第二十三条).

By post the organ has met its deadline on the day the letter is handed in (交邮之日), but the applicant's
sixty days begin when it is signed for. Direct service fixes both on the day of the signature; electronic
service on the day the letter reaches the applicant's system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from gongkai.law.errors import BadFact, UnknownName
from gongkai.law.texts import Mark, check_basis, check_mark, read_toml


@dataclass(frozen=True, slots=True)
class ServiceMethod:
    """A way of serving a letter, and which day meets the organ's deadline."""

    code: str
    label: str
    met_by: Literal["handed_over", "received"]
    note: str
    basis: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class ServiceDays:
    """The day the organ's deadline was met and the day the applicant's periods begin; None: not yet."""

    met_on: date | None
    applicant_from: date | None
    basis: tuple[str, ...]


def _read_method(entry: dict[str, str | list[str]]) -> ServiceMethod:
    where = f"送达方式 {entry['code']}"
    checked = {
        "basis": check_basis(entry["basis"], where=where),
        "mark": check_mark(str(entry["mark"]), where=where),
    }
    return ServiceMethod(**(entry | checked))  # type: ignore[arg-type]


SERVICE_METHODS: Mapping[str, ServiceMethod] = MappingProxyType(
    {each["code"]: _read_method(each) for each in read_toml("tables", "service.toml")["method"]}
)


def service(method: str, *, handed_over_on: date, received_on: date | None = None) -> ServiceDays:
    """Return the two days of a letter handed over on one day and signed for, or arrived, on another.

    Raises `UnknownName` for a method that is not there, `BadFact` for a receipt before the handing over.
    """
    if method not in SERVICE_METHODS:
        raise UnknownName.of("送达方式", method, SERVICE_METHODS, where="method")
    if received_on is not None and received_on < handed_over_on:
        raise BadFact(
            f"签收或到达日 {received_on} 早于发出日 {handed_over_on}；请核对。", where="received_on"
        )
    known = SERVICE_METHODS[method]
    met_on = handed_over_on if known.met_by == "handed_over" else received_on
    return ServiceDays(met_on=met_on, applicant_from=received_on, basis=known.basis)
